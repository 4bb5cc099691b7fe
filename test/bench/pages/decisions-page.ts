/** Alternatives side by side, for the records in src/decisions; each answers with plain numbers (ms, bytes, counts). */
import * as Y from 'yjs';
import { rowFromDocument } from '../../../src/domain/customer/row';
import { createSearchIndex } from '../../../src/domain/search/search-index';
import { newDocument, loadDocument } from '../../../src/replica/documents/customer-document';
import { createCustomerState } from '../../../src/replica/documents/create-state';
import { applyEdits, type AppliedEdits } from '../../../src/replica/documents/edit-document';
import { seededRandom } from '../../support/customers';
import { benchCustomers, keystrokes, SEARCHES } from '../workload';
import { median, percentile, timed, value } from './timing';

const actor = { name: 'Bench', device: 'bench', now: () => Date.now() };

/** One action over many customers: kept as documents with a Y.UndoManager each, or as what was there before. */
async function undo(count: number, how: 'managers' | 'records') {
  const states = benchCustomers(count, 10).map(({ id, fields, entries, note }) => ({ id, state: createCustomerState(id, fields, entries, note) }));
  const kept: unknown[] = [];
  const [doMs] = await timed(() => {
    for (const { id, state } of states) {
      const doc = value(loadDocument(id, state));
      if (how === 'managers') {
        const manager = new Y.UndoManager(doc.getMap('fields'), { captureTimeout: 0, trackedOrigins: new Set(['user']) });
        doc.transact(() => doc.getMap('fields').set('tag/bench', true), 'user');
        kept.push(manager);
      } else {
        const applied = value(applyEdits(doc, { id, fields: { 'tag/bench': true } }, { actor }));
        kept.push({ id, applied } satisfies { id: string; applied: AppliedEdits });
        doc.destroy();
      }
    }
  });
  Object.assign(globalThis, { kept });
  return { doMs };
}

/** Is a history still there after its document has been closed and opened again? */
function undoAfterReopening(): boolean {
  const doc = new Y.Doc({ guid: 'a' });
  const manager = new Y.UndoManager(doc.getMap('fields'), { trackedOrigins: new Set(['user']) });
  doc.transact(() => doc.getMap('fields').set('name', 'Anna'), 'user');
  const stored = Y.encodeStateAsUpdate(doc);
  manager.destroy();
  doc.destroy();
  const again = new Y.Doc({ guid: 'a' });
  Y.applyUpdate(again, stored);
  const next = new Y.UndoManager(again.getMap('fields'), { trackedOrigins: new Set(['user']) });
  return next.undo() !== null;
}

/** First states by a document each, and as bytes. */
async function firstStates(count: number) {
  const customers = benchCustomers(count, 10);
  const [bytesMs, bytes] = await timed(() => customers.map(({ id, fields, entries, note }) => createCustomerState(id, fields, entries, note)));
  const [docsMs, docs] = await timed(() => customers.map(({ id, fields, entries, note }) => {
    const doc = newDocument(id);
    doc.transact(() => {
      doc.getMap('meta').set('schema', 1);
      doc.getMap('fields').set('base:a', fields);
      for (const [entryId, entry] of Object.entries(entries)) doc.getMap('entries').set(entryId, entry);
      if (note) doc.getText('note').insert(0, note);
    });
    const state = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    return state;
  }));
  const size = (all: readonly Uint8Array[]): number => all.reduce((sum, { length }) => sum + length, 0);
  const again = createCustomerState(customers[0]!.id, customers[0]!.fields, customers[0]!.entries, customers[0]!.note);
  return { bytesMs, docsMs, bytes: size(bytes), docs: size(docs), isRepeatable: again.every((byte, i) => byte === bytes[0]![i]) };
}

/** Words as long as those of a language, none of them twice in a row of customers. */
function longNote(n: number, words: number): string {
  const random = seededRandom(n + 77);
  return Array.from({ length: words }, () => Array.from({ length: 3 + Math.floor(random() * 7) }, () => 'etaoinshrdlcumwfgypbvk'[Math.floor(random() * random() * 22)]).join('')).join(' ');
}

/** Every keystroke of the bench's searches, one after another; `signatures` are in or out by the way this page was bundled. */
async function search(count: number, noteWords: number) {
  const rows = benchCustomers(count, 0).map(({ id, fields, note }, n) => rowFromDocument({ id, fields, note: `${note} ${longNote(n, noteWords)}`, entries: [] }));
  const order = rows.map(({ id }) => id);
  const index = createSearchIndex();
  rows.forEach((row) => { index.upsert(row); });
  const [indexMs] = await timed(() => { index.indexSome(Infinity, () => 0); });
  const once = (texts: readonly string[]): number[] => texts.map((text) => {
    const start = performance.now();
    index.search(text, { order, typos: false });
    return performance.now() - start;
  });
  const typed: number[] = [], whole: number[] = [], nobody: number[] = [];
  for (let run = 0; run < 7; run++) {
    const typing = once(keystrokes());
    // Whole words one after another cannot narrow down what the last one found.
    const pasted = once(SEARCHES);
    const none = once(['zzyzx', 'qxvurbz', 'jjxq wwz', 'vurbzky']);
    if (run > 1) { typed.push(...typing); whole.push(...pasted); nobody.push(...none); }
  }
  return { indexMs, typed50: median(typed), typed95: percentile(typed, 0.95), whole50: median(whole), whole95: percentile(whole, 0.95), nobody50: median(nobody), found: SEARCHES.map((text) => index.search(text, { order, typos: false }).exact).join(' ') };
}

const page = { undo, undoAfterReopening, firstStates, search };
export type DecisionsPage = typeof page;
Object.assign(globalThis, { page });
