import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/lib/json';
import type { Change, Entry } from '../../../../src/domain/entry/entry';
import { createCustomerState } from '../../../../src/replica/documents/create-state';
import { encodeState, loadDocument, newDocument, readEntries, readFields, readNote } from '../../../../src/replica/documents/customer-document';
import { applyEdits, checkEdits } from '../../../../src/replica/documents/edit-document';
import { watchDocument } from '../../../../src/replica/documents/safe-subscribe';
import { salvageDocument } from '../../../../src/replica/documents/salvage';
import { aCall, aCustomer, anActor } from '../../../support/customers';
import { must } from '../../../support/books';

const aDocument = (): Y.Doc => must(loadDocument('cus_1', createCustomerState('cus_1', aCustomer(), { int_1: aCall() }, 'Likes linen')));
const changesIn = (doc: Y.Doc): Change[] => Object.values(readEntries(doc)).filter((entry): entry is Change => entry.kind === 'change');

describe('editing', () => {
  test('an edited field says who changed it, on which device, when, from what and to what', () => {
    const doc = aDocument();
    must(applyEdits(doc, { id: 'cus_1', fields: { 'name/given': 'Mary', owner: 'Anna' } }, { actor: anActor(), source: { kind: 'customer' } }));
    expect(readFields(doc)).toMatchObject({ 'name/given': 'Mary', 'name/family': 'Byrne' });
    expect(changesIn(doc)).toEqual([expect.objectContaining({
      by: 'Anna', device: "Anna's iPad", field: 'name/given', before: 'Maria', after: 'Mary', source: { kind: 'customer' }, at: expect.stringMatching(/^2026-05-05T12:00/) as string,
    })]);
  });

  test('one action is one transaction, and saying what is already so changes nothing', () => {
    const doc = aDocument();
    let updates = 0;
    doc.on('update', () => (updates += 1));
    must(applyEdits(doc, { id: 'cus_1', fields: { 'name/given': 'Mary', 'tag/vip': true }, entries: { int_2: aCall({ id: 'int_2' }) }, note: 'Likes wool' }, { actor: anActor() }));
    expect(updates).toBe(1);
    must(applyEdits(doc, { id: 'cus_1', fields: { 'name/given': 'Mary' }, entries: { int_2: aCall({ id: 'int_2' }) }, note: 'Likes wool' }, { actor: anActor() }));
    expect(updates).toBe(1);
  });

  test('a removed field is gone, and its history stays', () => {
    const doc = aDocument();
    must(applyEdits(doc, { id: 'cus_1', fields: { 'email/e1': null } }, { actor: anActor() }));
    expect(readFields(doc)).not.toHaveProperty('email/e1');
    expect(changesIn(doc)[0]?.before).toEqual({ value: 'maria@byrne.example', type: 'work' });
  });

  test('a replaced photo is told in the history without being kept twice', () => {
    const doc = aDocument();
    must(applyEdits(doc, { id: 'cus_1', fields: { photo: `data:${'x'.repeat(100_000)}` } }, { actor: anActor() }));
    must(applyEdits(doc, { id: 'cus_1', fields: { photo: null } }, { actor: anActor() }));
    expect(encodeState(doc).length).toBeLessThan(10_000);
  });

  test('replacing a note leaves what a colleague typed elsewhere in it', () => {
    const one = aDocument(), other = must(loadDocument('cus_1', encodeState(one)));
    other.getText('note').insert(0, 'VIP! ');
    must(applyEdits(one, { id: 'cus_1', note: 'Likes linen and 🌷' }, { actor: anActor() }));
    Y.applyUpdate(one, encodeState(other));
    expect(readNote(one)).toBe('VIP! Likes linen and 🌷');
  });

  test('a document of a newer build is not written into', () => {
    const doc = aDocument();
    doc.getMap('meta').set('schema', 2);
    const before = encodeState(doc);
    expect(applyEdits(doc, { id: 'cus_1', fields: { owner: 'Ben' } }, { actor: anActor() })).toEqual({ ok: false, error: { kind: 'newer-schema' } });
    expect(encodeState(doc)).toEqual(before);
  });

  test('fields and entries that this build does not know are kept', () => {
    const doc = aDocument();
    doc.getMap('fields').set('future/field', { any: 1 });
    doc.getMap('entries').set('f1', { id: 'f1', kind: 'hologram', at: '2030-01-01T00:00:00Z', by: 'Zed' });
    must(applyEdits(doc, { id: 'cus_1', fields: { owner: 'Ben' } }, { actor: anActor() }));
    const again = must(loadDocument('cus_1', encodeState(doc)));
    expect(readFields(again)['future/field']).toEqual({ any: 1 });
    expect(readEntries(again)['f1' as string]).toMatchObject({ kind: 'hologram' });
  });
});

