/**
 * Sample data goes in two steps: into the trash at once, with Undo, and for good when the toast has gone. What a closed
 * page left in between is finished at the next start. The stamp of a removal ties the two steps together: erased is who
 * still lies in the trash by that very action, so that an undo keeps them, and neither another removal nor somebody whom a
 * person has put into the trash is touched.
 */
import type { Json } from '../lib/json';
import type { Book } from '../replica/book';
import { moveSampleToTrash, sampleTrashedAt } from '../state/sample';
import type { Actions } from '../state/undo';

/** A little longer than the toast stays. */
const UNDO_MS = 12_000;
/** Stamps of removals that are not finished, on this device. */
const PENDING = 'sample/removals';

/** `at` is a UTC stamp, one for each removal. */
export async function removeSample(book: Book, actions: Actions, at: string, by: string, label: string): Promise<void> {
  const action = moveSampleToTrash(book.rows, at, by, label);
  if (action.edits.length === 0) return;
  // Before the action: a page that is closed right after it must find the stamp. One that matches nobody does no harm.
  await setPending(book, [...(await pendingRemovals(book)), at]);
  const moved = await actions.perform(action, { toast: true });
  if (moved.ok) setTimeout(() => { void finishRemoval(book, at); }, UNDO_MS);
}

/** Finishes what earlier pages have begun; what is younger than its Undo waits for its time. `now` in epoch milliseconds. */
export async function finishSampleRemovals(book: Book, now: number): Promise<void> {
  for (const at of await pendingRemovals(book)) {
    const left = Date.parse(at) + UNDO_MS - now;
    // A clock that was set back must not put it off for years.
    if (left > 0 && left <= UNDO_MS) setTimeout(() => { void finishRemoval(book, at); }, left);
    else await finishRemoval(book, at);
  }
}

/** A failure leaves them in the trash and the stamp in place, to be tried at the next start. */
async function finishRemoval(book: Book, at: string): Promise<void> {
  const ids = sampleTrashedAt(book.rows, at);
  const erased = ids.length > 0 ? await book.erase(ids) : undefined;
  if (erased && !erased.ok) return;
  await setPending(book, (await pendingRemovals(book)).filter((other) => other !== at));
}

async function pendingRemovals(book: Book): Promise<readonly string[]> {
  const stored: Json | undefined = await book.local.get(PENDING);
  return Array.isArray(stored) ? stored.filter((at) => typeof at === 'string') : [];
}

async function setPending(book: Book, stamps: readonly string[]): Promise<void> {
  await book.local.set(PENDING, stamps.length > 0 ? [...stamps] : null);
}
