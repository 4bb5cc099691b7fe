/**
 * Sample data goes in two steps: into the trash at once, with Undo, and for good when the toast has gone. What a crash
 * left in between is finished at the next start.
 */
import type { Book } from '../replica/book';
import { moveSampleToTrash, trashedSample } from '../state/sample';
import type { Actions } from '../state/undo';

/** A little longer than the toast stays. */
const UNDO_MS = 12_000;

export async function removeSample(book: Book, actions: Actions, at: string, by: string, label: string): Promise<void> {
  const moved = await actions.perform(moveSampleToTrash(book.rows, at, by, label), { toast: true });
  if (moved.ok) setTimeout(() => { void eraseTrashedSample(book); }, UNDO_MS);
}

/** Erases sample customers that are in the trash. A failure leaves them there, to be tried at the next start. */
export async function eraseTrashedSample(book: Book): Promise<void> {
  const ids = trashedSample(book.rows);
  if (ids.length > 0) await book.erase(ids);
}
