/** Actions on many: one who cannot be changed is named and left, unless the edits belong together. */
import { expect, test } from 'vitest';
import { manyPacked } from '../../../contract/book-contract';
import { must, openTestBook } from '../../../support/books';

test.each([50, 150])('of %i given one owner the erased one is skipped and named', async (count) => {
  const book = await openTestBook();
  must(await book.storePacked(manyPacked(200)));
  must(await book.erase(['cus_5']));
  const edits = Array.from({ length: count }, (_, i) => ({ id: `cus_${i + 1}`, fields: { owner: 'Ben' } }));
  const receipt = must(await book.perform({ label: 'bulk', edits }));
  expect([receipt.skipped, receipt.customers.length]).toEqual([['cus_5'], count - 1]);
  expect([book.rows.get('cus_1')?.owner, book.rows.get('cus_5'), book.rows.get(`cus_${count}`)?.owner]).toEqual(['Ben', undefined, 'Ben']);
  await book.close();
});

test('edits that differ from customer to customer are done together or not at all', async () => {
  const book = await openTestBook();
  must(await book.storePacked(manyPacked(10)));
  must(await book.erase(['cus_5']));
  const merge = await book.perform({ label: 'merge', edits: [{ id: 'cus_1', fields: { trashedAt: '2026-01-01T00:00:00.000Z' } }, { id: 'cus_5', fields: { owner: 'Ben' } }] });
  expect(merge).toEqual({ ok: false, error: { kind: 'unknown-customer', id: 'cus_5' } });
  expect(book.rows.get('cus_1')?.trashedAt).toBeUndefined();
  await book.close();
});
