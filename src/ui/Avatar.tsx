/** Circle for a person, rounded square for a company, two circles for a household. The tint comes from the seed (an id). */
import { Match, Switch, createMemo } from 'solid-js';
import type { JSX } from 'solid-js';
import { useLocale } from './i18n';
import { householdInitials, initialsOf } from './initials';
import { cx } from './cx';
import styles from './Avatar.module.css';

export interface AvatarProps {
  readonly name: string;
  readonly shape: 'person' | 'company' | 'household';
  readonly seed: string;
  /** URL of a picture (blob: or data:). */
  readonly photo?: string | undefined;
  /** xs 22, s 28, m 40, xl 64 px. */
  readonly size?: 'xs' | 's' | 'm' | 'xl' | undefined;
  readonly class?: string | undefined;
}

const TINTS = 5;

/** FNV-1a: spreads ids that differ in one character. */
function tintOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) % TINTS) + 1;
}

export function Avatar(props: AvatarProps): JSX.Element {
  const { locale } = useLocale();
  const tint = createMemo(() => tintOf(props.seed));
  const pair = createMemo(() => householdInitials(props.name, locale()));
  const plain = () => initialsOf(props.name, props.shape === 'company' ? 'company' : 'person', locale());
  return (
    <span class={cx(styles.avatar, styles[props.size ?? 'm'], styles[props.shape], props.shape !== 'household' && styles[`tint${tint()}`], props.class)} aria-hidden="true">
      <Switch fallback={plain()}>
        <Match when={props.photo}>{(photo) => <img class={styles.photo} src={photo()} alt="" decoding="async" />}</Match>
        <Match when={props.shape === 'household'}>
          <span class={cx(styles.half, styles[`tint${tint()}`])}>{pair()[0]}</span>
          <span class={cx(styles.half, styles[`tint${(tint() % TINTS) + 1}`])}>{pair()[1]}</span>
        </Match>
      </Switch>
    </span>
  );
}
