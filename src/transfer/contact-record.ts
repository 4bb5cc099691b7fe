/**
 * What any reader (vCard, jCard, CSV) yields and any writer takes: flat fields in the domain's own keys, plus what is
 * not a field. Readers never throw on content: a bad value becomes an issue on its record, the rest still comes in.
 */
import type { FieldEdits } from '../domain/customer/fields';
import type { Purchase } from '../domain/entry/entry';

export type IssueCode =
  | 'bad-date' | 'bad-number' | 'bad-email' | 'odd-value' | 'ragged-row' | 'cut-off' | 'unreadable' | 'empty' | 'no-name' | 'too-large' | 'not-text'
  | 'header-only' | 'duplicate-header' | 'encoding-guessed' | 'broken-letter' | 'unknown-charset' | 'photo-too-large' | 'no-match' | 'no-amount' | 'future-birthday'
  | 'bad-phone' | 'formula' | 'in-trash' | 'name-differs' | 'not-wanted';

/** `row` counts from 1 as a spreadsheet shows it (header included); for cards it is the card's number. */
export interface Issue { readonly code: IssueCode; readonly row: number; readonly column?: string | undefined; readonly value?: string | undefined }

export interface ContactRecord {
  readonly row: number;
  readonly fields: FieldEdits;
  readonly note?: string | undefined;
  readonly issues: readonly Issue[];
  /** Set where the row cannot come in at all. */
  readonly rejected?: IssueCode | undefined;
  /** The row as read, for the file of rejected rows. */
  readonly raw?: readonly string[] | undefined;
}

/** One receipt line; matched to a customer by number, e-mail or phone. */
export interface PurchaseRecord {
  readonly row: number;
  readonly customerNumber?: string | undefined; readonly email?: string | undefined; readonly phone?: string | undefined; readonly name?: string | undefined;
  /** Other facts about the customer in the same row; used where the customer is created. */
  readonly fields?: FieldEdits | undefined;
  /** Id of the entry where the file carries it (our own export). */
  readonly entryId?: string | undefined;
  readonly purchase: Omit<Purchase, 'id' | 'by' | 'at' | 'kind' | 'device'>;
  readonly issues: readonly Issue[];
  readonly rejected?: IssueCode | undefined;
  readonly raw?: readonly string[] | undefined;
}
