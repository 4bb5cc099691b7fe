/**
 * One plain row per customer: what lists, search, filters, duplicate hints and reports read. Derived from the document
 * by `rowFromDocument` whenever it changes; stored, never synced. Absent properties mean "empty", to keep 50,000 rows small.
 */
import type { CustomerFields, CustomerId, CustomerKind, CustomerStatus } from './fields';
import { conflictsOf } from './conflicts';
import { customerFromFields } from './customer';
import type { Entry } from '../entry/entry';
import { isQualifying } from '../entry/entry';
import type { Interaction, Purchase } from '../entry/entry';
import type { BoughtSeries, ContactSeries } from '../entry/series';
import { encodeBought, encodeContacts } from '../entry/series';
import { needsOf } from '../needs/need';
import { TIER_OVERRIDE_KEY, parseTierOverride } from '../value/tier';
import type { TierOverride } from '../value/tier';
import { WALLET_KEY, parseWallet } from '../value/wallet';
import type { Wallet } from '../value/wallet';
import type { Json } from '../../lib/json';

export interface CustomerRow {
  readonly id: CustomerId;
  readonly name: string;
  readonly kind?: Exclude<CustomerKind, 'person'>;
  readonly given?: string; readonly family?: string; readonly nickname?: string;
  readonly org?: string;
  readonly number?: string;
  readonly emails?: readonly string[];
  /** Digits only, E.164 without '+' where known. */
  readonly phones?: readonly string[];
  readonly town?: string; readonly postcode?: string; readonly street?: string; readonly country?: string;
  readonly birthday?: string;
  readonly tags?: readonly string[];
  readonly owner?: string;
  readonly status?: CustomerStatus;
  readonly custom?: Readonly<Record<string, Json>>;
  readonly external?: Readonly<Record<string, string>>;
  /** First 1,000 characters of the shared note. */
  readonly note?: string;
  /** UTC stamp of the last qualifying contact. */
  readonly lastContact?: string;
  /** Day of the earliest open promise or next step. */
  readonly nextDue?: string;
  readonly openComplaints?: number;
  /** Fields that two devices changed apart (conflicts.ts). */
  readonly conflicts?: number;
  /**
   * Purchases: how many in all, first and last day; `minor` is the sum in the currency of most of them (ties: the first
   * by code), `mixed` says that there are others beside it. Amounts of different currencies are never added up: `series` is of that
   * one alone, and absent only in rows that an older build has stored.
   */
  readonly bought?: { readonly count: number; readonly minor: number; readonly currency: string; readonly first: string; readonly last: string; readonly mixed?: true; readonly series?: BoughtSeries };
  /** Every contact, in short. */
  readonly contacts?: ContactSeries;
  readonly wallet?: Wallet;
  /** Ids of needs groups, the first need first. */
  readonly needs?: readonly string[];
  readonly tierOverride?: TierOverride;
  readonly hasPhoto?: true;
  readonly sample?: true;
  readonly notSame?: readonly CustomerId[];
  readonly trashedAt?: string;
  readonly createdAt?: string; readonly editedAt?: string;
}

export const ROW_NOTE_LIMIT = 1_000;

/** What a row is made of; `entries` in any order. */
export interface RowSource { readonly id: CustomerId; readonly fields: CustomerFields; readonly note: string; readonly entries: Iterable<Entry> }

