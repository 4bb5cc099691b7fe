/** A state as glyph and words; colour comes third. A pill only where it stands alone. */
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { cx } from './cx';
import styles from './StateChip.module.css';

export type StateTone = 'plain' | 'ok' | 'due' | 'late' | 'info';

export interface StateChipProps {
  readonly tone?: StateTone | undefined;
  readonly icon: IconName;
  readonly pill?: boolean | undefined;
  /** Turns the glyph while something runs. */
  readonly busy?: boolean | undefined;
  readonly children: JSX.Element;
  readonly class?: string | undefined;
}

export function StateChip(props: StateChipProps): JSX.Element {
  return (
    <span class={cx(styles.state, styles[props.tone ?? 'plain'], props.pill && styles.pill, props.class)}>
      <Icon name={props.icon} size="xs" class={props.busy ? styles.busy : undefined} />
      <span>{props.children}</span>
    </span>
  );
}
