/** Writes and reads the same documents as single values and as packs, in a real page; answers with milliseconds. */
import { createAesGcmCodec } from '../../../src/replica/storage/aes-gcm-codec';
import { createCodedStorage } from '../../../src/replica/storage/coded-storage';
import { openIndexedDbStorage } from '../../../src/replica/storage/indexeddb-storage';
import { decodePack, encodePack, findInPack, groupForPacks, readPackDirectory, type PackItem } from '../../../src/replica/storage/packs';
import type { Result } from '../../../src/lib/result';
import type { StoragePort, StoreOperation } from '../../../src/replica/ports';

function value<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function timed<T>(work: () => Promise<T> | T): Promise<readonly [number, T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

async function withStorage<T>(work: (storage: StoragePort, database: () => Promise<IDBDatabase>) => Promise<T>): Promise<T> {
  const name = `bench-${crypto.randomUUID()}`;
  const storage = value(await openIndexedDbStorage({ name }));
  const bare = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.name));
    });
  const result = await work(storage, bare);
  storage.close();
  indexedDB.deleteDatabase(name);
  return result;
}

/** Documents of about `bytesEach` bytes; half of each repeats, as names of fields do. */
function documents(count: number, bytesEach: number): PackItem[] {
  return Array.from({ length: count }, (_, i) => {
    const bytes = new Uint8Array(bytesEach + (i % 41) - 20);
    crypto.getRandomValues(bytes.subarray(bytesEach >> 1));
    return { id: `018f${String(i).padStart(8, '0')}-7000-8000-000000000000`.slice(0, 36), bytes };
  });
}

async function singles(count: number, bytesEach: number) {
  const items = documents(count, bytesEach);
  return withStorage(async (storage) => {
    const [write] = await timed(async () => value(await storage.commit(items.map(({ id, bytes }): StoreOperation => ({ store: 'docs', type: 'put', key: id, value: bytes })))));
    const [read, all] = await timed(async () => value(await storage.getAll('docs')));
    const [readOne] = await timed(async () => value(await storage.get('docs', items[count >> 1]!.id)));
    return { values: all.length, write, read, readOne };
  });
}

async function packs(count: number, bytesEach: number, target: number, encrypted: boolean) {
  const items = documents(count, bytesEach);
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return withStorage(async (bare) => {
    const storage = encrypted ? createCodedStorage(bare, createAesGcmCodec(key)) : bare;
    const [encode, encoded] = await timed(() => [...groupForPacks(items, target)].map(encodePack));
    const [write] = await timed(async () => value(await storage.commit(encoded.map((pack, i): StoreOperation => ({ store: 'docs', type: 'put', key: i, value: pack })))));
    const [read, all] = await timed(async () => value(await storage.getAll('docs')));
    const [directories] = await timed(() => all.map((one) => value(readPackDirectory(one.value)).length));
    const [decode, decoded] = await timed(() => all.flatMap((one) => value(decodePack(one.value))));
    if (decoded.length !== count) throw new Error(`${decoded.length} of ${count} documents came back`);
    const [readOne] = await timed(async () => value(findInPack(value(await storage.get('docs', encoded.length >> 1))!, decoded[count >> 1]!.id)));
    return { values: all.length, encode, write, read, directories, decode, readOne };
  });
}

/** The limit: the same bytes as one value, and the bare requests that the adapter could use to read. */
async function bare(count: number, bytesEach: number) {
  const items = documents(count, bytesEach);
  const whole = new Uint8Array(items.reduce((sum, one) => sum + one.bytes.length, 0));
  crypto.getRandomValues(whole.subarray(0, 65536));
  return withStorage(async (storage, open) => {
    const database = await open();
    const run = (mode: IDBTransactionMode, queue: (store: IDBObjectStore) => void) =>
      new Promise<void>((resolve, reject) => {
        const transaction = database.transaction('docs', mode, { durability: 'relaxed' });
        queue(transaction.objectStore('docs'));
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(new Error(transaction.error?.name));
      });
    const [write] = await timed(() => run('readwrite', (store) => void store.put(whole, 'whole')));
    const [read] = await timed(() => run('readonly', (store) => void store.get('whole')));
    await run('readwrite', (store) => void store.delete('whole'));
    value(await storage.commit(items.map(({ id, bytes }): StoreOperation => ({ store: 'docs', type: 'put', key: id, value: bytes }))));
    const [getAllAndKeys] = await timed(() => run('readonly', (store) => void (store.getAllKeys(), store.getAll())));
    const records = 'getAllRecords' in IDBObjectStore.prototype;
    const [getAllRecords] = await timed(() => run('readonly', (store) => void (records && (store as unknown as { getAllRecords(): IDBRequest }).getAllRecords())));
    database.close();
    return { values: 1, write, read, getAllAndKeys, getAllRecords: records ? getAllRecords : -1 };
  });
}

const page = { singles, packs, bare };
export type StoragePage = typeof page;
Object.assign(globalThis, { page });
