/**
 * A customer as a JSContact Card (RFC 9553), after the mapping from vCard of RFC 9555: names, contact points, dates and
 * relations in the Card's own words, everything else as jCard properties under `vCardProps` (RFC 9555 section 3.2.1).
 */
import { customerFromFields } from '../../domain/customer/customer';
import type { Customer } from '../../domain/customer/customer';
import type { AddressItem, ContactType, DateItem, PhoneItem, RelationItem } from '../../domain/customer/fields';
import type { Json } from '../../lib/json';
import { propertiesFromCustomer } from '../vcard/customer-to-card';
import type { CardSource, CardWriteOptions } from '../vcard/customer-to-card';
import { jcardProperty, propertyFromJCard } from '../vcard/jcard-property';

export type JSContactCard = Readonly<Record<string, Json>>;

/** What the Card says in its own words; any other property goes to `vCardProps`. */
const CONVERTED = new Set(['uid', 'rev', 'kind', 'fn', 'n', 'nickname', 'x-phonetic-first-name', 'x-phonetic-last-name', 'org', 'title', 'email', 'tel', 'adr', 'url', 'bday', 'anniversary', 'related', 'categories', 'note', 'photo', 'lang', 'x-abdate', 'x-ablabel']);

export function customerToJSContact(source: CardSource, options: CardWriteOptions = {}): JSContactCard {
  const { id, fields, note } = source;
  const customer = customerFromFields(id, fields);
  const properties = propertiesFromCustomer(source, options);
  const textOf = (name: string): Json => properties.find((property) => property.name === name)?.values[0] ?? '';
  const dates = customer.dates.map(({ item }) => item);
  // The extras stand last and are kept whole, also those whose name the Card knows (a second ORG, a LANG less preferred).
  const extras = new Set(listExtras(source));
  const kept = [...properties.filter(({ name }) => !CONVERTED.has(name)).map((property) => JSON.stringify(jcardProperty(property))), ...extras];
  return withoutEmpty({
    '@type': 'Card', version: '1.0', uid: textOf('uid'), updated: textOf('rev'), prodId: '-//Regulars//Customer book//EN',
    kind: customer.kind === 'company' ? 'org' : customer.kind === 'household' ? 'group' : 'individual',
    name: nameOf(customer, source),
    nicknames: customer.nickname ? { n1: { name: customer.nickname } } : {},
    organizations: customer.organization || customer.department ? { o1: withoutEmpty({ name: customer.organization, units: customer.department ? [{ name: customer.department }] : [] }) } : {},
    titles: customer.jobTitle ? { t1: { name: customer.jobTitle, kind: 'title' } } : {},
    emails: keyed(customer.emails, (item) => ({ address: item.value, ...usage(item) })),
    phones: keyed(customer.phones, phoneOf),
    addresses: keyed(customer.addresses, addressOf),
    links: keyed(customer.links, (item) => ({ uri: item.url, ...usage(item) })),
    anniversaries: anniversariesOf(dates),
    preferredLanguages: customer.language ? { l1: { language: customer.language, pref: 1 } } : {},
    relatedTo: relatedOf(customer.relations.map(({ item }) => item)),
    keywords: Object.fromEntries(customer.tags.map((tag) => [tag, true])),
    notes: note ? { n1: { note } } : {},
    media: typeof fields['photo'] === 'string' ? { p1: { kind: 'photo', uri: fields['photo'], mediaType: /^data:([^;,]+)/.exec(fields['photo'])?.[1] ?? '' } } : {},
    vCardProps: [...new Set(kept)].map((text) => JSON.parse(text) as Json),
  });
}

function listExtras({ fields }: CardSource): string[] {
  return Object.keys(fields).filter((key) => key.startsWith('extra/')).flatMap((key) => {
    const property = propertyFromJCard(fields[key]);
    return property ? [JSON.stringify(jcardProperty(property))] : [];
  });
}

/** Empty text, lists and objects out: absence says the same. */
function withoutEmpty(value: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== '' && part !== null && !(typeof part === 'object' && Object.keys(part).length === 0)));
}

const keyed = <T>(items: readonly { readonly id: string; readonly item: T }[], convert: (item: T) => Record<string, Json>): Record<string, Json> => Object.fromEntries(items.map(({ id, item }) => [id, convert(item)]));

