import { expect, test } from 'vitest';
import type { SaveState } from '../../../../src/replica/book';
import { createMemoryDatabase, createMemoryStorage } from '../../../../src/replica/storage/memory-storage';
import { must, openTestBook } from '../../../support/books';
import { creating, customerNumber } from '../../../support/customers';
import { createFailingStorage, QUOTA } from '../../../support/failing-storage';
import { manyPacked } from '../../../contract/book-contract';

const setUp = async (): Promise<{ database: ReturnType<typeof createMemoryDatabase>; storage: ReturnType<typeof createFailingStorage>; book: Awaited<ReturnType<typeof openTestBook>> }> => {
  const database = createMemoryDatabase();
  const storage = createFailingStorage(createMemoryStorage(database));
  return { database, storage, book: await openTestBook({ storage }) };
};

test('edits that follow each other closely are written together', async () => {
  const { storage, book } = await setUp();
  must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
  const before = storage.commits;
  await Promise.all(['A', 'B', 'C', 'D'].map((owner) => book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner } }] })));
  expect(storage.commits - before).toBe(1);
  const customer = must(await book.open('cus_1'));
  for (let i = 0; i < 50; i++) customer.note.insert(0, 'x');
  must(await book.flush());
  expect(storage.commits - before).toBe(2);
  customer.close();
  await book.close();
});

test('"saved" is said only after storage has confirmed', async () => {
  const { storage, book } = await setUp();
  let confirm: () => void = () => undefined;
  storage.faultAt(storage.commits + 1, { kind: 'delay', until: new Promise<void>((resolve) => (confirm = resolve)) });
  const states: SaveState['kind'][] = [];
  book.onSaveState(({ kind }) => states.push(kind));
  const performed = book.perform({ label: 'new', edits: [creating('cus_1')] });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(states).toEqual(['saving']);
  confirm();
  must(await performed);
  expect(states).toEqual(['saving', 'saved']);
  await book.close();
});

