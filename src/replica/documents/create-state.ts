/**
 * The first state of a customer, written as bytes without building a document: 50,000 of them at import. The bytes are
 * those Yjs itself would write (test/unit/replica/documents holds both side by side), and depend on id and content alone: two
 * devices that import the same row apart make the same bytes, so their documents are equal before they ever meet.
 *
 * Yjs update v1: clients, structs, client id, clock, then per struct its info byte, parent, key and content; delete set.
 * Nothing in a first state refers to anything before it, hence the structs' bytes do not depend on the client id and can
 * be hashed to give it. Different content must never share a client id, or peers would take one for the other.
 */
import * as Y from 'yjs';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '../../lib/ids';
import { assert } from '../../lib/assert';
import type { Json } from '../../lib/json';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import { cleanJson, wellFormed } from './clean-json';
import { BASE_PREFIX, ROOT, SCHEMA } from './schema';

const CONTENT_ANY = 8;
const CONTENT_STRING = 4;
const HAS_KEY = 32;
const utf8 = new TextEncoder();

/**
 * Whole state (Yjs update v1) of a new customer. Null fields and nulls among entries are left out. Content must be JSON (else an invariant breaks: check
 * foreign values with `cleanJson` first).
 */
export function createCustomerState(
  id: CustomerId, fields: CustomerFields, entries: Readonly<Record<EntryId, Entry>> = {}, note = '',
): Uint8Array {
  const base: Record<string, Json> = {};
  // In the caller's order: it is the order of a customer's e-mails and phones.
  for (const key of Object.keys(fields)) if (fields[key] !== null && fields[key] !== undefined) base[key] = cleaned(fields[key]);
  const structs = new Y.UpdateEncoderV1();
  let count = 1;
  writeKeyed(structs, ROOT.meta, 'schema', SCHEMA);
  if (Object.keys(base).length > 0) {
    writeKeyed(structs, ROOT.fields, baseKeyOf(base), base);
    count += 1;
  }
  for (const entryId of Object.keys(entries).sort()) {
    writeKeyed(structs, ROOT.entries, entryId, cleaned(entries[entryId]));
    count += 1;
  }
  const text = wellFormed(note);
  if (text) {
    structs.writeInfo(CONTENT_STRING);
    structs.writeParentInfo(true);
    structs.writeString(ROOT.note);
    structs.writeString(text);
    // Clocks count UTF-16 units, but a struct counts as one here.
    count += 1;
  }
  const body = structs.toUint8Array();
  const header = new Y.UpdateEncoderV1();
  header.writeLen(1);
  header.writeLen(count);
  header.writeClient(clientIdOf(id, body));
  header.writeLen(0);
  const head = header.toUint8Array();
  const state = new Uint8Array(head.length + body.length + 1); // The last byte is an empty delete set.
  state.set(head);
  state.set(body, head.length);
  return state;
}

function writeKeyed(encoder: Y.UpdateEncoderV1, root: string, key: string, value: Json): void {
  encoder.writeInfo(CONTENT_ANY | HAS_KEY);
  encoder.writeParentInfo(true);
  encoder.writeString(root);
  encoder.writeString(key);
  encoder.writeLen(1);
  encoder.writeAny(value);
}

function cleaned(value: unknown): Json {
  const result = cleanJson(value);
  assert(result.ok, `a customer's content is JSON: ${result.ok ? '' : result.error}`);
  return result.value;
}

/** The key of a base record: FNV-1a over its UTF-16 units tells two bases of one customer apart, and equal bases share one. */
export function baseKeyOf(base: Readonly<Record<string, Json>>): string {
  const text = JSON.stringify(base);
  let low = 0x811c9dc5, high = 0xcbf29ce4;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(i), 0x01000197);
  }
  return BASE_PREFIX + ((low >>> 0) * 0x100000 + ((high >>> 0) & 0xfffff)).toString(36);
}

/** 32 bits of SHA-256 over id and content; 0 is kept free. */
function clientIdOf(id: CustomerId, body: Uint8Array): number {
  const hash = sha256.create().update(utf8.encode(`${id}\u0000`)).update(body).digest();
  return Number.parseInt(bytesToHex(hash.subarray(0, 4)), 16) || 1;
}
