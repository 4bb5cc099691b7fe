import { describe, expect, test } from 'vitest';
import { sweepTrash } from '../../../src/app/trash-sweep';
import { createBook } from '../../../src/replica/book/create-book';
import { createMemoryStorage } from '../../../src/replica/storage/memory-storage';
import { must } from '../../support/books';
import { anActor, creating } from '../../support/customers';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22);
const trashed = (days: number) => ({ trashedAt: new Date(NOW - days * DAY).toISOString() });

async function aBook() {
  const book = must(await createBook({ storage: createMemoryStorage(), actor: anActor() }));
  must(await book.perform({ label: 'new', edits: [creating('cus_old', trashed(31)), creating('cus_young', trashed(29)), creating('cus_here')] }));
  return book;
}
const ids = (book: Awaited<ReturnType<typeof aBook>>) => [...book.rows.all()].map(({ id }) => id).sort();

/** Starts on these days, counted from NOW; how many each erased. */
async function startsOn(book: Awaited<ReturnType<typeof aBook>>, ...days: readonly number[]): Promise<readonly number[]> {
  const erased: number[] = [];
  for (const day of days) erased.push(await sweepTrash(book, NOW + day * DAY));
  return erased;
}
const put = async (book: Awaited<ReturnType<typeof aBook>>, id: string, trashedAt: string) => { must(await book.perform({ label: 'put', edits: [creating(id, { trashedAt })] })); };

describe('the trash', () => {
  test('is emptied of what was seen to lie there for more than 30 days', async () => {
    const book = await aBook();
    expect(await startsOn(book, 0, 6, 12, 18, 24, 30, 31)).toEqual([0, 0, 0, 0, 0, 0, 2]);
    expect(ids(book)).toEqual(['cus_here']);
    await book.close();
  });
  test.each(['1970-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z'])('keeps for 30 days what the clock of another device dated %s', async (trashedAt) => {
    const book = await aBook();
    await startsOn(book, -1);
    await put(book, 'cus_misdated', trashedAt);
    await startsOn(book, 0, 7, 14, 21, 28);
    expect(ids(book)).toContain('cus_misdated');
    await startsOn(book, 35);
    expect(ids(book)).toEqual(['cus_here']);
    await book.close();
  });
  test('counts anew for what was taken back and put there again between two starts', async () => {
    const book = await aBook();
    await startsOn(book, 0, 7, 14, 21, 28);
    must(await book.perform({ label: 'back', edits: [{ id: 'cus_old', fields: { trashedAt: null } }] }));
    must(await book.perform({ label: 'again', edits: [{ id: 'cus_old', fields: { trashedAt: '2026-12-20T00:00:00.000Z' } }] }));
    expect(await startsOn(book, 35)).toEqual([1]);
    expect(ids(book)).toEqual(['cus_here', 'cus_old']);
    await book.close();
  });
  test.each([[45, 46], [59, 60], [365, 366], [-400, -399]])('loses nothing early to a clock of this device that jumps to day %i, is still wrong at the next start, and is set right', async (jump, next) => {
    const book = await aBook();
    await startsOn(book, -1);
    await put(book, 'cus_today', new Date(NOW).toISOString());
    expect(await startsOn(book, 0, jump, next, 1, 2, 8, 14)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(ids(book)).toHaveLength(4);
    await book.close();
  });
});
