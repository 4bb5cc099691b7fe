/**
 * A button that opens a list of actions. Items with `checked` are choices and show a tick.
 *
 * The list (Kobalte DropdownMenu and what places it, a tenth of the first load) comes when a menu is first opened: until
 * then a plain button of the same looks and name stands here, and what opened it, pointer or key, is handed on.
 */
import { Show, createSignal, lazy } from 'solid-js';
import type { JSX } from 'solid-js';
import type { IconName } from './Icon';
import type { ButtonKind } from './Button';
import { TriggerInside, triggerClass, triggerSquare } from './MenuTrigger';

const MenuList = lazy(() => import('./MenuList'));

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

export function Menu(props: MenuProps): JSX.Element {
  const [openedBy, setOpenedBy] = createSignal<'pointer' | 'first' | 'last'>();
  const openBy = (how: 'pointer' | 'first' | 'last') => {
    const show = () => { setOpenedBy(how); };
    // Also when it could not be fetched: rendering then fails where an ErrorBoundary says so.
    MenuList.preload().then(show, show);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    openBy(event.key === 'ArrowDown' ? 'first' : 'last');
  };
  return (
    <Show
      when={openedBy()}
      fallback={
        <button
          type="button" class={triggerClass(props)} data-square={triggerSquare(props)} aria-label={props.label} aria-haspopup="true" aria-expanded="false" disabled={props.disabled ?? false}
          // a click without a pointer is Enter, Space or a screen reader
          onClick={(event) => { openBy(event.detail === 0 ? 'first' : 'pointer'); }} onKeyDown={handleKey} onPointerEnter={() => { void MenuList.preload(); }}
        >
          <TriggerInside icon={props.icon} trigger={props.trigger} />
        </button>
      }
    >
      {(how) => <MenuList {...props} openedBy={how()} />}
    </Show>
  );
}
