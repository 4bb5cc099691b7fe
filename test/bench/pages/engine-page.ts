/**
 * The engine at work in a real page with real IndexedDB, without the app around it. Each function is one row or a few of
 * the table and answers with plain numbers (ms, bytes, counts); the runner gives each measurement that starts cold a page of
 * its own. The database has the app's name, so that the app, loaded from the same origin, finds the same book.
 */
import { rowFromDocument } from '../../../src/domain/customer/row';
import { createRowSorter } from '../../../src/domain/filter/sort';
import { createSearchIndex } from '../../../src/domain/search/search-index';
import { PackWriter } from '../../../src/features/import/pack-writer';
import type { Book } from '../../../src/replica/book';
import { createBook } from '../../../src/replica/book/create-book';
import type { Scheduler } from '../../../src/replica/book/saver';
import { browserScheduler } from '../../../src/replica/book/scheduler';
import { createCustomerState } from '../../../src/replica/documents/create-state';
import { createCodedStorage } from '../../../src/replica/storage/coded-storage';
import { identityCodec } from '../../../src/replica/storage/identity-codec';
import { deleteIndexedDbStorage } from '../../../src/replica/storage/indexeddb-open';
import { openIndexedDbStorage } from '../../../src/replica/storage/indexeddb-storage';
import { benchCustomers, customerId, keystrokes, LONG_HISTORIES, LONG_HISTORY } from '../workload';
import { importCsv } from './csv-import';
import { bareRead, bareRows, bareWrite, plainScan, withBareStore } from './limits';
import { median, percentile, timed, value, watchTasks } from './timing';

/** As in src/app/dependencies.ts. */
const BOOK = 'regulars';
const actor = { name: 'Bench', device: 'bench', now: () => Date.now() };
const BATCH = 5_000;

async function openBook(scheduler: Scheduler = browserScheduler): Promise<Book> {
  const storage = value(await openIndexedDbStorage({ name: BOOK }));
  const book = value(await createBook({ storage: createCodedStorage(storage, identityCodec), actor, scheduler }));
  await book.whenReady();
  if (book.status().kind !== 'ready') throw new Error(JSON.stringify(book.status()));
  return book;
}

async function emptyBook(): Promise<Book> {
  value(await deleteIndexedDbStorage(BOOK));
  const book = await openBook();
  value(await book.team.set('settings', 'bookCreatedAt', new Date().toISOString()));
  value(await book.team.set('settings', 'bookName', 'Bench'));
  return book;
}

/** Planned customers to a durable book, by the import's own writer; leaves the book behind for whatever comes next. */
async function importBook(count: number, entriesEach: number, withLimits: boolean) {
  const customers = benchCustomers(count, entriesEach);
  const book = await emptyBook();
  const tasks = watchTasks();
  const [durable] = await timed(async () => {
    const writer = new PackWriter({
      store: async (packed, last) => {
        const stored = await book.storePacked(packed, { last });
        return stored.ok ? { ok: true, value: stored.value.erased } : stored;
      },
      change: () => Promise.reject(new Error('a first import changes nobody')),
    }, 'bench.csv', () => false);
    for (let i = 0; i < customers.length; i += BATCH) {
      const failed = await writer.add(customers.slice(i, i + BATCH).map((customer, at) => ({ kind: 'create', row: i + at, ...customer })));
      if (failed) throw new Error(JSON.stringify(failed));
    }
    const failed = await writer.flush(true);
    if (failed) throw new Error(JSON.stringify(failed));
  });
  const longestTask = await tasks.stop();
  if (book.rows.size !== count) throw new Error(`${book.rows.size} of ${count} customers came in`);
  await book.close();
  if (!withLimits) return { durable, longestTask };
  const [stateMs, states] = await timed(() => customers.map(({ id, fields, entries, note }) => createCustomerState(id, fields, entries, note)));
  const [rowMs] = await timed(() => customers.map(({ id, fields, entries, note }) => rowFromDocument({ id, fields, note, entries: Object.values(entries) })));
  const stored = [...await bareRead(BOOK, 'docs'), ...await bareRead(BOOK, 'rows')];
  const blob = median([await bareWrite(stored, false), await bareWrite(stored, false), await bareWrite(stored, false)].map((run) => run.blob));
  const each = (await bareWrite(states, true)).each;
  return { durable, longestTask, stateMs, rowMs, blob, each, bytes: stored.reduce((sum, { length }) => sum + length, 0) };
}

