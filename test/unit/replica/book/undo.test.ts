/** Undo as quick fingers ask for it. */
import { expect, test } from 'vitest';
import { must, openTestBook } from '../../../support/books';
import { creating } from '../../../support/customers';

test('two quick undos take back two steps, and two quick redos do both again', async () => {
  const book = await openTestBook();
  must(await book.perform({ label: 'new', edits: [creating('cus_a', { owner: 'Anna', status: 'active' })] }));
  must(await book.perform({ label: 'owner', edits: [{ id: 'cus_a', fields: { owner: 'Ben' } }] }));
  must(await book.perform({ label: 'status', edits: [{ id: 'cus_a', fields: { status: 'lapsed' } }] }));
  const undone = await Promise.all([book.undo(), book.undo()]);
  expect(undone.map((result) => must(result)?.label)).toEqual(['status', 'owner']);
  expect(book.rows.get('cus_a')).toMatchObject({ owner: 'Anna', status: 'active' });
  const redone = await Promise.all([book.redo(), book.redo()]);
  expect(redone.map((result) => must(result)?.label)).toEqual(['owner', 'status']);
  expect(book.rows.get('cus_a')).toMatchObject({ owner: 'Ben', status: 'lapsed' });
  await book.close();
});

test('taking back a change of many names those at whom nothing was taken back: erased since, or changed since', async () => {
  const book = await openTestBook();
  must(await book.perform({ label: 'new', edits: ['cus_a', 'cus_b', 'cus_c'].map((id) => creating(id, { owner: 'Anna' })) }));
  const receipt = must(await book.perform({ label: 'owner', edits: ['cus_a', 'cus_b', 'cus_c'].map((id) => ({ id, fields: { owner: 'Ben' } })) }));
  must(await book.perform({ label: 'owner', edits: [{ id: 'cus_b', fields: { owner: 'Cleo' } }] }));
  must(await book.erase(['cus_c']));
  expect(must(await receipt.undo()).skipped?.toSorted()).toEqual(['cus_b', 'cus_c']);
  expect([book.rows.get('cus_a')?.owner, book.rows.get('cus_b')?.owner]).toEqual(['Anna', 'Cleo']);
  await book.close();
});
