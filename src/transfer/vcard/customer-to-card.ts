/**
 * A customer's fields as the properties of a vCard 4 (RFC 6350, RFC 9554), in the shape of jCard: the source of vCard 4,
 * vCard 3 and jCard alike. Nothing that belongs to this book alone (trash, merges, "not the same") leaves it.
 */
import { customerFromFields, listItems } from '../../domain/customer/customer';
import type { Customer } from '../../domain/customer/customer';
import type { AddressItem, ContactType, CustomerFields, CustomerId, DateItem, PhoneItem, RelationItem } from '../../domain/customer/fields';
import type { Entry } from '../../domain/entry/entry';
import type { Json } from '../../lib/json';
import type { CardProperty } from './card-property';
import { propertyFromJCard } from './jcard-property';
import { typesAndLabel } from './list-items';
import { ownProperties } from './own-properties';
import { ownRelationType } from './read-dates-relations';
import type { Params } from './content-lines';

export interface CardSource { readonly id: CustomerId; readonly fields: CustomerFields; readonly note: string; readonly entries?: Iterable<Entry> | undefined }
export interface CardWriteOptions {
  /** UTC stamp for REV where the customer's history names none. */
  readonly now?: (() => string) | undefined;
  /** The name of a custom field, for readers who are no program. */
  readonly fieldName?: ((key: string) => string | undefined) | undefined;
  /** The name of a related customer, for programs that cannot follow a UID. */
  readonly customerName?: ((id: CustomerId) => string | undefined) | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function propertiesFromCustomer(source: CardSource, options: CardWriteOptions = {}): CardProperty[] {
  const { id, fields, note } = source;
  const customer = customerFromFields(id, fields);
  const card = new CardDraft();
  addIdentity(card, customer, source, options);
  customer.emails.forEach(({ item }) => card.addContactPoint('email', 'text', item.value, item));
  customer.phones.forEach(({ item }) => addPhone(card, item));
  customer.addresses.forEach(({ item }) => addAddress(card, item));
  customer.links.forEach(({ item }) => card.addContactPoint('url', 'uri', item.url, item));
  addDates(card, listItems<DateItem>(fields, 'date').map(({ item }) => item));
  customer.relations.forEach(({ item }) => addRelation(card, item, options));
  if (customer.tags.length > 0) card.add('categories', 'text', customer.tags);
  if (note) card.add('note', 'text', [note]);
  const photo = fields['photo'];
  if (typeof photo === 'string' && photo.startsWith('data:')) card.add('photo', 'uri', [photo]);
  card.properties.push(...ownProperties(fields, options.fieldName ?? (() => undefined)));
  for (const key in fields) {
    const extra = key.startsWith('extra/') ? propertyFromJCard(fields[key]) : undefined;
    if (extra) card.properties.push(extra);
  }
  return card.properties;
}

class CardDraft {
  readonly properties: CardProperty[] = [];
  #groups = 0;

  add(name: string, type: string, values: readonly Json[], params: Params = {}, label?: string): void {
    const group = label === undefined ? undefined : `item${++this.#groups}`;
    this.properties.push({ group, name, params, type, values });
    if (label !== undefined) this.properties.push({ group, name: 'x-ablabel', params: {}, type: 'text', values: [label] });
  }

