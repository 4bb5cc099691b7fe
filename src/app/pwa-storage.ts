/**
 * Asks the browser not to throw the customer book away when the disk runs low, and how much room there is.
 */

/** `persisted`: only the user can delete it; `evictable`: the browser may, when the disk is full; `unknown`: it does not say. */
export type Persistence = 'persisted' | 'evictable' | 'unknown';

export interface StorageEstimate {
  /** Bytes in use by this origin; browsers pad and round it. */
  readonly usage: number;
  /** Bytes that this origin may use at most. */
  readonly quota: number;
  readonly persistence: Persistence;
}

/** Asks for persistent storage. Chromium decides silently (an installed app gets it), Firefox asks the user: call it after a click. */
export async function requestPersistence(): Promise<Persistence> {
  if (!hasStorageManager()) return 'unknown';
  return (await navigator.storage.persist()) ? 'persisted' : 'evictable';
}

/** What is used, what may be used and whether it is safe; null where the browser does not say (not a secure context, old Safari). */
export async function storageEstimate(): Promise<StorageEstimate | null> {
  if (!hasStorageManager()) return null;
  const [{ usage = 0, quota = 0 }, isPersisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
  return { usage, quota, persistence: isPersisted ? 'persisted' : 'evictable' };
}

function hasStorageManager(): boolean {
  return 'storage' in navigator && typeof navigator.storage.persist === 'function' && typeof navigator.storage.estimate === 'function';
}
