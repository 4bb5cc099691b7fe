/** A button that opens a list of actions (Kobalte DropdownMenu). Items with `checked` are choices and show a tick. */
import * as KMenu from '@kobalte/core/dropdown-menu';
import { For, Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import type { ButtonKind } from './Button';
import { cx } from './cx';
import { layerHost } from './layer';
import look from './Button.module.css';
import list from './Popover.module.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly onSelect: () => void;
  readonly danger?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly checked?: boolean | undefined;
  readonly description?: string | undefined;
}

export interface MenuProps {
  /** The accessible name of the trigger. With `trigger` it should contain the words shown. */
  readonly label: string;
  /** Icon of the trigger; without `trigger` the button shows this alone (default: three dots). */
  readonly icon?: IconName | undefined;
  /** Words of the trigger; a chevron follows them. */
  readonly trigger?: JSX.Element;
  /** How the trigger looks: default `quiet`, or `link` with words. */
  readonly kind?: ButtonKind | undefined;
  readonly items: readonly (MenuItem | 'separator')[];
  readonly disabled?: boolean | undefined;
  readonly class?: string | undefined;
}

function MenuRow(props: { readonly item: MenuItem }): JSX.Element {
  const inside = () => (
    <>
      <Show when={props.item.icon}>{(icon) => <Icon name={icon()} />}</Show>
      <span class={list.words}>
        <KMenu.ItemLabel class={list.label}>{props.item.label}</KMenu.ItemLabel>
        <Show when={props.item.description}>{(text) => <KMenu.ItemDescription class={list.description}>{text()}</KMenu.ItemDescription>}</Show>
      </span>
    </>
  );
  return (
    <Show
      when={props.item.checked !== undefined}
      fallback={<KMenu.Item class={cx(list.item, props.item.danger && list.danger)} disabled={props.item.disabled ?? false} onSelect={() => { props.item.onSelect(); }}>{inside()}</KMenu.Item>}
    >
      <KMenu.CheckboxItem class={list.item} checked={props.item.checked ?? false} disabled={props.item.disabled ?? false} closeOnSelect onChange={() => { props.item.onSelect(); }}>
        {inside()}
        <KMenu.ItemIndicator class={list.indicator}><Icon name="check" size="s" /></KMenu.ItemIndicator>
      </KMenu.CheckboxItem>
    </Show>
  );
}

export function Menu(props: MenuProps): JSX.Element {
  let button: HTMLElement | undefined;
  const worded = () => props.trigger !== undefined;
  const kind = () => props.kind ?? (worded() ? 'link' : 'quiet');
  return (
    <KMenu.Root gutter={4} placement="bottom-end" modal={false}>
      <KMenu.Trigger ref={(element: HTMLElement) => { button = element; }} data-square={worded() ? undefined : ''} class={cx(look.button, look[kind()], !worded() && look.square, !worded() && kind() === 'quiet' && look.ink, props.class)} aria-label={props.label} disabled={props.disabled ?? false}>
        <Show when={worded()} fallback={<Icon name={props.icon ?? 'dots'} />}>
          <Show when={props.icon}>{(icon) => <Icon name={icon()} size="s" />}</Show>
          <span class={list.trigger}>{props.trigger}</span>
          <Icon name="down" size="s" />
        </Show>
      </KMenu.Trigger>
      <KMenu.Portal mount={layerHost(button)}>
        <KMenu.Content class={cx(list.content, list.menu)}>
          <For each={props.items}>{(item) => (item === 'separator' ? <KMenu.Separator class={list.separator} /> : <MenuRow item={item} />)}</For>
        </KMenu.Content>
      </KMenu.Portal>
    </KMenu.Root>
  );
}
