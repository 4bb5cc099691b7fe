/** The customers that a device has brought into a team, remembered until somebody has looked at who may now be there twice. */
import { createDuplicateIndex } from '../../domain/duplicates/duplicate-index';
import type { CustomerId } from '../../domain/customer/fields';
import type { CustomerRow } from '../../domain/customer/row';
import type { Book, RowIndex } from '../../replica/book';

const KEY = 'team/broughtAlong';
const PAUSE_EVERY = 64;
/** More than anybody looks through at once; those that are settled make room for the rest. */
export const MOST_DOUBLES = 50;

export interface Double { readonly own: CustomerId; readonly theirs: CustomerId }

/** Who is here now; that they could not be remembered costs the hint alone. */
export const noteBroughtAlong = (book: Book): Promise<unknown> => book.local.set(KEY, [...book.rows.all()].map(({ id }) => id));
export const forgetBroughtAlong = (book: Book): Promise<unknown> => book.local.set(KEY, null);

export async function readBroughtAlong(book: Book): Promise<readonly CustomerId[]> {
  const stored = await book.local.get(KEY);
  return Array.isArray(stored) ? stored.filter((id): id is CustomerId => typeof id === 'string') : [];
}

/** Each of `brought` with whom it resembles most among the others, as the form for a new customer would say; pauses now and then. */
export function* findDoubles(rows: Pick<RowIndex, 'all' | 'get'>, brought: readonly CustomerId[]): Generator<void, readonly Double[]> {
  const own = new Set(brought);
  const theirs = createDuplicateIndex();
  let seen = 0;
  const isPause = () => ++seen % PAUSE_EVERY === 0;
  for (const row of rows.all()) {
    if (!own.has(row.id)) theirs.upsert(row);
    if (isPause()) yield;
  }
  const doubles: Double[] = [];
  for (const id of own) {
    const row: CustomerRow | undefined = rows.get(id);
    const hit = row && row.trashedAt === undefined ? theirs.find(row, { limit: 1 })[0] : undefined;
    if (hit) doubles.push({ own: id, theirs: hit.id });
    if (doubles.length === MOST_DOUBLES) break;
    if (isPause()) yield;
  }
  return doubles;
}
