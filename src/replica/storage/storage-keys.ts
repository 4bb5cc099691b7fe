/**
 * Names, key order and shared errors of every storage adapter, so that memory and IndexedDB cannot drift apart.
 */
import type { StorageError, StoreKey, StoreName } from '../ports';

export const STORE_NAMES: readonly StoreName[] = ['docs', 'updates', 'rows', 'meta', 'keys', 'quarantine', 'blobs'];

/** IndexedDB's order of keys: numbers before strings, strings by UTF-16 code unit (Indexed Database API 3.0, section 2.4). */
export function compareStoreKeys(a: StoreKey, b: StoreKey): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** NaN is no key in IndexedDB; anything but a number or a string is none of ours. */
export function isStoreKey(key: unknown): key is StoreKey {
  return typeof key === 'string' || (typeof key === 'number' && !Number.isNaN(key));
}

/** What every call answers after `close()`. */
export const CLOSED_ERROR: StorageError = { kind: 'unavailable', detail: 'The storage has been closed.' };

export const invalidKeyError = (key: unknown): StorageError => ({ kind: 'unknown', detail: `Not a key: ${String(key)}` });
