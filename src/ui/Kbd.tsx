/** A key, drawn small. Decoration for those who see it: the key itself works without it being read out. */
import type { JSX } from 'solid-js';
import { cx } from './cx';
import styles from './Kbd.module.css';

export interface KbdProps { readonly children: JSX.Element; readonly class?: string | undefined }

export function Kbd(props: KbdProps): JSX.Element {
  return <kbd class={cx(styles.kbd, props.class)} aria-hidden="true">{props.children}</kbd>;
}