async function csvImport(count: number) {
  const book = await emptyBook();
  const result = await importCsv(book, actor, count);
  await book.close();
  return result;
}

/** From nothing in memory to the first 50 by name. One run a page. */
async function coldStart() {
  const tasks = watchTasks();
  const [rowsMs, book] = await timed(() => openBook());
  const [sortMs, ids] = await timed(() => createRowSorter({ by: 'name' }, { locale: 'en', nameOrder: 'family' }).sort(book.rows.all()));
  const first = ids.slice(0, 50).map((id) => book.rows.get(id)?.name);
  if (first.some((name) => !name)) throw new Error('a row without a name');
  return { total: rowsMs + sortMs, rowsMs, sortMs, rows: book.rows.size, longestTask: await tasks.stop() };
}

/** Its limit: the same bytes read and parsed. One run a page. */
async function bareStart() {
  const [total, rows] = await timed(() => bareRows(BOOK));
  return { total, rows: rows.length };
}

/** Keeps something in memory for the runner to weigh. */
async function hold(what: 'nothing' | 'rows parsed' | 'book' | 'book and search') {
  const kept: unknown[] = [];
  if (what === 'rows parsed') kept.push(await bareRows(BOOK));
  if (what === 'book' || what === 'book and search') {
    const book = await openBook();
    kept.push(book, createRowSorter({ by: 'name' }, { locale: 'en', nameOrder: 'family' }).sort(book.rows.all()));
    if (what === 'book and search') kept.push(indexOf(book));
  }
  Object.assign(globalThis, { kept });
  return { bytes: (await bareRead(BOOK, 'rows')).reduce((sum, { length }) => sum + length, 0) };
}

function indexOf(book: Book): ReturnType<typeof createSearchIndex> {
  const index = createSearchIndex();
  for (const row of book.rows.all()) index.upsert(row);
  index.indexSome(Infinity, () => 0);
  return index;
}

async function search() {
  const book = await openBook();
  const order = createRowSorter({ by: 'name' }, { locale: 'en', nameOrder: 'family' }).sort(book.rows.all());
  const [indexMs, index] = await timed(() => indexOf(book));
  const scan = plainScan(book.rows.all());
  const typed = keystrokes();
  const measure = (one: (text: string) => unknown): number[] => typed.map((text) => {
    const start = performance.now();
    one(text);
    return performance.now() - start;
  });
  const ours = (text: string): unknown => index.search(text, { order, typos: false });
  const forgiving = (text: string): unknown => index.search(text, { order });
  const runs = (one: (text: string) => unknown): number[] => Array.from({ length: 7 }, () => measure(one)).slice(2).flat(); // Two warm-ups.
  const scanned = runs(scan), found = runs(ours), typos = runs(forgiving);
  await book.close();
  return { n: found.length, indexMs, p50: percentile(found, 0.5), p95: percentile(found, 0.95), scan50: percentile(scanned, 0.5), scan95: percentile(scanned, 0.95), typos95: percentile(typos, 0.95) };
}

