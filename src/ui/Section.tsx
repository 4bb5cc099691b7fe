/** A titled part of a page, and a landmark by its title; `end` holds one small action. */
import { Show, createUniqueId } from 'solid-js';
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { cx } from './cx';
import styles from './Section.module.css';

export interface SectionProps {
  readonly title: string;
  readonly end?: JSX.Element;
  /** Heading level, default 2. */
  readonly level?: 2 | 3 | undefined;
  readonly class?: string | undefined;
  readonly children: JSX.Element;
}

export function Section(props: SectionProps): JSX.Element {
  const id = createUniqueId();
  return (
    <section class={cx(styles.section, props.class)} aria-labelledby={id}>
      <header class={styles.header}>
        <Dynamic component={props.level === 3 ? 'h3' : 'h2'} id={id}>{props.title}</Dynamic>
        <Show when={props.end}><div class={styles.end}>{props.end}</div></Show>
      </header>
      {props.children}
    </section>
  );
}
