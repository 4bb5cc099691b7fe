import { expect, test } from 'vitest';
import { createMemoryDatabase } from '../../../../src/replica/storage/memory-storage';
import { must, openTestBook } from '../../../support/books';
import { aCall, creating } from '../../../support/customers';

test('a customer entered today is there tomorrow, with note and history', async () => {
  const database = createMemoryDatabase();
  const today = await openTestBook({ database });
  must(await today.perform({ label: 'created', edits: [{ ...creating('cus_1'), note: 'Likes linen' }] }));
  must(await today.perform({ label: 'edited', edits: [{ id: 'cus_1', fields: { 'name/given': 'Mary' }, entries: { int_1: aCall() } }] }));
  expect(today.rows.get('cus_1')?.name).toBe('Mary Byrne');
  expect(today.saveState().kind).toBe('saved');
  must(await today.team.set('settings', 'name', 'Quay Street Curtains'));
  await today.close();

  const tomorrow = await openTestBook({ database });
  expect(tomorrow.rows.get('cus_1')).toMatchObject({ name: 'Mary Byrne', note: 'Likes linen', lastContact: '2026-03-02T10:00:00.000Z' });
  const open = must(await tomorrow.open('cus_1'));
  expect(open.note.toString()).toBe('Likes linen');
  expect(Object.values(open.entries()).map(({ kind }) => kind).sort()).toEqual(['change', 'interaction']);
  expect(tomorrow.team.get('settings', 'name')).toBe('Quay Street Curtains');
  open.close();
  await tomorrow.close();
});
