/**
 * What is known of each field: who said so, when, from where, and what it was before (SPEC I7). Read from the `change`
 * entries of the document; a value that was never changed is known from the record's creation or import.
 */
import { isSameJson } from '../../lib/json';
import type { Json } from '../../lib/json';
import type { Change, Entry, EntryId, FactSource } from '../entry/entry';
import type { CustomerFields, FieldKey } from './fields';

export interface FieldFact {
  readonly field: FieldKey;
  readonly value: Json;
  /** Who and when: of the last change or confirmation; undefined where only the base is known. */
  readonly by: string | undefined;
  readonly at: string | undefined;
  readonly source: FactSource | undefined;
  /** When someone last said that it is still true, if later than the last change. */
  readonly confirmedAt: string | undefined;
  /** Newest first. */
  readonly changes: readonly Change[];
}

/** Where the record came from. */
export interface BaseFact { readonly at?: string | undefined; readonly by?: string | undefined; readonly source?: FactSource | undefined }

const newestFirst = (a: Change, b: Change): number => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1);

/** The history of one field, newest first. */
export function changesOf(entries: Iterable<Entry>, field: FieldKey): readonly Change[] {
  const changes: Change[] = [];
  for (const entry of entries) if (entry.kind === 'change' && entry.field === field) changes.push(entry);
  return changes.sort(newestFirst);
}

/** All fields that ever changed, each newest first. */
export function historyByField(entries: Iterable<Entry>): ReadonlyMap<FieldKey, readonly Change[]> {
  const byField = new Map<FieldKey, Change[]>();
  for (const entry of entries) {
    if (entry.kind !== 'change') continue;
    const list = byField.get(entry.field);
    if (list) list.push(entry);
    else byField.set(entry.field, [entry]);
  }
  for (const list of byField.values()) list.sort(newestFirst);
  return byField;
}

export function factOf(field: FieldKey, fields: CustomerFields, entries: Iterable<Entry>, base: BaseFact = {}): FieldFact {
  const changes = changesOf(entries, field);
  const last = changes[0];
  const confirmed = changes.find((change) => change.confirmed === true);
  const changed = changes.find((change) => change.confirmed !== true);
  return {
    field, value: fields[field] ?? null, changes,
    by: last?.by ?? base.by, at: last?.at ?? base.at, source: last?.source ?? base.source,
    confirmedAt: confirmed && (!changed || confirmed.at >= changed.at) ? confirmed.at : undefined,
  };
}

/** "Still true": a change record that changes nothing but the date of what we know. */
export function confirmation(fact: { readonly id: EntryId; readonly field: FieldKey; readonly value: Json; readonly at: string; readonly by: string; readonly source: FactSource; readonly device?: string }): Change {
  const { value, ...rest } = fact;
  return { kind: 'change', ...rest, before: value, after: value, confirmed: true };
}

/** Whether the last change lost a race: what it set is not what the field holds (S2 keeps the loser here). */
export const lostToAnother = (fact: FieldFact): boolean => fact.changes[0] !== undefined && !isSameJson(fact.changes[0].after, fact.value);

/** Not said or confirmed by anyone since `before` (UTC stamp). */
export const isStale = (fact: FieldFact, before: string): boolean => (fact.at ?? '') < before;
