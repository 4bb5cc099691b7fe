/**
 * Puts the engine together. The book is there at once and fills itself: rows load in slices (`status` tells how far),
 * and whatever needs them waits for them.
 */
import { ok, type Result } from '../../lib/result';
import type { RandomBytes } from '../../lib/ids';
import type { Actor, Book } from '../book';
import type { StorageError, StoragePort } from '../ports';
import { createRowTable } from '../projection/row-table';
import { createActions } from './actions';
import { createDoor } from './book-door';
import type { Committed } from './committed';
import { needsCompaction } from './compaction';
import { createLiveDocuments } from './live-documents';
import { createOutbox } from './outbox';
import type { Parachute } from './parachute';
import { createPacer, yieldToBrowser } from './pacer';
import { createRefused } from './refused';
import { rescueFile } from './rescue';
import { createRowSync } from './row-sync';
import { createSaver, type Scheduler } from './saver';
import { browserScheduler } from './scheduler';
import { createStatusBoard } from './status-board';
import { readVersion } from './store-catalog';
import { loadManyStored, loadStored, NOWHERE, SOMEWHERE, type LoadedDocument, type PackHint } from './stored-documents';
import { createSyncBook } from './sync-book';
import { createTabLink, type BookTabs } from './tab-link';
import { createTeamDocument } from './team-document';
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

/** Milliseconds of quiet after which changes that cannot be stored are left for the next start: the window may be killed. */
const LEAVE_MS = 500;

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
  let cancelIdle: (() => void) | undefined, cancelLeave: (() => void) | undefined;
  let closed = false;

  const readable = await readVersion(storage);
  if (!readable.ok) return readable;

  // Nothing is awaited from here until every part exists: other tabs can speak up at any moment after that.
  const hintOf = (id: string): PackHint => table.packOf(id) || (table.get(id) ? SOMEWHERE : NOWHERE);
  const load = async (id: string): Promise<Result<LoadedDocument, StorageError>> => {
    const loaded = await loadStored(storage, id, hintOf(id));
    // Setting aside what is damaged is the writer's work; its failure shows with the next edit.
    if (loaded.ok && loaded.value.bad.length > 0) void link.submit({ type: 'repair', ids: [id] });
    return loaded;
  };
  const live = createLiveDocuments({ load, outbox, onUnsaved: (id, update) => {
    saver.touch();
    exchange.tellLocal(id, update);
  } });
  const exchange = createSyncBook({ storage, hintOf, pacer, writer: () => link.writer(), ready: () => link.takenOver() });
  const sync = createRowSync({ storage, table, live, outbox, board, pacer });
  const refused = createRefused(live, outbox);
  const saver = createSaver({ outbox, scheduler, commit: ({ writes }) => link.submit({ type: 'commit', writes }), onRefused: refused.judge });
  const team = createTeamDocument(live, saver, board.newerSchema);
  const loadMany: Parameters<typeof createActions>[0]['loadMany'] = (ids, onEach, pace) => loadManyStored(storage, ids, hintOf, onEach, pace);
  const actions = createActions({ actor, random, live, outbox, saver, table, loadMany, pacer });

  const onCommitted = (committed: Committed): void => {
    sync.apply(committed);
    link.broadcast({ type: 'committed', committed });
    tidyWhenIdle();
  };
  const forget = async (): Promise<void> => {
    // Before anybody is told: whoever looks then must see an empty book, not what was remembered of the old one.
    team.forget();
    live.closeAll();
    outbox.clear();
    actions.forget();
    parachute?.clear();
    parachute?.find().forget();
    sync.clear();
    const opened = await team.open();
    if (!opened.ok) board.failed(opened.error);
  };
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
    const created = await createWriter({
      storage, hintOf, rowOf: table.get, rows: table.all, onCommitted, now: () => actor.now(), random, pacer,
      policy: exchange.policy, ownClock: live.ownClock, onStored: exchange.tellStored, onIndex: exchange.tellIndex,
    });
    if (!created.ok) return created;
    if (created.value.version() > sync.seen()) {
      const reloaded = await sync.reload();
      if (!reloaded.ok) return reloaded;
    }
    const repair = sync.takeRepair();
    if (repair) {
      const stored = await created.value.storeRows(repair.rebuilt, repair.damaged);
      if (!stored.ok) return stored;
      // Beside the work: what is not renewed before the app is closed is renewed when the book is opened again.
      void created.value.renewRows(repair.outdated);
    }
    board.loaded(); // An earlier try to take over may have failed.
    return created;
  };
  const link = createTabLink({
    tabs, onCommitted: sync.apply, onDestroyed: () => void forget(), createWriter: takeOver,
    onRole: () => {
      board.role(link.role());
      exchange.tellIndex();
    },
    onSilence: (isSilent) => (isSilent ? saver.unanswered({ kind: 'no-answer' }) : saver.answered()),
    onLeadFailed: board.failed,
    after: (ms, task) => scheduler.after(ms, task),
  });
  const leave = (): void => {
    const { writes } = outbox.snapshot();
    if (writes.length > 0) parachute?.leave(writes);
  };
  saver.onState(({ kind }) => {
    cancelLeave?.();
    if (kind === 'saved') {
      parachute?.clear();
      left?.forget();
    }
    // The page may be killed without a word, or the system go down, before storing works again.
    if (kind === 'failed' && parachute) cancelLeave = scheduler.after(LEAVE_MS, leave);
  });
  const stopStorage = storage.onStatus((status) => {
    board.storage(status);
    if (status.kind === 'open' && outbox.size > 0) void saver.retry();
  });

  const loading = sync.ready();
  await link.settled;
  board.role(link.role());
  const end = (): void => {
    closed = true;
    cancelIdle?.();
    cancelLeave?.();
    saver.stop();
    link.close();
    stopStorage();
    live.closeAll();
    storage.close();
  };
  const teamOpened = await team.open();
  if (!teamOpened.ok) {
    link.close();
    return teamOpened;
  }
  if (left) {
    void sync.ready().then(async () => {
      const stored = await saver.save();
      // What only a newer build may write stays for that build.
      if (stored.ok && stored.value.every(({ reason }) => reason !== 'newer-schema')) left.forget();
    });
  }
  return ok(createDoor({
    storage, table, live, sync, exchange, saver, board, link, actions, team, loading, leave, forget, end,
    offerAgain: refused.forget,
    emergencyExport: () => rescueFile(outbox, live, new Date(actor.now()).toISOString()),
  }));
}