/** RFC 9555 2.2.5: family, given, middle, prefix, suffix are surname, given, given2, title, credential. */
function nameOf(customer: Customer, { fields }: CardSource): Record<string, Json> {
  const phonetic = (key: string): string => (typeof fields[key] === 'string' ? fields[key] : '');
  const parts: readonly (readonly [string, string, string])[] = [
    ['title', customer.prefix, ''], ['given', customer.given, phonetic('name/phoneticGiven')], ['given2', customer.middle, ''],
    ['surname', customer.family, phonetic('name/phoneticFamily')], ['credential', customer.suffix, ''],
  ];
  const components = parts.filter(([, value]) => value).map(([kind, value, sound]) => withoutEmpty({ kind, value, phonetic: sound }));
  const hasSound = components.some((component) => 'phonetic' in component);
  // RFC 9553 2.2.1: a phonetic part needs its system named; ours is how the name is said, in plain letters.
  return withoutEmpty({ full: customer.displayName, components, isOrdered: components.length > 0, ...(hasSound ? { phoneticSystem: 'x-plain' } : {}) });
}

/** 'home' is "private" in JSContact; work of a work fax stands in the label. */
function usage(item: { readonly type?: ContactType | undefined; readonly label?: string | undefined; readonly preferred?: boolean | undefined }): Record<string, Json> {
  const place = item.type === 'work' || item.label === 'work' ? 'work' : item.type === 'home' || item.label === 'home' ? 'private' : '';
  const isPlaceLabel = (item.label === 'work' || item.label === 'home') && item.type !== undefined;
  return withoutEmpty({ contexts: place ? { [place]: true } : {}, label: isPlaceLabel ? '' : (item.label ?? ''), ...(item.preferred ? { pref: 1 } : {}) });
}

function phoneOf(item: PhoneItem): Record<string, Json> {
  const feature = item.type === 'mobile' || item.type === 'fax' ? item.type : item.label === 'pager' ? 'pager' : 'voice';
  return { number: item.raw, features: { [feature]: true }, ...usage(item) };
}

/** RFC 9555 2.4.1: the street part as a whole is a 'name', the extended part an 'apartment'. */
function addressOf(item: AddressItem): Record<string, Json> {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['postOfficeBox', item.poBox], ['apartment', item.extended], ['name', item.street], ['locality', item.locality], ['region', item.region], ['postcode', item.postalCode], ['country', item.country],
  ];
  const components = parts.flatMap(([kind, value]) => (value ? [{ kind, value }] : []));
  return withoutEmpty({ components, full: item.formatted ?? '', ...usage(item) });
}

/** Kinds of RFC 9553 2.8.1; our others under a name of their own, as its registry asks. A date that is only text stays text in the label's place. */
function anniversariesOf(dates: readonly DateItem[]): Record<string, Json> {
  const kinds: Readonly<Record<DateItem['kind'], string>> = { birth: 'birth', wedding: 'wedding', customerSince: 'regulars.app:customerSince', nameDay: 'regulars.app:nameDay', custom: 'regulars.app:custom' };
  return Object.fromEntries(dates.map(({ kind, date, label }, i) => {
    const value = partialDate(date);
    return [`a${i + 1}`, withoutEmpty({ kind: kinds[kind], date: value ?? {}, 'regulars.app:label': label ?? '', ...(value ? {} : { 'regulars.app:text': date }) })];
  }));
}

/** `--04-12` -> month and day; `1980` -> year; undefined for what is only text. */
export function partialDate(date: string): Record<string, Json> | undefined {
  const found = /^(?:(\d{4})|-)(?:-(\d\d)(?:-(\d\d))?)?$/.exec(date);
  if (!found || (found[1] === undefined && found[3] === undefined)) return undefined;
  const [, year, month, day] = found;
  return { '@type': 'PartialDate', ...(year ? { year: Number(year) } : {}), ...(month ? { month: Number(month) } : {}), ...(day ? { day: Number(day) } : {}) };
}

/** Keyed by UID, or by the name where there is no record (RFC 9555 2.9.6); the relation seen from the other side, as RELATED has it. */
function relatedOf(relations: readonly RelationItem[]): Record<string, Json> {
  const known = new Set(['spouse', 'child', 'parent', 'sibling']);
  const related: Record<string, Json> = {};
  for (const { type, customer, name, label } of relations) {
    const key = customer ? `urn:uuid:${customer}` : name;
    if (!key) continue;
    const before = (related[key] as { readonly relation?: Readonly<Record<string, Json>> } | undefined)?.relation;
    related[key] = { relation: { ...before, [known.has(type) ? type : `regulars.app:${label ?? type}`]: true } };
  }
  return related;
}
