/** How two books find out what differs, narrowed down by sums of digests: 32 groups of 32 buckets each. Pure looks at an index. */
import { DIGEST_BYTES, isSameDigest, isSameShort, xorInto } from './digest';
import { BUCKETS_PER_GROUP, GROUPS, shortOf, SHORT_BYTES, type Announced } from './protocol';
import { bucketOf, type IndexEntry, type IndexView } from './sync-index';

/** Entries in one message. */
const CHUNK = 4_000;

export const announcedOf = ({ id, digest }: IndexEntry): Announced => ({ id, short: shortOf(digest).slice() });

export function groupDigests(index: IndexView): Uint8Array {
  const buckets = index.buckets(), groups = new Uint8Array(GROUPS * DIGEST_BYTES);
  for (let bucket = 0; bucket < GROUPS * BUCKETS_PER_GROUP; bucket++) {
    xorInto(groups, buckets.subarray(bucket * DIGEST_BYTES, (bucket + 1) * DIGEST_BYTES), Math.floor(bucket / BUCKETS_PER_GROUP) * DIGEST_BYTES);
  }
  return groups;
}

export interface Sorted { readonly equal: readonly number[]; readonly different: readonly number[] }

export function compareGroups(index: IndexView, theirs: Uint8Array): Sorted {
  const own = groupDigests(index), equal: number[] = [], different: number[] = [];
  for (let group = 0; group < GROUPS; group++) {
    const at = group * DIGEST_BYTES;
    (isSameDigest(own.subarray(at, at + DIGEST_BYTES), theirs.subarray(at, at + DIGEST_BYTES)) ? equal : different).push(group);
  }
  return { equal, different };
}

export const bucketsOfGroups = (groups: readonly number[]): number[] => groups.flatMap((group) => Array.from({ length: BUCKETS_PER_GROUP }, (_, i) => group * BUCKETS_PER_GROUP + i));

/** Short digests of all buckets of these groups, in their order. */
export function bucketDigests(index: IndexView, groups: readonly number[]): Uint8Array {
  const buckets = index.buckets(), digests = new Uint8Array(groups.length * BUCKETS_PER_GROUP * SHORT_BYTES);
  bucketsOfGroups(groups).forEach((bucket, i) => digests.set(buckets.subarray(bucket * DIGEST_BYTES, bucket * DIGEST_BYTES + SHORT_BYTES), i * SHORT_BYTES));
  return digests;
}

export function compareBuckets(index: IndexView, groups: readonly number[], theirs: Uint8Array): Sorted {
  const buckets = index.buckets(), equal: number[] = [], different: number[] = [];
  bucketsOfGroups(groups).forEach((bucket, i) => {
    const own = buckets.subarray(bucket * DIGEST_BYTES, (bucket + 1) * DIGEST_BYTES);
    (isSameShort(own, theirs.subarray(i * SHORT_BYTES, (i + 1) * SHORT_BYTES)) ? equal : different).push(bucket);
  });
  return { equal, different };
}

export interface EntryChunk { readonly buckets: readonly number[]; readonly entries: readonly Announced[] }

/** All entries of these buckets, in messages of bearable size; a bucket is never divided. */
export function* entryChunks(index: IndexView, buckets: readonly number[]): IterableIterator<EntryChunk> {
  const byBucket = new Map<number, Announced[]>(buckets.map((bucket) => [bucket, []]));
  for (const entry of index.entriesIn(new Set(buckets))) byBucket.get(bucketOf(entry.id))!.push(announcedOf(entry));
  let chunk: { buckets: number[]; entries: Announced[] } = { buckets: [], entries: [] };
  for (const [bucket, entries] of byBucket) {
    if (chunk.entries.length > 0 && chunk.entries.length + entries.length > CHUNK) {
      yield chunk;
      chunk = { buckets: [], entries: [] };
    }
    chunk.buckets.push(bucket);
    chunk.entries.push(...entries);
  }
  yield chunk;
}

export interface Difference {
  /** What they have otherwise, or we have not at all. */
  readonly theirs: readonly Announced[];
  /** What we have otherwise, or they have not at all. */
  readonly ours: readonly Announced[];
  readonly equal: readonly string[];
}

export function compareEntries(index: IndexView, { buckets, entries }: EntryChunk): Difference {
  const ours: Announced[] = [], theirs: Announced[] = [], equal: string[] = [], listed = new Set<string>(), asked = new Set(buckets);
  for (const entry of entries) {
    if (!asked.has(bucketOf(entry.id))) continue;
    listed.add(entry.id);
    const own = index.digest(entry.id);
    if (own && isSameShort(own, entry.short)) equal.push(entry.id);
    else {
      theirs.push(entry);
      if (own) ours.push({ id: entry.id, short: shortOf(own).slice() });
    }
  }
  for (const entry of index.entriesIn(asked)) if (!listed.has(entry.id)) ours.push(announcedOf(entry));
  return { theirs, ours, equal };
}

export function* inChunks<T>(list: readonly T[], size = CHUNK): IterableIterator<readonly T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size);
}
