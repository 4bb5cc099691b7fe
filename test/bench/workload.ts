/**
 * The book that every bench works on: believable customers with 20 fields and a history each, the same on every machine
 * and in every run. Pure; the n-th customer depends on n alone, so that a book of 500 is the beginning of one of 50,000.
 *
 * Names, towns and words repeat as they do in life (a few hundred family names for 50,000 people), for repetition is what
 * sorting, searching and compressing see. Nothing here is a real person.
 */
import type { CustomerFields, CustomerId } from '../../src/domain/customer/fields';
import type { Entry, EntryId } from '../../src/domain/entry/entry';
import { seededRandom } from '../support/customers';

/** As an import plans it, and as `createCustomerState` takes it. */
export interface BenchCustomer {
  readonly id: CustomerId;
  readonly fields: CustomerFields;
  readonly entries: Readonly<Record<EntryId, Entry>>;
  readonly note: string;
}

/** The first customers have this long a history, to be opened one after another. */
export const LONG_HISTORIES = 20;
export const LONG_HISTORY = 200;

const GIVEN = 'Anna Ben Clara David Elena Finn Greta Hugo Ida Jonas Katrin Lukas Maria Noah Olivia Paul Rosa Samuel Thea Viktor Aoife Conor Siobhan Pádraig Jürgen Zoë André Chloé'.split(' ');
const FAMILY_HEAD = 'Berg Bach Holz Stein Feld Kirch Neu Alt Ober Unter Rosen Winter Sommer Gold Silber Eich Linden Buch Wald Wasser'.split(' ');
const FAMILY_TAIL = 'mann er meier hofer bauer müller berger huber felder brink kamp thal reuter lein ig'.split(' ');
const TOWNS = ['Cork', 'Galway', 'Kinsale', 'Köln', 'Wien', 'Graz', 'Zürich', 'Basel', 'Lyon', 'Nantes', 'Gent', 'Breda', 'Aarhus', 'Malmö', 'Porto', 'Bilbao'];
const STREETS = ['Quay Street', 'Lindenweg', 'Rue du Port', 'Hauptstraße', 'Market Lane', 'Am Anger', 'Mill Road', 'Kirchgasse'];
const TRADES = ['Interiors', 'Weinbau', 'Tischlerei', 'Gallery', 'Bakery', 'Architects', 'Hotel', 'Keramik'];
const WORDS = 'asked about the spring delivery likes dry white from the hill prefers a call in the morning brings her sister to tastings wants oak samples before Easter paid at once'.split(' ');
const CHANNELS = ['call', 'visit', 'email', 'message'] as const;
const OWNERS = ['Anna', 'Ben', 'Clara'];
const TAGS = ['regular', 'wholesale', 'newsletter', 'tasting', 'gift'];

/** Ids sort like their numbers and have the length of a UUID. */
export const customerId = (n: number): CustomerId => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;

