/** The readable shape of a customer, derived from flat fields; never stored. */
import type {
  AddressItem, CustomerFields, CustomerId, CustomerKind, CustomerStatus, DateItem, EmailItem, LinkItem, ListPrefix, PhoneItem, RelationItem,
} from './fields';
import type { Json } from '../../lib/json';

export interface Listed<T> { readonly id: string; readonly item: T }

export interface Customer {
  readonly id: CustomerId;
  readonly kind: CustomerKind;
  readonly displayName: string;
  readonly prefix: string; readonly given: string; readonly middle: string; readonly family: string; readonly suffix: string; readonly nickname: string;
  readonly organization: string; readonly department: string; readonly jobTitle: string; readonly customerNumber: string;
  readonly owner: string; readonly status: CustomerStatus | undefined; readonly language: string;
  readonly emails: readonly Listed<EmailItem>[]; readonly phones: readonly Listed<PhoneItem>[]; readonly addresses: readonly Listed<AddressItem>[];
  readonly links: readonly Listed<LinkItem>[]; readonly dates: readonly Listed<DateItem>[]; readonly relations: readonly Listed<RelationItem>[];
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, Json>>;
  readonly trashedAt: string | undefined;
}

const text = (fields: CustomerFields, key: string): string => (typeof fields[key] === 'string' ? (fields[key]) : '');
const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of one list in the order of their ids' first appearance; removed and malformed items are left out. */
export function listItems<T>(fields: CustomerFields, prefix: ListPrefix): Listed<T>[] {
  const found: Listed<T>[] = [];
  for (const key in fields) {
    if (!key.startsWith(prefix) || key.charCodeAt(prefix.length) !== 47 /* '/' */) continue;
    const value = fields[key];
    if (isRecord(value)) found.push({ id: key.slice(prefix.length + 1), item: value as unknown as T });
  }
  return found;
}

/** Name as shown: the display name where given, else the name's parts, else organisation, nickname, e-mail or phone; '' where nothing is known. */
export function displayNameOf(fields: CustomerFields): string {
  const given = text(fields, 'displayName').trim();
  if (given) return given;
  const parts = ['name/prefix', 'name/given', 'name/middle', 'name/family', 'name/suffix'].map((key) => text(fields, key).trim()).filter(Boolean);
  if (parts.length > 0) return parts.join(' ');
  const fallback = text(fields, 'organization').trim() || text(fields, 'name/nickname').trim();
  if (fallback) return fallback;
  return listItems<EmailItem>(fields, 'email')[0]?.item.value ?? listItems<PhoneItem>(fields, 'phone')[0]?.item.raw ?? '';
}

export function customerFromFields(id: CustomerId, fields: CustomerFields): Customer {
  const tags: string[] = [];
  const custom: Record<string, Json> = {};
  for (const key in fields) {
    if (key.startsWith('tag/') && fields[key] === true) tags.push(key.slice(4));
    else if (key.startsWith('custom/') && fields[key] !== null) custom[key.slice(7)] = fields[key]!;
  }
  return {
    id, kind: (text(fields, 'kind') || 'person') as CustomerKind, displayName: displayNameOf(fields),
    prefix: text(fields, 'name/prefix'), given: text(fields, 'name/given'), middle: text(fields, 'name/middle'), family: text(fields, 'name/family'),
    suffix: text(fields, 'name/suffix'), nickname: text(fields, 'name/nickname'),
    organization: text(fields, 'organization'), department: text(fields, 'department'), jobTitle: text(fields, 'jobTitle'), customerNumber: text(fields, 'customerNumber'),
    owner: text(fields, 'owner'), status: (text(fields, 'status') || undefined) as CustomerStatus | undefined, language: text(fields, 'language'),
    emails: listItems<EmailItem>(fields, 'email'), phones: listItems<PhoneItem>(fields, 'phone'), addresses: listItems<AddressItem>(fields, 'address'),
    links: listItems<LinkItem>(fields, 'link'), dates: listItems<DateItem>(fields, 'date'), relations: listItems<RelationItem>(fields, 'relation'),
    tags: tags.sort(), custom, trashedAt: text(fields, 'trashedAt') || undefined,
  };
}
