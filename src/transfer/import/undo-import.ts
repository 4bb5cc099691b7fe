/**
 * Taking an import back from one customer: what it wrote and nobody has touched since goes, what people wrote stays.
 * Pure, and read from the customer alone, so that it works on any device and after a crash in the middle of an import.
 */
import type { FieldEdits, FieldKey } from '../../domain/customer/fields';
import type { Change, Entry, EntryId } from '../../domain/entry/entry';
import { shortHash } from '../../lib/ids';
import { isSameJson, type Json } from '../../lib/json';
import type { StoredCustomer } from './plan-types';
import { importFacts } from './provenance';

export type UndoStep =
  | { readonly kind: 'nothing' }
  /** Made by this import, and worked on by people since: stays as it is. */
  | { readonly kind: 'kept' }
  /** Made by this import and untouched since. */
  | { readonly kind: 'erase' }
  | { readonly kind: 'edit'; readonly fields: FieldEdits; readonly entries: Readonly<Record<EntryId, null>>; readonly note?: string; /** Made by this import, but a person has worked on it: stays as a customer. */ readonly keptCustomer: boolean };

export function undoStep(importId: string, customer: StoredCustomer): UndoStep {
  const { fields, entries, note } = customer;
  const facts = importFacts(fields);
  const created = facts.get(importId)?.created === true;
  const mine = (entry: Entry): boolean => (entry.kind === 'purchase' ? entry.importId === importId : entry.kind === 'change' && isOfImport(entry, importId));
  const all = Object.values(entries);
  if (created && facts.size === 1 && all.every((entry) => mine(entry) || isTakenBack(entry, all, fields)) && isImportedNote(note, facts.get(importId)?.note) && !fields['trashedAt']) return { kind: 'erase' };

  const removed: Record<EntryId, null> = {};
  for (const entry of all) if (entry.kind === 'purchase' && mine(entry)) removed[entry.id] = null;
  const reverted: Record<FieldKey, Json> = {};
  let restored = note;
  for (const change of all.filter((entry): entry is Change => entry.kind === 'change' && mine(entry)).sort((a, b) => (a.at < b.at ? 1 : -1))) {
    if (change.field === 'note') restored = withoutText(restored, change.after);
    else if (isSameJson(reverted[change.field] ?? fields[change.field] ?? null, change.after)) reverted[change.field] = change.before;
  }
  if (Object.keys(removed).length === 0 && Object.keys(reverted).length === 0 && restored === note) return { kind: created ? 'kept' : 'nothing' };
  return { kind: 'edit', fields: reverted, entries: removed, ...(restored === note ? {} : { note: restored }), keptCustomer: created };
}

/** A later import changed the field and was undone: the field is as it was before, and no person had a part in it. */
function isTakenBack(entry: Entry, all: readonly Entry[], fields: StoredCustomer['fields']): boolean {
  if (entry.kind !== 'change' || entry.source.kind !== 'import') return false;
  // Whether the note is the import's own is asked beside this.
  if (entry.field === 'note') return true;
  const changes = all.filter((other): other is Change => other.kind === 'change' && other.field === entry.field);
  const first = changes.reduce((earliest, other) => (other.at < earliest.at ? other : earliest));
  return isSameJson(first.before, fields[entry.field] ?? null);
}

const isOfImport = (change: Change, importId: string): boolean => change.source.kind === 'import' && change.source.importId === importId;

/** Whether the note is still what the import put there: one text, or several parted by blank lines. */
function isImportedNote(note: string, hashes: string | undefined): boolean {
  if (note.trim() === '') return true;
  const known = new Set((hashes ?? '').split(' '));
  if (known.has(shortHash(note.trim()))) return true;
  // Several rows made one note: each begins after a blank line, but a text may hold blank lines itself.
  const parts = note.trim().split('\n\n');
  for (let end = 1, start = 0; end <= parts.length; end++) {
    if (!known.has(shortHash(parts.slice(start, end).join('\n\n').trim()))) continue;
    start = end;
    if (end === parts.length) return true;
  }
  return false;
}

/** The note without what the import added, where it still stands there as added. */
function withoutText(note: string, added: Json): string {
  if (typeof added !== 'string' || !note.includes(added)) return note;
  return note.replace(`\n\n${added}`, '').replace(added, '').replace(/^\n+/, '');
}
