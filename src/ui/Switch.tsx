/** On or off, at once (a setting); for a choice that is stored with a form, take Checkbox. */
import { Show, createUniqueId } from 'solid-js';
import type { JSX } from 'solid-js';
import { cx } from './cx';
import styles from './Switch.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly help?: JSX.Element;
  readonly disabled?: boolean | undefined;
  readonly class?: string | undefined;
}

export function Switch(props: SwitchProps): JSX.Element {
  const id = createUniqueId();
  return (
    <label class={cx(styles.switch, props.class)}>
      <span class={styles.words}><span id={`${id}-label`}>{props.label}</span><Show when={props.help}><span id={`${id}-help`} class={styles.help}>{props.help}</span></Show></span>
      <input
        type="checkbox" role="switch" class={styles.track} checked={props.checked} disabled={props.disabled ?? false}
        aria-labelledby={`${id}-label`} aria-describedby={props.help ? `${id}-help` : undefined}
        onChange={(event) => { props.onChange(event.currentTarget.checked); event.currentTarget.checked = props.checked; }}
      />
    </label>
  );
}
