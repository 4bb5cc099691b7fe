import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { createCustomerState } from '../../../../src/replica/documents/create-state';
import { createMemoryDatabase } from '../../../../src/replica/storage/memory-storage';
import type { SyncItem } from '../../../../src/replica/sync/port';
import { createRolePolicy } from '../../../../src/replica/sync/role-policy';
import { manyPacked } from '../../../contract/book-contract';
import { must } from '../../../support/books';
import { aCustomer, creating } from '../../../support/customers';
import { ben, editOf, indexedDigests, itemsOf, openSyncBook, rootOf, trueDigests } from '../../../support/sync-books';

const state = createCustomerState('cus_1', aCustomer(), {}, 'Likes linen');
const whole: SyncItem = { id: 'cus_1', kind: 'whole', bytes: state };

describe('what another device sends', () => {
  test('a new customer, a difference, a live change and a tombstone are stored, and both indexes are equal', async () => {
    const here = await openSyncBook(), there = await openSyncBook();
    must(await there.perform({ label: 'new', edits: [{ ...creating('cus_1'), note: 'Likes linen' }, creating('cus_2')] }));
    expect(must(await here.sync.merge(await itemsOf(there, ['cus_1', 'cus_2']), ben))).toEqual([]);
    expect(here.rows.get('cus_1')).toEqual(there.rows.get('cus_1'));
    expect(rootOf(here)).toBe(rootOf(there));

    must(await there.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben' } }] }));
    must(await here.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { status: 'lapsed' } }] }));
    const [fromThere, fromHere] = [await itemsOf(there, ['cus_1'], must(await here.sync.vectors(['cus_1']))), await itemsOf(here, ['cus_1'], must(await there.sync.vectors(['cus_1'])))];
    expect(must(await here.sync.merge(fromThere, ben))).toEqual([]);
    expect(must(await there.sync.merge(fromHere, ben))).toEqual([]);
    expect(here.rows.get('cus_1')).toMatchObject({ owner: 'Ben', status: 'lapsed' });
    expect(rootOf(here)).toBe(rootOf(there));

    const open = must(await here.open('cus_1'));
    const live: Uint8Array[] = [];
    there.sync.onLocal((_id, update) => live.push(update));
    const typing = must(await there.open('cus_1'));
    typing.note.insert(0, 'Always: ');
    must(await there.flush());
    expect(must(await here.sync.merge(live.map((bytes) => ({ id: 'cus_1', kind: 'live', bytes })), ben))).toEqual([]);
    expect(open.note.toString()).toBe('Always: Likes linen');
    expect(rootOf(here)).toBe(rootOf(there));

    must(await there.erase(['cus_2']));
    expect(must(await here.sync.merge(await itemsOf(there, ['cus_2']), ben))).toEqual([]);
    expect(here.rows.get('cus_2')).toBeUndefined();
    expect(rootOf(here)).toBe(rootOf(there));
    expect(await here.quarantined()).toEqual([]);
    await Promise.all([here.close(), there.close()]);
  });

  test('the same twice, and what is known already, changes nothing and tells nobody', async () => {
    const book = await openSyncBook();
    must(await book.sync.merge([whole], ben));
    const before = book.sync.index()!.version();
    const told: unknown[] = [];
    book.sync.onStored((stored) => told.push(stored));
    must(await book.sync.merge([whole, whole], ben));
    expect(book.sync.index()!.version()).toBe(before);
    expect(told).toEqual([]);
    await book.close();
  });

  test('a live change that came before what it builds on is a gap, and is asked for instead of kept', async () => {
    const book = await openSyncBook();
    const first = editOf('cus_1', state, (doc) => doc.getMap('fields').set('owner', 'Ben'));
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    Y.applyUpdate(doc, first);
    expect(must(await book.sync.merge([{ id: 'cus_1', kind: 'live', bytes: first }], ben))).toEqual([{ id: 'cus_1', reason: 'gap' }]);
    expect(book.rows.get('cus_1')).toBeUndefined();
    must(await book.sync.merge([whole], ben));
    must(await book.sync.merge([{ id: 'cus_1', kind: 'live', bytes: first }], ben));
    expect(book.rows.get('cus_1')?.owner).toBe('Ben');
    expect(await book.quarantined()).toEqual([]);
    await book.close();
  });

  test('an erased customer does not come back, whatever is sent', async () => {
    const book = await openSyncBook();
    must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
    const items = await itemsOf(book, ['cus_1']);
    must(await book.erase(['cus_1']));
    expect(must(await book.sync.merge([...items, { ...whole, kind: 'diff' }], ben))).toEqual([{ id: 'cus_1', reason: 'erased' }, { id: 'cus_1', reason: 'erased' }]);
    expect(book.rows.get('cus_1')).toBeUndefined();
    await book.close();
  });

  const jump = new Y.Doc();
  jump.clientID = 9;
  jump.getMap('fields').set('owner', 'x');
  const bad: readonly (readonly [string, SyncItem, string])[] = [
    ['bytes that are no update', { id: 'cus_2', kind: 'diff', bytes: Uint8Array.of(3, 1, 4, 1, 5, 200) }, 'unreadable'],
    ['an id that is a path', { id: '../etc', kind: 'whole', bytes: state }, 'bad-id'],
    ['a customer without a beginning', { id: 'cus_2', kind: 'whole', bytes: Y.encodeStateAsUpdate(jump) }, 'no-base'],
    ['a change far ahead of all others', { id: 'cus_1', kind: 'diff', bytes: jumpAhead() }, 'clock-jump'],
    ['nine bytes that would silence a colleague', { id: 'cus_1', kind: 'diff', bytes: skipAhead() }, 'garbage'],
  ];
  test.each(bad)('%s is put into quarantine with its reason; what came with it is taken, and nothing else changes', async (_name, item, reason) => {
    const book = await openSyncBook();
    must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
    const before = indexedDigests(book);
    const good = { id: 'cus_9', kind: 'whole', bytes: createCustomerState('cus_9', aCustomer()) } as const;
    expect(must(await book.sync.merge([item, good], ben))).toEqual([{ id: item.id, reason }]);
    expect((await book.quarantined()).map(({ reason: why }) => why)).toEqual([expect.stringContaining(reason)]);
    expect(new Map([...indexedDigests(book)].filter(([id]) => id !== 'cus_9'))).toEqual(before);
    expect(book.rows.get('cus_9')).toBeDefined();
    await book.close();
  });

  test('who may only read changes nothing, and cannot erase anybody', async () => {
    const book = await openSyncBook({ policy: createRolePolicy() });
    must(await book.storePacked(manyPacked(50)));
    const before = rootOf(book);
    const auditor = { ...ben, role: 'auditor' } as const;
    const all = [...book.rows.all()].map(({ id }) => id);
    const refused = must(await book.sync.merge([...all.map((id): SyncItem => ({ id, kind: 'erased', bytes: new Uint8Array(0) })), whole], auditor));
    expect(refused).toHaveLength(51);
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['not-allowed']));
    expect(must(await book.sync.merge([{ id: all[0]!, kind: 'diff', bytes: editOf(all[0]!, (await itemsOf(book, [all[0]!]))[0]!.bytes, (doc) => doc.getMap('fields').set('owner', 'Mallory')) }], auditor))).toEqual([{ id: all[0], reason: 'not-allowed' }]);
    expect(rootOf(book)).toBe(before);
    await book.close();
  });

  test('a fair helper brings new customers and goes on with those, and with no others', async () => {
    const book = await openSyncBook();
    must(await book.perform({ label: 'new', edits: [creating('cus_old')] }));
    const helper = { ...ben, device: 'fair', role: 'fairHelper' } as const;
    expect(must(await book.sync.merge([whole], helper))).toEqual([]);
    expect(must(await book.sync.merge([{ id: 'cus_1', kind: 'live', bytes: editOf('cus_1', state, (doc) => doc.getMap('fields').set('owner', 'Fay')) }], helper))).toEqual([]);
    expect(book.rows.get('cus_1')?.owner).toBe('Fay');
    const old = (await itemsOf(book, ['cus_old']))[0]!.bytes;
    expect(must(await book.sync.merge([{ id: 'cus_old', kind: 'live', bytes: editOf('cus_old', old, (doc) => doc.getMap('fields').set('owner', 'Fay')) }], helper))).toEqual([{ id: 'cus_old', reason: 'not-allowed' }]);
    await book.close();
  });
});

