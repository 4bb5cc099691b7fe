import { expect, test } from 'vitest';
import { createMemoryDatabase, type MemoryDatabase } from '../../../../src/replica/storage/memory-storage';
import { encodePack, readPackDirectory } from '../../../../src/replica/storage/packs';
import { manyPacked } from '../../../contract/book-contract';
import { must, openTestBook } from '../../../support/books';
import { creating } from '../../../support/customers';
import type { Book } from '../../../../src/replica/book';
import type { Scheduler } from '../../../../src/replica/book/saver';
import { browserScheduler } from '../../../../src/replica/book/scheduler';
import type { StoreKey, StoreName } from '../../../../src/replica/ports';

const filled = async (): Promise<MemoryDatabase> => {
  const database = createMemoryDatabase();
  const book = await openTestBook({ database });
  must(await book.storePacked(manyPacked(600)));
  for (const owner of ['Ben', 'Cleo', 'Dan']) must(await book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner } }] }));
  must(await book.perform({ label: 'new', edits: [creating('cus_new')] }));
  must(await book.team.set('settings', 'name', 'Quay Street'));
  await book.close();
  return database;
};
const damage = (database: MemoryDatabase, store: StoreName, key: StoreKey, change: (bytes: Uint8Array) => Uint8Array): void => {
  database.stores[store].set(key, change(database.stores[store].get(key)!));
};
const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === bytes.length - 3 ? byte ^ 0xff : byte));
const keysOf = (database: MemoryDatabase, store: StoreName): StoreKey[] => [...database.stores[store].keys()];
const settled = async (book: Book): Promise<void> => must(await book.erase(['cus_nobody'])); // Queued behind repairs.

test('a damaged change is set aside with its reason; the customer keeps everything else and can be edited', async () => {
  const database = await filled();
  const last = keysOf(database, 'updates').filter((key) => String(key).startsWith('cus_1/')).sort().at(-1)!;
  damage(database, 'updates', last, flipped);
  const book = await openTestBook({ database });
  const customer = must(await book.open('cus_1'));
  expect(customer.fields()['owner']).toBe('Cleo');
  await settled(book);
  expect(await book.quarantined()).toEqual([expect.objectContaining({ id: 'cus_1', reason: expect.stringContaining('checksum') as string })]);
  must(await book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { status: 'lapsed' } }] }));
  customer.close();
  await book.close();
  const again = await openTestBook({ database });
  expect(again.rows.get('cus_1')).toMatchObject({ owner: 'Cleo', status: 'lapsed' });
  expect(again.rows.size).toBe(601);
  await again.close();
});

test('a damaged customer is named as such, and the others of the same pack are read', async () => {
  const database = await filled();
  const pack = keysOf(database, 'docs').find((key) => typeof key === 'number')!;
  const bytes = database.stores.docs.get(pack)!;
  const entry = must(readPackDirectory(bytes)).find(({ id }) => id === 'cus_7')!;
  damage(database, 'docs', pack, (whole) => whole.map((byte, i) => (i === entry.offset + 20 ? byte ^ 0x55 : byte)));
  const book = await openTestBook({ database });
  expect(await book.open('cus_7')).toEqual({ ok: false, error: { kind: 'corrupt', id: 'cus_7' } });
  expect(await book.perform({ label: 'x', edits: [{ id: 'cus_7', fields: { owner: 'Ben' } }] })).toEqual({ ok: false, error: { kind: 'corrupt', id: 'cus_7' } });
  must(await book.open('cus_8')).close();
  let read = 0;
  must(await book.read([...book.rows.all()].map(({ id }) => id), () => (read += 1)));
  expect(read).toBe(600);
  await settled(book);
  expect((await book.quarantined()).map(({ id }) => id)).toEqual(['cus_7']);
  must(await book.storePacked(manyPacked(8))); // The import is run again.
  must(await book.open('cus_7')).close();
  await book.close();
});

test('damaged rows are made anew from the documents', async () => {
  const database = await filled();
  const chunk = keysOf(database, 'rows').find((key) => typeof key === 'number')!;
  damage(database, 'rows', chunk, (bytes) => bytes.subarray(0, 100));
  const book = await openTestBook({ database });
  expect(book.rows.size).toBe(601);
  expect(book.rows.get('cus_1')?.owner).toBe('Dan');
  expect(book.rows.get('cus_3')).toMatchObject({ given: 'Given3', bought: { count: 1 } });
  await settled(book);
  expect(await book.quarantined()).toEqual([expect.objectContaining({ id: `rows-${chunk}` })]);
  await book.close();
  const again = await openTestBook({ database });
  expect(again.rows.size).toBe(601);
  await again.close();
});

test('lost rows are made anew from the documents, without those who were erased', async () => {
  const database = await filled();
  const first = await openTestBook({ database });
  must(await first.erase(['cus_5']));
  await first.close();
  database.stores.rows.clear();
  const book = await openTestBook({ database });
  expect(book.rows.size).toBe(600);
  expect(book.rows.get('cus_5')).toBeUndefined();
  expect(book.rows.get('cus_1')?.owner).toBe('Dan');
  must(await book.perform({ label: 'edit', edits: [{ id: 'cus_9', fields: { owner: 'Ben' } }] }));
  await book.close();
  expect(database.stores.rows.size).toBeLessThan(6);
  const again = await openTestBook({ database });
  expect(again.rows.size).toBe(600);
  expect(again.rows.get('cus_9')?.owner).toBe('Ben');
  await again.close();
});

