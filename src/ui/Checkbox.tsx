/** A native checkbox in our drawing, with its words as one 44 px target. */
import { Show, createEffect } from 'solid-js';
import type { JSX } from 'solid-js';
import { cx } from './cx';
import styles from './Checkbox.module.css';

export interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Some, but not all, of what it stands for. */
  readonly indeterminate?: boolean | undefined;
  readonly help?: JSX.Element;
  readonly hideLabel?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly class?: string | undefined;
}

export function Checkbox(props: CheckboxProps): JSX.Element {
  let input!: HTMLInputElement;
  createEffect(() => { input.indeterminate = props.indeterminate ?? false; });
  const handleChange = () => {
    props.onChange(input.checked);
    // the owner decides: a refused change shows at once
    input.checked = props.checked;
  };
  return (
    <label class={cx(styles.check, props.class)}>
      <input
        ref={input} type="checkbox" class={styles.box} checked={props.checked} disabled={props.disabled ?? false}
        aria-label={props.hideLabel ? props.label : undefined} onChange={handleChange} onClick={(event) => { event.stopPropagation(); }}
      />
      <Show when={!props.hideLabel}>
        <span class={styles.words}>{props.label}<Show when={props.help}><span class={styles.help}>{props.help}</span></Show></span>
      </Show>
    </label>
  );
}
