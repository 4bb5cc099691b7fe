/**
 * The storage port in memory: for tests and for a book that is only looked at. Bytes are copied on the way in and out,
 * as IndexedDB's structured clone does, so that a caller who goes on writing into a buffer is caught here too.
 * Several ports over the same `MemoryDatabase` behave like several tabs over one database.
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError, StorageStatus, StoragePort, StoredValue, StoreKey, StoreName, StoreOperation } from '../ports';
import { CLOSED_ERROR, compareStoreKeys, invalidKeyError, isStoreKey, STORE_NAMES } from './storage-keys';

/** The bytes themselves; outlives the ports opened on it, as a database outlives a tab. */
export interface MemoryDatabase {
  readonly stores: Readonly<Record<StoreName, Map<StoreKey, Uint8Array>>>;
}

export function createMemoryDatabase(): MemoryDatabase {
  const entries = STORE_NAMES.map((name) => [name, new Map<StoreKey, Uint8Array>()] as const);
  return { stores: Object.fromEntries(entries) as Record<StoreName, Map<StoreKey, Uint8Array>> };
}

/** A storage port over `database`; each port closes on its own. */
export function createMemoryStorage(database: MemoryDatabase = createMemoryDatabase()): StoragePort {
  const listeners = new Set<(status: StorageStatus) => void>();
  let closed = false;

  /** Runs `read` in a later microtask, so that nobody comes to rely on an answer before the next `await`. */
  const answer = async <T>(read: () => Result<T, StorageError>): Promise<Result<T, StorageError>> => {
    if (closed) return err(CLOSED_ERROR);
    await Promise.resolve();
    return read();
  };

  return {
    commit: (operations) => {
      // Copied at the call, not at the write: IndexedDB clones when put is called.
      const copied = operations.map((operation) =>
        operation.type === 'put' ? { ...operation, value: operation.value.slice() } : operation,
      );
      return answer(() => apply(database, copied));
    },
    get: (store, key) =>
      answer(() => (isStoreKey(key) ? ok(database.stores[store].get(key)?.slice()) : err(invalidKeyError(key)))),
    getAll: (store, range = {}) => answer(() => ok(readRange(database.stores[store], range))),
    keys: (store) => answer(() => ok(sortedKeys(database.stores[store]))),
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      listeners.clear();
    },
  };
}

function apply(database: MemoryDatabase, operations: readonly StoreOperation[]): Result<void, StorageError> {
  const invalid = operations.find((operation) => !isStoreKey(operation.key));
  if (invalid) return err(invalidKeyError(invalid.key));
  for (const operation of operations) {
    const store = database.stores[operation.store];
    if (operation.type === 'put') store.set(operation.key, operation.value);
    else store.delete(operation.key);
  }
  return ok(undefined);
}

function sortedKeys(store: ReadonlyMap<StoreKey, Uint8Array>): StoreKey[] {
  return [...store.keys()].sort(compareStoreKeys);
}

function readRange(
  store: ReadonlyMap<StoreKey, Uint8Array>,
  { from, to, limit }: { readonly from?: StoreKey; readonly to?: StoreKey; readonly limit?: number },
): StoredValue[] {
  const keys = sortedKeys(store).filter(
    (key) =>
      (from === undefined || compareStoreKeys(key, from) >= 0) && (to === undefined || compareStoreKeys(key, to) <= 0),
  );
  // A limit of 0 asks for nothing; IndexedDB would read it as "no limit".
  return keys.slice(0, limit ?? keys.length).map((key) => ({ key, value: store.get(key)!.slice() }));
}
