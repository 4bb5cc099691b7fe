/** Words for screen readers only. */
import type { JSX } from 'solid-js';
import styles from './VisuallyHidden.module.css';

export interface VisuallyHiddenProps { readonly children: JSX.Element; readonly id?: string | undefined; readonly role?: 'status' | 'alert' | undefined }

export function VisuallyHidden(props: VisuallyHiddenProps): JSX.Element {
  return <span id={props.id} role={props.role} class={styles.hidden}>{props.children}</span>;
}
