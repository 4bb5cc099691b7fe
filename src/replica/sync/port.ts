/**
 * What reconcile asks of the book in the tab that leads. No type of Yjs passes here: documents are bytes, and what is in them is
 * looked at by the book alone. Interfaces and closed lists, nothing else.
 *
 *   book:  edit -> onLocal (at once) -> stored -> onStored (digest)
 *   peer:  items -> merge: checked, applied to a copy, stored -> onStored, in every tab rows and open documents change
 */
import type { Result } from '../../lib/result';
import type { Role } from '../../domain/team';
import type { DeviceId } from '../link/ports';
import type { StorageError } from '../ports';
import type { Digest } from './digest';
import type { IndexView } from './sync-index';

/**
 * `whole`: all of a document. `diff`: what this device lacks, as it was asked for. `live`: one change as it happened; those before
 * it may be missing. `erased`: a tombstone; its bytes are the proof that `SyncPolicy.proveErasure` gave, or none.
 */
export type ItemKind = 'whole' | 'diff' | 'live' | 'erased';
export const ITEM_KINDS: readonly ItemKind[] = ['whole', 'diff', 'live', 'erased'];
export interface SyncItem { readonly id: string; readonly kind: ItemKind; readonly bytes: Uint8Array }

/** Why an item was not taken. All but the first three are kept in quarantine. */
export const ITEM_REFUSALS = [
  'erased', // the customer has been erased here: the other side gets the tombstone
  'gap', // a live change came before one that it builds on: it will be asked for
  'unstored', // this device's storage failed
  'bad-id', 'too-large', 'unreadable', 'clock-jump', 'garbage', 'foreign-clock', 'incomplete', 'no-base', 'newer-schema', 'not-allowed',
] as const;
export type ItemRefusal = (typeof ITEM_REFUSALS)[number];
export interface RefusedItem { readonly id: string; readonly reason: ItemRefusal }

/** The device that items come from, as the handshake and its hello have shown it. */
export interface SyncSender {
  readonly device: DeviceId;
  readonly role: Role;
  /** Highest schema of documents that it may write. */
  readonly schema: number;
}

export type ItemChange =
  | { readonly kind: 'create' }
  /** `isOwn`: this same device brought the customer here. */
  | { readonly kind: 'edit'; readonly isOwn: boolean }
  /** A change of the team's document; `collections` are its roots that change. */
  | { readonly kind: 'team'; readonly collections: readonly string[] }
  | { readonly kind: 'erase'; readonly proof: Uint8Array };

/** The rules of the team, asked before anything is applied. */
export interface SyncPolicy {
  mayWrite(from: SyncSender, id: string, change: ItemChange): boolean | Promise<boolean>;
  /** What lets a tombstone of this device pass through devices that may not erase. */
  readonly proveErasure?: (id: string) => Promise<Uint8Array>;
}

/** What a commit has changed; documents that are what they were are left out. */
export interface StoredChange {
  readonly id: string;
  readonly digest: Digest;
  /** undefined: it was not there. */
  readonly before: Digest | undefined;
  /** The change itself, where it is at hand. */
  readonly update?: Uint8Array;
}
export interface StoredChanges { readonly changes: readonly StoredChange[]; readonly from?: DeviceId }

/** A document wanted: what differs from `vector` (a Yjs state vector), or all of it. */
export interface Wanted { readonly id: string; readonly vector?: Uint8Array }

export type IndexProgress = (done: number, total: number) => void;

export interface SyncBook {
  /** undefined while another tab leads, the index is off, or is being made. */
  index(): IndexView | undefined;
  /** Makes the index, in slices, and keeps it from now on; resolves once it is there. At once where it is there already. */
  switchOn(onProgress?: IndexProgress): Promise<Result<void, StorageError>>;
  /** The book stays on this device as its own: the index and what is known of peers is removed. */
  switchOff(): Promise<Result<void, StorageError>>;
  setPolicy(policy: SyncPolicy): void;
  /** Called when `index()` comes or goes. */
  onIndex(listener: () => void): () => void;
  /** Stored, by anybody: edits of any tab, imports, peers. */
  onStored(listener: (stored: StoredChanges) => void): () => void;
  /** A change made in this tab, before it is stored. */
  onLocal(listener: (id: string, update: Uint8Array) => void): () => void;
  /** Reads documents as items, in no particular order; unknown ids are left out. What is not stored yet is not in them. */
  read(wanted: readonly Wanted[], onEach: (item: SyncItem) => void): Promise<Result<void, StorageError>>;
  /** State vectors of documents as stored, for `Wanted`; unknown and erased ids are left out. */
  vectors(ids: readonly string[]): Promise<Result<ReadonlyMap<string, Uint8Array>, StorageError>>;
  /** Resolves after `oncomplete`. Names what was not taken; everything else is stored (or was there already). */
  merge(items: readonly SyncItem[], from: SyncSender): Promise<Result<readonly RefusedItem[], StorageError>>;
  /** What is known of peers, by device; small values, never synced. */
  readonly peers: {
    all(): Promise<Result<ReadonlyMap<DeviceId, Uint8Array>, StorageError>>;
    put(device: DeviceId, record: Uint8Array | undefined): Promise<Result<void, StorageError>>;
  };
}

/** Bytes of one document or change; a photo has at most 100 KB, a note 4 MB. */
export const MAX_ITEM_BYTES = 8 * 1024 * 1024;
