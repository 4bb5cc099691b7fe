import * as Y from 'yjs';
import { expect, test } from 'vitest';
import type { Json } from '../../../../src/lib/json';
import { baseKeyOf, createCustomerState } from '../../../../src/replica/documents/create-state';
import { loadDocument, readEntries, readFields, readNote, schemaOf } from '../../../../src/replica/documents/customer-document';
import type { Entry } from '../../../../src/domain/entry/entry';
import { aCall, aCustomer, aPurchase } from '../../../support/customers';
import { must } from '../../../support/books';

const entries = { int_1: aCall(), pur_1: aPurchase() };
const clientIdOf = (state: Uint8Array): number => [...Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state)).keys()][0]!;

/** The same content written by Yjs itself. */
function writtenByYjs(clientId: number, fields: Record<string, Json>, records: Record<string, Entry>, note: string): Uint8Array {
  const doc = new Y.Doc({ guid: 'any' });
  doc.clientID = clientId;
  doc.transact(() => {
    doc.getMap('meta').set('schema', 1);
    doc.getMap('fields').set(baseKeyOf(fields), fields);
    for (const [id, entry] of Object.entries(records)) doc.getMap('entries').set(id, entry);
    if (note) doc.getText('note').insert(0, note);
  });
  return Y.encodeStateAsUpdate(doc);
}

test.each<[string, Record<string, Json>, string]>([
  ['an ordinary customer', { ...aCustomer() }, 'Likes linen'],
  ['a customer with letters beyond ASCII', { 'name/given': 'Zoë 李 🌷', 'tag/größe': true }, 'Mag Grün — 🌷'],
  ['numbers of every kind', { a: 0, b: -1, c: 63, d: 64, e: -64, f: 2 ** 31 - 1, g: 2 ** 31, h: -(2 ** 40), i: 0.5, j: 0.1, k: 1e300, l: 127, m: 128, n: 8191, o: 8192 }, ''],
  ['nested values', { x: [1, 'two', null, true, false, { y: [] }], z: {} }, ''],
  ['long texts', { a: 'x'.repeat(127), b: 'x'.repeat(128), c: 'ü'.repeat(100_000) }, 'n'.repeat(70_000)],
])('%s is written byte for byte as Yjs would write it', (_name, fields, note) => {
  const state = createCustomerState('cus_1', fields, entries, note);
  expect(Buffer.from(state).equals(Buffer.from(writtenByYjs(clientIdOf(state), fields, entries, note)))).toBe(true);
});

test('a customer comes out of a first state as it went in', () => {
  const doc = must(loadDocument('cus_1', createCustomerState('cus_1', aCustomer({ owner: null }), entries, 'Likes linen')));
  expect(readFields(doc)).toEqual(aCustomer({ owner: null }));
  expect(readEntries(doc)).toEqual(entries);
  expect(readNote(doc)).toBe('Likes linen');
  expect(schemaOf(doc)).toBe(1);
});

test('two devices that import the same row make the same bytes', () => {
  expect(createCustomerState('cus_1', aCustomer(), entries)).toEqual(createCustomerState('cus_1', aCustomer(), entries));
});

test('different customers and different content never share a writer', () => {
  const ids = [
    createCustomerState('cus_1', aCustomer()), createCustomerState('cus_2', aCustomer()), createCustomerState('cus_1', aCustomer({ owner: 'Ben' })),
    createCustomerState('cus_1', aCustomer(), entries), createCustomerState('cus_1', aCustomer(), {}, 'note'),
  ].map(clientIdOf);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a customer imported from two different rows keeps what either of them knew', () => {
  const first = createCustomerState('cus_1', { 'name/given': 'Maria', 'email/a': { value: 'a@example.com' } });
  const second = createCustomerState('cus_1', { 'name/given': 'Maria', 'phone/b': { raw: '021 1' } });
  const one = readFields(must(loadDocument('cus_1', first, [second])));
  expect(one).toEqual({ 'name/given': 'Maria', 'email/a': { value: 'a@example.com' }, 'phone/b': { raw: '021 1' } });
  const other = readFields(must(loadDocument('cus_1', second, [first])));
  expect(Object.entries(other)).toEqual(Object.entries(one));
});

test('content that is no JSON is a defect of the caller', () => {
  expect(() => createCustomerState('cus_1', { a: Number.NaN })).toThrow('finite');
  expect(() => createCustomerState('cus_1', { a: (() => 1) as unknown as Json })).toThrow('JSON');
  expect(createCustomerState('cus_1', aCustomer())).toEqual(createCustomerState('cus_1', aCustomer()));
});
