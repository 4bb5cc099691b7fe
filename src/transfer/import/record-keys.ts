/** What a customer, or a row of a file, can be known by: the comparable forms of numbers, contact points and names. */
import type { CustomerFields, FieldKey } from '../../domain/customer/fields';
import type { CustomerRow } from '../../domain/customer/row';
import type { Json } from '../../lib/json';
import { normalizeEmail } from '../csv/contact-values';
import { foldText, itemIdentity } from './item-identity';

export interface MatchKeys {
  /** `<source>\0<id>` */
  readonly externals: readonly string[];
  readonly number: string;
  readonly emails: readonly string[];
  /** Digits. */
  readonly phones: readonly string[];
  readonly given: string; readonly family: string;
  /** Folded name as shown, for those without parts. */
  readonly name: string;
  readonly organization: string;
  readonly postcode: string; readonly town: string;
  /** Full dates only. */
  readonly birthday: string;
}

/** The part of a row that matching reads; what the worker is sent. */
export type MatchRow = Pick<CustomerRow, 'id' | 'name'> & Partial<Pick<CustomerRow, 'given' | 'family' | 'org' | 'number' | 'emails' | 'phones' | 'town' | 'postcode' | 'birthday' | 'external' | 'trashedAt'>>;

export function matchRow(row: CustomerRow): MatchRow {
  const { id, name, given, family, org, number, emails, phones, town, postcode, birthday, external, trashedAt } = row;
  return {
    id, name, ...(given && { given }), ...(family && { family }), ...(org && { org }), ...(number && { number }), ...(emails && { emails }), ...(phones && { phones }), ...(town && { town }), ...(postcode && { postcode }),
    ...(birthday && { birthday }), ...(external && { external }), ...(trashedAt && { trashedAt }),
  };
}

/** The customer's own id in a file that we wrote ourselves; never stored as a field. */
export const OWN_ID: FieldKey = 'external/regulars';

export const numberKey = (number: string): string => number.trim().toLowerCase();
export const OWN_ID_PREFIX = 'regulars\u0000';
export const externalKey = (source: string, id: string): string => `${source}\u0000${id.trim()}`;
const postcodeKey = (postcode: string): string => postcode.replace(/\s+/g, '').toLowerCase();
const fullDay = (date: string): string => (/^\d{4}-\d\d-\d\d$/.test(date) ? date : '');

export function keysOfRow(row: MatchRow): MatchKeys {
  return {
    externals: row.external ? Object.entries(row.external).map(([source, id]) => externalKey(source, id)) : [],
    number: row.number ? numberKey(row.number) : '', emails: row.emails?.map(normalizeEmail) ?? [], phones: row.phones ?? [],
    given: foldText(row.given ?? ''), family: foldText(row.family ?? ''), name: foldText(row.name), organization: foldText(row.org ?? ''),
    postcode: postcodeKey(row.postcode ?? ''), town: foldText(row.town ?? ''), birthday: fullDay(row.birthday ?? ''),
  };
}

const text = (fields: CustomerFields, key: string): string => (typeof fields[key] === 'string' ? fields[key] : '');

export function keysOfFields(fields: CustomerFields): MatchKeys {
  const externals: string[] = [], emails: string[] = [], phones: string[] = [];
  let postcode = '', town = '', birthday = '';
  for (const key in fields) {
    const value = fields[key] as Json;
    if (value === null) continue;
    if (key.startsWith('email/')) emails.push(itemIdentity('email', value));
    else if (key.startsWith('phone/')) phones.push(itemIdentity('phone', value));
    else if (key.startsWith('external/') && typeof value === 'string') externals.push(externalKey(key.slice(9), value));
    else if (key.startsWith('address/') && !postcode) ({ postalCode: postcode = '', locality: town = '' } = value as { readonly postalCode?: string; readonly locality?: string });
    else if (key === 'date/birth') birthday = (value as { readonly date?: string }).date ?? '';
  }
  const given = foldText(text(fields, 'name/given')), family = foldText(text(fields, 'name/family')), organization = foldText(text(fields, 'organization'));
  return {
    externals, number: numberKey(text(fields, 'customerNumber')), emails, phones, given, family,
    name: foldText(text(fields, 'displayName')) || [given, family].filter(Boolean).join(' ') || organization, organization, postcode: postcodeKey(postcode), town: foldText(town), birthday: fullDay(birthday),
  };
}
