/**
 * The key store over IndexedDB, which keeps CryptoKey objects by structured clone without ever showing their bytes (Web
 * Cryptography API section 13, "serialization steps"). The database is opened for each call and closed after it: keys are asked for a few times a day, and a
 * connection that is not held cannot be lost, nor block a deletion.
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError } from '../ports';
import { openError, transactionError } from '../storage/indexeddb-errors';
import { CLOSED_ERROR } from '../storage/storage-keys';
import type { DeviceKeyPairs, KeyStore } from './key-store';

const STORE = 'keys';

export interface IndexedDbKeyStoreOptions {
  readonly name?: string;
  readonly indexedDB?: IDBFactory | undefined;
  /** Milliseconds until an open without an answer counts as failed (WebKit 226547). */
  readonly timeoutMs?: number;
}

export function createIndexedDbKeyStore({ name = 'regulars-keys', indexedDB: factory = globalThis.indexedDB, timeoutMs = 10_000 }: IndexedDbKeyStoreOptions = {}): KeyStore {
  let closed = false;

  const use = async <T>(mode: IDBTransactionMode, queue: (store: IDBObjectStore) => () => T): Promise<Result<T, StorageError>> => {
    if (closed) return err(CLOSED_ERROR);
    if (!factory) return err({ kind: 'unavailable', detail: 'This browser has no IndexedDB.' });
    const opened = await openKeyDatabase(factory, name, timeoutMs);
    if (!opened.ok) return opened;
    try {
      return await runInStore(opened.value, mode, queue);
    } finally {
      opened.value.close();
    }
  };

  return {
    get: (slot) =>
      use('readonly', (store) => {
        const request = store.get(slot);
        return () => readKeys(request.result);
      }),
    putIfAbsent: (slot, keys) =>
      use('readwrite', (store) => {
        let kept = keys;
        const request = store.get(slot);
        request.onsuccess = () => {
          const there = readKeys(request.result);
          if (there) kept = there;
          else store.put(keys, slot);
        };
        return () => kept;
      }),
    delete: (slot) =>
      use('readwrite', (store) => {
        store.delete(slot);
        return () => undefined;
      }),
    close: () => {
      closed = true;
    },
  };
}

/** What lies in the slot, if it is keys: a browser that lost them while it kept the record counts as none there. */
function readKeys(stored: unknown): DeviceKeyPairs | undefined {
  if (typeof stored !== 'object' || stored === null || !('sign' in stored) || !('agree' in stored)) return undefined;
  return isKeyPair(stored.sign) && isKeyPair(stored.agree) ? { sign: stored.sign, agree: stored.agree } : undefined;
}

const isKeyPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value && value.privateKey instanceof CryptoKey && value.publicKey instanceof CryptoKey;

function openKeyDatabase(factory: IDBFactory, name: string, timeoutMs: number): Promise<Result<IDBDatabase, StorageError>> {
  return new Promise((resolve) => {
    let late = false;
    const settle = (result: Result<IDBDatabase, StorageError>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      late = true;
      resolve(err({ kind: 'unavailable', detail: 'The database of keys did not answer.' }));
    }, timeoutMs);
    try {
      const request = factory.open(name, 1);
      request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
      request.onsuccess = () => (late ? request.result.close() : settle(ok(request.result)));
      request.onerror = (event) => {
        event.preventDefault(); // Firefox reports an open error to window.onerror as well.
        settle(err(openError(request.error)));
      };
    } catch (error) {
      settle(err(openError(error))); // SecurityError: storage is forbidden here.
    }
  });
}

/** Resolves `ok` only after `complete`: a key that is not stored yet must not sign anything that others keep. */
function runInStore<T>(database: IDBDatabase, mode: IDBTransactionMode, queue: (store: IDBObjectStore) => () => T): Promise<Result<T, StorageError>> {
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction(STORE, mode, { durability: 'strict' });
      const finish = queue(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(ok(finish()));
      transaction.onabort = () => resolve(err(transactionError(transaction.error)));
      transaction.onerror = (event) => event.stopPropagation();
    } catch (error) {
      resolve(err(transactionError(error)));
    }
  });
}
