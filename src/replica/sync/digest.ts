/**
 * What two devices compare instead of documents: 16 bytes for what a document contains (SHA-256, cut) and which document it is.
 * Two replicas have equal digests exactly when they have seen the same changes: the digest is taken over the Yjs state vector and the
 * set of what is deleted, both in one order on every device. What waits for missing changes (pending) does not count: it is not there.
 *
 * The id is part of it: buckets are the XOR of their documents' digests, and equal contents under two ids must not cancel out.
 */
import * as Y from 'yjs';
import { sha256 } from '@noble/hashes/sha2.js';
import { readFirstState } from './first-state';

export const DIGEST_BYTES = 16;
export type Digest = Uint8Array;

/** Kinds of contents, so that no document can pass for a tombstone. */
const LIVE = 1;
const ERASED = 2;

/** Of a document that has nothing pending. */
export function digestOf(id: string, doc: Y.Doc): Digest {
  const { ds, sv } = Y.snapshot(doc);
  begin(id, LIVE);
  writeNumber(sv.size);
  for (const client of [...sv.keys()].sort(ascending)) {
    writeNumber(client);
    writeNumber(sv.get(client)!);
  }
  writeNumber(ds.clients.size);
  for (const client of [...ds.clients.keys()].sort(ascending)) {
    const ranges = ds.clients.get(client)!;
    writeNumber(client);
    writeNumber(ranges.length);
    for (const { clock, len } of ranges) {
      writeNumber(clock);
      writeNumber(len);
    }
  }
  return finish();
}

/** Of a whole state as stored, without building the document where it is a first state; undefined where it has to be built. */
export function digestOfState(id: string, state: Uint8Array): Digest | undefined {
  const first = readFirstState(state);
  return first ? digestOfFirst(id, first) : undefined;
}

/** Of a document that one client has written once and nobody has changed. */
export function digestOfFirst(id: string, { client, clock }: { readonly client: number; readonly clock: number }): Digest {
  begin(id, LIVE);
  writeNumber(1);
  writeNumber(client);
  writeNumber(clock);
  writeNumber(0);
  return finish();
}

/** Of a customer who has been erased, whatever the document was: equal on every device, so that it can be told from a digest alone. */
export function erasedDigest(id: string): Digest {
  begin(id, ERASED);
  return finish();
}

export function isSameDigest(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  for (let i = 0; i < DIGEST_BYTES; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether a cut digest, as it travels, is the beginning of this one. */
export function isSameShort(digest: Uint8Array, short: Uint8Array): boolean {
  for (let i = 0; i < short.length; i++) if (digest[i] !== short[i]) return false;
  return true;
}

/** Adds a digest to a sum of digests, or takes it away. */
export function xorInto(sum: Uint8Array, digest: Uint8Array, at = 0): void {
  for (let i = 0; i < DIGEST_BYTES; i++) sum[at + i]! ^= digest[i]!;
}

const ascending = (a: number, b: number): number => a - b;

let bytes = new Uint8Array(1024);
let length = 0;
const encoder = new TextEncoder();

function begin(id: string, kind: number): void {
  length = encoder.encodeInto(id, bytes).written;
  bytes[length++] = 0;
  bytes[length++] = kind;
}

/** A variable number of bytes, 7 bits each, that ends by itself: no two lists of numbers look the same. */
function writeNumber(value: number): void {
  if (length + 10 > bytes.length) {
    const larger = new Uint8Array(bytes.length * 2);
    larger.set(bytes);
    bytes = larger;
  }
  let rest = value;
  while (rest > 0x7f) {
    bytes[length++] = 0x80 | (rest % 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes[length++] = rest;
}

const finish = (): Digest => sha256(bytes.subarray(0, length)).slice(0, DIGEST_BYTES);
