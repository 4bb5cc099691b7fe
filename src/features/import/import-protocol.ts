/**
 * What the page and the import worker say to each other. The worker reads, maps, plans and makes documents; the page
 * alone holds the book: it lends rows and documents, and stores what it is given.
 */
import type { CustomerId } from '../../domain/customer/fields';
import type { Entry } from '../../domain/entry/entry';
import type { CustomerFields } from '../../domain/customer/fields';
import type { Result } from '../../lib/result';
import type { CustomerEdits, PackedCustomer, WriteError } from '../../replica/book';
import type { StorageError } from '../../replica/ports';
import type { Issue } from '../../transfer/contact-record';
import type { TextEncodingName, NotTextKind } from '../../transfer/csv/decode';
import type { Delimiter } from '../../transfer/csv/dialect';
import type { BookField, TableMapping } from '../../transfer/csv/propose-mapping';
import type { MatchKey } from '../../transfer/import/match';
import type { CreatedType } from '../../transfer/csv/target';
import type { DuplicateDecision, ImportCounts, PossibleDuplicate } from '../../transfer/import/plan-types';
import type { MatchRow } from '../../transfer/import/record-keys';
import type { ReportedRow } from '../../transfer/import/row-report';

export type SourceId = number;

/** Why a file gives nothing; each has a sentence that says what to do. */
export type SourceProblem =
  | { readonly kind: 'empty' } | { readonly kind: 'header-only' } | { readonly kind: 'unreadable'; readonly detail: string } | { readonly kind: 'no-cards' } | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-text'; readonly what: NotTextKind };

export interface TableSource {
  readonly kind: 'table';
  readonly id: SourceId; readonly name: string; readonly bytes: number;
  readonly rows: number; readonly encoding: TextEncodingName; readonly delimiter: Delimiter; readonly hasHeader: boolean;
  readonly mapping: TableMapping;
  /** Of the file as a whole. */
  readonly issues: readonly Issue[]; readonly issueCount: number;
}
export interface CardSource { readonly kind: 'cards'; readonly id: SourceId; readonly name: string; readonly bytes: number; readonly format: 'vcard' | 'jcard' }
export interface BadSource { readonly kind: 'bad'; readonly id: SourceId; readonly name: string; readonly bytes: number; readonly problem: SourceProblem }
export type Source = TableSource | CardSource | BadSource;

/** What the worker needs to know of the book when it opens a file. */
export interface OpenSettings { readonly currency: string; readonly fields: readonly BookField[] }

export interface ImportSettings {
  readonly importId: string;
  readonly at: string; readonly by: string; readonly device: string;
  readonly country: string;
  /** ISO day. */
  readonly today: string;
  readonly order: readonly MatchKey[];
  readonly createMissing: boolean;
  /** "Customer" in the user's language; the number follows. */
  readonly numberedName: string;
  /** By source and row. */
  readonly decisions: readonly (readonly [SourceId, number, DuplicateDecision])[];
}

export interface SourcedDuplicate extends PossibleDuplicate { readonly source: SourceId }
export interface SourcedRow extends ReportedRow { readonly source: SourceId }

export interface ImportResult {
  readonly counts: ImportCounts;
  readonly duplicates: readonly SourcedDuplicate[];
  /** The first rows with something to say; all of them by `reportedRows`. */
  readonly reported: readonly SourcedRow[];
  /** Rows that came in, but not whole. */
  readonly withIssues: number;
}

export type ImportFailure =
  | { readonly kind: 'cancelled' } | { readonly kind: 'crashed' } | { readonly kind: 'storage'; readonly error: StorageError } | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'write'; readonly error: Exclude<WriteError, { readonly kind: 'storage' }> };
export interface FailedImport { readonly failure: ImportFailure; /** What had been stored by then. */ readonly soFar: ImportResult }

/** A column that becomes a field of the book. */
export interface FieldToCreate { readonly id: string; readonly label: string; readonly type: CreatedType }

export type StoredTuple = readonly [id: CustomerId, fields: CustomerFields, entries: Readonly<Record<string, Entry>>, note: string];

/** The page's side (a Comlink proxy in the worker). */
export interface BookPort {
  /** Rows to match against, `start` counted in rows; fewer than `MATCH_ROWS` means the end. */
  matchRows(start: number): Promise<readonly MatchRow[]>;
  read(ids: readonly CustomerId[]): Promise<Result<readonly StoredTuple[], StorageError>>;
  /** The value names those who were erased on this device and do not come back under their id. */
  store(customers: readonly PackedCustomer[], last: boolean): Promise<Result<readonly CustomerId[], WriteError>>;
  change(edits: readonly CustomerEdits[], file: string): Promise<Result<void, WriteError>>;
  progress(done: number, total: number): void;
}
export const MATCH_ROWS = 2_000;

/** The worker's side. One check or import at a time; `cancel` ends it. */
export interface ImportWorkerApi {
  /** `as`: the id that the file had in a worker that died. */
  open(file: File, settings: OpenSettings, onProgress: (bytes: number) => void, as?: SourceId): Promise<Source>;
  /** Reads the file again with another separator, encoding or header. */
  reopen(id: SourceId, choice: { readonly delimiter?: Delimiter; readonly encoding?: TextEncodingName; readonly header?: boolean }, settings: OpenSettings): Promise<Source>;
  retarget(id: SourceId, column: number, target: string): Promise<TableMapping>;
  setMapping(id: SourceId, mapping: TableMapping): Promise<void>;
  close(id: SourceId): Promise<void>;
  fieldsToCreate(ids: readonly SourceId[]): Promise<readonly FieldToCreate[]>;
  /** Dry run: writes nothing. */
  check(ids: readonly SourceId[], settings: ImportSettings, port: BookPort): Promise<Result<ImportResult, FailedImport>>;
  run(ids: readonly SourceId[], settings: ImportSettings, port: BookPort): Promise<Result<ImportResult, FailedImport>>;
  reportedRows(): Promise<readonly SourcedRow[]>;
  /** Columns of a source, for the file of rows with reasons. */
  columns(id: SourceId): Promise<readonly string[]>;
  cancel(): Promise<void>;
}
