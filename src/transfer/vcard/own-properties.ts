/**
 * What vCard has no word for (customer number, owner, status, custom fields, ids elsewhere) travels as
 * `X-REGULARS;X-KEY=<field key>:<value>`, so that a card written here and read here loses nothing of them. Text is
 * written as it is, anything else as JSON with X-JSON=1; X-NAME says the field's name to whoever reads the file.
 */
import type { CustomerFields, FieldKey } from '../../domain/customer/fields';
import { CUSTOMER_STATUSES } from '../../domain/customer/fields';
import { parseJson } from '../../lib/json';
import { textsOf } from './card-property';
import type { CardProperty } from './card-property';
import type { RecordDraft } from './record-draft';

const OWN_SCALARS: ReadonlySet<FieldKey> = new Set(['customerNumber', 'preferredChannel', 'preferredHours', 'owner', 'status', 'timeZone']);
const MAX_VALUE_LENGTH = 100_000;

/** Whether a field travels this way; a `date/` or `relation/` item has a property of its own. */
const isOwnKey = (key: FieldKey): boolean => OWN_SCALARS.has(key) || /^(custom|external)\/./.test(key);

export function ownProperties(fields: CustomerFields, nameOf: (key: FieldKey) => string | undefined): CardProperty[] {
  const found: CardProperty[] = [];
  for (const key in fields) {
    const value = fields[key];
    if (!isOwnKey(key) || key === 'external/vcard' || key === 'timeZone' || value === null || value === undefined || value === '') continue;
    const isText = typeof value === 'string';
    const name = nameOf(key);
    const params = { 'x-key': [key], ...(isText ? {} : { 'x-json': ['1'] }), ...(name ? { 'x-name': [name] } : {}) };
    found.push({ name: 'x-regulars', params, type: 'text', values: [isText ? value : JSON.stringify(value)] });
  }
  return found;
}

export function readOwnProperty(draft: RecordDraft, property: CardProperty): boolean {
  if (property.name !== 'x-regulars') return false;
  const key = property.params['x-key']?.[0] ?? '';
  if (!isOwnKey(key) || key.length > 200) return false;
  const text = textsOf(property.values[0]).join(' ');
  const value = property.params['x-json'] ? parseJson(text) : text;
  if (value === undefined || value === '') return false;
  if (key === 'status' && !CUSTOMER_STATUSES.some((status) => status === value)) return false;
  if (OWN_SCALARS.has(key) && typeof value !== 'string') return false;
  if (text.length > MAX_VALUE_LENGTH) return false;
  draft.fields[key] = value;
  return true;
}
