/**
 * Ports of the replica: interfaces and nothing else. Storage moves bytes and knows nothing of CRDTs; every adapter
 * passes the suite in test/contract. Every byte value has already passed the codec.
 */
import type { Result } from '../lib/result';

/** Why a write or read did not happen. Each is shown to the user in words (state/status). */
export type StorageError =
  | { readonly kind: 'quota' }
  | { readonly kind: 'unavailable'; readonly detail: string } // private mode, blocked open, no IndexedDB
  | { readonly kind: 'connection-lost'; readonly detail: string } // closed by the browser; adapter has already tried to reopen
  | { readonly kind: 'no-answer' } // another tab of this book writes, is alive and does not answer
  | { readonly kind: 'wrong-key' } // the book is encrypted with another key than the one given
  | { readonly kind: 'newer-version' } // another tab runs a newer build and has upgraded the database
  | { readonly kind: 'unknown'; readonly detail: string };

export type StoreName = 'docs' | 'updates' | 'rows' | 'meta' | 'keys' | 'quarantine' | 'blobs';
/** Numbers are packs and chunks (log sequence), strings single documents or names; numbers sort first. */
export type StoreKey = string | number;

export type StoreOperation =
  | { readonly store: StoreName; readonly type: 'put'; readonly key: StoreKey; readonly value: Uint8Array }
  | { readonly store: StoreName; readonly type: 'delete'; readonly key: StoreKey };

export interface StoredValue { readonly key: StoreKey; readonly value: Uint8Array }

export interface StoragePort {
  /** One transaction over all named stores; resolves `ok` only after `oncomplete`. All or nothing. */
  commit(operations: readonly StoreOperation[], options?: { readonly strict?: boolean }): Promise<Result<void, StorageError>>;
  get(store: StoreName, key: StoreKey): Promise<Result<Uint8Array | undefined, StorageError>>;
  /** In key order; `from` and `to` inclusive. */
  getAll(store: StoreName, range?: { readonly from?: StoreKey; readonly to?: StoreKey; readonly limit?: number }): Promise<Result<readonly StoredValue[], StorageError>>;
  keys(store: StoreName): Promise<Result<readonly StoreKey[], StorageError>>;
  /** Called when the adapter loses or regains its database, or must give way to a newer build. */
  onStatus(listener: (status: StorageStatus) => void): () => void;
  close(): void;
}

export type StorageStatus =
  | { readonly kind: 'open' }
  | { readonly kind: 'reopening' }
  | { readonly kind: 'failed'; readonly error: StorageError };

/** Identity until a lock is set, AES-GCM then: encryption at rest comes without a migration. */
export interface Codec {
  encode(plain: Uint8Array): Promise<Uint8Array> | Uint8Array;
  decode(stored: Uint8Array): Promise<Uint8Array> | Uint8Array;
}
