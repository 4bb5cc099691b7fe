/**
 * Keeps the keys pressed between the one that opens a text box and the moment that box has the focus (its code may still be
 * loading), and types them into it then. Without it they would land in the field that had the focus before.
 */
export interface TypeAhead {
  start(): void;
  /** Forgets what was caught. */
  stop(): void;
  /** Types what was caught into `input`, an Enter included, and stops. For its `onFocus`. */
  deliver(input: HTMLInputElement): void;
}

/** `onEscape`: the box is given up before it came. Stop it when its owner goes. */
export function makeTypeAhead(onEscape: () => void): TypeAhead {
  let text = '';
  let isEntered = false;

  const handleKeyDown = (event: KeyboardEvent) => {
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.isComposing || (!isText && !['Enter', 'Backspace', 'Escape'].includes(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      stop();
      onEscape();
    } else if (isText && !isEntered) text += event.key;
    else if (event.key === 'Enter') isEntered = true;
    else if (!isEntered) text = text.slice(0, -1);
  };
  const start = (): void => {
    stop();
    window.addEventListener('keydown', handleKeyDown, { capture: true });
  };
  const stop = (): void => {
    window.removeEventListener('keydown', handleKeyDown, { capture: true });
    text = '';
    isEntered = false;
  };
  return {
    start, stop,
    deliver: (input) => {
      const caught = { text, isEntered };
      stop();
      if (caught.text) {
        input.value = caught.text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true, data: caught.text }));
      }
      if (caught.isEntered) input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    },
  };
}
