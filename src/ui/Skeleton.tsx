/** Grey bars in the shape of what will come; no shimmer. Said once, as a status. */
import { For, Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { VisuallyHidden } from './VisuallyHidden';
import { cx } from './cx';
import { uiWords } from './words';
import styles from './Skeleton.module.css';

export interface SkeletonProps {
  /** `row`: avatar and two bars; `text`: two bars. */
  readonly shape?: 'row' | 'text' | undefined;
  readonly count?: number | undefined;
  readonly label?: string | undefined;
  readonly class?: string | undefined;
}

export function Skeleton(props: SkeletonProps): JSX.Element {
  return (
    <div class={cx(styles.skeleton, props.class)}>
      <VisuallyHidden role="status">{props.label ?? uiWords().loading}</VisuallyHidden>
      <For each={Array.from({ length: props.count ?? 1 })}>
        {() => (
          <div class={cx(styles.item, (props.shape ?? 'row') === 'row' && styles.row)} aria-hidden="true">
            <Show when={(props.shape ?? 'row') === 'row'}><span class={styles.disc} /></Show>
            <span class={styles.bars}><span class={styles.bar} /><span class={cx(styles.bar, styles.long)} /></span>
          </div>
        )}
      </For>
    </div>
  );
}
