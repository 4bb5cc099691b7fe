/** The public door (`Book`) over the parts of the engine: who may read or write when, and what is waited for. No state but that. */
import { err, ok, type Result } from '../../lib/result';
import type { Book, OpenCustomer, WriteError } from '../book';
import type { StorageError, StoragePort } from '../ports';
import { isNewerSchema, noteOf } from '../documents/customer-document';
import { isCustomerId, TEAM_ID } from '../documents/schema';
import type { RowTable } from '../projection/row-table';
import type { Actions } from './actions';
import type { LiveDocument, LiveDocuments } from './live-documents';
import { createLocalValues } from './local-values';
import { readQuarantine } from './quarantine';
import type { RowSync } from './row-sync';
import type { Saver } from './saver';
import type { SyncBook } from '../sync/port';
import type { StatusBoard } from './status-board';
import type { TabLink } from './tab-link';
import type { TeamDocument } from './team-document';

export interface BookParts {
  readonly storage: StoragePort;
  readonly table: RowTable;
  readonly live: LiveDocuments;
  readonly sync: RowSync;
  readonly exchange: SyncBook;
  readonly saver: Saver;
  readonly board: StatusBoard;
  readonly link: TabLink;
  readonly actions: Actions;
  readonly team: TeamDocument;
  /** The first reading of all rows. */
  readonly loading: Promise<unknown>;
  readonly leave: () => void;
  /** The user tries again: what was put aside is offered once more. */
  readonly offerAgain: () => void;
  readonly emergencyExport: () => Uint8Array;
  /** Everything that is remembered of this book goes. */
  readonly forget: () => Promise<void>;
  /** Ends timers, links and documents; storage last. */
  readonly end: () => void;
}

export function createDoor(parts: BookParts): Book {
  const { storage, table, live, sync, saver, board, link, actions, team } = parts;

  const afterLoading = async <T>(work: () => Promise<Result<T, WriteError>>): Promise<Result<T, WriteError>> => {
    const loaded = await sync.ready();
    return loaded.ok ? work() : err({ kind: 'storage', error: loaded.error });
  };
  /** A book whose team document a newer build has written is read only, as a whole. */
  const writing = <T>(work: () => Promise<Result<T, WriteError>>): Promise<Result<T, WriteError>> =>
    afterLoading(async () => (team.isNewer() ? err({ kind: 'newer-schema', id: TEAM_ID }) : work()));

  const running = new Set<Promise<unknown>>();
  const underway = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    void work.finally(() => running.delete(work));
    return work;
  };
  /** What is in the outbox goes at once; actions that are still reading their documents are waited for. */
  const flush = async (): Promise<Result<void, StorageError>> => {
    const flushed = await saver.flush();
    if (running.size === 0) return flushed;
    await Promise.all(running);
    return saver.flush();
  };

  return {
    rows: table,
    team: team.records,
    sync: parts.exchange,
    status: board.status,
    onStatus: board.onStatus,
    whenReady: async () => void (await parts.loading),
    saveState: saver.state,
    onSaveState: saver.onState,
    open: (id) => afterLoading(async () => {
      if (!isCustomerId(id)) return err({ kind: 'unknown-customer', id });
      const opened = await live.acquire(id);
      if (!opened.ok) return err({ kind: 'storage', error: opened.error });
      const problem = whyNotReadable(opened.value, table.get(id) !== undefined);
      if (!problem) return ok(openCustomer(opened.value));
      opened.value.release();
      return err(problem);
    }),
    read: async (ids, onEach) => {
      const loaded = await sync.ready();
      return loaded.ok ? actions.read(ids.filter(isCustomerId), onEach) : loaded;
    },
    perform: (action, onProgress) => underway(writing(() => actions.perform(action, onProgress))),
    erase: (ids) => writing(async () => {
      const erased = await link.submit({ type: 'erase', ids: ids.filter(isCustomerId) });
      return erased.ok ? ok(undefined) : err({ kind: 'storage', error: erased.error });
    }),
    storePacked: (customers, { last = false } = {}) => writing(async () => {
      const invalid = customers.find(({ id }) => !isCustomerId(id));
      if (invalid) return err({ kind: 'invalid', id: invalid.id, detail: 'the id is not allowed' });
      const stored = await link.submit({ type: 'store-packed', customers, strict: last });
      if (!stored.ok) return err({ kind: 'storage', error: stored.error });
      const damaged = stored.value.find(({ reason }) => reason !== 'erased');
      if (damaged) return err(damaged.reason === 'corrupt' ? { kind: 'corrupt', id: damaged.id } : { kind: 'newer-schema', id: damaged.id });
      return ok({ erased: stored.value.map(({ id }) => id) });
    }),
    canUndo: actions.canUndo,
    canRedo: actions.canRedo,
    undo: () => underway(writing(actions.undo)),
    redo: () => underway(writing(actions.redo)),
    flush,
    leave: parts.leave,
    retry: async () => {
      parts.offerAgain();
      link.sendAgain();
      const loaded = await sync.ready();
      return loaded.ok ? saver.retry() : loaded;
    },
    quarantined: async () => {
      const stored = await readQuarantine(storage);
      return stored.ok ? stored.value : [];
    },
    emergencyExport: parts.emergencyExport,
    local: createLocalValues(storage),
    destroy: async () => {
      const destroyed = await link.submit({ type: 'destroy' });
      if (!destroyed.ok) return destroyed;
      await parts.forget();
      link.broadcast({ type: 'destroyed' });
      return ok(undefined);
    },
    close: async () => {
      await flush();
      parts.end();
    },
  };
}

function whyNotReadable({ id, erased, found }: LiveDocument, hasRow: boolean): WriteError | undefined {
  if (erased) return { kind: 'unknown-customer', id };
  if (found) return undefined;
  return hasRow ? { kind: 'corrupt', id } : { kind: 'unknown-customer', id };
}

function openCustomer(live: LiveDocument): OpenCustomer {
  let open = true;
  return {
    id: live.id,
    fields: live.fields,
    entries: live.entries,
    note: noteOf(live.doc),
    readOnly: isNewerSchema(live.doc) ? 'newer-schema' : false,
    onChange: live.onChange,
    close: () => {
      if (open) live.release();
      open = false;
    },
  };
}