  addContactPoint(name: string, type: string, value: Json, item: { readonly type?: ContactType | undefined; readonly label?: string | undefined; readonly preferred?: boolean | undefined }, params: Params = {}): void {
    const { types, label } = typesAndLabel(item);
    this.add(name, type, [value], { ...(types.length > 0 ? { type: types } : {}), ...(item.preferred ? { pref: ['1'] } : {}), ...params }, label);
  }
}

function addIdentity(card: CardDraft, customer: Customer, source: CardSource, options: CardWriteOptions): void {
  const { fields } = source;
  const text = (key: string): string => (typeof fields[key] === 'string' ? fields[key] : '');
  const uid = text('external/vcard') || source.id;
  card.add('uid', UUID.test(uid) ? 'uri' : 'text', [UUID.test(uid) ? `urn:uuid:${uid}` : uid]);
  card.add('rev', 'timestamp', [lastChange(source.entries) ?? (options.now ?? (() => new Date().toISOString()))()]);
  card.add('kind', 'text', [customer.kind === 'company' ? 'org' : customer.kind === 'household' ? 'group' : 'individual']);
  // FN must stand on every card (RFC 6350 6.2.1), even where nothing is known.
  card.add('fn', 'text', [customer.displayName || customer.id]);
  const parts = [customer.family, customer.given, customer.middle, customer.prefix, customer.suffix];
  if (parts.some(Boolean)) card.add('n', 'text', [parts]);
  if (customer.nickname) card.add('nickname', 'text', [customer.nickname]);
  if (text('name/phoneticGiven')) card.add('x-phonetic-first-name', 'text', [text('name/phoneticGiven')]);
  if (text('name/phoneticFamily')) card.add('x-phonetic-last-name', 'text', [text('name/phoneticFamily')]);
  if (customer.organization || customer.department) card.add('org', 'text', [customer.department ? [customer.organization, customer.department] : customer.organization]);
  if (customer.jobTitle) card.add('title', 'text', [customer.jobTitle]);
  if (customer.language) card.add('lang', 'language-tag', [customer.language], { pref: ['1'] });
  if (text('timeZone')) card.add('tz', 'text', [text('timeZone')]);
}

function lastChange(entries: Iterable<Entry> | undefined): string | undefined {
  let last: string | undefined;
  for (const entry of entries ?? []) if (entry.kind === 'change' && (last === undefined || entry.at > last)) last = entry.at;
  return last;
}

/** A number that says its country as a tel: URI (RFC 3966), with the way it was written beside it where the URI cannot hold that. */
function addPhone(card: CardDraft, item: PhoneItem): void {
  const extension = /\s*(?:ext\.?|x|;ext=)\s*(\d+)\s*$/i.exec(item.raw);
  if (!item.e164) return card.addContactPoint('tel', 'text', item.raw, item);
  const number = extension ? item.raw.slice(0, extension.index) : item.raw;
  const isPlain = /^\+[\d().-]+$/.test(number) && !number.includes('(0)');
  const written = isPlain ? number : item.e164;
  const uri = extension ? `tel:${written};ext=${extension[1]}` : `tel:${written}`;
  const reads = extension ? `${written} ext. ${extension[1]}` : written;
  card.addContactPoint('tel', 'uri', uri, item, reads === item.raw ? {} : { 'x-text': [item.raw] });
}

function addAddress(card: CardDraft, item: AddressItem): void {
  const parts = [item.poBox, item.extended, item.street, item.locality, item.region, item.postalCode, item.country].map((part): string => part ?? '');
  const { formatted } = item;
  // An address known only as lines goes where every program looks for it, as well as into LABEL.
  if (!parts.some(Boolean) && formatted) parts[2] = formatted;
  card.addContactPoint('adr', 'text', parts, item, formatted ? { label: [formatted] } : {});
}

function addDates(card: CardDraft, dates: readonly DateItem[]): void {
  let hasWedding = false, hasBirthday = false;
  for (const { kind, date, label } of dates) {
    const type = /^(\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d)$/.test(date) ? 'date-and-or-time' : 'text';
    if (kind === 'birth' && !hasBirthday) card.add('bday', type, [date]);
    else if (kind === 'wedding' && !hasWedding && label === undefined) card.add('anniversary', type, [date]);
    else card.add('x-abdate', 'text', [date], {}, label ?? DATE_LABELS[kind]);
    hasBirthday ||= kind === 'birth';
    hasWedding ||= kind === 'wedding' && label === undefined;
  }
}

const DATE_LABELS: Readonly<Record<DateItem['kind'], string>> = { birth: 'Birthday', wedding: 'Wedding', customerSince: 'Customer since', nameDay: 'Name day', custom: '' };
/** Relation types of RFC 6350 6.6.6 that we share. */
const RELATED_TYPES = new Set(['spouse', 'parent', 'child', 'sibling']);

function addRelation(card: CardDraft, item: RelationItem, options: CardWriteOptions): void {
  const type = RELATED_TYPES.has(item.type) ? item.type : ownRelationType(item.type);
  const params: Record<string, readonly string[]> = { ...(type ? { type: [type] } : {}), ...(item.note ? { 'x-note': [item.note] } : {}) };
  if (item.customer) {
    const name = options.customerName?.(item.customer) ?? item.name;
    card.add('related', 'uri', [UUID.test(item.customer) ? `urn:uuid:${item.customer}` : `x-regulars:${item.customer}`], { ...params, ...(name ? { 'x-text': [name] } : {}) }, item.label);
  } else if (item.name) card.add('related', 'text', [item.name], params, item.label);
}
