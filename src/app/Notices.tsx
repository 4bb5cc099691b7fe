/** Turns what the actions announce into toasts, and binds undo to the keyboard everywhere but in texts, which have their own. */
import { onCleanup } from 'solid-js';
import type { WriteError } from '../replica/book';
import type { CustomerId } from '../domain/customer/fields';
import { useActions, useBook } from '../state/book-context';
import type { Notice } from '../state/undo';
import { useToast } from '../ui/Toast';
import { useFormat } from '../ui/i18n';
import { isTyping, useHotkeys } from '../ui/hotkeys';
import { appWords } from './words';

/** So many names of those who were left out are said; the others are counted. */
const MOST_NAMES = 3;
/** A toast with names in it takes longer to read, in ms. */
const SKIPPED_MS = 10_000;

export function Notices() {
  const words = appWords;
  const actions = useActions();
  const book = useBook();
  const format = useFormat();
  const toast = useToast();

  /** Names where the list still has them: the damaged are there, the erased are not. */
  const namesOf = (ids: readonly CustomerId[]): string => {
    const names = ids.flatMap((id) => book.rows.get(id)?.name || []);
    const shown = names.slice(0, MOST_NAMES);
    if (shown.length === 0) return '';
    return format.list(ids.length > shown.length ? [...shown, words().others(format.number(ids.length - shown.length), ids.length - shown.length === 1)] : shown);
  };
  const withSkipped = (sentence: string, skipped: readonly CustomerId[], why: string): string =>
    skipped.length === 0 ? sentence : [sentence, words().skipped(format.number(skipped.length), skipped.length === 1, namesOf(skipped), why)].filter(Boolean).join(' ');
  const longer = (skipped: readonly CustomerId[]) => (skipped.length === 0 ? {} : { timeoutMs: SKIPPED_MS });

  const reason = (error: WriteError): string => {
    switch (error.kind) {
      case 'storage': return words().failedAction;
      case 'unknown-customer': return words().failedUnknown;
      case 'newer-schema': return words().failedNewer;
      case 'corrupt': return words().failedCorrupt;
      case 'invalid': return words().failedInvalid;
      case 'not-allowed': return words().failedNotAllowed;
    }
  };
  const show = (notice: Notice): void => {
    switch (notice.kind) {
      case 'done': toast({ message: withSkipped(notice.label, notice.skipped, words().whySkipped), action: { label: words().undo, onPress: () => { notice.undo(); } } }); break;
      case 'undone': toast({ message: withSkipped(words().undone(notice.label), notice.skipped, words().whyLeft), timeoutMs: 4_000, ...longer(notice.skipped) }); break;
      case 'redone': toast({ message: withSkipped(words().redone(notice.label), notice.skipped, words().whyLeft), timeoutMs: 4_000, ...longer(notice.skipped) }); break;
      case 'dropped': toast({ message: words().dropped(format.number(notice.customers.length), notice.customers.length === 1), tone: 'late' }); break;
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
