/**
 * One Yjs document kept in two ways, in a real page: by y-indexeddb as published, and by our own store (one value for the
 * state, one per update since). Each function is one situation and answers with plain numbers.
 */
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { openIndexedDbStorage } from '../../../src/replica/storage/indexeddb-storage';
import type { StorageError, StoragePort } from '../../../src/replica/ports';

const DEAD_TIME_MS = 1500;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What reached the page's last resort: nobody else was told. */
const unhandled: string[] = [];
addEventListener('unhandledrejection', (event) => {
  unhandled.push(String(event.reason));
  event.preventDefault();
});
addEventListener('error', (event) => unhandled.push(String(event.message)));

const connections: IDBDatabase[] = [];
const nativeOpen = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...args) {
  const request = nativeOpen.apply(this, args);
  request.addEventListener('success', () => connections.push(request.result));
  return request;
};

interface Keeper {
  readonly doc: Y.Doc;
  /** Failures that the code that keeps the document has told its user. */
  readonly reported: string[];
  /** Resolves when nothing more will be written. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

async function keepPublished(name: string): Promise<Keeper> {
  const doc = new Y.Doc({ guid: 'team' });
  const persistence = new IndexeddbPersistence(name, doc);
  await Promise.race([persistence.whenSynced, pause(3000).then(() => Promise.reject(new Error('never synced')))]);
  return { doc, reported: [], settle: () => pause(DEAD_TIME_MS).then(() => undefined), close: () => persistence.destroy() };
}

async function openOurs(name: string): Promise<StoragePort> {
  const opened = await openIndexedDbStorage({ name });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

/** Loads the document: its state, then the updates since. */
async function loadOurs(storage: StoragePort): Promise<{ readonly doc: Y.Doc; readonly next: number }> {
  const doc = new Y.Doc({ guid: 'team' });
  const [state, updates] = await Promise.all([storage.get('docs', 'team'), storage.getAll('updates')]);
  if (!state.ok || !updates.ok) throw new Error('not read');
  Y.transact(doc, () => [...(state.value ? [state.value] : []), ...updates.value.map((one) => one.value)].forEach((update) => Y.applyUpdate(doc, update)));
  return { doc, next: updates.value.length };
}

async function keepOurs(name: string): Promise<Keeper> {
  const storage = await openOurs(name);
  const loaded = await loadOurs(storage);
  const reported: string[] = [];
  const pending: Promise<void>[] = [];
  let next = loaded.next;
  const report = (error: StorageError) => void reported.push(error.kind);
  loaded.doc.on('update', (update: Uint8Array) => {
    pending.push(storage.commit([{ store: 'updates', type: 'put', key: next++, value: update }]).then((result) => (result.ok ? undefined : report(result.error))));
  });
  return { doc: loaded.doc, reported, settle: async () => void (await Promise.all(pending)), close: async () => storage.close() };
}

const KEEPERS = { published: keepPublished, ours: keepOurs };
export type KeeperName = keyof typeof KEEPERS;

/** Writes ten records, each in its own transaction, and reads back after a fresh start how many are there. */
async function writeTen(keeperName: KeeperName, name: string, bytesEach: number, before: (keeper: Keeper) => void) {
  const keeper = await KEEPERS[keeperName](name);
  keeper.doc.getMap('settings').set('before', 'all is well');
  await keeper.settle();
  unhandled.length = 0;
  before(keeper);
  let thrownIntoCaller = 0;
  const heardBySecondListener = { count: 0 };
  keeper.doc.on('update', () => (heardBySecondListener.count += 1));
  for (let i = 0; i < 10; i++) {
    try {
      keeper.doc.getMap('settings').set(`record${i}`, noise(bytesEach));
    } catch {
      thrownIntoCaller += 1; // Counted: the caller's own code is broken off here.
    }
  }
  await keeper.settle();
  const told = [...keeper.reported];
  const silent = unhandled.length;
  await keeper.close();
  await pause(200);
  const again = await KEEPERS[keeperName](name);
  const survived = [...again.doc.getMap('settings').keys()].filter((key) => key.startsWith('record')).length;
  await again.close();
  return { written: 10, survived, toldToTheApp: told.length, kinds: [...new Set(told)], thrownIntoCaller, unhandled: silent, heardBySecondListener: heardBySecondListener.count };
}

/** Text that does not compress. */
function noise(length: number): string {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65536) crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 65536)));
  return Array.from(bytes, (byte) => String.fromCharCode(48 + (byte % 64))).join('');
}

const closedConnection = (keeper: KeeperName) => writeTen(keeper, `closed-${keeper}`, 50, () => connections.at(-1)!.close());
const fullDisk = (keeper: KeeperName) => writeTen(keeper, `full-${keeper}`, 600_000, () => undefined);

/** A damaged row: does the document ever come, and is anybody told? */
async function corruptRow() {
  const keeper = await keepPublished('corrupt');
  keeper.doc.getMap('settings').set('before', 1);
  await keeper.settle();
  const database = connections.at(-1)!;
  await new Promise((resolve) => {
    const transaction = database.transaction('updates', 'readwrite');
    transaction.objectStore('updates').add(new Uint8Array([7, 7, 7, 7, 7]));
    transaction.oncomplete = resolve;
  });
  await keeper.close();
  unhandled.length = 0;
  const outcome = await keepPublished('corrupt').then(() => 'synced', (error: unknown) => String(error));
  return { outcome, unhandled: unhandled.length };
}

/** Fills a team document of `records` records in both stores, then loads it `times` times; milliseconds each, and rows in the log afterwards. */
async function startUp(records: number, times: number) {
  const source = new Y.Doc({ guid: 'team' });
  for (let i = 0; i < records; i++) source.getMap('records').set(`record${i}`, { id: i, name: `Saved view ${i}`, filter: ['tier', '=', 'A'], text: noise(80) });
  const state = Y.encodeStateAsUpdate(source);

  const published = await keepPublished('start-published');
  Y.applyUpdate(published.doc, state);
  await published.settle();
  await published.close();
  const storage = await openOurs('start-ours');
  await storage.commit([{ store: 'docs', type: 'put', key: 'team', value: state }]);

  const measure = async (load: () => Promise<unknown>): Promise<number> => {
    const samples: number[] = [];
    for (let i = 0; i < times; i++) {
      await pause(20);
      const start = performance.now();
      await load();
      samples.push(performance.now() - start);
    }
    return samples.sort((a, b) => a - b)[times >> 1]!;
  };
  const publishedMs = await measure(async () => {
    const doc = new Y.Doc({ guid: 'team' });
    const persistence = new IndexeddbPersistence('start-published', doc);
    await persistence.whenSynced;
    queueMicrotask(() => void persistence.destroy());
  });
  const oursMs = await measure(() => loadOurs(storage));
  const oursWithOpenMs = await measure(async () => {
    const fresh = await openOurs('start-ours');
    await loadOurs(fresh);
    fresh.close();
  });
  await pause(300);
  const keeper = await keepPublished('start-published');
  const rows = await new Promise<number>((resolve) => {
    const request = connections.at(-1)!.transaction('updates').objectStore('updates').count();
    request.onsuccess = () => resolve(request.result);
  });
  await keeper.close();
  return { stateBytes: state.length, times, publishedMs, oursMs, oursWithOpenMs, publishedRowsAfter: rows };
}

const page = { closedConnection, fullDisk, corruptRow, startUp };
export type TeamDocumentPage = typeof page;
Object.assign(globalThis, { page });
