/**
 * Wraps any storage port and lets chosen commits fail or wait, without touching what is stored: a failed commit never
 * reaches the inner port, exactly as an aborted transaction leaves nothing behind.
 */
import { err } from '../../src/lib/result';
import type { StorageError, StoragePort, StorageStatus } from '../../src/replica/ports';

export type CommitFault =
  | { readonly kind: 'fail'; readonly error: StorageError }
  /** The commit is held back until the promise resolves. */
  | { readonly kind: 'delay'; readonly until: Promise<unknown> }
  /** The commit is stored, yet the answer never comes: the tab died in between. */
  | { readonly kind: 'silence' };

export interface FailingStorage extends StoragePort {
  /** Commits asked for so far, failed ones included; the first has number 1. */
  readonly commits: number;
  /** The n-th commit from the start (1-based) meets `fault`. */
  faultAt(n: number, fault: CommitFault): void;
  /** Every commit from now on fails with `error`, until `heal`. */
  failAll(error: StorageError): void;
  /** Every get, getAll and keys from now on fails with `error`, until `heal`. */
  failReads(error: StorageError): void;
  heal(): void;
  /** Tells listeners of a status, as an adapter that lost its database would. */
  emitStatus(status: StorageStatus): void;
}

export const QUOTA: StorageError = { kind: 'quota' };

export function createFailingStorage(inner: StoragePort): FailingStorage {
  const faults = new Map<number, CommitFault>();
  const listeners = new Set<(status: StorageStatus) => void>();
  let commits = 0;
  let commitError: StorageError | undefined;
  let readError: StorageError | undefined;
  inner.onStatus((status) => listeners.forEach((listener) => listener(status)));

  return {
    get commits() {
      return commits;
    },
    faultAt: (n, fault) => void faults.set(n, fault),
    failAll: (error) => void (commitError = error),
    failReads: (error) => void (readError = error),
    heal: () => {
      faults.clear();
      commitError = undefined;
      readError = undefined;
    },
    emitStatus: (status) => listeners.forEach((listener) => listener(status)),
    commit: async (operations, options) => {
      commits += 1;
      const fault = faults.get(commits);
      if (commitError) return err(commitError);
      if (fault?.kind === 'fail') return err(fault.error);
      if (fault?.kind === 'delay') await fault.until;
      const result = await inner.commit(operations, options);
      return fault?.kind === 'silence' ? new Promise(() => undefined) : result;
    },
    get: async (store, key) => (readError ? err(readError) : inner.get(store, key)),
    getAll: async (store, range) => (readError ? err(readError) : inner.getAll(store, range)),
    keys: async (store) => (readError ? err(readError) : inner.keys(store)),
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => inner.close(),
  };
}