describe('absurd input', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const poisoned = JSON.parse('{"__proto__": {"polluted": true}}') as Json;
  test.each<[string, unknown]>([
    ['not a number', Number.NaN], ['infinity', Infinity], ['undefined', undefined], ['a function', () => 1], ['a big integer', 1n], ['a date', new Date(0)],
    ['a symbol', Symbol('x')], ['a cycle', cyclic], ['a poisoned record', poisoned], ['an endless text', 'x'.repeat(5_000_000)], ['a map', new Map()],
  ])('%s is refused before anything is written', (_name, value) => {
    expect(checkEdits({ id: 'cus_1', fields: { 'custom/x': value as Json } }).ok).toBe(false);
  });

  test.each([['an empty id', ''], ['a path', 'a/b'], ['the team', 'team'], ['an endless id', 'x'.repeat(200)], ['a lone surrogate', '\ud800'], ['white space', 'a b']])('%s is no customer', (_name, id) => {
    expect(checkEdits({ id, fields: {} }).ok).toBe(false);
  });

  test.each(['', '__proto__', 'base', 'base:abc', '\udfff', 'constructor', 'toString', 'x'.repeat(1_001)])('the field key %s is refused', (key) => {
    expect(checkEdits({ id: 'cus_1', fields: Object.fromEntries([[key, 'x']]) }).ok).toBe(false);
  });

  test('half a letter is stored as the replacement character, everywhere alike', () => {
    const edits = must(checkEdits({ id: 'cus_1', fields: { owner: 'A\ud83d' }, note: '\udf37!' }));
    const doc = newDocument('cus_1');
    must(applyEdits(doc, edits, { actor: anActor() }));
    const again = must(loadDocument('cus_1', encodeState(doc)));
    expect(readFields(again)).toEqual({ ...readFields(doc) });
    expect(readFields(again)).toMatchObject({ owner: 'A\ufffd' });
    expect(readNote(again)).toBe('\ufffd!');
  });

  test('an entry without a kind is refused', () => {
    expect(checkEdits({ id: 'cus_1', entries: { x: { id: 'x' } as unknown as Entry } }).ok).toBe(false);
  });
});

describe('damage', () => {
  test('bytes that are no update are an error, never an exception', () => {
    const state = createCustomerState('cus_1', aCustomer());
    for (const bytes of [new Uint8Array(0), state.subarray(0, 40), new Uint8Array([255, 255, 255, 255, 255]), new TextEncoder().encode('hello')]) {
      expect(loadDocument('cus_1', bytes).ok).toBe(false);
    }
  });

  test('a change whose predecessors are missing is incomplete', () => {
    const doc = aDocument();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (const owner of ['Ben', 'Cleo']) must(applyEdits(doc, { id: 'cus_1', fields: { owner } }, { actor: anActor() }));
    expect(loadDocument('cus_1', createCustomerState('cus_1', aCustomer(), { int_1: aCall() }, 'Likes linen'), [updates[1]!])).toMatchObject({ ok: false, error: { kind: 'incomplete' } });
  });

  test('of a damaged document everything that still reads is kept', () => {
    const doc = aDocument();
    const parts = [{ key: 'docs', bytes: encodeState(doc) }];
    doc.on('update', (bytes: Uint8Array) => parts.push({ key: `updates/${parts.length}`, bytes }));
    for (const owner of ['Ben', 'Cleo', 'Dan']) must(applyEdits(doc, { id: 'cus_1', fields: { owner } }, { actor: anActor() }));
    const damaged = parts.map((part) => (part.key === 'updates/2' ? { ...part, bytes: part.bytes.subarray(0, 20) } : part));
    const { doc: kept, bad } = salvageDocument('cus_1', [damaged[3]!, damaged[1]!, damaged[0]!, damaged[2]!]);
    expect(readFields(kept)['owner']).toBe('Ben');
    expect(readNote(kept)).toBe('Likes linen');
    expect(bad.map(({ key }) => key).sort()).toEqual(['updates/2', 'updates/3']);
  });
});

