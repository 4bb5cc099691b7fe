/**
 * One import from the choice of files to its result: what the screen shows, and what its buttons do. Lives as long as the
 * book and not as the page, so that an import goes on while its user looks elsewhere.
 *
 *   files -> columns -> check (dry run, again after every change) -> run -> result (undo)
 */
import { batch, createSignal, untrack } from 'solid-js';
import { uuidv7 } from '../../lib/ids';
import type { Actor, Book } from '../../replica/book';
import { openQuestions, type BookField, type TableMapping } from '../../transfer/csv/propose-mapping';
import { isSkipped } from '../../transfer/csv/target';
import { MATCH_ORDER, type MatchKey } from '../../transfer/import/match';
import type { DuplicateDecision } from '../../transfer/import/plan-types';
import { createBookPort } from './book-port';
import { asFailure, finishLog, logImport, saveFields } from './import-records';
import type { FailedImport, ImportFailure, ImportResult, ImportSettings, ImportWorkerApi, OpenSettings, Source, SourceId, TableSource } from './import-protocol';
import { undoImport, type UndoneImport } from './run-undo';
import { keepWorker, type WorkerConnection } from './worker-keeper';

export type Step = 'files' | 'columns' | 'check' | 'done';
export const STEPS: readonly Step[] = ['files', 'columns', 'check', 'done'];
export type Work = { readonly kind: 'reading'; readonly name: string; readonly done: number; readonly total: number } | { readonly kind: 'counting' | 'importing' | 'undoing'; readonly done: number; readonly total: number };
/** An import that came to an end: whole, or stopped with what was stored by then. */
export interface Outcome { readonly importId: string; readonly files: readonly string[]; readonly result: ImportResult; readonly failure?: ImportFailure; readonly undone?: UndoneImport }
export type Problem = { readonly kind: 'other-tab' } | { readonly kind: 'failed'; readonly during: 'check' | 'undo' | 'start'; readonly failure: ImportFailure };
export type OrderName = 'all' | 'email' | 'number' | 'phone';
export const ORDERS: Readonly<Record<OrderName, readonly MatchKey[]>> = { all: MATCH_ORDER, number: ['external', 'number', 'email'], email: ['external', 'email'], phone: ['external', 'email', 'phone'] };

export interface SessionOptions {
  readonly book: Book; readonly actor: Actor;
  readonly connect: () => WorkerConnection;
  /** Currency, country and own fields of the book, read anew at each step. */
  readonly settings: () => { readonly currency: string; readonly country: string; readonly fields: readonly BookField[] };
  /** Texts that end up in data: names for numbered customers, names of actions. */
  readonly texts: () => { readonly numbered: string; readonly action: (file: string) => string; readonly undoAction: (files: string) => string };
}

export type ImportSession = ReturnType<typeof createImportSession>;

