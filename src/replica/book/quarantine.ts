/** Damaged bytes are set aside, never thrown away: under 'quarantine' with where they were, why and when. */
import { err, ok, type Result } from '../../lib/result';
import type { Quarantined } from '../book';
import type { StorageError, StoragePort, StoreKey, StoreName, StoreOperation } from '../ports';

interface QuarantineRecord {
  readonly id: string;
  readonly reason: string;
  readonly at: string;
  readonly store: StoreName;
  readonly key: StoreKey;
  /** Base64. */
  readonly bytes: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const quarantineKey = (id: string, store: StoreName, key: StoreKey): string => `${id}/${store}/${key}`;

/** Puts `bytes` aside; removing them from where they were is the caller's next operation. */
export function quarantinePut(id: string, store: StoreName, key: StoreKey, bytes: Uint8Array, reason: string, at: string): StoreOperation {
  const record: QuarantineRecord = { id, reason, at, store, key, bytes: toBase64(bytes) };
  return { store: 'quarantine', type: 'put', key: quarantineKey(id, store, key), value: encoder.encode(JSON.stringify(record)) };
}

export async function readQuarantine(storage: StoragePort): Promise<Result<readonly Quarantined[], StorageError>> {
  const stored = await storage.getAll('quarantine');
  if (!stored.ok) return stored;
  return ok(stored.value.map(({ key, value }) => {
    const record = parseRecord(value);
    return record.ok
      ? { id: record.value.id, reason: record.value.reason, at: record.value.at, bytes: Math.floor((record.value.bytes.length * 3) / 4) }
      : { id: String(key), reason: record.error, at: '', bytes: value.length };
  }));
}

function parseRecord(value: Uint8Array): Result<QuarantineRecord, string> {
  try {
    const record = JSON.parse(decoder.decode(value)) as Partial<QuarantineRecord>;
    if (typeof record.id === 'string' && typeof record.reason === 'string' && typeof record.at === 'string' && typeof record.bytes === 'string') return ok(record as QuarantineRecord);
    return err('not a quarantine record');
  } catch {
    return err('unreadable'); // Damaged twice over; still listed.
  }
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}
