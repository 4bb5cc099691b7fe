/** Damaged bytes are set aside, never thrown away: under 'quarantine' with where they were, why and when. */
import { err, ok, type Result } from '../../lib/result';
import type { Quarantined } from '../book';
import type { ItemRefusal } from '../sync/port';
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

export interface RefusedBytes { readonly id: string; readonly bytes: Uint8Array; readonly reason: ItemRefusal }

/** Of refused changes from peers; one a document and device, and never enough of them to fill the disk. */
const MAX_REFUSED = 200;
const MAX_REFUSED_BYTES = 256 * 1024;

/** Keeps what a peer sent and was refused. Whether it could be kept is not told: it is refused either way. */
export async function quarantineRefused({ storage, now }: { readonly storage: StoragePort; readonly now: () => number }, refused: readonly RefusedBytes[], device: string): Promise<void> {
  const keys = await storage.keys('quarantine');
  if (!keys.ok) return;
  const mark = '/updates/from-';
  const present = new Set(keys.value.filter((key) => String(key).includes(mark)));
  const at = new Date(now()).toISOString();
  const operations: StoreOperation[] = [];
  for (const { id, bytes, reason } of refused) {
    const put = quarantinePut(id.slice(0, 128), 'updates', `from-${device}`, bytes.length > MAX_REFUSED_BYTES ? bytes.subarray(0, 0) : bytes, `a change from another device: ${reason}`, at);
    if (!present.has(put.key) && present.size >= MAX_REFUSED) continue;
    present.add(put.key);
    operations.push(put);
  }
  if (operations.length > 0) await storage.commit(operations);
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
