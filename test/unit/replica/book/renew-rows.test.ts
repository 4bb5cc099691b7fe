/** Rows that an older build has stored: shown at once, and made anew beside the work. */
import { expect, test } from 'vitest';
import { createMemoryDatabase, type MemoryDatabase } from '../../../../src/replica/storage/memory-storage';
import { PROJECTION } from '../../../../src/replica/projection/row-chunks';
import type { CustomerRow } from '../../../../src/domain/customer/row';
import { must, openTestBook } from '../../../support/books';
import { aPurchase, creating } from '../../../support/customers';
import { manyPacked } from '../../../contract/book-contract';

interface StoredRows { rows: Partial<CustomerRow>[]; packs: number[]; projection?: number }
const read = (bytes: Uint8Array): StoredRows => JSON.parse(new TextDecoder().decode(bytes)) as StoredRows;

/** A book of 12 in a chunk and one in a single row, as a build before projections wrote them. */
async function oldBook(): Promise<MemoryDatabase> {
  const database = createMemoryDatabase();
  const book = await openTestBook({ database });
  must(await book.storePacked(manyPacked(12), { last: true }));
  must(await book.perform({ label: 'new', edits: [{ ...creating('cus_new'), entries: { p: aPurchase({ id: 'p' }) } }] }));
  await book.close();
  for (const [key, bytes] of database.stores.rows) {
    const { rows, packs } = read(bytes);
    const older = rows.map((row) => (row.bought ? { ...row, bought: { ...row.bought, series: undefined } } : row));
    database.stores.rows.set(key, new TextEncoder().encode(JSON.stringify({ rows: older, packs })));
  }
  return database;
}

test('rows of an older build are shown as they are, then made anew, each under its key', async () => {
  const database = await oldBook();
  const keys = [...database.stores.rows.keys()];
  const book = await openTestBook({ database });
  expect(book.rows.size).toBe(13);
  await expect.poll(() => book.rows.get('cus_new')?.bought?.series).toEqual({ items: '20513,12500' });
  await expect.poll(() => [...book.rows.all()].every(({ bought }) => bought?.series !== undefined)).toBe(true);
  must(await book.flush());
  await book.close();
  expect([...database.stores.rows.keys()]).toEqual(keys);
  expect([...database.stores.rows.values()].map((bytes) => read(bytes).projection)).toEqual(keys.map(() => PROJECTION));
});

test('what is written while rows are made anew is not lost', async () => {
  const database = await oldBook();
  const book = await openTestBook({ database });
  must(await book.perform({ label: 'edit', edits: [{ id: 'cus_3', fields: { owner: 'Cleo' } }] }));
  await expect.poll(() => [...book.rows.all()].every(({ bought }) => bought?.series !== undefined)).toBe(true);
  expect(book.rows.get('cus_3')?.owner).toBe('Cleo');
  await book.close();
  const again = await openTestBook({ database });
  expect(again.rows.get('cus_3')?.owner).toBe('Cleo');
  await again.close();
});

test('rows of a newer build are left as they are', async () => {
  const database = createMemoryDatabase();
  const book = await openTestBook({ database });
  must(await book.perform({ label: 'new', edits: [creating('cus_new')] }));
  await book.close();
  const newer = { ...read(database.stores.rows.get('cus_new')!), projection: PROJECTION + 1 };
  database.stores.rows.set('cus_new', new TextEncoder().encode(JSON.stringify(newer)));
  const again = await openTestBook({ database });
  await again.flush();
  await again.close();
  expect(read(database.stores.rows.get('cus_new')!).projection).toBe(PROJECTION + 1);
});
