/** One of a few, all in sight: a native radio group drawn as a segmented control. Arrow keys move, as browsers do it. */
import { For, Show, createUniqueId } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { cx } from './cx';
import field from './Field.module.css';
import styles from './Segmented.module.css';

export interface SegmentedOption<Value extends string> { readonly value: Value; readonly label: string; readonly icon?: IconName | undefined }

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly options: readonly SegmentedOption<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly hideLabel?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly class?: string | undefined;
}

export function Segmented<Value extends string>(props: SegmentedProps<Value>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class={cx(field.field, props.class)} disabled={props.disabled ?? false} role="radiogroup" aria-labelledby={`${name}-label`}>
      <span id={`${name}-label`} class={props.hideLabel ? field.hidden : field.label}>{props.label}</span>
      <div class={styles.track}>
        <For each={props.options}>
          {(option) => (
            <label class={styles.segment}>
              <input type="radio" class={styles.radio} name={name} value={option.value} checked={props.value === option.value} onChange={() => { props.onChange(option.value); }} />
              <Show when={option.icon}>{(icon) => <Icon name={icon()} size="s" />}</Show>
              <span>{option.label}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
