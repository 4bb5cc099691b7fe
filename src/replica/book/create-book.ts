/**
 * Puts the engine together. The book is there at once and fills itself: rows load in slices (`status` tells how far),
 * and whatever needs them waits for them.
 */
import { err, ok, type Result } from '../../lib/result';
import type { RandomBytes } from '../../lib/ids';
import type { Actor, Book, OpenCustomer, WriteError } from '../book';
import type { StorageError, StoragePort } from '../ports';
import { isNewerSchema, noteOf } from '../documents/customer-document';
import { isCustomerId, TEAM_ID } from '../documents/schema';
import { createRowTable } from '../projection/row-table';
import { createActions } from './actions';
import type { Committed, Refusal } from './committed';
import { needsCompaction } from './compaction';
import { createLiveDocuments, type LiveDocument } from './live-documents';
import { createLocalValues } from './local-values';
import { createOutbox } from './outbox';
import type { Parachute } from './parachute';
import { createPacer, yieldToBrowser } from './pacer';
import { readQuarantine } from './quarantine';
import { rescueFile } from './rescue';
import { createRowSync } from './row-sync';
import { createSaver, type Scheduler } from './saver';
import { browserScheduler } from './scheduler';
import { createStatusBoard } from './status-board';
import { readVersion } from './store-catalog';
import { loadManyStored, loadStored, NOWHERE, SOMEWHERE, type LoadedDocument, type PackHint } from './stored-documents';
import { createTabLink, type BookTabs } from './tab-link';
import { createTeamRecords } from './team-records';
import { createWriter, type Writer } from './writer';

export interface BookOptions {
  /** Already behind the codec. The book closes it. */
  readonly storage: StoragePort;
  readonly actor: Actor;
  /** Without, this is the only tab. The book closes both. */
  readonly tabs?: BookTabs;
  readonly scheduler?: Scheduler;
  readonly random?: RandomBytes;
  /** For what a closing page has no time to store; only while values are stored as they are. */
  readonly parachute?: Parachute;
  /** Gives way to the browser between slices of long work. */
  readonly pause?: () => Promise<void>;
}

const webRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Opens the book; fails where storage cannot even be asked. */
export async function createBook(options: BookOptions): Promise<Result<Book, StorageError>> {
  const { storage, actor, tabs, parachute, scheduler = browserScheduler, random = webRandom, pause = yieldToBrowser } = options;
  const pacer = (): ReturnType<typeof createPacer> => createPacer(pause);
  const table = createRowTable();
  const outbox = createOutbox();
  const left = parachute?.find();
  for (const { id, update } of left?.writes ?? []) outbox.add(id, update);
  const board = createStatusBoard();
  let cancelIdle: (() => void) | undefined;
  let closed = false;

  const readable = await readVersion(storage);
  if (!readable.ok) return readable;

  const hintOf = (id: string): PackHint => table.packOf(id) || (table.get(id) ? SOMEWHERE : NOWHERE);
  const load = async (id: string): Promise<Result<LoadedDocument, StorageError>> => {
    const loaded = await loadStored(storage, id, hintOf(id));
    // Setting aside what is damaged is the writer's work; its failure shows with the next edit.
    if (loaded.ok && loaded.value.bad.length > 0) void link.submit({ type: 'repair', ids: [id] });
    return loaded;
  };
  const live = createLiveDocuments({ load, outbox, onUnsaved: () => saver.touch() });

  const sync = createRowSync({ storage, table, live, outbox, board, pacer });
  const onCommitted = (committed: Committed): void => {
    sync.apply(committed);
    link.broadcast({ type: 'committed', committed });
    tidyWhenIdle();
  };
  const onDestroyed = async (): Promise<void> => {
    // Before anybody is told: whoever looks then must see an empty book, not what was remembered of the old one.
    teamRecords.detach();
    team = undefined;
    live.closeAll();
    outbox.clear();
    actions.forget();
    parachute?.clear();
    parachute?.find().forget();
    sync.clear();
    const opened = await openTeam();
    if (!opened.ok) board.failed(opened.error);
  };

  const saver = createSaver({
    outbox, scheduler,
    commit: ({ writes }) => link.submit({ type: 'commit', writes }),
    onRefused: ({ id, reason }: Refusal) => {
      if (reason === 'erased') return 'drop';
      const whole = reason === 'corrupt' ? live.stateOf(id) : undefined;
      const offered = offeredWhole.has(id);
      if (!whole || offered) return 'keep';
      // Storage has lost the document, this tab still has all of it.
      offeredWhole.add(id);
      outbox.add(id, whole);
      return 'again';
    },
  });
  const offeredWhole = new Set<string>();

  const tidyWhenIdle = (): void => {
    const writer = link.writer();
    if (closed || cancelIdle || !writer || !needsCompaction(writer.catalog(), table.size)) return;
    cancelIdle = scheduler.whenIdle(() => {
      cancelIdle = undefined;
      // Housekeeping that failed is tried after the next commit; nothing depends on it.
      if (!closed) void link.submit({ type: 'compact' });
    });
  };
  /** A leader must know where every document lies before it writes: rows are complete, and nothing was missed. */
  const takeOver = async (): Promise<Result<Writer, StorageError>> => {
    const loaded = await sync.ready();
    if (!loaded.ok) return loaded;
    const created = await createWriter({ storage, hintOf, rowOf: table.get, rows: table.all, onCommitted, now: () => actor.now(), random, pacer });
    if (!created.ok) return created;
    if (created.value.version() > sync.seen()) {
      const reloaded = await sync.reload();
      if (!reloaded.ok) return reloaded;
    }
    const repair = sync.takeRepair();
    if (repair) {
      const stored = await created.value.storeRows(repair.rebuilt, repair.damaged);
      if (!stored.ok) return stored;
    }
    board.loaded(); // An earlier try to take over may have failed.
    return created;
  };

  const loading = sync.ready();
  const link = await createTabLink({
    tabs, onCommitted: sync.apply, onDestroyed: () => void onDestroyed(), createWriter: takeOver,
    onRole: () => board.role(tabs ? tabs.leader.role() : 'leader'),
    onLeadFailed: board.failed,
    after: (ms, task) => scheduler.after(ms, task),
  });
  board.role(link.role());

  const stopStorage = storage.onStatus((status) => {
    board.storage(status);
    if (status.kind === 'open' && outbox.size > 0) void saver.retry();
  });
  const loadMany: Parameters<typeof createActions>[0]['loadMany'] = (ids, onEach, pace) => loadManyStored(storage, ids, hintOf, onEach, pace);
  const actions = createActions({ actor, random, live, outbox, saver, table, loadMany, pacer });

  let team: LiveDocument | undefined;
  const teamRecords = createTeamRecords(() => team, saver);
  const openTeam = async (): Promise<Result<void, StorageError>> => {
    const opened = await live.acquire(TEAM_ID);
    if (!opened.ok) return opened;
    team = opened.value;
    teamRecords.attach(team);
    if (isNewerSchema(team.doc)) board.newerSchema();
    return ok(undefined);
  };
  const teamOpened = await openTeam();
  if (!teamOpened.ok) {
    link.close();
    return teamOpened;
  }
  if (left) {
    void sync.ready().then(async () => {
      const stored = await saver.save();
      if (stored.ok) left.forget();
    });
  }
  saver.onState(({ kind }) => { if (kind === 'saved') parachute?.clear(); });
  const afterLoading = async <T>(work: () => Promise<Result<T, WriteError>>): Promise<Result<T, WriteError>> => {
    const loaded = await sync.ready();
    return loaded.ok ? work() : err({ kind: 'storage', error: loaded.error });
  };
  /** A book whose team document a newer build has written is read only, as a whole. */
  const writing = <T>(work: () => Promise<Result<T, WriteError>>): Promise<Result<T, WriteError>> =>
    afterLoading(async () => (team && isNewerSchema(team.doc) ? err({ kind: 'newer-schema', id: TEAM_ID }) : work()));

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

  return ok({
    rows: table,
    team: teamRecords,
    status: board.status,
    onStatus: board.onStatus,
    whenReady: async () => void (await loading),
    saveState: saver.state,
    onSaveState: saver.onState,
    open: (id) => afterLoading(async () => {
      if (!isCustomerId(id)) return err({ kind: 'unknown-customer', id });
      const opened = await live.acquire(id);
      if (!opened.ok) return err({ kind: 'storage', error: opened.error });
      const usable = whyNotReadable(opened.value, table.get(id) !== undefined);
      if (!usable) return ok(openCustomer(opened.value));
      opened.value.release();
      return err(usable);
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
    leave: () => {
      const { writes } = outbox.snapshot();
      if (writes.length > 0) parachute?.leave(writes);
    },
    retry: async () => {
      offeredWhole.clear();
      const loaded = await sync.ready();
      return loaded.ok ? saver.retry() : loaded;
    },
    quarantined: async () => {
      const stored = await readQuarantine(storage);
      return stored.ok ? stored.value : [];
    },
    emergencyExport: () => rescueFile(outbox, live, new Date(actor.now()).toISOString()),
    local: createLocalValues(storage),
    destroy: async () => {
      const destroyed = await link.submit({ type: 'destroy' });
      if (!destroyed.ok) return destroyed;
      await onDestroyed();
      link.broadcast({ type: 'destroyed' });
      return ok(undefined);
    },
    close: async () => {
      await flush();
      closed = true;
      cancelIdle?.();
      saver.stop();
      link.close();
      stopStorage();
      live.closeAll();
      storage.close();
    },
  });
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
