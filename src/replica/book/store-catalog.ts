/**
 * What the writing tab knows of the stores' keys, so that a commit need not ask: which documents have records of their
 * own, which updates and single rows exist, the numbers of packs and chunks. Changed only after a commit has succeeded.
 */
import { ok, type Result } from '../../lib/result';
import type { RandomBytes } from '../../lib/ids';
import type { StorageError, StoragePort, StoreOperation } from '../ports';
import { isTombstoneKey, updateKeyId } from './stored-documents';

/** Low bits of a number are random: two tabs that both believe to lead never write the same pack. */
const RANDOM_RANGE = 0x10000;

export interface StoreCatalog {
  readonly own: Set<string>;
  readonly erased: Set<string>;
  readonly updateKeys: Map<string, string[]>;
  readonly singleRows: Set<string>;
  readonly packs: Set<number>;
  readonly chunks: Set<number>;
  version: number;
  /** How many packs compaction last left; a book just opened counts as half of what it has, so that one more is a reason to look. */
  settledPacks: number;
  /** An import is storing batch after batch: housekeeping between them would read the whole book again and again. */
  isFilling: boolean;
  /** A number above every pack and chunk, used or handed out. */
  nextNumber(): number;
  /** A key that sorts after all earlier updates of the document and that no other tab or session makes. */
  nextUpdateKey(id: string): string;
  /** Takes over what a successful commit has changed. */
  apply(operations: readonly StoreOperation[]): void;
}

export const VERSION_KEY = 'version';
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export async function readVersion(storage: StoragePort): Promise<Result<number, StorageError>> {
  const stored = await storage.get('meta', VERSION_KEY);
  if (!stored.ok) return stored;
  const version = stored.value ? Number(decoder.decode(stored.value)) : 0;
  return ok(Number.isSafeInteger(version) ? version : 0);
}

export const versionPut = (version: number): StoreOperation => ({ store: 'meta', type: 'put', key: VERSION_KEY, value: encoder.encode(String(version)) });

export async function readCatalog(storage: StoragePort, now: () => number, random: RandomBytes): Promise<Result<StoreCatalog, StorageError>> {
  const [docs, updates, rows, version] = await Promise.all([storage.keys('docs'), storage.keys('updates'), storage.keys('rows'), readVersion(storage)]);
  if (!docs.ok) return docs;
  if (!updates.ok) return updates;
  if (!rows.ok) return rows;
  if (!version.ok) return version;
  const catalog = emptyCatalog(now, random, version.value);
  const present = (store: 'docs' | 'updates' | 'rows') => (key: string | number): StoreOperation => ({ store, type: 'put', key, value: NOTHING });
  catalog.apply([...docs.value.map(present('docs')), ...updates.value.map(present('updates')), ...rows.value.map(present('rows'))]);
  catalog.settledPacks = catalog.packs.size / 2;
  return ok(catalog);
}
const NOTHING = new Uint8Array(0);

function emptyCatalog(now: () => number, random: RandomBytes, version: number): StoreCatalog {
  const own = new Set<string>(), erased = new Set<string>(), singleRows = new Set<string>();
  const packs = new Set<number>(), chunks = new Set<number>();
  const updateKeys = new Map<string, string[]>();
  const tag = Array.from(random(5), (byte) => byte.toString(36).padStart(2, '0')).join('');
  let highest = 0, counter = 0;

  const note = <T>(set: Set<T>, type: StoreOperation['type'], key: T): void => void (type === 'put' ? set.add(key) : set.delete(key));
  const noteUpdate = (type: StoreOperation['type'], key: string): void => {
    const id = updateKeyId(key);
    const keys = (updateKeys.get(id) ?? []).filter((other) => other !== key);
    if (type === 'put') keys.push(key);
    if (keys.length > 0) updateKeys.set(id, keys);
    else updateKeys.delete(id);
  };
  const applyOne = ({ store, type, key }: StoreOperation): void => {
    if (typeof key === 'number') {
      if (store === 'docs') note(packs, type, key);
      if (store === 'rows') note(chunks, type, key);
      highest = Math.max(highest, key);
    } else if (store === 'docs') {
      if (isTombstoneKey(key)) note(erased, type, key.slice('erased/'.length));
      else note(own, type, key);
    } else if (store === 'rows') note(singleRows, type, key);
    else if (store === 'updates') noteUpdate(type, key);
  };
  return {
    own, erased, updateKeys, singleRows, packs, chunks, version, settledPacks: 0, isFilling: false,
    nextNumber: () => {
      const bytes = random(2);
      highest = (Math.floor(highest / RANDOM_RANGE) + 1) * RANDOM_RANGE + (bytes[0]! << 8) + bytes[1]!;
      return highest;
    },
    nextUpdateKey: (id) => {
      counter += 1;
      return `${id}/${String(now()).padStart(15, '0')}-${String(counter).padStart(8, '0')}-${tag}`;
    },
    apply: (operations) => operations.forEach(applyOne),
  };
}
