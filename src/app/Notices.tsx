/** Turns what the actions announce into toasts, and binds undo to the keyboard everywhere but in texts, which have their own. */
import { onCleanup } from 'solid-js';
import type { WriteError } from '../replica/book';
import { useActions } from '../state/book-context';
import type { Notice } from '../state/undo';
import { useToast } from '../ui/Toast';
import { isTyping, useHotkeys } from '../ui/hotkeys';
import { appWords } from './words';

export function Notices() {
  const words = appWords;
  const actions = useActions();
  const toast = useToast();

  const reason = (error: WriteError): string => {
    switch (error.kind) {
      case 'storage': return words().failedAction;
      case 'unknown-customer': return words().failedUnknown;
      case 'newer-schema': return words().failedNewer;
      case 'corrupt': return words().failedCorrupt;
      case 'invalid': return words().failedInvalid;
    }
  };
  const show = (notice: Notice): void => {
    switch (notice.kind) {
      case 'done': toast({ message: notice.label, action: { label: words().undo, onPress: () => { notice.undo(); } } }); break;
      case 'undone': toast({ message: words().undone(notice.label), timeoutMs: 4_000 }); break;
      case 'redone': toast({ message: words().redone(notice.label), timeoutMs: 4_000 }); break;
      case 'nothing-to-undo': toast({ message: words().nothingToUndo, timeoutMs: 3_000 }); break;
      case 'nothing-to-redo': toast({ message: words().nothingToRedo, timeoutMs: 3_000 }); break;
      case 'failed': toast({ message: notice.label ? `${reason(notice.error)}: ${notice.label}` : reason(notice.error), tone: 'late' }); break;
    }
  };
  onCleanup(actions.onNotice(show));

  const unlessTyping = (run: () => Promise<void>) => (event: KeyboardEvent) => {
    if (isTyping(event)) return;
    event.preventDefault();
    void run();
  };
  useHotkeys({ '$mod+z': unlessTyping(() => actions.undo()), '$mod+Shift+z': unlessTyping(() => actions.redo()), '$mod+y': unlessTyping(() => actions.redo()) });
  return null;
}
