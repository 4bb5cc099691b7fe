/**
 * Keeps the index of reconcile true while the writer writes: off for a book without a team (it then costs nothing), made in slices
 * beside the writing when it is switched on or an older build has written meanwhile, kept in each commit from then on.
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError, StoragePort } from '../ports';
import { digestOf, digestOfState, erasedDigest } from '../sync/digest';
import { createIndexStore, indexDeletes, loadIndex, type IndexStore, type StagedIndex } from '../sync/index-store';
import type { IndexProgress, StoredChange } from '../sync/port';
import { createSyncIndex, type IndexChange, type IndexView, type SyncIndex } from '../sync/sync-index';
import type { CommittedChange } from './committed';
import type { Pacer } from './pacer';
import type { StoreCatalog } from './store-catalog';
import { loadManyStored, type PackHint } from './stored-documents';

export interface IndexKeeper {
  /** Whether commits have to bring digests. */
  isKept(): boolean;
  /** undefined while it is off or being made. */
  view(): IndexView | undefined;
  stage(changes: readonly CommittedChange[], version: number): StagedIndex & { readonly stored: readonly StoredChange[] };
  /** `locked` runs work between two commits. */
  build(locked: <T>(work: () => Promise<T>) => Promise<T>, onProgress: IndexProgress): Promise<Result<void, StorageError>>;
  /** Between two commits. */
  switchOff(): Promise<Result<void, StorageError>>;
  /** The book has been destroyed. */
  forget(): void;
}

export interface IndexKeeperOptions {
  readonly storage: StoragePort;
  readonly catalog: StoreCatalog;
  readonly hintOf: (id: string) => PackHint;
  readonly rows: () => Iterable<{ readonly id: string }>;
  readonly pacer: () => Pacer;
  /** Distinguishes the log of this opening of the book from that of another tab that believes to lead. */
  readonly tag: string;
  readonly onView: () => void;
}

export interface OpenedIndex {
  readonly keeper: IndexKeeper;
  /** It was on, but has to be made anew: see `build`. */
  readonly isStale: boolean;
}

export async function openIndexKeeper(options: IndexKeeperOptions): Promise<Result<OpenedIndex, StorageError>> {
  const { storage, catalog, hintOf, rows, pacer, tag, onView } = options;
  const loaded = await loadIndex(storage, catalog.version);
  if (!loaded.ok) return loaded;
  let store: IndexStore | undefined = loaded.value.kind === 'loaded' ? createIndexStore(loaded.value.index, tag, loaded.value.log, loaded.value.logged) : undefined;
  /** Versions of what has not changed are taken over from it. */
  const earlier: SyncIndex | undefined = loaded.value.kind === 'stale' ? loaded.value.index : undefined;
  /** What was committed while the index is being made: newer than anything that was read. */
  let overlay: Map<string, IndexChange> | undefined;
  let building: Promise<Result<void, StorageError>> | undefined;

  const readAll = async (index: SyncIndex, onProgress: IndexProgress): Promise<Result<void, StorageError>> => {
    const startVersion = catalog.version;
    const ids = new Set<string>([...catalog.own, ...catalog.updateKeys.keys()]);
    for (const { id } of rows()) ids.add(id);
    for (const id of catalog.erased) ids.delete(id);
    let done = 0;
    const put = (id: string, digest: Uint8Array, isErased: boolean): void => {
      const before = earlier?.digest(id);
      const same = before !== undefined && before.every((byte, i) => byte === digest[i]);
      index.set({ id, digest, isErased, version: same ? earlier!.versionOf(id) : startVersion });
      done += 1;
      if (done % 500 === 0) onProgress(done, ids.size + catalog.erased.size);
    };
    for (const id of catalog.erased) put(id, erasedDigest(id), true);
    const read = await loadManyStored(storage, [...ids], hintOf, ({ id, doc, found, erased }) => {
      if (found && !erased) put(id, digestOf(id, doc), false);
      doc.destroy();
    }, pacer(), (id, packed) => {
      const digest = digestOfState(id, packed);
      if (digest) put(id, digest, false);
      return digest !== undefined;
    });
    onProgress(done, done);
    return read;
  };

  const build: IndexKeeper['build'] = async (locked, onProgress) => {
    overlay = new Map();
    const index = createSyncIndex();
    const read = await readAll(index, onProgress);
    if (!read.ok) {
      overlay = undefined;
      return read;
    }
    return locked(async () => {
      if (!overlay) return err<StorageError>({ kind: 'unavailable', detail: 'The book was removed.' });
      const stale = await indexDeletes(storage);
      if (!stale.ok) return stale;
      for (const change of overlay.values()) index.set(change);
      index.setVersion(catalog.version);
      const made = createIndexStore(index, tag);
      const stored = await storage.commit([...stale.value, ...made.whole().operations]);
      overlay = undefined;
      if (!stored.ok) return stored;
      store = made;
      onView();
      return ok(undefined);
    });
  };

  const keeper: IndexKeeper = {
    isKept: () => store !== undefined || overlay !== undefined,
    view: () => store?.index,
    stage: (changes, version) => {
      if (!store && !overlay) return { operations: [], stored: [], apply: () => undefined };
      const indexed: IndexChange[] = [], updates = new Map<string, Uint8Array>();
      for (const { id, erased, digest, update } of changes) {
        const next = erased ? erasedDigest(id) : digest;
        if (!next) continue;
        indexed.push({ id, digest: next, isErased: erased === true, version });
        if (update) updates.set(id, update);
      }
      if (!store) {
        return {
          operations: [], stored: [],
          apply: () => {
            for (const change of indexed) overlay?.set(change.id, change);
          },
        };
      }
      const staged = store.stage(indexed, version);
      const { index } = store;
      const stored = indexed.flatMap(({ id, digest }): StoredChange[] => {
        const before = index.digest(id)?.slice();
        const update = updates.get(id);
        return before?.every((byte, i) => byte === digest[i]) ? [] : [{ id, digest, before, ...(update ? { update } : {}) }];
      });
      return { ...staged, stored };
    },
    build: (locked, onProgress) => {
      if (store) return Promise.resolve(ok(undefined));
      building ??= build(locked, onProgress).finally(() => (building = undefined));
      return building;
    },
    switchOff: async () => {
      const operations = await indexDeletes(storage, ['sync/', 'peer/', 'capture/']);
      if (!operations.ok) return operations;
      const removed = await storage.commit(operations.value);
      if (removed.ok) keeper.forget();
      return removed;
    },
    forget: () => {
      const was = store;
      store = undefined;
      overlay = undefined;
      if (was) onView();
    },
  };
  return ok({ keeper, isStale: loaded.value.kind === 'stale' });
}