test('with a full disk nothing is lost: edits stay, are counted, can be exported, and are stored when there is room', async () => {
  const { database, storage, book } = await setUp();
  must(await book.perform({ label: 'new', edits: [creating('cus_1'), creating('cus_2')] }));
  storage.failAll(QUOTA);
  expect(await book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben' } }] })).toEqual({ ok: false, error: { kind: 'storage', error: QUOTA } });
  expect(await book.perform({ label: 'edit', edits: [{ id: 'cus_2', fields: { owner: 'Ben' } }] })).toMatchObject({ ok: false });
  expect(book.saveState()).toEqual({ kind: 'failed', error: QUOTA, unsaved: 2 });
  expect(book.rows.get('cus_1')?.owner).toBe('Ben');
  const customer = must(await book.open('cus_1'));
  expect(customer.fields()['owner']).toBe('Ben');
  const rescue = JSON.parse(new TextDecoder().decode(book.emergencyExport())) as { documents: { id: string; fields?: Record<string, unknown>; updates: string[] }[] };
  expect(rescue.documents.map(({ id }) => id).sort()).toEqual(['cus_1', 'cus_2']);
  expect(rescue.documents.find(({ id }) => id === 'cus_1')?.fields).toMatchObject({ owner: 'Ben' });
  expect(rescue.documents.every(({ updates }) => updates.length > 0)).toBe(true);
  customer.close();
  storage.heal();
  must(await book.retry());
  expect(book.saveState().kind).toBe('saved');
  await book.close();
  const again = await openTestBook({ database });
  expect([again.rows.get('cus_1')?.owner, again.rows.get('cus_2')?.owner]).toEqual(['Ben', 'Ben']);
  await again.close();
});

test('a failed write is tried again without anyone asking', async () => {
  const { storage, book } = await setUp();
  storage.faultAt(storage.commits + 1, { kind: 'fail', error: QUOTA });
  expect((await book.perform({ label: 'new', edits: [creating('cus_1')] })).ok).toBe(false);
  await new Promise<void>((resolve) => void book.onSaveState(({ kind }) => (kind === 'saved' ? resolve() : undefined)));
  expect(book.saveState().kind).toBe('saved');
  await book.close();
});

test('an action on many that could not be stored waits whole, and is stored whole', async () => {
  const { database, storage, book } = await setUp();
  must(await book.storePacked(manyPacked(150)));
  storage.failAll(QUOTA);
  expect((await book.perform({ label: 'tag', edits: manyPacked(150).map(({ id }) => ({ id, fields: { 'tag/x': true } })) })).ok).toBe(false);
  expect(book.saveState()).toMatchObject({ kind: 'failed', unsaved: 150 });
  storage.heal();
  must(await book.retry());
  await book.close();
  const again = await openTestBook({ database });
  expect([...again.rows.all()].filter(({ tags }) => tags?.includes('x'))).toHaveLength(150);
  await again.close();
});

test('an import that could not be stored leaves everything as it was', async () => {
  const { storage, book } = await setUp();
  must(await book.storePacked(manyPacked(10)));
  storage.failAll(QUOTA);
  expect(await book.storePacked(manyPacked(300))).toEqual({ ok: false, error: { kind: 'storage', error: QUOTA } });
  expect(book.rows.size).toBe(10);
  storage.heal();
  must(await book.storePacked(manyPacked(300)));
  expect(book.rows.size).toBe(300);
  await book.close();
});

test('a book that cannot be read says so, and comes up once it can', async () => {
  const database = createMemoryDatabase();
  const first = await openTestBook({ database });
  must(await first.storePacked(manyPacked(3)));
  await first.close();
  const storage = createFailingStorage(createMemoryStorage(database));
  const book = await openTestBook({ storage });
  storage.emitStatus({ kind: 'reopening' });
  expect(book.status()).toEqual({ kind: 'reconnecting' });
  storage.emitStatus({ kind: 'open' });
  expect(book.status()).toMatchObject({ kind: 'ready', role: 'leader' });
  storage.failReads(QUOTA);
  expect(await book.open('cus_1')).toEqual({ ok: false, error: { kind: 'storage', error: QUOTA } });
  storage.heal();
  must(await book.open('cus_1')).close();
  await book.close();
});

test('single records are folded into packs when there is time, and nothing changes for anyone', async () => {
  const database = createMemoryDatabase();
  const idle: (() => void)[] = [];
  const { browserScheduler } = await import('../../../../src/replica/book/scheduler');
  const book = await openTestBook({ database, scheduler: { ...browserScheduler, whenIdle: (task) => { idle.push(task); return () => undefined; } } });
  for (let n = 0; n < 520; n += 40) must(await book.perform({ label: 'new', edits: Array.from({ length: 40 }, (_, i) => ({ id: `cus_${n + i}`, fields: customerNumber(n + i) })) }));
  must(await book.perform({ label: 'edit', edits: [{ id: 'cus_9', fields: { owner: 'Ben' } }] }));
  expect(idle.length).toBeGreaterThan(0);
  idle[0]!();
  must(await book.erase(['cus_8'])); // Queued behind the compaction.
  const keys = (store: 'docs' | 'rows' | 'updates'): unknown[] => [...database.stores[store].keys()];
  expect(keys('updates')).toEqual([]);
  expect(keys('rows').every((key) => typeof key === 'number')).toBe(true);
  expect(keys('docs').filter((key) => typeof key === 'string')).toEqual(['erased/cus_8']);
  const customer = must(await book.open('cus_9'));
  expect(customer.fields()).toMatchObject({ owner: 'Ben', 'name/given': 'Given9' });
  customer.close();
  must(await book.perform({ label: 'edit', edits: [{ id: 'cus_9', fields: { owner: 'Cleo' } }] }));
  await book.close();
  const again = await openTestBook({ database });
  expect(again.rows.size).toBe(519);
  expect(again.rows.get('cus_9')?.owner).toBe('Cleo');
  await again.close();
});

test('an edit that changes nothing, made while many are being changed, is answered all the same', async () => {
  const { book } = await setUp();
  must(await book.storePacked(manyPacked(150)));
  const many = book.perform({ label: 'tag', edits: manyPacked(150).map(({ id }) => ({ id, fields: { 'tag/x': true } })) });
  must(await book.perform({ label: 'nothing', edits: [{ id: 'cus_1', fields: { 'name/given': 'Given1' } }] }));
  must(await many);
  await book.close();
});

test('what is typed while many are being changed is kept', async () => {
  const { database, book } = await setUp();
  must(await book.storePacked(manyPacked(150)));
  const customer = must(await book.open('cus_1'));
  const many = book.perform({ label: 'tag', edits: manyPacked(150).map(({ id }) => ({ id, fields: { 'tag/x': true } })) });
  for (let i = 0; i < 20; i++) {
    customer.note.insert(customer.note.length, `${i} `);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  must(await many);
  must(await book.flush());
  const note = customer.note.toString();
  customer.close();
  await book.close();
  const again = await openTestBook({ database });
  expect(again.rows.get('cus_1')).toMatchObject({ note: note.trimEnd().length > 0 ? note : '', tags: expect.arrayContaining(['x']) as string[] });
  expect(note).toBe(Array.from({ length: 20 }, (_, i) => `${i} `).join(''));
  await again.close();
});
