/** A filter that is on or off: 36 px drawn, 44 px touched. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { useFormat } from './i18n';
import { cx } from './cx';
import styles from './Chip.module.css';

export interface FilterChipProps {
  readonly pressed: boolean;
  readonly count?: number | undefined;
  readonly onPress: () => void;
  readonly leading?: JSX.Element;
  readonly children: JSX.Element;
  readonly class?: string | undefined;
}

export function FilterChip(props: FilterChipProps): JSX.Element {
  const format = useFormat();
  return (
    <button type="button" class={cx(styles.chip, styles.filter, props.pressed && styles.on, props.class)} aria-pressed={props.pressed} onClick={() => { props.onPress(); }}>
      {props.leading}
      <span>{props.children}</span>
      <Show when={props.count !== undefined}><span class={styles.count}>{format.number(props.count ?? 0)}</span></Show>
    </button>
  );
}
