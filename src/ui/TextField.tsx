/**
 * A labelled line (or area) of text. `onInput` hears every key, `onCommit` the leaving of the field and Enter. What was
 * typed is never thrown away: an error only stands beside it.
 */
import { Show, createUniqueId } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { cx } from './cx';
import styles from './Field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput?: ((text: string) => void) | undefined;
  /** On blur, and on Enter in a single line. */
  readonly onCommit?: ((text: string) => void) | undefined;
  /** Where the value comes from, or what it is for. */
  readonly help?: JSX.Element;
  readonly helpIcon?: IconName | undefined;
  /** The sentence that says how to mend it; marks the field invalid. */
  readonly error?: string | undefined;
  readonly multiline?: boolean | undefined;
  readonly rows?: number | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'date' | 'datetime-local' | 'time' | 'month' | 'password' | undefined;
  readonly inputmode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'email' | 'url' | 'none' | 'search' | undefined;
  readonly autocomplete?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly leading?: JSX.Element;
  readonly trailing?: JSX.Element;
  /** The label is for screen readers only. */
  readonly hideLabel?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly autofocus?: boolean | undefined;
  readonly lang?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly name?: string | undefined;
  readonly list?: string | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly ref?: ((element: HTMLInputElement | HTMLTextAreaElement) => void) | HTMLInputElement | HTMLTextAreaElement | undefined;
  readonly class?: string | undefined;
}

export function TextField(props: TextFieldProps): JSX.Element {
  const id = createUniqueId();
  const takeRef = (element: HTMLInputElement | HTMLTextAreaElement) => {
    if (typeof props.ref === 'function') props.ref(element);
    if (props.autofocus) queueMicrotask(() => { element.focus(); });
  };
  const describedBy = () => (props.error ? `${id}-error` : props.help ? `${id}-help` : undefined);
  const handleKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
    props.onKeyDown?.(event);
    if (event.key === 'Enter' && !props.multiline && !event.defaultPrevented && !event.isComposing) props.onCommit?.(event.currentTarget.value);
  };
  const shared = () => ({
    id,
    class: cx(styles.input, props.multiline && styles.area),
    placeholder: props.placeholder,
    autocomplete: props.autocomplete,
    inputmode: props.inputmode,
    disabled: props.disabled,
    readOnly: props.readOnly,
    required: props.required,
    lang: props.lang,
    maxLength: props.maxLength,
    name: props.name,
    'data-autofocus': props.autofocus ? '' : undefined,
    'aria-invalid': props.error ? ('true' as const) : undefined,
    'aria-describedby': describedBy(),
  });
  return (
    <div class={cx(styles.field, props.class)}>
      <label for={id} class={props.hideLabel ? styles.hidden : styles.label}>{props.label}</label>
      <div class={cx(styles.control, props.error && styles.bad, props.readOnly && styles.readOnly)}>
        <Show when={props.leading}><span class={styles.adorn}>{props.leading}</span></Show>
        <Show
          when={props.multiline}
          fallback={
            <input
              {...shared()} ref={(element) => { takeRef(element); }} type={props.type ?? 'text'} list={props.list} value={props.value}
              onInput={(event) => props.onInput?.(event.currentTarget.value)} onBlur={(event) => props.onCommit?.(event.currentTarget.value)}
              onFocus={() => props.onFocus?.()} onKeyDown={handleKeyDown}
            />
          }
        >
          <textarea
            {...shared()} ref={(element) => { takeRef(element); }} rows={props.rows ?? 3} value={props.value}
            onInput={(event) => props.onInput?.(event.currentTarget.value)} onBlur={(event) => props.onCommit?.(event.currentTarget.value)}
            onFocus={() => props.onFocus?.()} onKeyDown={handleKeyDown}
          />
        </Show>
        <Show when={props.trailing}><span class={styles.adorn}>{props.trailing}</span></Show>
      </div>
      <Show when={props.error} fallback={<Show when={props.help}><p id={`${id}-help`} class={styles.help}><Show when={props.helpIcon}>{(icon) => <Icon name={icon()} size="s" />}</Show><span>{props.help}</span></p></Show>}>
        <p id={`${id}-error`} class={cx(styles.help, styles.error)}><Icon name="alert" size="s" /><span>{props.error}</span></p>
      </Show>
    </div>
  );
}