export function createImportSession({ book, actor, connect, settings, texts }: SessionOptions) {
  const [step, setStep] = createSignal<Step>('files');
  const [sources, setSources] = createSignal<readonly Source[]>([]);
  const [shownId, setShownId] = createSignal<SourceId>();
  const [work, setWork] = createSignal<Work>();
  const [check, setCheck] = createSignal<ImportResult>();
  const [outcome, setOutcome] = createSignal<Outcome>();
  const [problem, setProblem] = createSignal<Problem>();
  const [order, setOrderSignal] = createSignal<OrderName>('all');
  const [createMissing, setCreateMissingSignal] = createSignal(true);
  const [decisions, setDecisions] = createSignal<ReadonlyMap<string, DuplicateDecision>>(new Map());
  /** Files may be dropped while others are read: one after another, or the screen would go on before all are here. */
  let adding: Promise<void> | undefined;
  let visit = 0, checkNumber = 0, checkTimer: ReturnType<typeof setTimeout> | undefined;
  /** The chosen files themselves: when the worker dies, the next one opens them again. */
  const files = new Map<SourceId, File>();
  const handleNewWorker = async (api: ImportWorkerApi): Promise<void> => {
    for (const source of untrack(sources)) {
      const opened = await reopenSource(api, source, files.get(source.id)!, settings());
      if (untrack(sources).includes(source)) replace(opened);
    }
  };
  const worker = keepWorker(connect, handleNewWorker);

  const good = (): readonly Exclude<Source, { kind: 'bad' }>[] => sources().filter((source) => source.kind !== 'bad');
  const tables = (): readonly TableSource[] => sources().filter((source) => source.kind === 'table');
  const shown = (): TableSource | undefined => tables().find(({ id }) => id === shownId()) ?? tables()[0];
  const replace = (source: Source): void => { setSources((all) => all.map((other) => (other.id === source.id ? source : other))); };
  const question = (): { readonly source: TableSource; readonly column: string } | undefined => {
    for (const source of tables()) { const [open] = openQuestions(source.mapping); if (open) return { source, column: open.name }; }
    return undefined;
  };
  const usesNothing = (): boolean => good().length > 0 && good().every((source) => source.kind === 'table' && source.mapping.columns.every(({ target }) => isSkipped(target)));

  const runSettings = (importId: string): ImportSettings => ({
    importId, at: new Date(actor.now()).toISOString(), by: actor.name, device: actor.device, country: settings().country || countryOfDevice(), today: localDay(actor.now()), order: ORDERS[order()], createMissing: createMissing(), numberedName: texts().numbered,
    decisions: [...decisions()].map(([key, decision]) => { const [source, row] = key.split(':').map(Number); return [source!, row!, decision] as const; }),
  });
  const port = (importId: string, kind: 'counting' | 'importing') => createBookPort(book, { importId, label: texts().action, onProgress: (done, total) => setWork((now) => (now?.kind === kind ? { kind, done, total } : now)) });

  /** Undefined where the worker died: what it was asked then never comes, and the screen must not wait for it. */
  const ask = async <T>(during: 'check' | 'start', question: (api: ImportWorkerApi) => Promise<T>): Promise<T | undefined> => {
    const answer = await worker.ask(question);
    if (answer.ok) return answer.value;
    if (answer.error === 'crashed') batch(() => { setWork(undefined); setProblem({ kind: 'failed', during, failure: { kind: 'crashed' } }); });
    return undefined;
  };

  /** Counts anew; the last one asked for wins. */
  const recount = async (): Promise<void> => {
    const mine = ++checkNumber;
    setWork({ kind: 'counting', done: 0, total: 1 });
    // asked only once a new worker has opened the files again, some of which may be gone by then
    const handleReady = (api: ImportWorkerApi) => api.check(good().map(({ id }) => id), runSettings('check'), port('check', 'counting'));
    const result = await ask('check', handleReady);
    if (mine !== checkNumber || !result) return;
    batch(() => {
      setWork(undefined);
      setCheck(result.ok ? result.value : undefined);
      setProblem(result.ok || result.error.failure.kind === 'cancelled' ? undefined : { kind: 'failed', during: 'check', failure: result.error.failure });
    });
  };
  const recountSoon = (): void => {
    clearTimeout(checkTimer);
    checkTimer = setTimeout(() => void recount(), RECOUNT_AFTER_MS);
  };
  const changed = (): void => { if (step() === 'columns' || step() === 'check') recountSoon(); };

  const run = async (): Promise<void> => {
    clearTimeout(checkTimer);
    checkNumber += 1;
    const importId = uuidv7(() => actor.now());
    const ids = good().map(({ id }) => id), names = good().map(({ name }) => name);
    setProblem(undefined);
    setWork({ kind: 'importing', done: 0, total: ids.length });
    try {
      await runAs(importId, ids, names);
    } finally {
      // Whatever happened: a page that says "importing" asks before it lets itself be closed.
      setWork((now) => (now?.kind === 'importing' ? undefined : now));
    }
  };
  const runAs = async (importId: string, ids: readonly SourceId[], names: readonly string[]): Promise<void> => {
    const about = runSettings(importId);
    const started = await logImport(book, about, names);
    const wanted = started.ok ? await ask('start', (api) => api.fieldsToCreate(ids)) : undefined;
    const fields = started.ok ? wanted && (await saveFields(book, wanted)) : started;
    if (fields && !fields.ok) return void setProblem({ kind: 'failed', during: 'start', failure: fields.error });
    const ran = fields && (await ask('start', (api) => api.run(ids, about, port(importId, 'importing'))));
    if (!ran) return void (await finishLog(book, about, names, undefined, { kind: 'crashed' }));
    const failed: FailedImport | undefined = ran.ok ? undefined : ran.error;
    const result = ran.ok ? ran.value : ran.error.soFar;
    const logged = await finishLog(book, about, names, result.counts, failed?.failure);
    batch(() => {
      setWork(undefined);
      if (!logged.ok) setProblem({ kind: 'failed', during: 'start', failure: asFailure(logged.error) });
      setOutcome({ importId, files: names, result, ...(failed ? { failure: failed.failure } : {}) });
      setStep('done');
    });
  };

  const addFiles = async (added: readonly File[], mine: number): Promise<void> => {
    if (mine !== visit) return;
    setProblem(undefined);
    for (const file of added) {
      setWork({ kind: 'reading', name: file.name, done: 0, total: file.size });
      const source = await ask('start', (api) => api.open(file, settings(), (done) => { setWork((now) => (now?.kind === 'reading' && now.name === file.name ? { ...now, done } : now)); }));
      if (mine !== visit) return;
      if (!source) continue;
      files.set(source.id, file);
      setSources((all) => [...all, source]);
    }
    setWork(undefined);
  };

  return {
    step, sources, shown, work, check, outcome, problem, order, createMissing, question, usesNothing, tables,
    hasFiles: () => good().length > 0,
    decisionOf: (source: SourceId, row: number): DuplicateDecision => decisions().get(`${source}:${row}`) ?? 'later',
    decide: (source: SourceId, row: number, decision: DuplicateDecision) => { setDecisions((all) => new Map(all).set(`${source}:${row}`, decision)); },
    show: (id: SourceId) => { setShownId(id); },
    setOrder: (name: OrderName) => { setOrderSignal(name); changed(); },
    setCreateMissing: (on: boolean) => { setCreateMissingSignal(on); changed(); },

    addFiles: (added: readonly File[]): Promise<void> => {
      const mine = visit;
      const turn = adding ? adding.then(() => addFiles(added, mine)) : addFiles(added, mine);
      adding = turn;
      return turn.finally(() => { if (adding === turn) adding = undefined; });
    },
    removeFile: (id: SourceId): void => {
      setSources((all) => all.filter((source) => source.id !== id));
      files.delete(id);
      // A worker that has died has forgotten it already.
      if (worker.isRunning()) void ask('start', (api) => api.close(id));
    },
    setHeader: async (id: SourceId, header: boolean): Promise<void> => {
      const source = await ask('start', (api) => api.reopen(id, { header }, settings()));
      if (!source) return;
      replace(source);
      changed();
    },
    retarget: async (source: TableSource, column: number, target: string): Promise<void> => {
      const mapping = await ask('start', (api) => api.retarget(source.id, column, target));
      if (!mapping) return;
      replace({ ...source, mapping });
      changed();
    },
    setMapping: async (source: TableSource, mapping: TableMapping): Promise<void> => {
      replace({ ...source, mapping });
      if (await ask('start', (api) => api.setMapping(source.id, mapping).then(() => true))) changed();
    },
    goTo: (next: Step): void => {
      setStep(next);
      if (next === 'files') setCheck(undefined);
      else if (next !== 'done') void recount();
    },
    recount,
    /** One import at a time in all windows of this browser. */
    start: async (): Promise<void> => {
      const locks = navigator.locks as LockManager | undefined;
      if (!locks) return run();
      const handleLock = async (lock: Lock | null): Promise<void> => { if (lock) await run(); else setProblem({ kind: 'other-tab' }); };
      await locks.request('regulars/import', { ifAvailable: true }, handleLock);
    },
    cancel: (): void => { if (worker.isRunning()) void ask('start', (api) => api.cancel()); },
    reportedRows: async () => (await ask('start', (api) => api.reportedRows())) ?? [],
    columns: async (id: SourceId) => (await ask('start', (api) => api.columns(id))) ?? [],
    undo: async (importId: string, names: readonly string[]): Promise<UndoneImport | undefined> => {
      setWork({ kind: 'undoing', done: 0, total: 1 });
      const undone = await undoImport(book, importId, texts().undoAction(names.join(', ')), (done, total) => { setWork({ kind: 'undoing', done, total }); }, { at: new Date(actor.now()).toISOString(), by: actor.name });
      const logged = undone.ok ? await finishLog(book, { importId }, names, undefined, 'undone') : undone;
      batch(() => {
        setWork(undefined);
        if (!logged.ok) setProblem({ kind: 'failed', during: 'undo', failure: asFailure(logged.error) });
        else if (undone.ok && outcome()?.importId === importId) setOutcome((last) => last && { ...last, undone: undone.value });
      });
      return undone.ok && logged.ok ? undone.value : undefined;
    },
    reset: (): void => {
      visit += 1;
      checkNumber += 1;
      clearTimeout(checkTimer);
      worker.drop();
      adding = undefined;
      files.clear();
      batch(() => {
        setWork(undefined);
        setStep('files');
        setSources([]);
        setCheck(undefined);
        setOutcome(undefined);
        setProblem(undefined);
        setDecisions(new Map());
      });
    },
  };
}

/** As the user left it: with the columns and the header that were chosen by hand. */
async function reopenSource(api: ImportWorkerApi, source: Source, file: File, settings: OpenSettings): Promise<Source> {
  const opened = await api.open(file, settings, () => undefined, source.id);
  if (opened.kind !== 'table' || source.kind !== 'table') return opened;
  const table = opened.hasHeader === source.hasHeader ? opened : await api.reopen(source.id, { header: source.hasHeader }, settings);
  if (table.kind !== 'table') return table;
  await api.setMapping(source.id, source.mapping);
  return { ...table, mapping: source.mapping };
}

const RECOUNT_AFTER_MS = 400;
const localDay = (now: number): string => { const day = new Date(now); return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`; };
/** 'de-AT' -> AT; phone numbers without a prefix are read as of this country where the book names none. */
function countryOfDevice(): string {
  return navigator.languages.map((language) => new Intl.Locale(language).region).find((region) => region !== undefined) ?? 'GB';
}
