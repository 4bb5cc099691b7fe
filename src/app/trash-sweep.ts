/**
 * The trash keeps for 30 days (SPEC); this empties what is older, once a start, when the book has been read. A device
 * whose clock has jumped must not empty it early: the sweep waits for a start that follows another within two months.
 */
import type { Book } from '../replica/book';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
const LONGEST_PAUSE_DAYS = 60;
const LAST_START = 'trash/lastStart';

/** How many were erased. `now` in epoch milliseconds. */
export async function sweepTrash(book: Book, now: number): Promise<number> {
  const before = await book.local.get(LAST_START);
  await book.local.set(LAST_START, now);
  if (typeof before !== 'number' || now < before || now - before > LONGEST_PAUSE_DAYS * DAY_MS) return 0;
  const ids = [...book.rows.all()].filter(({ trashedAt }) => trashedAt !== undefined && now - Date.parse(trashedAt) > KEPT_DAYS * DAY_MS).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const erased = await book.erase(ids);
  return erased.ok ? ids.length : 0; // A failure leaves them in the trash; the next start tries again.
}
