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

describe('the trash', () => {
  test('is emptied of what has lain there for more than 30 days', async () => {
    const book = await aBook();
    expect(await sweepTrash(book, NOW - 31 * DAY)).toBe(0);
    expect(await sweepTrash(book, NOW)).toBe(1);
    expect(ids(book)).toEqual(['cus_here', 'cus_young']);
    await book.close();
  });
  test('keeps for 30 days from when it was seen there what a wrong clock has dated years back', async () => {
    const book = await aBook();
    await sweepTrash(book, NOW - 31 * DAY);
    must(await book.perform({ label: 'new', edits: [creating('cus_misdated', { trashedAt: '1970-01-01T00:00:00.000Z' })] }));
    expect(await sweepTrash(book, NOW)).toBe(1);
    expect(await sweepTrash(book, NOW + 29 * DAY)).toBe(1);
    expect(ids(book)).toEqual(['cus_here', 'cus_misdated']);
    expect(await sweepTrash(book, NOW + 31 * DAY)).toBe(1);
    expect(ids(book)).toEqual(['cus_here']);
    await book.close();
  });
  test('counts anew for what was taken back and put there again', async () => {
    const book = await aBook();
    await sweepTrash(book, NOW - 31 * DAY);
    must(await book.perform({ label: 'back', edits: [{ id: 'cus_old', fields: { trashedAt: null } }] }));
    await sweepTrash(book, NOW - DAY);
    must(await book.perform({ label: 'again', edits: [{ id: 'cus_old', fields: { trashedAt: '1970-01-01T00:00:00.000Z' } }] }));
    expect(await sweepTrash(book, NOW)).toBe(0);
    await book.close();
  });
  test('keeps everything at the first start and when the clock has jumped', async () => {
    const book = await aBook();
    expect(await sweepTrash(book, NOW + 400 * DAY)).toBe(0);
    expect(await sweepTrash(book, NOW)).toBe(0);
    expect(await sweepTrash(book, NOW + 100 * DAY)).toBe(0);
    expect(ids(book)).toHaveLength(3);
    await book.close();
  });
});
