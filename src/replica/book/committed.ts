/** What the writer has stored, told to every tab; and what tabs ask of the tab that writes. Structured-clonable. */
import type { Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { CustomerRow } from '../../domain/customer/row';
import type { PackedCustomer } from '../book';
import type { StorageError } from '../ports';
import type { DocumentWrite } from './outbox';

/** Raise it when a message changes its meaning: tabs of different builds then do not answer one another. */
export const TAB_PROTOCOL = 1;

export interface CommittedChange {
  readonly id: string;
  /** Absent for the team's document and for erased customers. */
  readonly row?: CustomerRow;
  readonly pack: number;
  /** Absent where the whole document was stored anew: read it from storage. */
  readonly update?: Uint8Array;
  readonly erased?: true;
  /** What reconcile compares (sync/digest.ts). Absent where the document is what it was, or no index is kept. */
  readonly digest?: Uint8Array;
}

/** `version` counts commits of the book; a tab that sees a gap has missed something and reads storage again. */
export interface Committed { readonly version: number; readonly changes: readonly CommittedChange[] }

export type RefusalReason = 'erased' | 'newer-schema' | 'corrupt';
export interface Refusal { readonly id: string; readonly reason: RefusalReason }

export type TabRequest =
  | { readonly type: 'commit'; readonly writes: readonly DocumentWrite[] }
  | { readonly type: 'store-packed'; readonly customers: readonly PackedCustomer[]; readonly strict: boolean }
  | { readonly type: 'erase'; readonly ids: readonly CustomerId[] }
  /** Moves what is damaged in these documents to quarantine. */
  | { readonly type: 'repair'; readonly ids: readonly string[] }
  | { readonly type: 'compact' }
  | { readonly type: 'destroy' };

export type TabResponse = Result<readonly Refusal[], StorageError>;

export type TabBroadcast =
  | { readonly type: 'committed'; readonly committed: Committed }
  | { readonly type: 'destroyed' };
