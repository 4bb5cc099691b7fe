/** The list of a Menu (Kobalte DropdownMenu) with its trigger. Loaded when a menu is first opened; see Menu.tsx. */
import * as KMenu from '@kobalte/core/dropdown-menu';
import { For, Show, createSignal, onMount } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { MenuItem, MenuProps } from './Menu';
import { TriggerInside, triggerClass, triggerSquare } from './MenuTrigger';
import { cx } from './cx';
import { layerHost } from './layer';
import list from './Popover.module.css';

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

export interface MenuListProps extends MenuProps {
  /** How it was asked for: the keyboard goes on at the first or the last item. */
  readonly openedBy: 'pointer' | 'first' | 'last';
}

/** Opens as soon as it stands in the page: only then it is known whether a dialog is around it. */
export default function MenuList(props: MenuListProps): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  let button: HTMLElement | undefined;
  // Kobalte chooses the item by the key that opens the list, so the key that was pressed on the plain button is handed on.
  onMount(() => {
    button?.focus({ preventScroll: true });
    if (props.openedBy === 'pointer') setIsOpen(true);
    else button?.dispatchEvent(new KeyboardEvent('keydown', { key: props.openedBy === 'first' ? 'ArrowDown' : 'ArrowUp', bubbles: true, cancelable: true }));
  });
  return (
    <KMenu.Root gutter={4} placement="bottom-end" modal={false} open={isOpen()} onOpenChange={setIsOpen}>
      <KMenu.Trigger ref={(element: HTMLElement) => { button = element; }} data-square={triggerSquare(props)} class={triggerClass(props)} aria-label={props.label} disabled={props.disabled ?? false}>
        <TriggerInside icon={props.icon} trigger={props.trigger} />
      </KMenu.Trigger>
      <KMenu.Portal mount={layerHost(button)}>
        <KMenu.Content class={cx(list.content, list.menu)}>
          <For each={props.items}>{(item) => (item === 'separator' ? <KMenu.Separator class={list.separator} /> : <MenuRow item={item} />)}</For>
        </KMenu.Content>
      </KMenu.Portal>
    </KMenu.Root>
  );
}
