/** The key store in memory, for tests and for a book that is only looked at. */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError } from '../ports';
import { CLOSED_ERROR } from '../storage/storage-keys';
import type { DeviceKeyPairs, KeyStore } from './key-store';

/** Several stores over the same `slots` behave like several tabs over one database. */
export function createMemoryKeyStore(slots = new Map<string, DeviceKeyPairs>()): KeyStore {
  let closed = false;
  const answer = async <T>(read: () => T): Promise<Result<T, StorageError>> => {
    await Promise.resolve();
    return closed ? err(CLOSED_ERROR) : ok(read());
  };
  return {
    get: (slot) => answer(() => slots.get(slot)),
    putIfAbsent: (slot, keys) =>
      answer(() => {
        const there = slots.get(slot) ?? keys;
        slots.set(slot, there);
        return there;
      }),
    delete: (slot) => answer(() => void slots.delete(slot)),
    close: () => {
      closed = true;
    },
  };
}
