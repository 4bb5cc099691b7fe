/**
 * What a row changes about a customer who is already there. Blank never overwrites; lists add; a field is filled or
 * overwritten as its column's rule says; and what a colleague removed or changed by hand does not come back with the
 * same old file.
 */
import type { CustomerFields, FieldEdits, FieldKey } from '../../domain/customer/fields';
import type { Entry } from '../../domain/entry/entry';
import { isSameJson, type Json } from '../../lib/json';
import type { FillRule } from '../csv/target';
import { foldText, isLossyCopy, itemIdentity, ITEM_PREFIXES, type ItemPrefix } from './item-identity';
import { sameWithLostLetters } from './match';
import { OWN_ID } from './record-keys';

export interface MergeInput {
  readonly current: CustomerFields;
  readonly entries: Readonly<Record<string, Entry>>;
  readonly incoming: FieldEdits;
  /** By field key; without a rule a field is filled where empty. */
  readonly rules: ReadonlyMap<FieldKey, FillRule>;
}
export interface MergedFields { readonly edits: FieldEdits; /** Fields where ours was kept against a different value. */ readonly kept: readonly FieldKey[]; readonly overwritten: number }

export function mergeRecord({ current, entries, incoming, rules }: MergeInput): MergedFields {
  const edits: Record<FieldKey, Json> = {};
  const kept: FieldKey[] = [];
  let overwritten = 0;
  let removed: ReadonlyMap<FieldKey, readonly Json[]> | undefined;
  const wasTakenOut = (key: FieldKey, value: Json): boolean => ((removed ??= takenOutByHand(entries)).get(key) ?? []).some((old) => isSameJson(old, value));
  for (const key in incoming) {
    const value = incoming[key]!;
    if (value === null || value === '' || key === OWN_ID) continue;
    const ours = current[key];
    const prefix = key.slice(0, key.indexOf('/')) as ItemPrefix;
    if (key !== 'date/birth' && ITEM_PREFIXES.includes(prefix)) {
      if (!hasItem(current, prefix, value) && !wasTakenOut(key, value)) edits[key] = value;
    } else if (ours === undefined || ours === null || ours === '') {
      if (!wasTakenOut(key, value)) edits[key] = value;
    } else if (!isSameJson(ours, value) && key !== 'kind') {
      if (repairs(ours, value) || (rules.get(key) === 'overwrite' && !repairs(value, ours) && !wasTakenOut(key, value))) {
        edits[key] = value;
        overwritten += 1;
      } else if (Array.isArray(ours) && Array.isArray(value)) {
        const own = ours as readonly Json[];
        const added = (value as readonly Json[]).filter((item) => !own.some((each) => isSameJson(each, item)));
        if (added.length > 0) edits[key] = [...own, ...added];
      } else if (!repairs(value, ours)) kept.push(key);
    }
  }
  return { edits, kept, overwritten };
}

/** 'Yıldız' mends 'Y?ld?z', whatever the rule: the letters were lost, not chosen. */
const repairs = (ours: Json, value: Json): boolean => typeof ours === 'string' && typeof value === 'string' && isLossyCopy(ours, value);

function hasItem(current: CustomerFields, prefix: ItemPrefix, item: Json): boolean {
  const identity = itemIdentity(prefix, item);
  for (const key in current) {
    if (!key.startsWith(prefix) || key.charCodeAt(prefix.length) !== 47 || current[key] === null) continue;
    const own = itemIdentity(prefix, current[key]!);
    if (own === identity || sameWithLostLetters(own, identity) || (prefix === 'address' && saysNothingNew(item, current[key]!))) return true;
  }
  return false;
}

/** A postcode alone, where an address with that postcode is there. */
function saysNothingNew(item: Json, own: Json): boolean {
  const known = own as { readonly [part: string]: Json };
  return Object.entries(item as { readonly [part: string]: Json }).every(([part, value]) => part === 'type' || part === 'label' || squashed(known[part]) === squashed(value));
}
const squashed = (value: Json | undefined): string => (typeof value === 'string' ? foldText(value).replaceAll(' ', '') : '');

/** Values that a person replaced or removed, by field. */
function takenOutByHand(entries: Readonly<Record<string, Entry>>): ReadonlyMap<FieldKey, readonly Json[]> {
  const out = new Map<FieldKey, Json[]>();
  for (const id in entries) {
    const entry = entries[id]!;
    if (entry.kind !== 'change' || entry.source.kind === 'import' || entry.confirmed || entry.before === null) continue;
    const values = out.get(entry.field);
    if (values) values.push(entry.before);
    else out.set(entry.field, [entry.before]);
  }
  return out;
}

/** The note with the row's text added; undefined where nothing changes. */
export function mergeNote(current: string, incoming: string | undefined, rule: FillRule | undefined, importedBefore: boolean): string | undefined {
  const text = incoming?.trim();
  if (!text || importedBefore) return undefined;
  if (current.trim() === '') return text;
  if (squeeze(current).includes(squeeze(text))) return undefined;
  return rule === 'fill' ? undefined : `${current.replace(/\s+$/, '')}\n\n${text}`;
}
const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
