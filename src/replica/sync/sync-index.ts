/**
 * What every document of this book looks like, in 16 bytes each: the ground on which two devices find out what they have to tell one
 * another without reading a single document. 1,024 buckets by a hash of the id, each the XOR of its documents' digests, and a root
 * over the buckets, all kept as documents change.
 *
 * `version` of a document is the book's commit that last changed it: what changed since a colleague confirmed everything is one look
 * at 50,000 numbers. An index only ever says what is stored: changes are staged, written in the same transaction as the documents
 * (index-store.ts), and taken over after it. Kept in columns, not objects: 20 bytes a document beside its id.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { DIGEST_BYTES, isSameDigest, xorInto, type Digest } from './digest';

export const BUCKETS = 1024;

/** FNV-1a over the id's characters; part of the protocol. */
export function bucketOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
}

export interface IndexEntry { readonly id: string; readonly digest: Digest; readonly isErased: boolean; readonly version: number }

/** What others may ask. Digests are views: copy what is to be kept. */
export interface IndexView {
  /** The book's commit that this speaks of. */
  version(): number;
  /** Documents and tombstones. */
  count(): number;
  root(): Digest;
  /** 1,024 digests in a row; a copy. */
  buckets(): Uint8Array;
  digest(id: string): Digest | undefined;
  isErased(id: string): boolean;
  /** 0 where it is unknown. */
  versionOf(id: string): number;
  entries(): IterableIterator<IndexEntry>;
  entriesIn(buckets: ReadonlySet<number>): IterableIterator<IndexEntry>;
  changedSince(version: number): IterableIterator<IndexEntry>;
}

export interface IndexChange { readonly id: string; readonly digest: Digest; readonly isErased: boolean; readonly version: number }

export interface SyncIndex extends IndexView {
  /** The digest before, where there was one. */
  set(change: IndexChange): Digest | undefined;
  setVersion(version: number): void;
}

export function createSyncIndex(): SyncIndex {
  const slots = new Map<string, number>();
  const ids: string[] = [];
  let digests = new Uint8Array(DIGEST_BYTES * 64);
  let versions = new Float64Array(64);
  let erased = new Uint8Array(64);
  const buckets = new Uint8Array(BUCKETS * DIGEST_BYTES);
  let root: Digest | undefined;
  let current = 0;

  const digestAt = (slot: number): Digest => digests.subarray(slot * DIGEST_BYTES, (slot + 1) * DIGEST_BYTES);
  const entryAt = (slot: number): IndexEntry => ({ id: ids[slot]!, digest: digestAt(slot), isErased: erased[slot] === 1, version: versions[slot]! });
  const grow = (): void => {
    const size = versions.length * 2;
    const wider = new Uint8Array(DIGEST_BYTES * size), later = new Float64Array(size), gone = new Uint8Array(size);
    wider.set(digests);
    later.set(versions);
    gone.set(erased);
    [digests, versions, erased] = [wider, later, gone];
  };
  const newSlot = (id: string): number => {
    const slot = ids.length;
    if (slot === versions.length) grow();
    ids.push(id);
    slots.set(id, slot);
    return slot;
  };
  function* where(wanted: (slot: number) => boolean): IterableIterator<IndexEntry> {
    for (let slot = 0; slot < ids.length; slot++) if (wanted(slot)) yield entryAt(slot);
  }

  return {
    version: () => current,
    count: () => ids.length,
    root: () => (root ??= rootOf(buckets)),
    buckets: () => buckets.slice(),
    digest: (id) => {
      const slot = slots.get(id);
      return slot === undefined ? undefined : digestAt(slot);
    },
    isErased: (id) => {
      const slot = slots.get(id);
      return slot !== undefined && erased[slot] === 1;
    },
    versionOf: (id) => {
      const slot = slots.get(id);
      return slot === undefined ? 0 : versions[slot]!;
    },
    entries: () => where(() => true),
    entriesIn: (wanted) => where((slot) => wanted.has(bucketOf(ids[slot]!))),
    changedSince: (version) => where((slot) => versions[slot]! > version),
    set: ({ id, digest, isErased, version }) => {
      const known = slots.get(id);
      const slot = known ?? newSlot(id);
      const before = known === undefined ? undefined : digestAt(slot).slice();
      const bucket = bucketOf(id) * DIGEST_BYTES;
      if (before) xorInto(buckets, before, bucket);
      xorInto(buckets, digest, bucket);
      digests.set(digest, slot * DIGEST_BYTES);
      erased[slot] = isErased ? 1 : 0;
      // A document that is what it was keeps its version: it has nothing new for anybody.
      if (!before || !isSameDigest(before, digest)) versions[slot] = version;
      root = undefined;
      return before;
    },
    setVersion: (version) => void (current = version),
  };
}

/** Of an empty book all zeros, so that both sides know an empty one at sight. */
function rootOf(buckets: Uint8Array): Digest {
  return buckets.some((byte) => byte !== 0) ? sha256(buckets).slice(0, DIGEST_BYTES) : new Uint8Array(DIGEST_BYTES);
}
