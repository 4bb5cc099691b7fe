/** The six digits that two people compare, large and in two groups. */
import { Show } from 'solid-js';
import { teamWords } from './words';
import styles from './Team.module.css';

export function CheckCode(props: { readonly code: string; readonly caption?: string | undefined }) {
  const words = teamWords;
  return (
    <div class={styles.code}>
      <Show when={props.caption}><div class={styles.small}>{props.caption}</div></Show>
      <div class={styles.digits} role="status" aria-label={words().checkCode}>{`${props.code.slice(0, 3)} ${props.code.slice(3)}`}</div>
    </div>
  );
}