describe('listening', () => {
  test('an exception in a listener neither silences the document nor gets lost', () => {
    const doc = aDocument(), seen: unknown[] = [], reported: unknown[] = [];
    watchDocument(doc, (_update, origin) => {
      seen.push(origin);
      throw new Error('listener');
    }, () => undefined, (error) => reported.push(error));
    doc.transact(() => doc.getMap('fields').set('a', 1), 'one');
    doc.transact(() => doc.getMap('fields').set('a', 2), 'two');
    expect(seen).toEqual(['one', 'two']);
    expect(reported).toHaveLength(2);
  });

  test('a document silenced by foreign code is heard again, and nothing it kept to itself is lost', async () => {
    const doc = aDocument(), updates: Uint8Array[] = [];
    const base = encodeState(doc);
    let broken = true;
    doc.on('update', () => {
      if (broken) throw new Error('foreign');
    });
    watchDocument(doc, (update) => updates.push(update), () => undefined);
    expect(() => doc.getMap('fields').set('owner', 'Ben')).toThrow('foreign');
    broken = false;
    doc.getMap('fields').set('status', 'lapsed');
    await Promise.resolve();
    doc.getMap('fields').set('language', 'de');
    await Promise.resolve();
    const copy = must(loadDocument('cus_1', base, updates));
    expect(readFields(copy)).toMatchObject({ owner: 'Ben', status: 'lapsed', language: 'de' });
  });
});

describe('the history of a field that saves itself while someone types', () => {
  const typed = (doc: Y.Doc, given: string, actor: ReturnType<typeof anActor>) => must(applyEdits(doc, { id: 'cus_1', fields: { 'name/given': given } }, { actor, typing: true }));
  const started = (): Y.Doc => must(loadDocument('cus_1', createCustomerState('cus_1', { 'name/given': 'Orla' })));

  test('a word is one record, from what stood there to what stands there now', () => {
    const doc = started();
    for (const text of ['Orlai', 'Orlait', 'Orlaith']) typed(doc, text, anActor('Anna'));
    expect(changesIn(doc)).toMatchObject([{ before: 'Orla', after: 'Orlaith', by: 'Anna' }]);
  });

  test('typing it back leaves no trace of a change that never was', () => {
    const doc = started();
    for (const text of ['Orl', 'Orla']) typed(doc, text, anActor('Anna'));
    expect(changesIn(doc)).toEqual([]);
  });

  test('a colleague, a pause or a choice begins a record of its own', () => {
    const doc = started();
    const anna = anActor('Anna');
    typed(doc, 'Orlai', anna);
    typed(doc, 'Orlait', anActor('Ben'));
    expect(changesIn(doc)).toHaveLength(2);
    const cleo = anActor('Cleo');
    typed(doc, 'A', cleo);
    cleo.advance(121_000);
    typed(doc, 'Al', cleo);
    must(applyEdits(doc, { id: 'cus_1', fields: { 'name/given': 'Ala' } }, { actor: cleo }));
    expect(changesIn(doc)).toHaveLength(5);
  });
});
