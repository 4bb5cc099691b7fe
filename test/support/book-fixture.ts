/**
 * Books as stored by released versions: every one must open for ever. A fixture is the stores as JSON, values in base64.
 * Write one for a new version (never rewrite an old one) with
 *   node -e "import('vite').then(async ({createServer}) => { const s = await createServer({server: {middlewareMode: true}}); await (await s.ssrLoadModule('/test/support/book-fixture.ts')).recordFixture('test/support/fixtures/book-v2/stores.json'); await s.close(); })"
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as Y from 'yjs';
import type { StoreKey, StoreName } from '../../src/replica/ports';
import { seal } from '../../src/replica/book/stored-documents';
import { encodeRows } from '../../src/replica/projection/row-chunks';
import { projectRow } from '../../src/replica/projection/project-row';
import { createMemoryDatabase, type MemoryDatabase } from '../../src/replica/storage/memory-storage';
import { manyPacked } from '../contract/book-contract';
import { must, openTestBook } from './books';
import { aCall, aCustomer, anActor, creating, seededRandom } from './customers';

type Fixture = Partial<Record<StoreName, readonly (readonly [StoreKey, string])[]>>;

export function openFixture(path: string): MemoryDatabase {
  const database = createMemoryDatabase();
  const fixture = JSON.parse(readFileSync(path, 'utf8')) as Fixture;
  for (const [store, values] of Object.entries(fixture) as [StoreName, readonly (readonly [StoreKey, string])[]][]) {
    for (const [key, value] of values) database.stores[store].set(key, new Uint8Array(Buffer.from(value, 'base64')));
  }
  return database;
}

function saveFixture(database: MemoryDatabase, path: string): void {
  const fixture: Fixture = Object.fromEntries(Object.entries(database.stores).map(([store, values]) => [store, [...values].map(([key, value]) => [key, Buffer.from(value).toString('base64')])]));
  writeFileSync(path, `${JSON.stringify(fixture, null, 1)}\n`);
}

/** One of everything that is ever stored: packs, own records, updates, single rows, a tombstone, the team, local values. @public */
export async function recordFixture(path: string): Promise<void> {
  const database = createMemoryDatabase();
  const random = seededRandom(1);
  const book = await openTestBook({ database, actor: anActor(), random: (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)) });
  must(await book.storePacked(manyPacked(12)));
  must(await book.perform({ label: 'new', edits: [{ ...creating('cus_new'), note: 'Likes linen 🌷', entries: { int_1: aCall() } }] }));
  must(await book.perform({ label: 'edit', edits: [{ id: 'cus_3', fields: { owner: 'Ben', 'email/e1': null } }] }));
  for (let i = 0; i <= 20; i++) must(await book.perform({ label: 'edit', edits: [{ id: 'cus_4', fields: { owner: `Owner ${i}` } }] }));
  must(await book.erase(['cus_5']));
  must(await book.team.set('settings', 'name', 'Quay Street'));
  must(await book.local.set('draft', { text: 'Dear' }));
  await book.close();
  saveFixture(database, path);
}

/** A book into which a build with schema 2 has written customer cus_future; the rest is of schema 1. @public */
export async function recordNewerFixture(path: string): Promise<void> {
  const database = createMemoryDatabase();
  const book = await openTestBook({ database });
  must(await book.perform({ label: 'new', edits: [creating('cus_now')] }));
  await book.close();
  const doc = new Y.Doc({ guid: 'cus_future' });
  doc.clientID = 7;
  doc.transact(() => {
    doc.getMap('meta').set('schema', 2);
    doc.getMap('fields').set('base:x', { ...aCustomer(), 'hologram/1': { depth: 3 } });
    doc.getMap('entries').set('h1', { id: 'h1', kind: 'hologram', at: '2030-01-01T00:00:00Z', by: 'Zed' });
    doc.getText('note').insert(0, 'From tomorrow');
    doc.getArray('rooms').push(['unknown root']);
  });
  database.stores.docs.set('cus_future', seal('cus_future', Y.encodeStateAsUpdate(doc)));
  database.stores.rows.set('cus_future', encodeRows([{ row: projectRow('cus_future', doc), pack: 0 }]));
  saveFixture(database, path);
}
