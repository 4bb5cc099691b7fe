/**
 * The first state of a customer, written as bytes without building a document: 50,000 of them at import. The bytes are
 * those Yjs itself would write (test/unit/replica/documents holds both side by side), and depend on id and content alone: two
 * devices that import the same row apart make the same bytes, so their documents are equal before they ever meet.
 *
 * Yjs update v1: clients, structs, client id, clock, then per struct its info byte, parent, key and content; delete set.
 * Nothing in a first state refers to anything before it, hence the structs' bytes do not depend on the client id and can
 * be hashed to give it. Different content must never share a client id, or peers would take one for the other.
 */
import type { Json } from '../../lib/json';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import { createByteWriter } from './byte-writer';
import { wellFormed } from './clean-json';
import { BASE_PREFIX, ROOT, SCHEMA } from './schema';

const CONTENT_ANY = 8;
const CONTENT_STRING = 4;
const HAS_KEY = 32;
/** Of a parent: a root of the document, named by its key. */
const PARENT_IS_ROOT = 1;

const writer = createByteWriter();

/**
 * Whole state (Yjs update v1) of a new customer. Null fields are left out. Content must be JSON (else an invariant
 * breaks): check foreign values with `cleanJson` first. The order of fields is kept: it is the order of a customer's e-mails and phones.
 */
export function createCustomerState(
  id: CustomerId, fields: CustomerFields, entries: Readonly<Record<EntryId, Entry>> = {}, note = '',
): Uint8Array {
  writer.rewind(0);
  writer.text(id);
  const start = writer.position();
  let structs = 1;
  writeKey(ROOT.meta, 'schema');
  writer.any(SCHEMA);
  const base = presentFields(fields);
  if (base) {
    const key = baseKeyAt(base);
    writeKey(ROOT.fields, key);
    writer.any(base);
    structs += 1;
  }
  for (const entryId in entries) {
    writeKey(ROOT.entries, entryId);
    writer.any(entries[entryId]);
    structs += 1;
  }
  if (note) {
    writer.byte(CONTENT_STRING);
    writer.varUint(PARENT_IS_ROOT);
    writer.text(ROOT.note);
    writer.text(wellFormed(note));
    structs += 1;
  }
  const end = writer.position();
  const clientId = writer.hash(0, end) || 1;
  writer.varUint(1);
  writer.varUint(structs);
  writer.varUint(clientId);
  writer.varUint(0);
  const head = writer.copyOf(end, writer.position());
  const state = new Uint8Array(head.length + end - start + 1); // The last byte is an empty delete set.
  state.set(head);
  state.set(writer.copyOf(start, end), head.length);
  return state;
}

/** The key of a base record, from its content: two bases of one customer are told apart, equal ones share a key. */
export function baseKeyOf(base: Readonly<Record<string, Json>>): string {
  writer.rewind(0);
  return baseKeyAt(base);
}

/** Writes the record behind what is being written, hashes it, and forgets it again. */
function baseKeyAt(base: Readonly<Record<string, Json>>): string {
  const from = writer.position();
  writer.any(base);
  const to = writer.position();
  const key = BASE_PREFIX + writer.hash(from, to).toString(36) + writer.hash(from, to, 1).toString(36);
  writer.rewind(from);
  return key;
}

/** `fields` itself where nothing is to be left out. */
function presentFields(fields: CustomerFields): Readonly<Record<string, Json>> | undefined {
  let absent = false, count = 0;
  for (const key in fields) {
    if (fields[key] === null || fields[key] === undefined) absent = true;
    else count += 1;
  }
  if (count === 0) return undefined;
  return absent ? Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) : fields;
}

function writeKey(root: string, key: string): void {
  writer.byte(CONTENT_ANY | HAS_KEY);
  writer.varUint(PARENT_IS_ROOT);
  writer.text(root);
  writer.text(key);
  writer.varUint(1);
}
