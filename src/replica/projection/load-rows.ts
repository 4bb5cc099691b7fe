/**
 * Cold start: rows from storage into memory, without a long task and without holding the raw bytes of more than one
 * slice. Singles are read first and laid over last: whatever another tab moves from a single into a chunk meanwhile is then seen in one of both.
 */
import { ok, type Result } from '../../lib/result';
import type { StorageError, StoragePort, StoredValue, StoreKey } from '../ports';
import { decodeRows, PROJECTION } from './row-chunks';

export interface LoadedRows {
  readonly damaged: readonly StoredValue[];
  /** Keys of chunks and singles that an older build has written. */
  readonly outdated: readonly StoreKey[];
}
type Put = (columns: { readonly rows: readonly { readonly id: string; readonly name: string }[]; readonly packs: readonly number[] }) => void;

/** Chunks asked for at a time: few enough to hold, enough to keep storage busy while the last slice is parsed. */
const CHUNKS_PER_READ = 8;
/** IndexedDB sorts all numbers before all strings. */
const HIGHEST_NUMBER = Number.MAX_SAFE_INTEGER;

export async function loadRows(storage: StoragePort, put: Put, pause: () => Promise<void> | undefined, onProgress: (loaded: number, total: number) => void): Promise<Result<LoadedRows, StorageError>> {
  const damaged: StoredValue[] = [], outdated: StoreKey[] = [];
  const decodeInto = (value: StoredValue): number => {
    const decoded = decodeRows(value.value);
    if (decoded.ok) put(decoded.value);
    else damaged.push(value);
    if (decoded.ok && decoded.value.projection < PROJECTION) outdated.push(value.key);
    return decoded.ok ? decoded.value.rows.length : 0;
  };
  const keys = await storage.keys('rows');
  if (!keys.ok) return keys;
  const numbers = keys.value.filter((key) => typeof key === 'number');
  const singles = await storage.getAll('rows', { from: '' });
  if (!singles.ok) return singles;

  let total = singles.value.length, chunks = 0, loaded = 0;
  let from: number = -HIGHEST_NUMBER;
  let next = readChunks(storage, from);
  for (;;) {
    const batch = await next;
    if (!batch.ok) return batch;
    const last = batch.value.at(-1)?.key;
    if (typeof last !== 'number') break;
    from = last + 1;
    next = readChunks(storage, from);
    for (const value of batch.value) {
      loaded += decodeInto(value);
      chunks += 1;
      total = Math.max(loaded, Math.round((loaded / chunks) * numbers.length)) + singles.value.length;
      onProgress(loaded, total);
      await pause();
    }
  }
  for (const value of singles.value) {
    loaded += decodeInto(value);
    await pause();
  }
  onProgress(loaded, loaded);
  return ok({ damaged, outdated });
}

const readChunks = (storage: StoragePort, from: number): ReturnType<StoragePort['getAll']> =>
  storage.getAll('rows', { from, to: HIGHEST_NUMBER, limit: CHUNKS_PER_READ });
