/**
 * The index in storage, in 'meta', always in the transaction of the documents it speaks of:
 *
 *   'sync/version'         the book's version that it is true for; another one means that an older build has written meanwhile
 *   'sync/<n>'             n = 0..255: all documents of four buckets
 *   'sync/log/<version>-…' what later commits have changed, laid over in order
 *
 * An edit writes one small log value, whatever the size of the book. Once the log holds half as many changes as the book has
 * documents, everything is written anew and the log goes: a first sync of 50,000 rewrites it a few times, not with each batch.
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError, StoragePort, StoreOperation } from '../ports';
import { encodePack, findInPack } from '../storage/packs';
import { createReader, createWriter } from './bytes';
import { DIGEST_BYTES } from './digest';
import { BUCKETS, bucketOf, createSyncIndex, type IndexChange, type IndexEntry, type SyncIndex } from './sync-index';

const CHUNKS = 256;
const BUCKETS_PER_CHUNK = BUCKETS / CHUNKS;
const PREFIX = 'sync/';
const LOG_PREFIX = 'sync/log/';
export const INDEX_VERSION_KEY = 'sync/version';
const FORMAT = 1;
/** A log shorter than this is never folded. */
const SHORT_LOG = 4_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface IndexStore {
  readonly index: SyncIndex;
  /** Operations that bring the stored index to `version`, and how to take the changes over once they are stored. */
  stage(changes: readonly IndexChange[], version: number): StagedIndex;
  /** Operations that write all of it anew. */
  whole(): { readonly operations: readonly StoreOperation[] };
}

export interface StagedIndex { readonly operations: readonly StoreOperation[]; apply(): void }

/** `tag` is of this opening of the book alone: two tabs that both believe to lead never write the same log value. */
export function createIndexStore(index: SyncIndex, tag: string, log: Iterable<string> = [], logged = 0): IndexStore {
  const logKeys = new Set(log);
  let inLog = logged;

  const versionPut = (version: number): StoreOperation => ({ store: 'meta', type: 'put', key: INDEX_VERSION_KEY, value: encoder.encode(String(version)) });
  const whole = (changes: readonly IndexChange[], version: number): StoreOperation[] => {
    const chunks: IndexEntry[][] = Array.from({ length: CHUNKS }, () => []);
    const newer = new Map(changes.map((change) => [change.id, change]));
    for (const entry of index.entries()) if (!newer.has(entry.id)) chunks[chunkOf(entry.id)]!.push(entry);
    for (const change of newer.values()) chunks[chunkOf(change.id)]!.push(change);
    return [
      ...chunks.map((entries, n): StoreOperation => (entries.length > 0
        ? { store: 'meta', type: 'put', key: `${PREFIX}${n}`, value: encodeEntries(entries) } : { store: 'meta', type: 'delete', key: `${PREFIX}${n}` })),
      ...[...logKeys].map((key): StoreOperation => ({ store: 'meta', type: 'delete', key })),
      versionPut(version),
    ];
  };
  return {
    index,
    stage: (changes, version) => {
      const fold = inLog + changes.length > Math.max(SHORT_LOG, index.count() / 2);
      const key = `${LOG_PREFIX}${String(version).padStart(16, '0')}-${tag}`;
      const operations = fold ? whole(changes, version)
        : changes.length > 0 ? [{ store: 'meta', type: 'put', key, value: encodeEntries(changes) } as const, versionPut(version)] : [versionPut(version)];
      return {
        operations,
        apply: () => {
          for (const change of changes) index.set(change);
          index.setVersion(version);
          if (fold) logKeys.clear();
          else if (changes.length > 0) logKeys.add(key);
          inLog = fold ? 0 : inLog + changes.length;
        },
      };
    },
    whole: () => ({ operations: whole([], index.version()) }),
  };
}

/** `stale`: what is stored, which an older build has not kept up to date; what has the same digest still keeps its version. */
export type LoadedIndex =
  | { readonly kind: 'off' }
  | { readonly kind: 'stale'; readonly index: SyncIndex }
  | { readonly kind: 'loaded'; readonly index: SyncIndex; readonly log: readonly string[]; readonly logged: number };

export async function loadIndex(storage: StoragePort, version: number): Promise<Result<LoadedIndex, StorageError>> {
  const marked = await storage.get('meta', INDEX_VERSION_KEY);
  if (!marked.ok) return marked;
  if (!marked.value) return ok({ kind: 'off' });
  const stored = await storage.getAll('meta', { from: PREFIX, to: `${PREFIX}\uffff` });
  if (!stored.ok) return stored;
  const index = createSyncIndex();
  const log = stored.value.filter(({ key }) => String(key).startsWith(LOG_PREFIX));
  let whole = true, logged = 0;
  for (const { key, value } of stored.value) {
    if (key === INDEX_VERSION_KEY || String(key).startsWith(LOG_PREFIX)) continue;
    whole = takeOver(index, value) !== undefined && whole;
  }
  for (const { value } of log) {
    const taken = takeOver(index, value);
    whole = taken !== undefined && whole;
    logged += taken ?? 0;
  }
  if (!whole || Number(decoder.decode(marked.value)) !== version) return ok({ kind: 'stale', index });
  index.setVersion(version);
  return ok({ kind: 'loaded', index, log: log.map(({ key }) => String(key)), logged });
}

/** Removes everything of the index, or all values under these prefixes. */
export async function indexDeletes(storage: StoragePort, prefixes: readonly string[] = [PREFIX]): Promise<Result<StoreOperation[], StorageError>> {
  const keys = await storage.keys('meta');
  if (!keys.ok) return keys;
  return ok(keys.value.filter((key) => prefixes.some((prefix) => String(key).startsWith(prefix))).map((key): StoreOperation => ({ store: 'meta', type: 'delete', key })));
}

const chunkOf = (id: string): number => Math.floor(bucketOf(id) / BUCKETS_PER_CHUNK);

/** Columns: 50,000 ids cost one call to the decoder a chunk, not one each. Sealed with a checksum, as documents are. */
function encodeEntries(entries: readonly IndexChange[]): Uint8Array {
  const writer = createWriter(entries.length * 64);
  writer.byte(FORMAT);
  writer.number(entries.length);
  writer.text(entries.map(({ id }) => id).join('\n'));
  for (const { version, isErased } of entries) writer.number(version * 2 + (isErased ? 1 : 0));
  for (const { digest } of entries) writer.raw(digest);
  return encodePack([{ id: 'sync', bytes: writer.done() }]);
}

function decodeEntries(value: Uint8Array): Result<readonly IndexChange[], 'damaged'> {
  const content = findInPack(value, 'sync');
  if (!content.ok || !content.value) return err('damaged');
  const reader = createReader(content.value);
  if (reader.byte() !== FORMAT) return err('damaged');
  const count = reader.number();
  const ids = reader.text(content.value.length).split('\n');
  if (reader.failed() || ids.length !== count) return err('damaged');
  const marks = ids.map(() => reader.number());
  const digests = reader.take(count * DIGEST_BYTES);
  if (reader.failed() || !reader.atEnd()) return err('damaged');
  return ok(ids.map((id, i) => ({ id, version: Math.floor(marks[i]! / 2), isErased: marks[i]! % 2 === 1, digest: digests.subarray(i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES) })));
}

/** How many entries, or undefined where the value is damaged. */
function takeOver(index: SyncIndex, value: Uint8Array): number | undefined {
  const entries = decodeEntries(value);
  if (!entries.ok) return undefined;
  for (const entry of entries.value) index.set(entry);
  return entries.value.length;
}
