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
  const base = presentFields(fields);
  if (base) writer.any(base);
  // Only now, behind the record, the document begins: the record's key comes before it and depends on it.
  const from = writer.position();
  writer.text(id);
  const start = writer.position();
  let structs = 1;
  writeKey(ROOT.meta, 'schema');
  writer.any(SCHEMA);
  if (base) {
    writeKey(ROOT.fields, keyOfRecord(from));
    writer.repeat(0, from);
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
  writer.varUint(1);
  writer.varUint(structs);
  writer.varUint(writer.hash(from, end) || 1);
  writer.varUint(0);
  writer.repeat(start, end);
  writer.byte(0); // An empty delete set.
  return writer.copyOf(end, writer.position());
}

/** The key of a base record, from its content: two bases of one customer are told apart, equal ones share a key. */
export function baseKeyOf(base: Readonly<Record<string, Json>>): string {
  writer.rewind(0);
  writer.any(base);
  return keyOfRecord(writer.position());
}

/** Of the record that lies at the writer's beginning. */
const keyOfRecord = (length: number): string => BASE_PREFIX + writer.hash(0, length).toString(36) + writer.hash(0, length, 1).toString(36);

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
