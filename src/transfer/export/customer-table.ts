/**
 * Customers as a flat table: one line each, list values in numbered columns ("Email 1", "Email 2"). How many columns a
 * list needs is known only after all customers have been seen, so the shape is counted first and the lines written after.
 */
import { customerFromFields, listItems } from '../../domain/customer/customer';
import type { AddressItem, CustomerFields, DateItem, EmailItem, FieldKey, LinkItem, ListPrefix, PhoneItem, RelationItem } from '../../domain/customer/fields';
import type { Json } from '../../lib/json';
import type { CardSource } from '../vcard/customer-to-card';
import type { CsvCell, CsvColumn } from './csv';

interface ListColumns { readonly prefix: ListPrefix; readonly columns: readonly (readonly [header: string, part: string])[] }

/** Header patterns with `#` for the number; what a part is called in the item. */
const LISTS: readonly ListColumns[] = [
  { prefix: 'email', columns: [['Email #', 'value'], ['Email # type', 'type'], ['Email # label', 'label']] satisfies [string, keyof EmailItem][] },
  { prefix: 'phone', columns: [['Phone #', 'raw'], ['Phone # type', 'type'], ['Phone # label', 'label']] satisfies [string, keyof PhoneItem][] },
  {
    prefix: 'address', columns: [
      ['Address # type', 'type'], ['Address # label', 'label'], ['Address # PO box', 'poBox'], ['Address # extended', 'extended'], ['Address # street', 'street'], ['Address # postal code', 'postalCode'],
      ['Address # city', 'locality'], ['Address # region', 'region'], ['Address # country', 'country'], ['Address # formatted', 'formatted'],
    ] satisfies [string, keyof AddressItem][],
  },
  { prefix: 'link', columns: [['Link #', 'url'], ['Link # type', 'type'], ['Link # label', 'label']] satisfies [string, keyof LinkItem][] },
  { prefix: 'date', columns: [['Date #', 'date'], ['Date # kind', 'kind'], ['Date # label', 'label']] satisfies [string, keyof DateItem][] },
  {
    prefix: 'relation', columns: [['Relation #', 'name'], ['Relation # type', 'type'], ['Relation # label', 'label'], ['Relation # customer ID', 'customer'], ['Relation # note', 'note']] satisfies [string, keyof RelationItem][],
  },
];

const SCALARS: readonly (readonly [header: string, key: FieldKey])[] = [
  ['Customer number', 'customerNumber'], ['Kind', 'kind'], ['Display name', 'displayName'], ['Prefix', 'name/prefix'], ['Given name', 'name/given'], ['Middle name', 'name/middle'], ['Family name', 'name/family'],
  ['Suffix', 'name/suffix'], ['Nickname', 'name/nickname'], ['Phonetic given name', 'name/phoneticGiven'], ['Phonetic family name', 'name/phoneticFamily'], ['Organization', 'organization'], ['Department', 'department'],
  ['Job title', 'jobTitle'], ['Status', 'status'], ['Owner', 'owner'], ['Language', 'language'], ['Time zone', 'timeZone'], ['Preferred channel', 'preferredChannel'], ['Preferred hours', 'preferredHours'],
];

/** Between several values in one cell, as Google writes it. */
export const CELL_SEPARATOR = ' ::: ';

/** Counts what the table needs; then gives its columns. */
export class CustomerTableShape {
  readonly #lengths = new Map<ListPrefix, number>();
  readonly #custom = new Set<FieldKey>();
  readonly #external = new Set<FieldKey>();

  count(fields: CustomerFields): void {
    for (const { prefix } of LISTS) this.#lengths.set(prefix, Math.max(this.#lengths.get(prefix) ?? 0, itemsOf(fields, prefix).length));
    for (const key in fields) {
      if (fields[key] === null) continue;
      if (key.startsWith('custom/')) this.#custom.add(key);
      else if (key.startsWith('external/')) this.#external.add(key);
    }
  }

  /** `fieldName` names custom fields ('custom/<id>' -> 'Shoe size'); without a name the id stands. */
  columns(fieldName: (key: FieldKey) => string | undefined = () => undefined): CsvColumn<CardSource>[] {
    const columns: CsvColumn<CardSource>[] = [{ header: 'Customer ID', cell: ({ id }) => id }];
    for (const [header, key] of SCALARS) columns.push({ header, cell: ({ fields }) => textOf(fields[key]) });
    columns.push({ header: 'Birthday', cell: ({ fields }) => birthdayOf(fields) });
    columns.push({ header: 'Tags', cell: ({ id, fields }) => customerFromFields(id, fields).tags.join(CELL_SEPARATOR) });
    for (const { prefix, columns: parts } of LISTS) {
      for (let n = 0; n < (this.#lengths.get(prefix) ?? 0); n++) {
        for (const [header, part] of parts) columns.push({ header: header.replace('#', String(n + 1)), cell: ({ fields }) => textOf(itemsOf(fields, prefix)[n]?.[part]) });
      }
    }
    const used = new Set([...columns.map((column) => column.header), 'Note']);
    for (const key of [...this.#custom].sort()) {
      const name = fieldName(key) ?? key;
      const header = used.has(name) ? `${name} (${key})` : name;
      used.add(header);
      columns.push({ header, cell: ({ fields }) => cellOf(fields[key]) });
    }
    for (const key of [...this.#external].sort()) columns.push({ header: `ID at ${key.slice(9)}`, cell: ({ fields }) => textOf(fields[key]) });
    columns.push({ header: 'Note', cell: ({ note }) => note });
    return columns;
  }
}

/** The columns for these customers, counted and made at once. */
export function customerColumns(sources: Iterable<CardSource>, fieldName?: (key: FieldKey) => string | undefined): CsvColumn<CardSource>[] {
  const shape = new CustomerTableShape();
  for (const { fields } of sources) shape.count(fields);
  return shape.columns(fieldName);
}

type Item = Readonly<Record<string, Json>>;

/** Items of a list, the preferred one first; the birthday has a column of its own. */
function itemsOf(fields: CustomerFields, prefix: ListPrefix): readonly Item[] {
  const items = listItems<Item>(fields, prefix).filter(({ id }) => !(prefix === 'date' && id === 'birth')).map(({ item }) => item);
  return [...items.filter((item) => item['preferred'] === true), ...items.filter((item) => item['preferred'] !== true)];
}

const birthdayOf = (fields: CustomerFields): CsvCell => listItems<DateItem>(fields, 'date').find(({ id }) => id === 'birth')?.item.date;
const textOf = (value: Json | undefined): CsvCell => (typeof value === 'string' || typeof value === 'number' ? value : undefined);

function cellOf(value: Json | undefined): CsvCell {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && (value as readonly Json[]).every((part) => typeof part === 'string')) return value.join(CELL_SEPARATOR);
  return JSON.stringify(value);
}
