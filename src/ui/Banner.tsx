/** A bold fact, its plain consequence, one way on. `due`: know this; `late`: act (read out at once); `info`: an offer. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Button, IconButton } from './Button';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { cx } from './cx';
import { uiWords } from './words';
import styles from './Banner.module.css';

export type BannerTone = 'due' | 'late' | 'info';

export interface BannerProps {
  readonly tone: BannerTone;
  readonly title: string;
  readonly body?: JSX.Element;
  readonly icon?: IconName | undefined;
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly onDismiss?: (() => void) | undefined;
  readonly class?: string | undefined;
}

const ICON_OF = { due: 'clock', late: 'alert', info: 'info' } as const;

export function Banner(props: BannerProps): JSX.Element {
  return (
    <div class={cx(styles.banner, styles[props.tone], props.class)} role={props.tone === 'late' ? 'alert' : 'status'}>
      <Icon name={props.icon ?? ICON_OF[props.tone]} />
      <div class={styles.words}>
        <strong class={styles.title}>{props.title}</strong>
        <Show when={props.body}><div class={styles.body}>{props.body}</div></Show>
      </div>
      <Show when={props.action ?? props.onDismiss}>
        <div class={styles.ways}>
          <Show when={props.action}>{(action) => <Button onPress={() => { action().onPress(); }}>{action().label}</Button>}</Show>
          <Show when={props.onDismiss}>{(onDismiss) => <IconButton icon="x" label={uiWords().dismiss} onPress={() => { onDismiss()(); }} />}</Show>
        </div>
      </Show>
    </div>
  );
}
