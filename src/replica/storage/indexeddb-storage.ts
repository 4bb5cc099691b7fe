/**
 * The storage port over IndexedDB: one database per book, one object store per `StoreName`, keys out of line, values bytes.
 * A commit is one transaction and resolves at its `complete` event, nothing earlier: a request's `success` says only that
 * the write is queued. Failures are read from `abort` alone, since all of them end there:
 *   a request fails     error (request) -> bubbles -> abort, transaction.error = the request's
 *   quota at commit     no request error at all -> abort, transaction.error = QuotaExceededError
 *   connection closed   abort, transaction.error = null or AbortError
 * Commits run one after another, so that one repeated on a fresh connection cannot overtake a later one.
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError, StorageStatus, StoragePort, StoredValue, StoreKey, StoreName, StoreOperation } from '../ports';
import { createConnection, type Connection } from './indexeddb-connection';
import { DATABASE_VERSION, openDatabase } from './indexeddb-open';
import { runTransaction } from './indexeddb-transaction';
import { CLOSED_ERROR, compareStoreKeys, invalidKeyError, isStoreKey } from './storage-keys';

export interface IndexedDbStorageOptions {
  readonly name: string;
  readonly indexedDB?: IDBFactory | undefined;
  readonly version?: number;
  /** Milliseconds until an open that is blocked or unanswered counts as failed. */
  readonly openTimeoutMs?: number;
  /** Milliseconds before each try to reopen a lost connection. */
  readonly backoffMs?: readonly number[];
}

type Range = NonNullable<Parameters<StoragePort['getAll']>[1]>;

/** Opens the database, creating it where there is none. Never throws or rejects; nor does any method of the port. */
export async function openIndexedDbStorage(options: IndexedDbStorageOptions): Promise<Result<StoragePort, StorageError>> {
  const { name, version = DATABASE_VERSION, openTimeoutMs = 10_000, backoffMs = [0, 100, 500, 2000] } = options;
  const factory = 'indexedDB' in options ? options.indexedDB : (globalThis.indexedDB as IDBFactory | undefined);
  if (!factory) return err({ kind: 'unavailable', detail: 'This browser has no IndexedDB.' });
  const opening = { name, factory, version, timeoutMs: openTimeoutMs };
  const opened = await openDatabase(opening);
  if (!opened.ok) return opened;

  const listeners = new Set<(status: StorageStatus) => void>();
  const connection = createConnection({
    database: opened.value,
    reopen: () => openDatabase({ ...opening, mustExist: true }),
    onStatus: (status) => [...listeners].forEach((listener) => listener(status)),
    backoffMs,
  });
  return ok(createPort(connection, listeners));
}

