/** A word that hangs on something and, with `onRemove`, can be taken off. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import { cx } from './cx';
import { uiWords } from './words';
import styles from './Chip.module.css';

export interface TagChipProps { readonly label: string; readonly onRemove?: (() => void) | undefined; readonly class?: string | undefined }

export function TagChip(props: TagChipProps): JSX.Element {
  return (
    <span class={cx(styles.chip, styles.tag, props.onRemove && styles.removable, props.class)}>
      <span class={styles.words}>{props.label}</span>
      <Show when={props.onRemove}>
        {(onRemove) => <button type="button" class={styles.remove} aria-label={uiWords().remove(props.label)} onClick={() => { onRemove()(); }}><Icon name="x" size="xs" /></button>}
      </Show>
    </span>
  );
}
