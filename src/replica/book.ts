/**
 * The public door of the replica: one customer book on this device, as features and state see it.
 *
 *   feature -> perform(edits) -> one Yjs transaction per customer -> coalesced commit (document + row) -> saved
 *                                                                 -> row change -> listeners (this tab and others)
 *
 * No Yjs type passes through here but the note's Y.Text, which only the editor binding touches.
 */
import type * as Y from 'yjs';
import type { Result } from '../lib/result';
import type { Json } from '../lib/json';
import type { CustomerFields, CustomerId, FieldEdits, FieldKey } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import type { Entry, EntryId, FactSource } from '../domain/entry/entry';
import type { StorageError } from './ports';
import type { SyncBook } from './sync/port';

/** What one customer's document is asked to become, as one transaction. */
export interface CustomerEdits {
  readonly id: CustomerId;
  readonly fields?: FieldEdits;
  /** Whole records by id; null deletes. */
  readonly entries?: Readonly<Record<EntryId, Entry | null>>;
  /** Replaces the note; only for creation, import and undo. People type through `OpenCustomer.note`. */
  readonly note?: string;
}

/** One thing a user did: at most one transaction per customer, one undo step, one toast. */
export interface UserAction {
  /** Key of the sentence for toast and undo menu, and what it needs ("Moved 3 customers to the trash"). */
  readonly label: string;
  readonly edits: readonly CustomerEdits[];
  /** Who says so; changed fields get a `Change` entry with it. Default: staff. */
  readonly source?: FactSource;
  /** A field that saves itself while someone types: the history keeps one record for the whole word, not one a letter. */
  readonly typing?: true;
}

export type WriteError =
  | { readonly kind: 'storage'; readonly error: StorageError }
  | { readonly kind: 'unknown-customer'; readonly id: CustomerId }
  | { readonly kind: 'newer-schema'; readonly id: CustomerId }
  | { readonly kind: 'corrupt'; readonly id: CustomerId }
  /** The role of this device in its team does not permit it; nothing was written. */
  | { readonly kind: 'not-allowed' }
  /** The edits are no JSON, too large, or have an id or key that is not allowed; nothing was written. */
  | { readonly kind: 'invalid'; readonly id: CustomerId; readonly detail: string };

/** `skipped`: customers at whom nothing was taken back, being erased, damaged or changed since. Absent where there are none. */
export interface TakenBack { readonly skipped?: readonly CustomerId[] }

export interface ActionReceipt {
  readonly label: string;
  readonly customers: readonly CustomerId[];
  /** Of many given the same change: those left as they were, being erased or damaged. Absent where there are none. */
  readonly skipped?: readonly CustomerId[];
  /** Takes back what still stands as this action left it; later edits of others stay. */
  undo(): Promise<Result<TakenBack, WriteError>>;
}

export type SaveState =
  /** `dropped`: customers who were erased elsewhere before the last changes here could be stored; those changes are gone with them. Told once. */
  | { readonly kind: 'saved'; readonly at?: number; readonly dropped?: readonly CustomerId[] }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly error: StorageError; readonly unsaved: number };

export type DocumentEvent = {
  /** 'user': an action in this tab; 'remote': another tab, a peer or an import. */
  readonly source: 'user' | 'remote';
  /** Changed keys only; null removed. */
  readonly fields?: FieldEdits;
  readonly entries?: Readonly<Record<EntryId, Entry | null>>;
  /** The customer has been erased for good: nothing that is typed from now on will be kept. */
  readonly erased?: true;
};

/** A live customer. Close it when the screen goes; unsaved edits are kept until stored. */
export interface OpenCustomer {
  readonly id: CustomerId;
  fields(): CustomerFields;
  entries(): Readonly<Record<EntryId, Entry>>;
  /** For the editor binding only; every change to it is saved like any other. */
  readonly note: Y.Text;
  /** Asked anew at each use: a role may change while the customer is open. */
  readonly readOnly: false | 'newer-schema' | 'not-allowed';
  onChange(listener: (event: DocumentEvent) => void): () => void;
  close(): void;
}

export type RowsEvent = { readonly kind: 'changed'; readonly ids: readonly CustomerId[] } | { readonly kind: 'reset' };

/** All rows in memory. `get` is cheap; `all()` includes trashed rows and is in no particular order. */
export interface RowIndex {
  readonly size: number;
  get(id: CustomerId): CustomerRow | undefined;
  all(): IterableIterator<CustomerRow>;
  onChange(listener: (event: RowsEvent) => void): () => void;
}

