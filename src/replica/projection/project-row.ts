/** From a document to its row. A document that no rule foresaw still gets a row, so that no customer drops out of the list. */
import type * as Y from 'yjs';
import { displayNameOf } from '../../domain/customer/customer';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';
import { rowFromDocument, type CustomerRow } from '../../domain/customer/row';
import type { Entry } from '../../domain/entry/entry';
import type { Json } from '../../lib/json';
import { fieldsOf, isEntry, readEntries, readFields, readNote } from '../documents/customer-document';
import { ROOT, SCHEMA } from '../documents/schema';
import type { FirstContents } from '../sync/first-state';

export function projectRow(id: CustomerId, doc: Y.Doc): CustomerRow {
  return projectFields(id, readFields(doc), Object.values(readEntries(doc)), readNote(doc));
}

export function projectFields(id: CustomerId, fields: CustomerFields, entries: readonly Entry[], note: string): CustomerRow {
  const readable = entries.filter(isProjectable);
  try {
    return rowFromDocument({ id, fields, note, entries: readable });
  } catch {
    // A field of a shape that this build does not know (an e-mail that is a number): name and text fields are worth more than nothing.
    const plain = Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string' || value === true));
    return rowFromDocument({ id, fields: { displayName: safeName(fields), ...plain }, note, entries: readable });
  }
}

function safeName(fields: CustomerFields): string {
  try {
    return displayNameOf(fields);
  } catch {
    // Only a malformed e-mail or phone as last resort for a name can throw here; then there is no name.
    return '';
  }
}

/** Whether an entry has what the row's sums read; others are kept in the document and left out of the sums. */
function isProjectable(entry: Entry): boolean {
  switch (entry.kind) {
    case 'purchase': {
      const amount = entry.amount as unknown;
      return typeof entry.day === 'string' && typeof amount === 'object' && amount !== null && 'minor' in amount && Number.isFinite(amount.minor);
    }
    case 'interaction':
    case 'change':
      return typeof entry.at === 'string';
    default:
      return false;
  }
}

/**
 * The row of a first state, from its contents as read by sync/first-state.ts; undefined where they are not exactly what this build
 * writes, and a document has to be made. Equal to `projectRow` of that document (test/unit/replica/sync).
 */
export function projectFirst(id: CustomerId, { maps, texts }: FirstContents): CustomerRow | undefined {
  for (const root of maps.keys()) if (root !== ROOT.meta && root !== ROOT.fields && root !== ROOT.entries) return undefined;
  for (const root of texts.keys()) if (root !== ROOT.note) return undefined;
  if (maps.get(ROOT.meta)?.get('schema') !== SCHEMA) return undefined;
  const entries = [...(maps.get(ROOT.entries) ?? [])].filter(([entryId]) => entryId !== '__proto__').map(([, entry]) => entry).filter(isEntry);
  return projectFields(id, fieldsOf((maps.get(ROOT.fields) ?? new Map<string, unknown>()) as ReadonlyMap<string, Json>), entries, texts.get(ROOT.note) ?? '');
}