const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Projects a document to its row. Pure: equal sources give equal rows on every device. */
export function rowFromDocument({ id, fields, note, entries }: RowSource): CustomerRow {
  const customer = customerFromFields(id, fields);
  const row: Draft<CustomerRow> = { id, name: customer.displayName };
  if (customer.kind !== 'person') row.kind = customer.kind;
  if (customer.given) row.given = customer.given;
  if (customer.family) row.family = customer.family;
  if (customer.nickname) row.nickname = customer.nickname;
  if (customer.organization) row.org = customer.organization;
  if (customer.customerNumber) row.number = customer.customerNumber;
  if (customer.emails.length > 0) row.emails = customer.emails.map(({ item }) => item.value);
  if (customer.phones.length > 0) row.phones = customer.phones.map(({ item }) => digitsOf(item.e164 ?? item.raw)).filter(Boolean);
  const address = customer.addresses[0]?.item;
  if (address?.locality) row.town = address.locality;
  if (address?.postalCode) row.postcode = address.postalCode;
  if (address?.street) row.street = address.street;
  if (address?.country) row.country = address.country;
  const birthday = customer.dates.find(({ item }) => item.kind === 'birth')?.item.date;
  if (birthday) row.birthday = birthday;
  if (customer.tags.length > 0) row.tags = customer.tags;
  if (customer.owner) row.owner = customer.owner;
  if (customer.status) row.status = customer.status;
  if (Object.keys(customer.custom).length > 0) row.custom = customer.custom;
  const external: Record<string, string> = {};
  const notSame: string[] = [];
  for (const key in fields) {
    if (key.startsWith('external/') && typeof fields[key] === 'string') external[key.slice(9)] = fields[key];
    else if (key.startsWith('notSame/') && fields[key] === true) notSame.push(key.slice(8));
  }
  if (Object.keys(external).length > 0) row.external = external;
  if (notSame.length > 0) row.notSame = notSame;
  if (note) row.note = note.slice(0, ROW_NOTE_LIMIT);
  if (fields['photo']) row.hasPhoto = true;
  if (fields['sample'] === true) row.sample = true;
  const wallet = parseWallet(fields[WALLET_KEY]);
  if (wallet) row.wallet = wallet;
  const override = parseTierOverride(fields[TIER_OVERRIDE_KEY]);
  if (override) row.tierOverride = override;
  const needs = needsOf(fields);
  if (needs.length > 0) row.needs = needs;
  if (customer.trashedAt) row.trashedAt = customer.trashedAt;
  if (typeof fields['createdAt'] === 'string') row.createdAt = fields['createdAt'];
  addEntries(row, entries);
  const conflicts = conflictsOf(fields, entries).length;
  if (conflicts > 0) row.conflicts = conflicts;
  return row;
}

function addEntries(row: Draft<CustomerRow>, entries: Iterable<Entry>): void {
  let count = 0, first = '', last = '', complaints = 0;
  const sums = new Map<string, { count: number; minor: number }>();
  const purchases: Purchase[] = [], interactions: Interaction[] = [];
  for (const entry of entries) {
    if (entry.kind === 'purchase') {
      count += 1;
      purchases.push(entry);
      const sum = sums.get(entry.amount.currency);
      if (sum) {
        sum.count += 1;
        sum.minor += entry.amount.minor;
      } else sums.set(entry.amount.currency, { count: 1, minor: entry.amount.minor });
      if (!first || entry.day < first) first = entry.day;
      if (entry.day > last) last = entry.day;
    } else if (entry.kind === 'interaction') {
      interactions.push(entry);
      if (isQualifying(entry) && (!row.lastContact || entry.at > row.lastContact)) row.lastContact = entry.at;
      for (const open of [entry.promise, entry.nextStep]) {
        if (open?.due && !open.doneAt && (!row.nextDue || open.due < row.nextDue)) row.nextDue = open.due;
      }
      if (entry.channel === 'complaint' && !entry.resolvedAt) complaints += 1;
    } else if (entry.kind === 'change' && (!row.editedAt || entry.at > row.editedAt)) row.editedAt = entry.at;
  }
  if (count > 0) {
    const [currency, { minor }] = [...sums].reduce((a, b) => (b[1].count > a[1].count || (b[1].count === a[1].count && b[0] < a[0]) ? b : a));
    row.bought = { count, minor, currency, first, last, ...(sums.size > 1 ? { mixed: true as const } : {}), series: encodeBought(purchases.filter(({ amount }) => amount.currency === currency)) };
  }
  if (interactions.length > 0) row.contacts = encodeContacts(interactions);
  if (complaints > 0) row.openComplaints = complaints;
}