/** Opens the customers with the long histories, none of them twice; the limit is the bare read of a pack each. */
async function openLong() {
  const book = await openBook();
  const count = Math.min(LONG_HISTORIES, book.rows.size);
  const opened: number[] = [];
  for (let n = 0; n < count; n++) {
    const [ms, entries] = await timed(async () => {
      const customer = value(await book.open(customerId(n)));
      customer.fields();
      return Object.keys(customer.entries()).length;
    });
    if (entries !== LONG_HISTORY) throw new Error(`${entries} entries`);
    opened.push(ms);
  }
  await book.close();
  const bare = value(await openIndexedDbStorage({ name: BOOK }));
  const packs = value(await bare.keys('docs')).filter((key) => typeof key === 'number');
  const read: number[] = [];
  for (let n = 0; n < count; n++) read.push((await timed(() => bare.get('docs', packs[n % packs.length]!)))[0]);
  bare.close();
  return { n: count, p50: median(opened), p95: percentile(opened, 0.95), bare50: median(read), bare95: percentile(read, 0.95) };
}

/** One field of one customer, performed and stored; the limit puts as many bytes in one bare transaction. */
async function edits(count: number) {
  const book = await openBook();
  const ids = Array.from({ length: count + 10 }, (_, i) => customerId((LONG_HISTORIES + i * 37) % book.rows.size));
  const saved: number[] = [];
  for (const [i, id] of ids.entries()) {
    const [ms, done] = await timed(() => book.perform({ label: 'edit', edits: [{ id, fields: { 'name/given': `Given ${i}` } }] }));
    value(done);
    if (i >= 10) saved.push(ms);
  }
  await book.close();
  const update = new Uint8Array(300), row = new Uint8Array(700), version = new Uint8Array(8);
  const bare = await withBareStore(async (run) => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) times.push((await timed(() => run('readwrite', (store) => { store.put(update, `u${i}`); store.put(row, `r${i}`); store.put(version, 'v'); })))[0]);
    return times;
  });
  return { n: count, p50: median(saved), p95: percentile(saved, 0.95), bare50: median(bare), bare95: percentile(bare, 0.95) };
}

/** A tag for 1,000 customers spread over the whole book, so that every pack is touched. */
async function tagMany(many: number) {
  const book = await openBook();
  const step = Math.max(1, Math.floor(book.rows.size / many));
  const tagged = Math.min(many, book.rows.size);
  const tasks = watchTasks();
  const [ms, done] = await timed(() => book.perform({ label: 'tag', edits: Array.from({ length: tagged }, (_, i) => ({ id: customerId(i * step), fields: { 'tag/bench': true } })) }));
  value(done);
  const longestTask = await tasks.stop();
  const [undoMs] = await timed(async () => value(await book.undo()));
  await book.close();
  const [readMs, docs] = await timed(() => bareRead(BOOK, 'docs'));
  const share = new Uint8Array(Math.round((docs.reduce((sum, { length }) => sum + length, 0) * tagged) / book.rows.size));
  const { blob } = await bareWrite([share], false);
  return { n: tagged, ms, undoMs, longestTask, bare: readMs + blob };
}

/** 600 customers edited one by one, then folded back; the housekeeping is started by hand instead of when idle. */
async function compaction() {
  let idle: (() => void) | undefined;
  const book = await openBook({ ...browserScheduler, whenIdle: (task) => { idle = task; return () => { idle = undefined; }; } });
  const many = Math.min(600, book.rows.size);
  for (let from = 0; from < many; from += 100) {
    value(await book.perform({ label: 'edit', edits: Array.from({ length: Math.min(100, many - from) }, (_, i) => ({ id: customerId((from + i) * Math.floor(book.rows.size / many)), fields: { jobTitle: `Role ${from + i}` } })) }));
  }
  if (!idle) return undefined; // Too little to fold: a small book is left as it is.
  const tasks = watchTasks();
  const [ms, done] = await timed(() => {
    idle?.();
    // Queued behind the housekeeping, hence done when that is.
    return book.perform({ label: 'edit', edits: [{ id: customerId(1), fields: { jobTitle: 'last' } }] });
  });
  value(done);
  const longestTask = await tasks.stop();
  await book.close();
  return { n: many, ms, longestTask };
}

const page = { importBook, csvImport, coldStart, bareStart, hold, search, openLong, edits, tagMany, compaction };
export type EnginePage = typeof page;
Object.assign(globalThis, { page });
