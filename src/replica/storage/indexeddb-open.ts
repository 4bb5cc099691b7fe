/**
 * Opens and deletes the database. Which event fires when:
 *   throws          SecurityError at once: storage is forbidden here (opaque origin, cookies blocked)
 *   upgradeneeded   the database is new or of an older version; stores are created
 *   blocked         another tab holds an older version and has not let go on `versionchange` (a frozen tab)
 *   error           InvalidStateError, UnknownError: private mode or broken profile; VersionError: written by a newer build
 *   nothing         Safari can leave the request without any event (WebKit 226547), hence the time limit
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError } from '../ports';
import { openError } from './indexeddb-errors';
import { STORE_NAMES } from './storage-keys';

/** Raise it when STORE_NAMES grows. */
export const DATABASE_VERSION = 1;

export interface OpenOptions {
  readonly name: string;
  readonly factory: IDBFactory;
  readonly version: number;
  /** Milliseconds until an open without an answer counts as failed. */
  readonly timeoutMs: number;
  /** A database that is not there any more is reported instead of made anew: an empty book must not pass for ours. */
  readonly mustExist?: boolean;
}

const blockedError: StorageError = { kind: 'unavailable', detail: 'Another tab keeps an older version of the database open.' };
const silentError: StorageError = { kind: 'unavailable', detail: 'The database did not answer.' };
export const vanishedError: StorageError = { kind: 'unavailable', detail: 'The database was removed from this device.' };

export function openDatabase(options: OpenOptions): Promise<Result<IDBDatabase, StorageError>> {
  const { name, factory, version, timeoutMs, mustExist = false } = options;
  return new Promise((resolve) => {
    let settled = false;
    let failure = silentError;
    let vanished = false;
    const settle = (result: Result<IDBDatabase, StorageError>): void => {
      clearTimeout(timer);
      settled = true;
      resolve(result);
    };
    const timer = setTimeout(() => settle(err(failure)), timeoutMs);
    let request: IDBOpenDBRequest;
    try {
      request = factory.open(name, version);
    } catch (error) {
      return settle(err(openError(error)));
    }
    request.onblocked = () => {
      failure = blockedError;
    };
    request.onupgradeneeded = (event) => {
      const { transaction, result } = request;
      if (settled || (mustExist && event.oldVersion === 0)) {
        // Aborting the first upgrade leaves no database behind; `error` follows with AbortError.
        vanished = mustExist && event.oldVersion === 0;
        transaction?.abort();
        return;
      }
      for (const store of STORE_NAMES) if (!result.objectStoreNames.contains(store)) result.createObjectStore(store);
    };
    request.onsuccess = () => {
      // Too late, the caller has been told: a connection nobody owns would block every later upgrade.
      if (settled) return request.result.close();
      settle(ok(request.result));
    };
    request.onerror = (event) => {
      event.preventDefault(); // Firefox reports an open error to window.onerror as well.
      if (!settled) settle(err(vanished ? vanishedError : openError(request.error)));
    };
  });
}

/** Deletes the whole database. Tabs that have it open are told by `versionchange` and let go. */
export function deleteIndexedDbStorage(
  name: string,
  { indexedDB: factory = globalThis.indexedDB, timeoutMs = 10_000 }: { readonly indexedDB?: IDBFactory | undefined; readonly timeoutMs?: number } = {},
): Promise<Result<void, StorageError>> {
  return new Promise((resolve) => {
    if (!factory) return resolve(err({ kind: 'unavailable', detail: 'This browser has no IndexedDB.' }));
    let failure = silentError;
    const timer = setTimeout(() => resolve(err(failure)), timeoutMs);
    const settle = (result: Result<void, StorageError>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    try {
      const request = factory.deleteDatabase(name);
      request.onblocked = () => {
        failure = blockedError;
      };
      request.onsuccess = () => settle(ok(undefined));
      request.onerror = (event) => {
        event.preventDefault();
        settle(err(openError(request.error)));
      };
    } catch (error) {
      settle(err(openError(error)));
    }
  });
}
