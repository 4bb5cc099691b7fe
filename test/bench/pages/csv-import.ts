/**
 * A CSV file through the import as the app runs it: a worker reads, plans and makes the documents, the page stores them.
 * Its limit is PapaParse alone on the same file, in the same page.
 */
import * as Comlink from 'comlink';
import type { BookPort, ImportSettings, ImportWorkerApi } from '../../../src/features/import/import-protocol';
import { MATCH_ROWS } from '../../../src/features/import/import-protocol';
import type { Actor, Book } from '../../../src/replica/book';
import { MATCH_ORDER } from '../../../src/transfer/import/match';
import { matchRow } from '../../../src/transfer/import/record-keys';
import { benchCsv } from '../workload';
import { parseAlone } from './limits';
import { median, timed, value, watchTasks } from './timing';

/** Where the runner serves the import's own worker. */
const WORKER = '../import/module.js';

function portOf(book: Book): BookPort {
  let rows: ReturnType<typeof matchRow>[] | undefined;
  return {
    matchRows: async (start) => (rows ??= Array.from(book.rows.all(), matchRow)).slice(start, start + MATCH_ROWS),
    read: async (ids) => {
      const found: [string, Parameters<Parameters<Book['read']>[1]>[1], Parameters<Parameters<Book['read']>[1]>[2], string][] = [];
      const read = await book.read(ids, (...customer) => { found.push(customer); });
      return read.ok ? { ok: true, value: found } : read;
    },
    store: async (customers, last) => {
      const stored = await book.storePacked(customers, { last });
      return stored.ok ? { ok: true, value: stored.value.erased } : stored;
    },
    change: async (edits, file) => {
      const done = await book.perform({ label: file, edits });
      return done.ok ? { ok: true, value: undefined } : done;
    },
    progress: () => undefined,
  };
}

/** Milliseconds: PapaParse alone (median of 3); opening the file (read once, columns recognised); the dry run; from file to durable. */
export async function importCsv(book: Book, actor: Actor, count: number) {
  const file = new File([benchCsv(count)], 'customers.csv', { type: 'text/csv' });
  const alone: number[] = [];
  for (let run = 0; run < 3; run++) {
    const [ms, rows] = await parseAlone(file);
    if (rows !== count + 1) throw new Error(`PapaParse found ${rows} rows`);
    alone.push(ms);
  }
  const worker = new Worker(new URL(WORKER, location.href), { type: 'module' });
  const importer = Comlink.wrap<ImportWorkerApi>(worker);
  const settings: ImportSettings = {
    importId: 'bench', at: new Date(actor.now()).toISOString(), by: actor.name, device: actor.device, country: 'IE', today: new Date(actor.now()).toISOString().slice(0, 10), order: MATCH_ORDER, createMissing: true, numberedName: 'Customer', decisions: [],
  };
  try {
    await importer.fieldsToCreate([]); // The worker's script is loaded and compiled when it answers.
    const port = Comlink.proxy(portOf(book));
    const tasks = watchTasks();
    const [open, source] = await timed(async () => await importer.open(file, { currency: 'EUR', fields: [] }, Comlink.proxy(() => undefined)));
    if (source.kind !== 'table') throw new Error(JSON.stringify(source));
    const [check] = await timed(async () => value(await importer.check([source.id], settings, port)));
    const [run, result] = await timed(async () => value(await importer.run([source.id], settings, port)));
    if (book.rows.size !== result.counts.new + result.counts.possibleDuplicates) throw new Error(`${book.rows.size} customers, ${JSON.stringify(result.counts)}`);
    return { alone: median(alone), bytes: file.size, open, check, run, total: open + run, longestTask: await tasks.stop(), created: book.rows.size };
  } finally {
    worker.terminate();
  }
}
