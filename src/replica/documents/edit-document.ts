/**
 * Writing into one customer's document: one user action is one transaction. Each field that really changes gets a
 * change record beside it (who, device, when, before, after, source), which is the history users see.
 * What an edit replaced is returned, so that undo can take back exactly that.
 */
import type * as Y from 'yjs';
import { err, ok, type Result } from '../../lib/result';
import { isSameJson, type Json } from '../../lib/json';
import { uuidv7, type RandomBytes } from '../../lib/ids';
import type { FieldKey } from '../../domain/customer/fields';
import type { Change, Entry, EntryId, FactSource } from '../../domain/entry/entry';
import type { Actor, CustomerEdits } from '../book';
import { cleanJson, isSafeKey, MAX_VALUE_LENGTH, wellFormed } from './clean-json';
import { baseKeyOf } from './create-state';
import { hasBase, isEntry, isNewerSchema, noteOf, readFields } from './customer-document';
import { isBaseKey, isCustomerId, ORIGIN, ROOT, SCHEMA } from './schema';

export interface Step<T> { readonly before: T; readonly after: T }

/** What one transaction did to one customer; null stands for "was not there". */
export interface AppliedEdits {
  readonly created: boolean;
  readonly fields: Readonly<Record<FieldKey, Step<Json>>>;
  readonly entries: Readonly<Record<EntryId, Step<Entry | null>>>;
  readonly note?: Step<string>;
}

export interface EditOptions { readonly actor: Actor; readonly source?: FactSource; readonly random?: RandomBytes; readonly typing?: true }

/** Longer values stand in the history in short: a replaced photo would double the document. */
const HISTORY_VALUE_LIMIT = 2_000;

/** Edits as they may be written, or what is wrong with them (English, for logs). */
export function checkEdits(edits: CustomerEdits): Result<CustomerEdits, string> {
  if (!isCustomerId(edits.id)) return err('the id is empty, too long or has characters that are not allowed');
  const fields: Record<string, Json> = {};
  for (const [key, value] of Object.entries(edits.fields ?? {})) {
    if (!isSafeKey(key) || key === 'base' || isBaseKey(key)) return err(`the field key ${JSON.stringify(key.slice(0, 80))} is not allowed`);
    const cleaned = cleanJson(value);
    if (!cleaned.ok) return err(`${key}: ${cleaned.error}`);
    fields[key] = cleaned.value;
  }
  const entries: Record<string, Entry | null> = {};
  for (const [id, entry] of Object.entries(edits.entries ?? {})) {
    if (!isSafeKey(id)) return err(`the entry id ${JSON.stringify(id.slice(0, 80))} is not allowed`);
    const cleaned = cleanJson(entry);
    if (!cleaned.ok) return err(`entry ${id}: ${cleaned.error}`);
    const record: unknown = cleaned.value;
    if (record === null) entries[id] = null;
    else if (isEntry(record)) entries[id] = record;
    else return err(`entry ${id} has no kind`);
  }
  if (edits.note !== undefined && (typeof edits.note !== 'string' || edits.note.length > MAX_VALUE_LENGTH)) return err('the note is no text or too large');
  return ok({ id: edits.id, fields, entries, ...(edits.note === undefined ? {} : { note: wellFormed(edits.note) }) });
}

