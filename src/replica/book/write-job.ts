/** What the parts of the writer share while one piece of work runs, and what all of them must know of a document. */
import type { Result } from '../../lib/result';
import type { RandomBytes } from '../../lib/ids';
import type { CustomerRow } from '../../domain/customer/row';
import type { StorageError, StoragePort, StoreOperation } from '../ports';
import type { StoredChanges, SyncPolicy } from '../sync/port';
import type { Committed, CommittedChange } from './committed';
import type { IndexKeeper } from './index-keeper';
import type { Pacer } from './pacer';
import type { StoreCatalog } from './store-catalog';
import { NOWHERE, type PackHint } from './stored-documents';

export interface WriterOptions {
  readonly storage: StoragePort;
  /** Where the row says that a document lies. */
  readonly hintOf: (id: string) => PackHint;
  readonly rows: () => Iterable<CustomerRow>;
  readonly rowOf: (id: string) => CustomerRow | undefined;
  /** Told before the request is answered; must bring rows up to date at once. */
  readonly onCommitted: (committed: Committed) => void;
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly pacer: () => Pacer;
  readonly policy: () => SyncPolicy;
  /** Where a client stands that writes the document in this tab, unsaved changes included. */
  readonly ownClock: (id: string, client: number) => number | undefined;
  /** Told after `onCommitted` while an index is kept. */
  readonly onStored: (stored: StoredChanges) => void;
  readonly onIndex: () => void;
}

/** What the parts of the writer share while one piece of work runs. */
export interface WriteJob extends WriterOptions {
  readonly catalog: StoreCatalog;
  readonly index: IndexKeeper;
  /** Clients that tabs of this device have written documents with while this tab led, by document. */
  readonly writing: Map<string, Set<number>>;
  /** Commits with the version number and the index, and tells everyone. `from`: the device that it came from. */
  finish(operations: readonly StoreOperation[], changes: readonly CommittedChange[], strict?: boolean, from?: string): Promise<Result<void, StorageError>>;
}

/** From here on documents are written as packs. */
export const BULK_SIZE = 100;

/** Where a document can be: known to the catalogue (no read needed) or in the pack that its row names. */
export const isStored = ({ catalog, hintOf }: WriteJob, id: string): boolean =>
  catalog.own.has(id) || catalog.updateKeys.has(id) || catalog.erased.has(id) || hintOf(id) !== NOWHERE;
