/**
 * What opens above the page: where it hangs in the document, and where the focus goes when it closes. Kobalte hides
 * everything outside an open dialog from screen readers, so a list opened inside a dialog has to hang inside it too; and
 * it returns focus only to a trigger of its own, while our dialogs are opened by state.
 */
import { createComputed, on } from 'solid-js';
import type { Accessor } from 'solid-js';

/** The dialog around an element, else the body. */
export function layerHost(element: Element | undefined): Element {
  return element?.closest('[role="dialog"]') ?? document.body;
}

/** A menu's item is gone once the menu has closed; its trigger stays. */
function lasting(element: Element | null): HTMLElement | undefined {
  const trigger = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const found = trigger ? document.getElementById(trigger.split(' ')[0] ?? '') : element;
  return found instanceof HTMLElement && found !== document.body ? found : undefined;
}

/**
 * Remembers who had the focus when `open` turned true; the result is an `onCloseAutoFocus` that gives it back, also where the
 * dialog's owner is gone by then.
 */
export function createFocusReturn(open: Accessor<boolean>): (event: Event) => void {
  let before: HTMLElement | undefined;
  // computed, not an effect: it must look before the dialog takes the focus
  createComputed(on(open, (isOpen) => { if (isOpen) before = lasting(document.activeElement); }));
  return (event) => {
    if (!before?.isConnected) return;
    event.preventDefault();
    // A command that opened another dialog: the focus is there already, and this one leaves later than that one came.
    const other = document.activeElement?.closest('[role="dialog"]');
    if (other && other !== event.currentTarget && !other.contains(before)) return;
    before.focus();
  };
}

/**
 * An `onOpenAutoFocus`: the field marked `data-autofocus` gets the focus, not the first control (which is the cross). A field
 * cannot take it by itself, because it is made before its dialog hangs in the document.
 */
export function focusMarked(event: Event): void {
  const field = event.currentTarget instanceof Element ? event.currentTarget.querySelector<HTMLElement>('[data-autofocus]') : null;
  if (!field) return;
  event.preventDefault();
  field.focus();
}
