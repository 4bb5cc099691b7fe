/** Paper on paper. No card inside a card: groups within are hairlines. */
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { cx } from './cx';
import styles from './Card.module.css';

export interface CardProps {
  readonly as?: 'div' | 'section' | 'article' | 'li' | undefined;
  /** Inner space; off for tables and lists that run to the edge. */
  readonly pad?: boolean | undefined;
  /** Makes it a landmark where it is a section. */
  readonly label?: string | undefined;
  readonly class?: string | undefined;
  readonly children: JSX.Element;
}

export function Card(props: CardProps): JSX.Element {
  return <Dynamic component={props.as ?? 'div'} aria-label={props.label} class={cx(styles.card, (props.pad ?? true) && styles.pad, props.class)}>{props.children}</Dynamic>;
}
