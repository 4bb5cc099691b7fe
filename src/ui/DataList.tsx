/** Facts, one a line: icon, the fact, a second line that says more, something small at the end. */
import { For, Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { cx } from './cx';
import styles from './DataList.module.css';

export interface Fact {
  readonly icon?: IconName | undefined;
  readonly main: JSX.Element;
  readonly more?: JSX.Element;
  readonly end?: JSX.Element;
}

export interface DataListProps {
  readonly label?: string | undefined;
  readonly items?: readonly Fact[] | undefined;
  /** `DataListItem`s, beside or instead of `items`. */
  readonly children?: JSX.Element;
  readonly class?: string | undefined;
}

export function DataListItem(props: Fact & { readonly class?: string | undefined }): JSX.Element {
  return (
    <li class={cx(styles.item, !props.icon && styles.bare, props.class)}>
      <Show when={props.icon}>{(icon) => <Icon name={icon()} class={styles.icon} />}</Show>
      <div class={styles.words}>{props.main}<Show when={props.more}><span class={styles.more}>{props.more}</span></Show></div>
      <Show when={props.end}><div class={styles.end}>{props.end}</div></Show>
    </li>
  );
}

export function DataList(props: DataListProps): JSX.Element {
  return (
    <ul class={cx(styles.list, props.class)} aria-label={props.label}>
      <For each={props.items}>{(fact) => <DataListItem {...fact} />}</For>
      {props.children}
    </ul>
  );
}
