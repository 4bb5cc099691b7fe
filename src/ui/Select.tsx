/**
 * One of many, in a list that opens (Kobalte Select: type-ahead, arrow keys, Escape). `unsure` draws an amber frame and
 * `auto` a quiet one, for choices that the program made by itself and that a person should or need not look at.
 */
import * as KSelect from '@kobalte/core/select';
import { Show, createMemo } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import { cx } from './cx';
import { layerHost } from './layer';
import { uiWords } from './words';
import field from './Field.module.css';
import list from './Popover.module.css';
import styles from './Select.module.css';

export interface SelectOption<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string = string> {
  readonly label: string;
  readonly options: readonly SelectOption<Value>[];
  /** A value that no option has shows the placeholder. */
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string | undefined;
  readonly hideLabel?: boolean | undefined;
  readonly unsure?: boolean | undefined;
  readonly auto?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly help?: JSX.Element;
  readonly error?: string | undefined;
  readonly class?: string | undefined;
}

export function Select<Value extends string = string>(props: SelectProps<Value>): JSX.Element {
  let trigger: HTMLElement | undefined;
  let pressed: PointerEvent | undefined;
  const chosen = createMemo(() => props.options.find((option) => option.value === props.value) ?? null);
  const options = createMemo(() => [...props.options]);
  return (
    <KSelect.Root<SelectOption<Value>>
      class={cx(field.field, props.class)}
      options={options()}
      // prefixed: Kobalte takes an empty key for "nothing chosen", and "" (nobody, any) is a choice like others
      optionValue={(option) => `=${option.value}`}
      optionTextValue="label"
      optionDisabled={(option) => option.disabled ?? false}
      value={chosen()}
      // Kobalte reports the chosen one again when the options are made anew; that is nobody's choice
      onChange={(option) => { if (option && option.value !== props.value) props.onChange(option.value); }}
      disallowEmptySelection
      disabled={props.disabled ?? false}
      validationState={props.error ? 'invalid' : 'valid'}
      placeholder={props.placeholder ?? uiWords().choose}
      gutter={4}
      sameWidth
      itemComponent={(item) => (
        <KSelect.Item item={item.item} class={list.item}>
          <span class={list.words}>
            <KSelect.ItemLabel class={list.label}>{item.item.rawValue.label}</KSelect.ItemLabel>
            <Show when={item.item.rawValue.description}>{(text) => <KSelect.ItemDescription class={list.description}>{text()}</KSelect.ItemDescription>}</Show>
          </span>
          <KSelect.ItemIndicator class={list.indicator}><Icon name="check" size="s" /></KSelect.ItemIndicator>
        </KSelect.Item>
      )}
    >
      <KSelect.Label class={props.hideLabel ? field.hidden : field.label}>{props.label}</KSelect.Label>
      <KSelect.Trigger ref={(element: HTMLElement) => { trigger = element; }} onPointerDown={(event: PointerEvent) => { pressed = event; }} class={cx(field.control, styles.trigger, props.auto && styles.auto, props.unsure && styles.unsure, props.error && field.bad)}>
        <KSelect.Value<SelectOption<Value>> class={styles.value}>{(state) => state.selectedOption().label}</KSelect.Value>
        <KSelect.Icon class={styles.icon}><Icon name="down" size="s" /></KSelect.Icon>
      </KSelect.Trigger>
      <Show when={props.help}><KSelect.Description class={field.help}>{props.help}</KSelect.Description></Show>
      <KSelect.ErrorMessage class={cx(field.help, field.error)}><Icon name="alert" size="s" /><span>{props.error}</span></KSelect.ErrorMessage>
      <KSelect.Portal mount={layerHost(trigger)}>
        <KSelect.Content class={list.content} ref={(element: HTMLElement) => { ignoreOpeningClick(element, () => pressed); }}><KSelect.Listbox class={list.listbox} aria-label={props.label} /></KSelect.Content>
      </KSelect.Portal>
    </KSelect.Root>
  );
}

/**
 * Kobalte opens on press and chooses on release, for those who drag to an option. A list that just opens lies under the pointer until
 * it has found its place, and the release of a quick click chose from it. So a release that has not moved chooses nothing.
 */
function ignoreOpeningClick(content: HTMLElement, pressed: () => PointerEvent | undefined): void {
  content.addEventListener('pointerup', (event) => {
    const press = pressed();
    if (press?.pointerId === event.pointerId && event.timeStamp - press.timeStamp < CLICK_MS && Math.hypot(event.x - press.x, event.y - press.y) < DRAG_PX) event.stopPropagation();
  }, { capture: true });
}
const CLICK_MS = 500;
const DRAG_PX = 6;
