/** The rows of the engine alone: import, start, heap, search, opening, editing, bulk, housekeeping; each beside its limit. */
import { loadavg } from 'node:os';
import { callPage, evaluateIn, heapAfterCollection, usePage } from './site.mjs';

/** @typedef {{ readonly customers: number, readonly entriesEach: number, readonly runs: number }} Size */

const MB = 1024 * 1024;
const MANY = 1_000;
const EDITS = 60;
/** Goals of DESIGN section 11 as ratios: its own numbers, ours over the limit beside it. */
const GOAL = { import: 1 / 0.33, start: 0.8 / 0.42, heap: 60 / 28, search: 5 / 3 };
/** At this size a ratio says something; a small book's limit is a millisecond or none, and its goal the seconds themselves. */
const RATIOS_FROM = 50_000;

/** @param {number} customers @param {number} goalRatio @param {number} goalMax */
export const goalAt = (customers, goalRatio, goalMax) => (customers >= RATIOS_FROM ? { goalRatio } : { goalMax });

/** @param {readonly number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? NaN;

/**
 * Leaves a book of that size behind, freshly imported.
 * @param {import('@playwright/test').BrowserContext} context
 * @param {import('./site.mjs').Site} site
 * @param {Size} size
 * @param {import('./report.mjs').Add} add
 */
export async function measureEngine(context, site, { customers, entriesEach, runs }, add) {
  /** @type {<K extends keyof import('./site.mjs').EnginePage>(name: K, ...args: Parameters<import('./site.mjs').EnginePage[K]>) => Promise<Awaited<ReturnType<import('./site.mjs').EnginePage[K]>>>} */
  const call = (name, ...args) => callPage(context, site, name, ...args);
  /** @template T @param {number} times @param {() => Promise<T>} work */
  const repeat = async (times, work) => {
    /** @type {T[]} */
    const results = [];
    for (let i = 0; i < times; i++) results.push(await work());
    return results;
  };
  const importRuns = Math.min(runs, customers > 5_000 ? 3 : 5);

  if (entriesEach > 0) {
    const csv = await repeat(importRuns, () => call('csvImport', customers));
    const run = csv.sort((a, b) => a.total - b.total)[(csv.length - 1) >> 1] ?? csv[0];
    if (run) {
      add({ work: 'CSV file to durable', entries: 0, ours: run.total, unit: 'ms', limit: run.alone, limitName: 'PapaParse alone', goalRatio: 3, n: csv.length, note: `20 columns; opening ${run.open.toFixed(0)} ms, dry run (not counted) ${run.check.toFixed(0)} ms` });
      add({ work: 'CSV import, longest main-thread task', entries: 0, ours: Math.max(...csv.map(({ longestTask }) => longestTask)), unit: 'ms', goalMax: 100, n: csv.length });
    }
  }
  const limits = await call('importBook', customers, entriesEach, true);
  const durable = [limits.durable, ...(await repeat(importRuns - 1, () => call('importBook', customers, entriesEach, false))).map((each) => each.durable)];
  add({
    work: 'import, planned to durable', ours: median(durable), unit: 'ms', limit: limits.blob, limitName: 'same bytes, one blob', ...goalAt(customers, GOAL.import, 1_000), n: durable.length,
    note: `${((limits.bytes ?? 0) / MB).toFixed(1)} MB stored; a value each, bare: ${limits.each?.toFixed(0)} ms; documents ${limits.stateMs?.toFixed(0)} ms, rows ${limits.rowMs?.toFixed(0)} ms of it`,
  });

  await call('coldStart');
  const starts = await repeat(runs, () => call('coldStart'));
  const bare = await repeat(runs, () => call('bareStart'));
  const start = median(starts.map(({ total }) => total));
  add({
    work: 'cold start to first 50 by name, engine', ours: start, unit: 'ms', limit: median(bare.map(({ total }) => total)), limitName: 'bare read + JSON.parse of the rows', ...goalAt(customers, GOAL.start, 800), n: runs,
    note: `rows ${median(starts.map(({ rowsMs }) => rowsMs)).toFixed(0)} ms, sorting ${median(starts.map(({ sortMs }) => sortMs)).toFixed(0)} ms`,
  });

  /** @param {Parameters<import('./site.mjs').EnginePage['hold']>[0]} what */
  const weigh = (what) => usePage(context, site, async (page) => {
    const { bytes } = await evaluateIn(page, 'hold', what);
    return { heap: await heapAfterCollection(page), bytes };
  });
  const nothing = await weigh('nothing'), parsed = await weigh('rows parsed'), book = await weigh('book'), both = await weigh('book and search');
  add({
    work: 'heap of the open book', ours: (book.heap - nothing.heap) / MB, unit: 'MB', limit: nothing.bytes / MB, limitName: 'bytes of the rows as stored', ...goalAt(customers, GOAL.heap, 60), n: 1,
    note: `the same rows only parsed: ${((parsed.heap - nothing.heap) / MB).toFixed(1)} MB; with the search index: ${((both.heap - nothing.heap) / MB).toFixed(1)} MB`,
  });

  const search = await call('search');
  add({ work: 'search a keystroke, p95', ours: search.p95, unit: 'ms', limit: search.scan95, limitName: 'plain scan, p95', ...goalAt(customers, GOAL.search, 5), n: search.n, note: `p50 ${search.p50.toFixed(2)} ms (scan ${search.scan50.toFixed(2)}); with typos p95 ${search.typos95.toFixed(1)} ms; index made in ${search.indexMs.toFixed(0)} ms` });

  let edits;
  if (entriesEach > 0) {
    const open = await call('openLong');
    add({ work: 'open a customer with 200 entries, engine p95', ours: open.p95, unit: 'ms', limit: open.bare95, limitName: 'bare read of a pack, p95', goalMax: 50, n: open.n, note: `p50 ${open.p50.toFixed(1)} ms` });
    edits = await call('edits', EDITS);
    add({ work: 'edit performed and stored, engine p95', ours: edits.p95, unit: 'ms', limit: edits.bare95, limitName: 'bare transaction, same bytes, p95', goalMax: 150, n: edits.n, note: `p50 ${edits.p50.toFixed(1)} ms (bare ${edits.bare50.toFixed(1)}), 10 ms of it gathering` });
    const tag = await call('tagMany', MANY);
    add({ work: `tag ${tag.n} customers at once`, ours: tag.ms, unit: 'ms', limit: tag.bare, limitName: 'bare read of all packs + write of the share', n: 1, note: `undone in ${tag.undoMs.toFixed(0)} ms; longest task ${tag.longestTask.toFixed(0)} ms` });
    const fold = await call('compaction');
    if (fold) add({ work: `compaction after ${fold.n} single edits`, ours: fold.ms, unit: 'ms', n: 1, note: `in slices, when idle; longest task ${fold.longestTask.toFixed(0)} ms (goal <= 100)` });
    // What comes next finds a book as imported.
    await call('importBook', customers, entriesEach, false);
  }
  return { start, search: search.p95, edit: edits?.p50 };
}

/** The one-minute load, for each row. */
export const loadNow = () => loadavg()[0] ?? NaN;