function createPort(connection: Connection, listeners: Set<(status: StorageStatus) => void>): StoragePort {
  let lastCommit: Promise<unknown> = Promise.resolve();
  let closed = false;

  const use: Connection['use'] = (work) => (closed ? Promise.resolve(err(CLOSED_ERROR)) : connection.use(work));

  const readAll = (store: StoreName, range: Range): Promise<Result<readonly StoredValue[], StorageError>> =>
    use((database) =>
      runTransaction(database, [store], { mode: 'readonly' }, (tx) => queueGetAll(tx.objectStore(store), range)),
    );

  /** A value that the browser cannot read back (its file is damaged) must not take the others with it: it comes as no bytes. */
  const readOne = (store: StoreName, key: StoreKey): Promise<Result<Uint8Array | undefined, StorageError>> =>
    use(async (database) => {
      const read = await runTransaction(database, [store], { mode: 'readonly' }, (tx) => {
        const request: IDBRequest<unknown> = tx.objectStore(store).get(key);
        return () => (request.result === undefined ? undefined : asBytes(request.result));
      });
      return !read.ok && isUnreadable(read.error) ? ok(NO_BYTES) : read;
    });

  const readKeys = (store: StoreName, range: Range): Promise<Result<readonly StoreKey[], StorageError>> =>
    use((database) =>
      runTransaction(database, [store], { mode: 'readonly' }, (tx) => {
        const request = tx.objectStore(store).getAllKeys(toKeyRange(range), range.limit);
        return () => request.result as StoreKey[];
      }),
    );

  const readEach = async (store: StoreName, range: Range): Promise<Result<readonly StoredValue[], StorageError>> => {
    const keys = await readKeys(store, range);
    if (!keys.ok) return keys;
    const values: StoredValue[] = [];
    for (const key of keys.value) {
      const value = await readOne(store, key);
      if (!value.ok) return value;
      if (value.value) values.push({ key, value: value.value });
    }
    return ok(values);
  };

  return {
    commit: (operations, { strict = false } = {}) => {
      const invalid = operations.find((operation) => !isStoreKey(operation.key));
      if (invalid) return Promise.resolve(err(invalidKeyError(invalid.key)));
      if (closed) return Promise.resolve(err(CLOSED_ERROR));
      if (operations.length === 0) return Promise.resolve(ok(undefined));
      const copied = operations.map(ownBytes);
      const stores = [...new Set(copied.map((operation) => operation.store))];
      const write = (): Promise<Result<void, StorageError>> =>
        connection.use((database) =>
          runTransaction(database, stores, { mode: 'readwrite', durability: strict ? 'strict' : 'relaxed' }, (tx) => {
            for (const operation of copied) {
              const store = tx.objectStore(operation.store);
              if (operation.type === 'put') store.put(operation.value, operation.key);
              else store.delete(operation.key);
            }
            return () => undefined;
          }),
        );
      const result = lastCommit.then(write);
      lastCommit = result;
      return result;
    },
    get: (store, key) => (isStoreKey(key) ? readOne(store, key) : Promise.resolve(err(invalidKeyError(key)))),
    getAll: async (store, range = {}) => {
      if (isEmptyRange(range)) return ok([]);
      const all = await readAll(store, range);
      return !all.ok && all.error.kind === 'unknown' ? readEach(store, range) : all;
    },
    keys: (store) => readKeys(store, {}),
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      listeners.clear();
      // Commits already asked for are still written.
      void lastCommit.then(() => connection.close());
    },
  };
}

const NO_BYTES = new Uint8Array(0);

/** Chromium: "Failed to read large IndexedDB value" comes as DataError or NotReadableError. */
function isUnreadable(error: unknown): boolean {
  return error instanceof DOMException && ['DataError', 'NotReadableError', 'DataCloneError', 'EncodingError'].includes(error.name);
}

const asBytes = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : NO_BYTES);

/**
 * A copy made at the call: the commit may wait for its turn, and cloning a view would store its whole buffer
 * (a document cut out of a 1 MB pack would be stored as 1 MB).
 */
function ownBytes(operation: StoreOperation): StoreOperation {
  return operation.type === 'put' ? { ...operation, value: operation.value.slice() } : operation;
}

function isEmptyRange({ from, to, limit }: Range): boolean {
  // IDBKeyRange.bound throws for a lower bound above the upper, and a count of 0 means "all" to IndexedDB.
  return limit === 0 || (from !== undefined && to !== undefined && compareStoreKeys(from, to) > 0);
}

function toKeyRange({ from, to }: Range): IDBKeyRange | undefined {
  if (from !== undefined && to !== undefined) return IDBKeyRange.bound(from, to);
  if (from !== undefined) return IDBKeyRange.lowerBound(from);
  return to === undefined ? undefined : IDBKeyRange.upperBound(to);
}

/** Keys and values of one transaction always correspond, so they can be joined by position. */
function queueGetAll(store: IDBObjectStore, range: Range): () => readonly StoredValue[] {
  const query = toKeyRange(range);
  const keys = store.getAllKeys(query, range.limit);
  const values: IDBRequest<unknown[]> = store.getAll(query, range.limit);
  return () => values.result.map((value, i) => ({ key: keys.result[i] as StoreKey, value: asBytes(value) }));
}