/** Writes checked edits as one transaction of the user's. A document that was empty is created; creation leaves no change records. */
export function applyEdits(doc: Y.Doc, edits: CustomerEdits, options: EditOptions): Result<AppliedEdits, { readonly kind: 'newer-schema' }> {
  if (isNewerSchema(doc)) return err({ kind: 'newer-schema' });
  const created = !hasBase(doc);
  const current = readFields(doc);
  const fields: Record<FieldKey, Step<Json>> = {};
  for (const [key, after] of Object.entries(edits.fields ?? {})) {
    const before = current[key] ?? null;
    if (!isSameJson(before, after)) fields[key] = { before, after };
  }
  const stored = doc.getMap<Entry>(ROOT.entries);
  const entries: Record<EntryId, Step<Entry | null>> = {};
  for (const [id, after] of Object.entries(edits.entries ?? {})) {
    const before = stored.get(id) ?? null;
    if (!isSameJson(before as Json, after as Json)) entries[id] = { before, after };
  }
  const text = noteOf(doc);
  const oldNote = edits.note === undefined ? '' : text.toString();
  const note = edits.note === undefined || edits.note === oldNote ? undefined : { before: oldNote, after: edits.note };

  doc.transact(() => {
    if (created) writeFirstRecord(doc, fields, options.actor);
    else {
      for (const [key, step] of Object.entries(fields)) {
        doc.getMap(ROOT.fields).set(key, step.after);
        recordChange(stored, key, step, options);
      }
    }
    for (const [id, { after }] of Object.entries(entries)) {
      if (after === null) stored.delete(id);
      else stored.set(id, after);
    }
    if (note) replaceText(text, note);
  }, ORIGIN.user);
  return ok({ created, fields, entries, ...(note ? { note } : {}) });
}

function writeFirstRecord(doc: Y.Doc, fields: AppliedEdits['fields'], actor: Actor): void {
  const base: Record<FieldKey, Json> = { createdAt: stamp(actor), ...(actor.name ? { createdBy: actor.name } : {}) };
  for (const [key, { after }] of Object.entries(fields)) if (after !== null) base[key] = after;
  doc.getMap(ROOT.meta).set('schema', SCHEMA);
  doc.getMap(ROOT.fields).set(baseKeyOf(base), base);
}

/**
 * Writes the change into the history. Someone who types a name, with the field saving itself, has made one change: what
 * the same person goes on typing on the same device within two minutes stays one record.
 */
function recordChange(stored: Y.Map<Entry>, field: FieldKey, step: Step<Json>, options: EditOptions): void {
  const change = changeRecord(field, step, options);
  const earlier = options.typing ? latestChange(stored, field) : undefined;
  if (!earlier || !continues(earlier, change)) stored.set(change.id, change);
  else if (isSameJson(earlier.before, change.after)) stored.delete(earlier.id);
  else stored.set(earlier.id, { ...change, id: earlier.id, before: earlier.before });
}

function latestChange(stored: Y.Map<Entry>, field: FieldKey): Change | undefined {
  let latest: Change | undefined;
  stored.forEach((entry) => {
    if (entry.kind === 'change' && entry.field === field && (!latest || entry.at > latest.at || (entry.at === latest.at && entry.id > latest.id))) latest = entry;
  });
  return latest;
}

const ONE_CHANGE_MS = 120_000;
const continues = (earlier: Change, next: Change): boolean =>
  !earlier.confirmed && earlier.by === next.by && earlier.device === next.device && earlier.source.kind === next.source.kind
  && isSameJson(earlier.after, next.before) && Math.abs(Date.parse(next.at) - Date.parse(earlier.at)) <= ONE_CHANGE_MS;

const stamp = (actor: Actor): string => new Date(actor.now()).toISOString();

function changeRecord(field: FieldKey, { before, after }: Step<Json>, { actor, source = { kind: 'staff' }, random }: EditOptions): Change {
  return {
    id: uuidv7(() => actor.now(), random), kind: 'change', at: stamp(actor), by: actor.name, device: actor.device,
    field, before: shortened(before), after: shortened(after), source,
  };
}

function shortened(value: Json): Json {
  if (typeof value === 'string') return value.length > HISTORY_VALUE_LIMIT ? `${wellFormed(value.slice(0, 200))}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  return JSON.stringify(value).length > HISTORY_VALUE_LIMIT ? '…' : value;
}

/** Replaces only what differs between the common start and end, so that a colleague's typing elsewhere survives. */
function replaceText(text: Y.Text, { before, after }: Step<string>): void {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  // Never cut a surrogate pair in two: Yjs would turn both halves into U+FFFD.
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start -= 1;
  if (end > 0 && isLowSurrogate(before.charCodeAt(before.length - end))) end -= 1;
  if (before.length - end > start) text.delete(start, before.length - end - start);
  if (after.length - end > start) text.insert(start, after.slice(start, after.length - end));
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
