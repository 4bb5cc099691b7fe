/**
 * Ids of list items, derived from what the item says: a second import of the same card, on any device, arrives at the
 * same keys and changes nothing. The same number twice under different types (work and fax) stays two items.
 */
import { fieldKey } from '../../domain/customer/fields';
import type { ContactType, FieldKey } from '../../domain/customer/fields';
import { shortHash } from '../../lib/ids';
import type { Json } from '../../lib/json';
import { itemIdentity } from '../import/item-identity';
import type { ItemPrefix } from '../import/item-identity';

/** Adds an item under the id that imports compare by; where a different item has it (same number, other type), under an id of its own. */
export function addItem(fields: Record<FieldKey, Json>, prefix: ItemPrefix, item: Readonly<Record<string, Json | undefined>>): void {
  const kept: Record<string, Json> = {};
  for (const name in item) if (item[name] !== undefined) kept[name] = item[name];
  const identity = itemIdentity(prefix, kept);
  const key = fieldKey(prefix, shortHash(identity));
  const taken = fields[key];
  if (taken === undefined) fields[key] = kept;
  else if (useOf(taken) !== useOf(kept)) fields[fieldKey(prefix, shortHash(`${identity}|${useOf(kept)}`))] = kept;
}

/** What keeps two items of one identity apart: type, label and, with an extension, the digits as typed. */
function useOf(item: Json): string {
  const { type, label, raw } = item as { readonly type?: string; readonly label?: string; readonly raw?: string };
  return `${type ?? ''}|${label ?? ''}|${raw?.replace(/\D/g, '') ?? ''}`;
}

/** Types that say nothing of which contact point it is. */
const NOISE = new Set(['voice', 'internet', 'pref', 'msg', 'video', 'text', 'dom', 'intl', 'postal', 'parcel', 'x400', 'uri']);
/** Labels that are written as TYPE; everything else as X-ABLabel. */
export const TYPE_LABELS: ReadonlySet<string> = new Set(['pager', 'car', 'isdn', 'modem', 'bbs', 'pcs', 'textphone', 'main']);

/** TYPE values to our type and, for what is left over (pager; work of a work fax), a label. */
export function typeAndLabel(types: readonly string[], label: string | undefined): { type: ContactType | undefined; label: string | undefined } {
  const left = new Set(types.filter((type) => !NOISE.has(type)));
  const take = (...names: readonly string[]): boolean => names.filter((name) => left.delete(name)).length > 0;
  let type: ContactType | undefined;
  if (take('fax', 'homefax', 'workfax', 'otherfax')) type = 'fax';
  else if (take('cell', 'mobile', 'iphone')) type = 'mobile';
  else if (take('work')) type = 'work';
  else if (take('home')) type = 'home';
  else if (take('other')) type = 'other';
  return { type, label: label ?? ([...left].join(' ') || undefined) };
}

/** The other way: what of type and label goes into TYPE, and what is left for a label of its own. */
export function typesAndLabel(item: { readonly type?: ContactType | undefined; readonly label?: string | undefined }): { types: string[]; label: string | undefined } {
  const types = item.type === undefined ? [] : [item.type === 'mobile' ? 'cell' : item.type];
  if (item.label === undefined) return { types, label: undefined };
  const isPlace = (item.label === 'work' || item.label === 'home') && (item.type === 'fax' || item.type === 'mobile');
  if (isPlace || TYPE_LABELS.has(item.label)) return { types: [...types, item.label], label: undefined };
  return { types, label: item.label };
}

/** Apple and Google wrap their own labels: `_$!<Spouse>!$_`. */
export const plainLabel = (label: string): string => /^_\$!<(.*)>!\$_$/.exec(label.trim())?.[1] ?? label.trim();
