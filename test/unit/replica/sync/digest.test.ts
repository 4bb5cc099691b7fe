import * as Y from 'yjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCustomerState } from '../../../../src/replica/documents/create-state';
import { encodeState, loadDocument } from '../../../../src/replica/documents/customer-document';
import { applyEdits } from '../../../../src/replica/documents/edit-document';
import { digestOf, digestOfState, erasedDigest } from '../../../../src/replica/sync/digest';
import { readFirstContents } from '../../../../src/replica/sync/first-state';
import { must } from '../../../support/books';
import { aCall, aCustomer, anActor, aPurchase, customerNumber, seededRandom } from '../../../support/customers';

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const state = createCustomerState('cus_1', aCustomer({ text: 'Zoë 🌷', deep: { a: [1, -2.5, null, true, 3e9] } }), { int_1: aCall(), pur_1: aPurchase() }, 'Likes linen 🌷');

/** What Yjs makes of the bytes, or undefined where it fails or something is missing. */
function throughYjs(bytes: Uint8Array): { digest: string; contents: unknown } | undefined {
  const loaded = loadDocument('cus_1', bytes);
  if (!loaded.ok) return undefined;
  const doc = loaded.value;
  return { digest: hex(digestOf('cus_1', doc)), contents: { maps: ['fields', 'entries', 'meta'].map((root) => [root, doc.getMap(root).toJSON()]), note: doc.getText('note').toString() } };
}
function fast(bytes: Uint8Array): { digest: string; contents: unknown } | undefined {
  const first = readFirstContents(bytes);
  if (!first) return undefined;
  return { digest: hex(digestOfState('cus_1', bytes)), contents: { maps: ['fields', 'entries', 'meta'].map((root) => [root, Object.fromEntries(first.maps.get(root) ?? [])]), note: first.texts.get('note') ?? '' } };
}

describe('the digest of a document', () => {
  test('of a first state is the same from its bytes as through Yjs, and so is what it says', () => {
    expect(fast(state)).toEqual(throughYjs(state));
    for (let n = 0; n < 50; n++) {
      const other = createCustomerState('cus_1', customerNumber(n), { pur_1: aPurchase({ receipt: `R${n}` }) }, n % 2 ? 'x'.repeat(n) : '');
      expect(fast(other)).toEqual(throughYjs(other));
    }
  });

  test('damaged first states are read as Yjs reads them, or left to Yjs', () => {
    const random = seededRandom(7);
    let taken = 0;
    for (let round = 0; round < 4_000; round++) {
      const bytes = state.slice();
      for (let flips = 1 + Math.floor(random() * 3); flips > 0; flips--) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const quick = fast(bytes);
      if (!quick) continue;
      taken += 1;
      const slow = throughYjs(bytes);
      // Yjs knows a few more kinds of value than JSON; whatever the quick way accepts must be exactly what Yjs sees.
      expect(quick, hex(bytes)).toEqual(slow);
    }
    expect(taken).toBeGreaterThan(100);
  });

  test('is equal for replicas that have seen the same changes in another order, and for no others', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 2, max: 12 }), (seed, steps) => {
      const random = seededRandom(seed);
      const docs = ['Anna', 'Ben'].map(() => must(loadDocument('cus_1', state)));
      const updates: Uint8Array[] = [];
      docs.forEach((doc) => doc.on('update', (update: Uint8Array) => updates.push(update)));
      for (let i = 0; i < steps; i++) {
        const doc = docs[Math.floor(random() * 2)]!;
        if (random() < 0.4) doc.transact(() => (random() < 0.5 ? doc.getText('note').insert(0, `${i}`) : doc.getText('note').delete(0, 1)), 'user');
        else must(applyEdits(doc, { id: 'cus_1', fields: { owner: random() < 0.3 ? null : `${i}` } }, { actor: anActor() }));
      }
      const [one, other] = docs as [Y.Doc, Y.Doc];
      const equalBefore = hex(Y.encodeStateAsUpdate(one)) === hex(Y.encodeStateAsUpdate(other));
      expect(hex(digestOf('cus_1', one)) === hex(digestOf('cus_1', other))).toBe(equalBefore);
      for (const update of updates) Y.applyUpdate(one, update);
      for (const update of [...updates].reverse()) Y.applyUpdate(other, update);
      expect(hex(digestOf('cus_1', one))).toBe(hex(digestOf('cus_1', other)));
      const restarted = must(loadDocument('cus_1', encodeState(one)));
      expect(hex(digestOf('cus_1', restarted))).toBe(hex(digestOf('cus_1', one)));
    }), { numRuns: 60 });
  });

  test('says which document it is and whether it is erased', () => {
    const doc = must(loadDocument('cus_1', state));
    expect(new Set([digestOf('cus_1', doc), digestOf('cus_2', doc), erasedDigest('cus_1'), erasedDigest('cus_2')].map(hex)).size).toBe(4);
  });
});
