/**
 * The trash keeps for 30 days (SPEC); this empties what is older, once a start, when the book has been read. A device
 * whose clock has jumped must not empty it early: the sweep waits for a start that follows another within two months. Nor must
 * another one's wrong clock, which may date what it puts there years back: the 30 days count here from when this device first saw it there.
 */
import type { Book } from '../replica/book';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
const LONGEST_PAUSE_DAYS = 60;
const LAST_START = 'trash/lastStart', FIRST_SEEN = 'trash/firstSeen';

/** How many were erased. `now` in epoch milliseconds. */
export async function sweepTrash(book: Book, now: number): Promise<number> {
  const before = await book.local.get(LAST_START);
  await book.local.set(LAST_START, now);
  const known = await book.local.get(FIRST_SEEN) as Readonly<Record<string, number>> | undefined;
  const trashed = [...book.rows.all()].filter(({ trashedAt }) => trashedAt !== undefined);
  const firstSeen = Object.fromEntries(trashed.map(({ id }) => [id, known?.[id] ?? now]));
  await book.local.set(FIRST_SEEN, firstSeen);
  if (typeof before !== 'number' || now < before || now - before > LONGEST_PAUSE_DAYS * DAY_MS) return 0;
  const ids = trashed.filter(({ id, trashedAt }) => now - Math.max(Date.parse(trashedAt!), firstSeen[id]!) > KEPT_DAYS * DAY_MS).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const erased = await book.erase(ids);
  return erased.ok ? ids.length : 0; // A failure leaves them in the trash; the next start tries again.
}
