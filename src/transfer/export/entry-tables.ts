/** What happened with customers, as two tables: the timeline (interactions) and the purchases, one line each. */
import { displayNameOf, listItems } from '../../domain/customer/customer';
import type { EmailItem } from '../../domain/customer/fields';
import type { Interaction, Purchase } from '../../domain/entry/entry';
import type { Money } from '../../domain/values/money';
import type { CardSource } from '../vcard/customer-to-card';
import type { CsvColumn } from './csv';

export interface EntryRow<E> { readonly source: CardSource; readonly entry: E }

const whose = <E>(): CsvColumn<EntryRow<E>>[] => [
  { header: 'Customer ID', cell: ({ source }) => source.id },
  { header: 'Customer number', cell: ({ source }) => textField(source, 'customerNumber') },
  { header: 'Customer', cell: ({ source }) => displayNameOf(source.fields) },
];

export const TIMELINE_COLUMNS: readonly CsvColumn<EntryRow<Interaction>>[] = [
  ...whose<Interaction>(),
  { header: 'When (UTC)', cell: ({ entry }) => entry.at },
  { header: 'Channel', cell: ({ entry }) => entry.channel },
  { header: 'Direction', cell: ({ entry }) => entry.direction },
  { header: 'Minutes', cell: ({ entry }) => entry.minutes },
  { header: 'By', cell: ({ entry }) => entry.by },
  { header: 'Participants', cell: ({ entry }) => entry.participants },
  { header: 'Summary', cell: ({ entry }) => entry.summary },
  { header: 'Promise', cell: ({ entry }) => entry.promise?.text },
  { header: 'Promise due', cell: ({ entry }) => entry.promise?.due },
  { header: 'Promise done', cell: ({ entry }) => entry.promise?.doneAt },
  { header: 'Next step', cell: ({ entry }) => entry.nextStep?.text },
  { header: 'Next step due', cell: ({ entry }) => entry.nextStep?.due },
  { header: 'Next step done', cell: ({ entry }) => entry.nextStep?.doneAt },
  { header: 'Resolved', cell: ({ entry }) => entry.resolvedAt },
  { header: 'Resolution', cell: ({ entry }) => entry.resolution },
  { header: 'Cost', cell: ({ entry }) => entry.cost && decimal(entry.cost) },
  { header: 'Cost currency', cell: ({ entry }) => entry.cost?.currency },
  { header: 'Entry ID', cell: ({ entry }) => entry.id },
];

export const PURCHASE_COLUMNS: readonly CsvColumn<EntryRow<Purchase>>[] = [
  ...whose<Purchase>(),
  { header: 'Email', cell: ({ source }) => listItems<EmailItem>(source.fields, 'email')[0]?.item.value },
  { header: 'Receipt', cell: ({ entry }) => entry.receipt },
  { header: 'Date', cell: ({ entry }) => entry.day },
  { header: 'Amount', cell: ({ entry }) => decimal(entry.amount) },
  { header: 'Currency', cell: ({ entry }) => entry.amount.currency },
  { header: 'Quantity', cell: ({ entry }) => entry.quantity },
  { header: 'Category', cell: ({ entry }) => entry.category },
  { header: 'Margin %', cell: ({ entry }) => entry.marginPercent },
  { header: 'Note', cell: ({ entry }) => entry.note },
  { header: 'Entry ID', cell: ({ entry }) => entry.id },
];

function textField(source: CardSource, key: string): string | undefined {
  const value = source.fields[key];
  return typeof value === 'string' ? value : undefined;
}

/** Figures of minor units as a decimal with a point: 1234 EUR -> 12.34, 1234 JPY -> 1234 (ISO 4217 digits). A number, so that no guard is put before a minus. */
export function decimal({ minor, currency }: Money): number {
  const digits = minorDigits(currency);
  return Number((minor / 10 ** digits).toFixed(digits));
}

/** Making a NumberFormat costs 30 us: more than the rest of the line. */
const digitsByCurrency = new Map<string, number>();

function minorDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const digits = lookUpDigits(currency);
  digitsByCurrency.set(currency, digits);
  return digits;
}

function lookUpDigits(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // No code of ISO 4217: cents, as everywhere in the book.
  }
}
