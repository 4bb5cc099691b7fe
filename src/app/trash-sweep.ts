/**
 * The trash keeps for 30 days (SPEC); this empties what is older, once a start, when the book has been read. No clock may empty it
 * early, neither this device's nor that of another one, which may date what it puts there years back: the days are counted here, from
 * start to start, at most a week each. Where Regulars is opened less often than that, the trash keeps longer.
 */
import type { Book } from '../replica/book';

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;
/** However far a clock jumps, it takes no more than this of what the trash still keeps. */
const LONGEST_STEP_MS = 7 * DAY_MS;
const LAST_START = 'trash/lastStart', LAIN = 'trash/lain';

/** For how many ms something was seen in the trash here, and which putting there is meant. */
interface Lain { readonly trashedAt: string; readonly ms: number }

/** How many were erased. `now` in epoch milliseconds. */
export async function sweepTrash(book: Book, now: number): Promise<number> {
  const before = await book.local.get(LAST_START);
  const known = await book.local.get(LAIN) as Readonly<Record<string, Lain>> | undefined;
  const step = typeof before === 'number' ? Math.min(Math.max(now - before, 0), LONGEST_STEP_MS) : 0;
  const lain = [...book.rows.all()].flatMap(({ id, trashedAt }) => {
    if (trashedAt === undefined) return [];
    const earlier = known?.[id];
    return [[id, { trashedAt, ms: earlier?.trashedAt === trashedAt ? earlier.ms + step : 0 }] as const];
  });
  await book.local.set(LAST_START, now);
  await book.local.set(LAIN, Object.fromEntries(lain));
  const ids = lain.filter(([, { ms }]) => ms > KEPT_MS).map(([id]) => id);
  if (ids.length === 0) return 0;
  const erased = await book.erase(ids);
  return erased.ok ? ids.length : 0; // A failure leaves them in the trash; the next start tries again.
}
