import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { seal } from '../../src/replica/book/stored-documents';
import { must, openTestBook } from '../support/books';
import { openFixture } from '../support/book-fixture';

const V1 = 'test/support/fixtures/book-v1/stores.json';
const NEWER = 'test/support/fixtures/book-v1/newer-schema.json';

test('a book written by version 1 opens, with everything in it, and can be worked in', async () => {
  const database = openFixture(V1);
  const book = await openTestBook({ database });
  expect(book.rows.size).toBe(12);
  expect(book.rows.get('cus_new')).toMatchObject({ name: 'Maria Byrne', note: 'Likes linen 🌷' });
  expect(book.rows.get('cus_3')).toMatchObject({ owner: 'Ben', bought: { count: 1, minor: 12_500, currency: 'EUR' } });
  expect(book.rows.get('cus_5')).toBeUndefined();
  const customer = must(await book.open('cus_4'));
  expect(customer.fields()['owner']).toBe('Owner 20');
  expect(Object.values(customer.entries()).filter(({ kind }) => kind === 'change')).toHaveLength(21);
  customer.close();
  let read = 0;
  must(await book.read([...book.rows.all()].map(({ id }) => id), () => (read += 1)));
  expect(read).toBe(12);
  expect(book.team.get('settings', 'name')).toBe('Quay Street');
  expect(await book.local.get('draft')).toEqual({ text: 'Dear' });
  must(await book.perform({ label: 'edit', edits: [{ id: 'cus_3', fields: { status: 'lapsed' } }] }));
  expect(await book.quarantined()).toEqual([]);
  await book.close();
  const rebuilt = openFixture(V1);
  rebuilt.stores.rows.clear();
  const again = await openTestBook({ database: rebuilt });
  expect(again.rows.size).toBe(12);
  await again.close();
});

test('a book whose team document a newer build has written says so and is read only', async () => {
  const database = openFixture(V1);
  const doc = new Y.Doc({ guid: 'team' });
  doc.getMap('meta').set('schema', 2);
  doc.getMap('settings').set('name', 'From tomorrow');
  database.stores.docs.set('team', seal('team', Y.encodeStateAsUpdate(doc)));
  for (const key of [...database.stores.updates.keys()]) if (String(key).startsWith('team/')) database.stores.updates.delete(key);
  const book = await openTestBook({ database });
  expect(book.status()).toEqual({ kind: 'newer-schema' });
  expect(book.team.get('settings', 'name')).toBe('From tomorrow');
  must(await book.open('cus_3')).close();
  const refused = { ok: false, error: { kind: 'newer-schema', id: 'team' } };
  expect(await book.team.set('settings', 'name', 'x')).toEqual(refused);
  expect(await book.perform({ label: 'x', edits: [{ id: 'cus_3', fields: { owner: 'x' } }] })).toEqual(refused);
  expect(await book.erase(['cus_3'])).toEqual(refused);
  await book.close();
});

test('a customer written by a newer build is read and shown as read-only, and not a byte of it changes', async () => {
  const database = openFixture(NEWER);
  const before = Buffer.from(database.stores.docs.get('cus_future')!).toString('hex');
  const book = await openTestBook({ database });
  const customer = must(await book.open('cus_future'));
  expect(customer.readOnly).toBe('newer-schema');
  expect(customer.fields()).toMatchObject({ 'name/given': 'Maria', 'hologram/1': { depth: 3 } });
  expect(customer.note.toString()).toBe('From tomorrow');
  expect(await book.perform({ label: 'x', edits: [{ id: 'cus_future', fields: { owner: 'Ben' } }] })).toEqual({ ok: false, error: { kind: 'newer-schema', id: 'cus_future' } });
  expect(await book.perform({ label: 'x', edits: [{ id: 'cus_now', fields: { owner: 'Ben' } }, { id: 'cus_future', fields: { owner: 'Ben' } }] })).toMatchObject({ ok: false });
  expect(book.rows.get('cus_now')?.owner).toBe('Anna');
  customer.note.insert(0, 'typed all the same ');
  expect(await book.flush()).toEqual({ ok: false, error: { kind: 'newer-version' } });
  expect(book.saveState()).toMatchObject({ kind: 'failed', unsaved: 1 });
  expect(new TextDecoder().decode(book.emergencyExport())).toContain('typed all the same');
  must(await book.perform({ label: 'x', edits: [{ id: 'cus_now', fields: { owner: 'Ben' } }] }));
  customer.close();
  await book.close();
  expect(Buffer.from(database.stores.docs.get('cus_future')!).toString('hex')).toBe(before);
  expect([...database.stores.updates.keys()].filter((key) => String(key).startsWith('cus_future'))).toEqual([]);
});
