/** Nothing here yet: one fact, one way on. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { cx } from './cx';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly body?: JSX.Element;
  readonly action?: JSX.Element;
  readonly class?: string | undefined;
}

export function EmptyState(props: EmptyStateProps): JSX.Element {
  return (
    <div class={cx(styles.empty, props.class)}>
      <Icon name={props.icon} class={styles.icon} />
      <strong>{props.title}</strong>
      <Show when={props.body}><p class={styles.body}>{props.body}</p></Show>
      <Show when={props.action}><div class={styles.action}>{props.action}</div></Show>
    </div>
  );
}
