/** Housekeeping costs nothing where there is nothing to do: a book of long histories needs many packs however tidy it is. */
import { expect, test } from 'vitest';
import { rowFromDocument } from '../../../../src/domain/customer/row';
import { browserScheduler } from '../../../../src/replica/book/scheduler';
import type { PackedCustomer } from '../../../../src/replica/book';
import { createCustomerState } from '../../../../src/replica/documents/create-state';
import { createMemoryDatabase, type MemoryDatabase } from '../../../../src/replica/storage/memory-storage';
import { must, openTestBook } from '../../../support/books';
import { customerNumber } from '../../../support/customers';

const packed = (n: number, noteLength: number): PackedCustomer => {
  const id = `cus_${n}`, fields = customerNumber(n), note = 'x'.repeat(noteLength);
  return { id, state: createCustomerState(id, fields, {}, note), row: rowFromDocument({ id, fields, note, entries: [] }) };
};
const packNumbers = ({ stores }: MemoryDatabase): unknown[] => [...stores.docs.keys()].filter((key) => typeof key === 'number').sort();

/** A book whose idle work is started by hand. */
async function openIdleBook(database: MemoryDatabase) {
  const idle: (() => void)[] = [];
  const book = await openTestBook({ database, scheduler: { ...browserScheduler, whenIdle: (task) => { idle.push(task); return () => undefined; } } });
  const edit = async (owner: string): Promise<void> => void must(await book.perform({ label: 'edit', edits: [{ id: 'cus_3', fields: { owner } }] }));
  return { book, idle, edit };
}

test('a book of long histories is looked through once after an import, and not again at every edit', async () => {
  const database = createMemoryDatabase();
  const { book, idle, edit } = await openIdleBook(database);
  must(await book.storePacked(Array.from({ length: 300 }, (_, n) => packed(n, 20_000)), { last: true }));
  const packs = packNumbers(database);
  expect(packs.length).toBeGreaterThan(20);
  expect(idle).toHaveLength(1);
  idle[0]!();
  await edit('Ben'); // Queued behind the look.
  expect(packNumbers(database)).toEqual(packs);
  await edit('Cleo');
  expect(idle).toHaveLength(1);
  await book.close();

  const again = await openIdleBook(database);
  await again.edit('Dora');
  expect(again.idle).toHaveLength(0);
  await again.book.close();
});

test('between the batches of an import nothing is tidied: that would read the book anew after each', async () => {
  const { book, idle } = await openIdleBook(createMemoryDatabase());
  for (let batch = 0; batch < 4; batch++) {
    must(await book.storePacked(Array.from({ length: 100 }, (_, n) => packed(batch * 100 + n, 20_000)), { last: batch === 3 }));
    expect(idle, `batch ${batch}`).toHaveLength(batch === 3 ? 1 : 0);
  }
  await book.close();
});

test('an import that stopped half-way is tidied after the next edit', async () => {
  const { book, idle, edit } = await openIdleBook(createMemoryDatabase());
  must(await book.storePacked(Array.from({ length: 300 }, (_, n) => packed(n, 20_000))));
  expect(idle).toHaveLength(0);
  await edit('Ben');
  expect(idle).toHaveLength(1);
  await book.close();
});

test('a book of many small imports is folded into few packs, also when it was opened with them', async () => {
  const database = createMemoryDatabase();
  const first = await openIdleBook(database);
  for (let n = 0; n < 60; n++) must(await first.book.storePacked([packed(n, 10)], { last: true }));
  await first.book.close();
  expect(packNumbers(database)).toHaveLength(60);

  const { book, idle, edit } = await openIdleBook(database);
  must(await book.storePacked([packed(60, 10)], { last: true }));
  expect(idle).toHaveLength(1);
  idle[0]!();
  await edit('Ben');
  expect(packNumbers(database)).toHaveLength(1);
  expect(must(await book.open('cus_42')).fields()).toMatchObject({ 'name/given': 'Given42' });
  await book.close();
});