/**
 * The team document: what belongs to the book, not to one customer. Values are plain JSON under collection/id. 'devices' and 'epochs' hold
 * signed records (replica/team), which are added and never changed.
 */
export type TeamCollection = 'settings' | 'fieldDefinitions' | 'savedViews' | 'members' | 'imports' | 'exports' | 'notDuplicates' | 'needsGroups' | 'tiers' | 'devices' | 'epochs';
export interface TeamRecords {
  get(collection: TeamCollection, id: string): Json | undefined;
  all(collection: TeamCollection): Readonly<Record<string, Json>>;
  set(collection: TeamCollection, id: string, value: Json | null): Promise<Result<void, WriteError>>;
  onChange(listener: (collection: TeamCollection, id: string) => void): () => void;
}

/** Ambient: what the shell shows. */
export type BookStatus =
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready'; readonly role: 'leader' | 'follower' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'failed'; readonly error: StorageError }
  /** This build is older than what wrote the book; reading goes on, writing does not. */
  | { readonly kind: 'newer-schema' };

export interface Quarantined { readonly id: string; readonly reason: string; readonly at: string; readonly bytes: number }

/** A document ready to store, made by an import worker: whole state and its row. */
export interface PackedCustomer { readonly id: CustomerId; readonly state: Uint8Array; readonly row: CustomerRow }

export interface StoredPacked { readonly erased: readonly CustomerId[] }

export interface Book {
  readonly rows: RowIndex;
  readonly team: TeamRecords;
  /** What the exchange with colleagues' devices needs; only the team's engine uses it. */
  readonly sync: SyncBook;
  status(): BookStatus;
  onStatus(listener: (status: BookStatus) => void): () => void;
  /** Resolves when all rows are in memory (or loading has failed; see `status`). */
  whenReady(): Promise<void>;
  saveState(): SaveState;
  onSaveState(listener: (state: SaveState) => void): () => void;

  open(id: CustomerId): Promise<Result<OpenCustomer, WriteError>>;
  /** Reads without keeping open; unknown and corrupt ids are left out. For exports, prints, merges. */
  read(ids: readonly CustomerId[], onEach: (id: CustomerId, fields: CustomerFields, entries: Readonly<Record<EntryId, Entry>>, note: string) => void): Promise<Result<void, StorageError>>;
  /** Resolves after `oncomplete`. New ids are created. Large actions report progress. */
  perform(action: UserAction, onProgress?: (done: number, total: number) => void): Promise<Result<ActionReceipt, WriteError>>;
  /** Documents are destroyed for good (trash emptied); ids stay tombstoned locally until compaction. */
  erase(ids: readonly CustomerId[]): Promise<Result<void, WriteError>>;
  /**
   * Bulk path of imports: whole documents as packs, in one transaction per call. Where a customer is there already, both documents are
   * merged. `last` asks for strict durability. The value names those who were erased on this device and do not come back.
   */
  storePacked(customers: readonly PackedCustomer[], options?: { readonly last?: boolean }): Promise<Result<StoredPacked, WriteError>>;

  canUndo(): boolean;
  canRedo(): boolean;
  undo(): Promise<Result<ActionReceipt | undefined, WriteError>>;
  redo(): Promise<Result<ActionReceipt | undefined, WriteError>>;

  /** Writes whatever is pending now (blur, pagehide); resolves when stored or failed. */
  flush(): Promise<Result<void, StorageError>>;
  /** The page may be going this moment: what is not stored yet is put where the next start finds it. Synchronous. */
  leave(): void;
  /** Tries failed writes again. */
  retry(): Promise<Result<void, StorageError>>;
  quarantined(): Promise<readonly Quarantined[]>;
  /** Everything this device holds in memory that is not stored, as a JSON file for rescue. */
  emergencyExport(): Uint8Array;
  /** Local-only values (drafts, preferences); never synced. */
  readonly local: { get(key: string): Promise<Json | undefined>; set(key: string, value: Json | null): Promise<Result<void, StorageError>> };
  /** Removes the whole book from this device. */
  destroy(): Promise<Result<void, StorageError>>;
  close(): Promise<void>;
}

/** Author and clock of what is written; a test gives its own. */
export interface Actor { readonly name: string; readonly device: string; now(): number }

export type FieldHistory = readonly { readonly field: FieldKey; readonly changes: readonly Entry[] }[];
