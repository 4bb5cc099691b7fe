/**
 * Keeps this tab's rows and open documents equal to what is stored: loads them, applies what the writer has committed,
 * and reads everything again when a commit was missed (a frozen tab, a leader that died before it could tell).
 * Commits that arrive while rows are being read are laid over afterwards: what was read may be older.
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError, StoragePort } from '../ports';
import { TEAM_ID } from '../documents/schema';
import { projectRow } from '../projection/project-row';
import type { RowTable } from '../projection/row-table';
import type { Committed, CommittedChange } from './committed';
import type { LiveDocuments } from './live-documents';
import type { Outbox } from './outbox';
import type { Pacer } from './pacer';
import { loadTable, type RowLoad } from './row-loader';
import type { StatusBoard } from './status-board';
import { readVersion } from './store-catalog';

export interface RowSync {
  /** Resolves when rows are in memory; tries again where the last attempt failed. */
  ready(): Promise<Result<void, StorageError>>;
  /** Reads everything again. */
  reload(): Promise<Result<void, StorageError>>;
  apply(committed: Committed): void;
  /** Version of the book up to which this tab knows everything. */
  seen(): number;
  /** What the last load found damaged or outdated, once; for the writer to store. */
  takeRepair(): RowLoad | undefined;
  clear(): void;
}

export interface RowSyncOptions {
  readonly storage: StoragePort;
  readonly table: RowTable;
  readonly live: LiveDocuments;
  readonly outbox: Outbox;
  readonly board: StatusBoard;
  readonly pacer: () => Pacer;
}

export function createRowSync({ storage, table, live, outbox, board, pacer }: RowSyncOptions): RowSync {
  let seen = 0, generation = 0;
  let loaded = false;
  let running: Promise<Result<void, StorageError>> | undefined;
  let last: Result<void, StorageError> | undefined;
  let repair: RowLoad | undefined;
  let arrived: CommittedChange[] = [];

  const applyRows = (changes: readonly CommittedChange[]): void => {
    for (const { id, row, pack, erased } of changes) {
      if (erased) {
        table.remove(id);
        outbox.drop(id);
      } else if (row) {
        const open = live.peek(id);
        // Open with newer, unsaved edits: the row shows them too.
        table.set(open && outbox.has(id) ? projectRow(id, open.doc) : row, pack);
      }
    }
  };

  const load = async (): Promise<Result<void, StorageError>> => {
    const started = generation;
    arrived = [];
    const version = await readVersion(storage);
    if (!version.ok) return version;
    const known = loaded ? new Set([...table.all()].map(({ id }) => id)) : undefined;
    const result = await loadTable(storage, table, pacer, (done, total) => (loaded ? undefined : board.loading(done, total)), (id) => known?.delete(id));
    if (!result.ok) return result;
    if (started !== generation) return ok(undefined); // The book was destroyed meanwhile.
    for (const id of known ?? []) if (!outbox.has(id)) table.remove(id);
    applyRows(arrived);
    seen = Math.max(seen, version.value);
    repair = result.value;
    if (loaded) await live.refresh();
    for (const [id] of outbox.all()) {
      const open = live.peek(id);
      if (open && id !== TEAM_ID) table.set(projectRow(id, open.doc), table.packOf(id));
    }
    loaded = true;
    table.announce({ kind: 'reset' });
    return ok(undefined);
  };

  const reload = (): Promise<Result<void, StorageError>> => {
    // One at a time; a reload asked for during another starts after it, as that one may have read too early.
    const next = (running ?? Promise.resolve()).then(load).catch((error: unknown) => err<StorageError>({ kind: 'unknown', detail: String(error) })).then((result) => {
      last = result;
      if (result.ok) board.loaded();
      else board.failed(result.error);
      if (running === next) running = undefined;
      return result;
    });
    running = next;
    return next;
  };

  return {
    ready: () => running ?? (last?.ok ? Promise.resolve(last) : reload()),
    reload,
    apply: ({ version, changes }) => {
      const gap = loaded && version > seen + 1;
      seen = Math.max(seen, version);
      live.applyCommitted(changes);
      applyRows(changes);
      if (running) arrived.push(...changes);
      const ids = changes.map(({ id }) => id).filter((id) => id !== TEAM_ID);
      if (ids.length > 0) table.announce({ kind: 'changed', ids });
      if (gap) void reload();
    },
    seen: () => seen,
    takeRepair: () => {
      const found = repair;
      repair = undefined;
      return found && found.rebuilt.length + found.damaged.length + found.outdated.length > 0 ? found : undefined;
    },
    clear: () => {
      generation += 1;
      seen = 0;
      arrived = [];
      table.clear();
      table.announce({ kind: 'reset' });
    },
  };
}