describe('the index', () => {
  test('says what the documents are, through edits, imports, undo, erasing, tidying and a restart', async () => {
    const database = createMemoryDatabase();
    let book = await openSyncBook({ database });
    const check = async (): Promise<void> => {
      expect(indexedDigests(book)).toEqual(await trueDigests(book));
      expect(new Set([...indexedDigests(book).keys()].filter((id) => id !== 'team' && !book.sync.index()!.isErased(id)))).toEqual(new Set([...book.rows.all()].map(({ id }) => id)));
    };
    must(await book.storePacked(manyPacked(150)));
    await check();
    must(await book.storePacked(manyPacked(5)));
    must(await book.perform({ label: 'new', edits: [creating('cus_new')] }));
    const receipt = must(await book.perform({ label: 'many', edits: Array.from({ length: 120 }, (_, n) => ({ id: `cus_${n + 1}`, fields: { owner: 'Cleo' } })) }));
    await check();
    must(await receipt.undo());
    must(await book.team.set('settings', 'name', 'Quay Street'));
    must(await book.erase(['cus_7', 'cus_new']));
    await check();
    const root = rootOf(book);
    await book.close();
    book = await openSyncBook({ database });
    expect(rootOf(book)).toBe(root);
    await check();
    await book.close();
  });

  test('switched on for a book that was there, or after an older build has written, is made anew and equal', async () => {
    const database = createMemoryDatabase();
    const first = await openSyncBook({ database });
    must(await first.storePacked(manyPacked(30)));
    must(await first.perform({ label: 'edit', edits: [{ id: 'cus_2', fields: { owner: 'Cleo' } }] }));
    const root = rootOf(first);
    await first.close();
    for (const key of [...database.stores.meta.keys()]) if (String(key).startsWith('sync/')) database.stores.meta.delete(key);
    const again = await openSyncBook({ database });
    expect(rootOf(again)).toBe(root);
    await again.close();
    // As if a build without an index had written: the book's version goes on without it.
    database.stores.meta.set('sync/version', new TextEncoder().encode('1'));
    const stale = await openSyncBook({ database });
    expect(rootOf(stale)).toBe(root);
    expect(indexedDigests(stale)).toEqual(await trueDigests(stale));
    await stale.close();
  });

  test('is off for a book of its own, and goes when the team is left', async () => {
    const database = createMemoryDatabase();
    const book = await openSyncBook({ database });
    must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
    must(await book.sync.peers.put('ben', Uint8Array.of(1)));
    must(await book.sync.switchOff());
    expect(book.sync.index()).toBeUndefined();
    expect([...database.stores.meta.keys()].filter((key) => /^(sync|peer)\//.test(String(key)))).toEqual([]);
    must(await book.perform({ label: 'new', edits: [creating('cus_2')] }));
    expect([...database.stores.meta.keys()].filter((key) => /^(sync|peer)\//.test(String(key)))).toEqual([]);
    await book.close();
  });
});

/** One more change of a client that has skipped all but one of its numbers. */
function jumpAhead(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 9;
  for (let i = 0; i < 5; i++) doc.getMap('fields').set('owner', `${i}`);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getMap('fields').set('owner', 'late');
  return updates[0]!;
}

/** client 9, clock 0: a skip of two thousand million. */
function skipAhead(): Uint8Array {
  return Uint8Array.of(1, 1, 9, 0, 10, 0x80, 0x94, 0xeb, 0xdc, 0x03, 0);
}
