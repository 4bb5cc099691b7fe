/**
 * Keys of a screen, alive as long as the component that asks for them. Written as tinykeys writes them: '$mod+k' (Cmd on
 * a Mac, Ctrl elsewhere), 'g c', '/', 'Shift+?'. A key without Ctrl, Cmd or Alt is left alone while someone types, and
 * all keys are left alone while a dialog is open, unless the keys belong to that dialog.
 */
import { onCleanup, onMount } from 'solid-js';
import { tinykeys } from 'tinykeys';

export type HotkeyHandler = (event: KeyboardEvent) => void;

const TYPING = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="file"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"])';
const CHORD = /\$mod|Control|Meta|Alt/u;

/** Whether keys typed now would go into a text. Looks through shadow roots. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.matches(TYPING));
}

function isBehindDialog(event: KeyboardEvent): boolean {
  const dialog = document.querySelector('[role="dialog"]');
  return dialog !== null && !event.composedPath().includes(dialog);
}

export function useHotkeys(keys: Readonly<Record<string, HotkeyHandler>>): void {
  const guarded: Record<string, HotkeyHandler> = {};
  for (const [combination, handler] of Object.entries(keys)) {
    guarded[combination] = (event) => {
      if (event.defaultPrevented || event.isComposing || isBehindDialog(event)) return;
      if (!CHORD.test(combination) && isTyping(event)) return;
      handler(event);
    };
  }
  onMount(() => { onCleanup(tinykeys(window, guarded)); });
}