test('a pack whose directory is damaged costs its customers, not the start of the book', async () => {
  const database = await filled();
  const pack = keysOf(database, 'docs').find((key) => typeof key === 'number')!;
  damage(database, 'docs', pack, () => encodePack([]).map((byte) => byte ^ 1));
  const book = await openTestBook({ database });
  expect(book.rows.size).toBe(601);
  expect(await book.open('cus_2')).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
  must(await book.open('cus_new')).close();
  await book.close();
});

test('a customer who is open here when storage loses the document is stored again as a whole', async () => {
  const database = await filled();
  const book = await openTestBook({ database });
  const customer = must(await book.open('cus_new'));
  damage(database, 'docs', 'cus_new', flipped);
  await book.perform({ label: 'edit', edits: [{ id: 'cus_new', fields: { owner: 'Ben' } }] });
  must(await book.flush());
  expect(book.saveState().kind).toBe('saved');
  customer.close();
  await book.close();
  const again = await openTestBook({ database });
  expect(must(await again.open('cus_new')).fields()).toMatchObject({ owner: 'Ben', 'name/given': 'Maria' });
  await again.close();
});

test('unknown keys, damaged settings and a damaged version do not stop the book', async () => {
  const database = await filled();
  damage(database, 'docs', 'team', flipped);
  database.stores.meta.set('version', new Uint8Array([0xff]));
  database.stores.meta.set('local/x', new Uint8Array([0x7b]));
  const book = await openTestBook({ database });
  expect(book.rows.size).toBe(601);
  expect(await book.local.get('x')).toBeUndefined();
  must(await book.team.set('settings', 'name', 'Anew'));
  expect((await book.quarantined()).map(({ id }) => id)).toContain('team');
  await book.close();
});

test('damage to the newest rows never brings an older state of a customer back, nor does tidying up afterwards', async () => {
  const database = createMemoryDatabase();
  const first = await openTestBook({ database });
  must(await first.storePacked(manyPacked(600)));
  must(await first.perform({ label: 'bulk', edits: Array.from({ length: 150 }, (_, i) => ({ id: `cus_${i + 1}`, fields: { owner: 'Ben' } })) }));
  await first.close();
  const newest = Math.max(...keysOf(database, 'rows').filter((key) => typeof key === 'number'));
  damage(database, 'rows', newest, (bytes) => bytes.subarray(0, 100));
  let tidy: (() => void) | undefined;
  const scheduler: Scheduler = { ...browserScheduler, whenIdle: (task) => { tidy = task; return () => undefined; } };
  const book = await openTestBook({ database, scheduler });
  const ownerOf = async (from: Book, id: string): Promise<unknown> => {
    const customer = must(await from.open(id));
    const owner = customer.fields()['owner'];
    customer.close();
    return owner;
  };
  expect([book.rows.size, book.rows.get('cus_150')?.owner, await ownerOf(book, 'cus_150')]).toEqual([600, 'Ben', 'Ben']);
  expect(await book.quarantined()).toEqual([expect.objectContaining({ id: `rows-${newest}`, bytes: 0 })]);
  for (let n = 0; n < 6; n++) must(await book.perform({ label: 'new', edits: Array.from({ length: 95 }, (_, i) => creating(`cus_n${n}_${i}`)) }));
  expect(tidy).toBeDefined();
  tidy!();
  await settled(book);
  await book.close();
  expect(keysOf(database, 'rows').filter((key) => typeof key === 'string')).toEqual([]);
  const again = await openTestBook({ database });
  expect([again.rows.size, again.rows.get('cus_1')?.owner, await ownerOf(again, 'cus_1'), await ownerOf(again, 'cus_150')]).toEqual([1170, 'Ben', 'Ben', 'Ben']);
  await again.close();
});

test('erasing takes a customer out of a pack in which another one is damaged, and leaves that one named as damaged', async () => {
  const database = createMemoryDatabase();
  const first = await openTestBook({ database });
  must(await first.storePacked(manyPacked(20)));
  await first.close();
  const pack = keysOf(database, 'docs').find((key) => typeof key === 'number')!;
  const entry = must(readPackDirectory(database.stores.docs.get(pack)!)).find(({ id }) => id === 'cus_7')!;
  damage(database, 'docs', pack, (whole) => whole.map((byte, i) => (i === entry.offset + 20 ? byte ^ 0x55 : byte)));
  const book = await openTestBook({ database });
  must(await book.erase(['cus_5']));
  expect(must(readPackDirectory(database.stores.docs.get(pack)!)).map(({ id }) => id)).not.toContain('cus_5');
  expect(await book.open('cus_7')).toEqual({ ok: false, error: { kind: 'corrupt', id: 'cus_7' } });
  must(await book.open('cus_8')).close();
  await book.close();
});