export function aBenchCustomer(n: number, entriesEach: number): BenchCustomer {
  const random = seededRandom(n + 1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const day = (): string => new Date(Date.UTC(2021, 0, 1) + Math.floor(random() * 1_800) * 86_400_000).toISOString().slice(0, 10);
  const sentence = (length: number): string => Array.from({ length }, () => pick(WORDS)).join(' ');
  const given = pick(GIVEN);
  const family = pick(FAMILY_HEAD) + pick(FAMILY_TAIL);
  const trade = `${family} ${pick(TRADES)}`;
  const phone = String(1_000_000 + Math.floor(random() * 8_999_999));
  const fields: CustomerFields = {
    'name/given': given, 'name/family': family, 'name/prefix': random() < 0.1 ? 'Dr.' : 'Ms', organization: trade, jobTitle: 'Owner', customerNumber: `C-${String(n).padStart(6, '0')}`,
    language: 'en', owner: pick(OWNERS), status: random() < 0.8 ? 'active' : 'lapsed', preferredChannel: pick(CHANNELS),
    'email/e1': { value: `${given}.${family}.${n}@example.com`.toLowerCase(), type: 'work' },
    'phone/p1': { raw: `021 ${phone}`, e164: `+35321${phone}`, type: 'mobile' },
    'address/a1': { street: `${1 + Math.floor(random() * 90)} ${pick(STREETS)}`, locality: pick(TOWNS), postalCode: String(10_000 + Math.floor(random() * 89_999)), country: 'IE' },
    'link/l1': { url: `https://${family.toLowerCase()}.example` }, 'date/birth': { kind: 'birth', date: day() }, 'date/since': { kind: 'customerSince', date: day() },
    [`tag/${pick(TAGS)}`]: true, 'custom/size': String(36 + Math.floor(random() * 12)), 'external/till': `T${n}`, createdAt: `${day()}T08:00:00.000Z`,
  };
  const entries: Record<EntryId, Entry> = {};
  const history = entriesEach > 0 && n < LONG_HISTORIES ? LONG_HISTORY : entriesEach;
  for (let i = 0; i < history; i++) {
    const on = day();
    const id = `ent-${n}-${i}`;
    entries[id] = i % 2 === 0
      ? { id, kind: 'purchase', at: `${on}T12:00:00.000Z`, by: 'till', day: on, amount: { minor: 500 + Math.floor(random() * 40_000), currency: 'EUR' }, quantity: 1, receipt: `R-${n}-${i}` }
      : { id, kind: 'interaction', at: `${on}T09:30:00.000Z`, by: pick(OWNERS), channel: pick(CHANNELS), direction: 'out', summary: sentence(8) };
  }
  return { id: customerId(n), fields, entries, note: n % 3 === 0 ? sentence(14) : '' };
}

export function benchCustomers(count: number, entriesEach: number): BenchCustomer[] {
  return Array.from({ length: count }, (_, n) => aBenchCustomer(n, entriesEach));
}

const CSV_COLUMNS = [
  'Customer number', 'Title', 'First name', 'Last name', 'Company', 'Position', 'Language', 'Owner', 'E-mail', 'Mobile', 'Street', 'Postal code', 'City', 'Country', 'Website', 'Birthday', 'Customer since', 'Tags', 'Shoe size', 'Notes',
];

/** The same customers as a table of 20 columns, as another program would have exported them. */
export function benchCsv(count: number): string {
  const lines = [CSV_COLUMNS.join(',')];
  for (let n = 0; n < count; n++) {
    const { fields, note } = aBenchCustomer(n, 0);
    const text = (key: string): string => fields[key] as string;
    const part = (key: string, name: string): string => (fields[key] as Readonly<Record<string, string>>)[name]!;
    const tag = Object.keys(fields).find((key) => key.startsWith('tag/'))!.slice(4);
    const cells = [
      ...['customerNumber', 'name/prefix', 'name/given', 'name/family', 'organization', 'jobTitle', 'language', 'owner'].map(text), part('email/e1', 'value'), part('phone/p1', 'raw'),
      part('address/a1', 'street'), part('address/a1', 'postalCode'), part('address/a1', 'locality'), 'Ireland', part('link/l1', 'url'), part('date/birth', 'date'), part('date/since', 'date'), tag, text('custom/size'), note,
    ];
    lines.push(cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','));
  }
  return lines.join('\r\n');
}

/** What people type into the search box, one key after another; names, towns, phones, words of notes, and nobody. */
export const SEARCHES: readonly string[] = ['bergmann', 'anna holz', 'köln', 'rosenberger', '35321', 'oak samples', 'weinbau', 'müller', 'c-0042', 'zzyzx'];

/** Every state of the search box while `SEARCHES` are typed. */
export const keystrokes = (): string[] => SEARCHES.flatMap((text) => Array.from(text, (_, i) => text.slice(0, i + 1)));
