/**
 * Reading and loading one customer's document. Decoding never throws and never trusts: what is not readable is an
 * error or is left out; unknown fields and unknown kinds of entry are kept and passed on.
 */
import * as Y from 'yjs';
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import { isBaseKey, ORIGIN, ROOT, SCHEMA } from './schema';

/** `incomplete`: what came refers to changes that are missing. */
export interface DocumentError { readonly kind: 'corrupt' | 'incomplete'; readonly detail: string }

/** An empty document; `guid` is always passed, a random one costs 54 us. */
export const newDocument = (id: CustomerId): Y.Doc => new Y.Doc({ guid: id, gc: true });

/** Builds the document from a whole state and updates in any order. */
export function loadDocument(id: CustomerId, state: Uint8Array | undefined, updates: readonly Uint8Array[] = []): Result<Y.Doc, DocumentError> {
  const doc = newDocument(id);
  for (const update of state ? [state, ...updates] : updates) {
    const applied = applyUpdate(doc, update, ORIGIN.stored);
    if (!applied.ok) {
      doc.destroy();
      return applied;
    }
  }
  if (isIncomplete(doc)) {
    doc.destroy();
    return err({ kind: 'incomplete', detail: 'changes are missing' });
  }
  return ok(doc);
}

/** Applies foreign bytes. After an error `doc` may hold a part of them: throw it away. */
export function applyUpdate(doc: Y.Doc, update: Uint8Array, origin: string): Result<void, DocumentError> {
  try {
    Y.applyUpdate(doc, update, origin);
    return ok(undefined);
  } catch (error) {
    // Yjs and lib0 throw plain errors of many kinds on malformed bytes; all mean the same here.
    return err({ kind: 'corrupt', detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Whether something in the document waits for changes that never came. */
export const isIncomplete = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/** The whole state as one update. */
export const encodeState = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc);

/** What wrote the document; 0 for an empty one. */
export function schemaOf(doc: Y.Doc): number {
  const schema: unknown = doc.getMap(ROOT.meta).get('schema');
  return typeof schema === 'number' ? schema : 0;
}
export const isNewerSchema = (doc: Y.Doc): boolean => schemaOf(doc) > SCHEMA;
/**
 * Whether the document's beginning is there. A later change of a field may apply without it and then shows a customer
 * who has nothing but that field: such a document must not be shown, projected or written.
 */
export const hasBase = (doc: Y.Doc): boolean => schemaOf(doc) > 0;
/** Nothing was ever written into it. */
export const isEmptyDocument = (doc: Y.Doc): boolean => doc.store.clients.size === 0;

/**
 * Base records overlaid with the fields edited since; removed fields are absent. The order (bases as written, later
 * keys sorted) is equal on every replica, so that "the first e-mail" is the same everywhere.
 */
export const readFields = (doc: Y.Doc): CustomerFields => fieldsOf(doc.getMap<Json>(ROOT.fields));

/** The same from the map's contents alone. */
export function fieldsOf(map: Pick<ReadonlyMap<string, Json>, 'get'> & { keys(): Iterable<string> }): CustomerFields {
  let merged: Record<string, Json> | undefined;
  const bases: string[] = [];
  const edited: string[] = [];
  for (const key of map.keys()) {
    if (isBaseKey(key)) bases.push(key);
    else if (key !== '__proto__') edited.push(key);
  }
  for (const key of bases.sort()) {
    const base = map.get(key);
    if (typeof base === 'object' && base !== null && !Array.isArray(base)) merged = merged ? Object.assign(merged, base) : { ...(base as Readonly<Record<string, Json>>) };
  }
  merged ??= {};
  for (const key of edited.sort()) {
    const value = map.get(key);
    if (value === null || value === undefined) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

/** Entries by id; what is no record with a kind is left out (and stays in the document). */
export function readEntries(doc: Y.Doc): Readonly<Record<EntryId, Entry>> {
  const entries: Record<EntryId, Entry> = {};
  doc.getMap<unknown>(ROOT.entries).forEach((value, id) => {
    if (id !== '__proto__' && isEntry(value)) entries[id] = value;
  });
  return entries;
}

export const noteOf = (doc: Y.Doc): Y.Text => doc.getText(ROOT.note);
/** Plain text of the note, embedded objects left out. */
export const readNote = (doc: Y.Doc): string => noteOf(doc).toString();

export const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
