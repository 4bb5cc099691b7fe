/** What goes into a plan and what comes out; shared by dry run, import and the screens that show them. */
import type { CustomerFields, CustomerId, FieldEdits, FieldKey } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import type { Issue, IssueCode, PurchaseRecord } from '../contact-record';
import type { FillRule } from '../csv/target';
import type { MatchKey } from './match';

/** A row ready to plan: contact, purchase or both. */
export interface ImportRecord {
  readonly row: number;
  readonly fields: FieldEdits;
  readonly note?: string | undefined;
  readonly purchase?: PurchaseRecord['purchase'] | undefined;
  /** The entry's own id, where the file carries it. */
  readonly entryId?: string | undefined;
  readonly issues: readonly Issue[];
  readonly rejected?: IssueCode | undefined;
  readonly raw?: readonly string[] | undefined;
}

export interface StoredCustomer { readonly fields: CustomerFields; readonly entries: Readonly<Record<EntryId, Entry>>; readonly note: string }

/** What a person said about a possible duplicate; 'later' brings the row in as new. */
export type DuplicateDecision = 'same' | 'different' | 'later';

export interface PlanSettings {
  readonly importId: string;
  readonly file: string;
  /** UTC stamp of the import; author of what it writes. */
  readonly at: string; readonly by: string; readonly device: string;
  readonly order: readonly MatchKey[];
  readonly rules: ReadonlyMap<FieldKey, FillRule>;
  /** Purchases of people who are not in the book: create them, or reject the row. */
  readonly createMissing: boolean;
  /** Namespace of receipt numbers ('till', 'cdnow'). */
  readonly source: string;
  /** "Customer 00001", for those known by a number only. */
  readonly nameForNumber: (number: string) => string;
  readonly decisions: ReadonlyMap<number, DuplicateDecision>;
}

export type CustomerPlan =
  | { readonly kind: 'create'; readonly id: CustomerId; readonly row: number; readonly fields: CustomerFields; readonly entries: Readonly<Record<EntryId, Entry>>; readonly note: string }
  | { readonly kind: 'update'; readonly id: CustomerId; readonly row: number; readonly fields: FieldEdits; readonly entries: Readonly<Record<EntryId, Entry>>; readonly note?: string };

export interface PossibleDuplicate {
  readonly row: number; readonly name: string; readonly detail: string;
  readonly id: CustomerId; readonly otherId: CustomerId; readonly score: number;
}

export interface CurrencySum { readonly currency: string; readonly minor: number }

/** Customers are counted once, however many rows speak of them; `rejected` and `rows` are rows. The first four never overlap. */
export interface ImportCounts {
  readonly rows: number;
  readonly new: number; readonly updated: number; readonly unchanged: number; readonly possibleDuplicates: number;
  readonly rejected: number;
  readonly fieldsFilled: number; readonly fieldsOverwritten: number; readonly fieldsKept: number;
  readonly purchasesAdded: number; readonly purchasesChanged: number; readonly purchasesUnchanged: number;
  /** Sums of the purchases added. */
  readonly added: readonly CurrencySum[];
}

export const NO_COUNTS: ImportCounts = {
  rows: 0, new: 0, updated: 0, unchanged: 0, possibleDuplicates: 0, rejected: 0, fieldsFilled: 0, fieldsOverwritten: 0, fieldsKept: 0, purchasesAdded: 0, purchasesChanged: 0, purchasesUnchanged: 0, added: [],
};

export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  const sums = new Map<string, number>();
  for (const { currency, minor } of [...a.added, ...b.added]) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  const sum = (key: Exclude<keyof ImportCounts, 'added'>): number => a[key] + b[key];
  return {
    rows: sum('rows'), new: sum('new'), updated: sum('updated'), unchanged: sum('unchanged'), possibleDuplicates: sum('possibleDuplicates'), rejected: sum('rejected'),
    fieldsFilled: sum('fieldsFilled'), fieldsOverwritten: sum('fieldsOverwritten'), fieldsKept: sum('fieldsKept'),
    purchasesAdded: sum('purchasesAdded'), purchasesChanged: sum('purchasesChanged'), purchasesUnchanged: sum('purchasesUnchanged'), added: [...sums].map(([currency, minor]) => ({ currency, minor })),
  };
}
