/**
 * The import as the worker runs it, without anything of a worker in it, so that tests and benches run the same code.
 *
 *   file -> records in batches -> planner (who, what) -> PackWriter -> page -> book
 *
 * A dry run keeps its plans in a book of its own (`Rehearsal`) instead of storing them.
 */
import type { CountryCode } from 'libphonenumber-js/min';
import { assert } from '../../lib/assert';
import { err, ok, type Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { StorageError } from '../../replica/ports';
import type { WriteError } from '../../replica/book';
import { retarget } from '../../transfer/csv/propose-mapping';
import { rulesByField } from '../../transfer/import/table-records';
import { MatchIndex } from '../../transfer/import/match';
import { ImportPlanner } from '../../transfer/import/planner';
import { addCounts, NO_COUNTS, type ImportCounts, type StoredCustomer } from '../../transfer/import/plan-types';
import type { MatchRow } from '../../transfer/import/record-keys';
import { Rehearsal } from './rehearsal';
import { PackWriter } from './pack-writer';
import { describe, fieldIdsOf, fieldsToCreate, forEachRecordBatch, openFile, type OpenFile } from './sources';
import { MATCH_ROWS, type BookPort, type FailedImport, type ImportResult, type ImportSettings, type ImportWorkerApi, type SourceId, type SourcedDuplicate, type SourcedRow } from './import-protocol';

const SHOWN_ROWS = 200;
const SHOWN_DUPLICATES = 2_000;

class StorageFailure extends Error {
  constructor(readonly error: WriteError) {
    super(`storage: ${error.kind}`);
    this.name = 'StorageFailure';
  }
}

export function createImporter(): ImportWorkerApi {
  const sources = new Map<SourceId, OpenFile>();
  let nextId = 1;
  let running = new AbortController();
  let reported: SourcedRow[] = [];
  const tableOf = (id: SourceId): Extract<OpenFile, { kind: 'table' }> => {
    const open = sources.get(id);
    assert(open?.kind === 'table', 'the source is a table');
    return open;
  };

  const go = async (ids: readonly SourceId[], settings: ImportSettings, port: BookPort, isRehearsal: boolean): Promise<Result<ImportResult, FailedImport>> => {
    running.abort();
    const { signal } = (running = new AbortController());
    // A run that is given up while the next one begins goes on for a moment: each has a list of its own.
    const rows: SourcedRow[] = [];
    reported = rows;
    const total = new Totals();
    try {
      const index = new MatchIndex(await allRows(port, signal));
      const rehearsal = isRehearsal ? new Rehearsal() : undefined;
      const created = new Set<CustomerId>();
      for (const [position, id] of ids.entries()) {
        const open = sources.get(id)!;
        if (open.kind === 'bad') continue;
        const planner = plannerFor(id, open, settings, index, created, isRehearsal);
        const writer = new PackWriter(port, open.file.name, (other) => index.has(other), (from, to) => { planner.move(from, to); });
        const finish = (): void => {
          for (const { row } of writer.refused) planner.report.add({ row, fields: {}, issues: [] }, 'unreadable');
          for (const plan of writer.unplaced) planner.withdraw(plan);
          total.add(id, planner, rows);
        };
        try {
          const finished = await forEachRecordBatch(open, { country: settings.country as CountryCode, today: settings.today }, async (records) => {
            // This batch may speak of customers of the last one: they must be there to be read. The last batch waits for the strict flush below.
            fail(await writer.flush(false));
            const plans = await planner.planBatch(records, async (wanted) => rehearsal?.read(wanted, (rest) => readStored(port, rest)) ?? readStored(port, wanted));
            if (rehearsal) return rehearsal.keep(plans);
            fail(await writer.add(plans));
          }, { signal, onProgress: (done, of) => { port.progress(position + done / Math.max(1, of), ids.length); } });
          fail(rehearsal ? undefined : await writer.flush(true));
          finish();
          if (!finished) return err({ failure: { kind: 'cancelled' }, soFar: total.result(rows) });
        } catch (failure) {
          finish();
          throw failure;
        }
      }
      return ok(total.result(rows));
    } catch (failure) {
      if (failure instanceof StorageFailure) return err({ failure: failure.error.kind === 'storage' ? failure.error : { kind: 'write', error: failure.error }, soFar: total.result(rows) });
      if (signal.aborted) return err({ failure: { kind: 'cancelled' }, soFar: total.result(rows) });
      // The file was moved or changed while it was read.
      if (failure instanceof DOMException) return err({ failure: { kind: 'unreadable', detail: failure.message }, soFar: total.result(rows) });
      throw failure;
    }
  };

  const plannerFor = (id: SourceId, open: OpenFile, settings: ImportSettings, index: MatchIndex, created: Set<CustomerId>, isRehearsal: boolean): ImportPlanner => new ImportPlanner(index, {
    importId: settings.importId, file: open.file.name, at: settings.at, by: settings.by, device: settings.device, order: settings.order, createMissing: settings.createMissing,
    rules: open.kind === 'table' ? rulesByField(open.mapping, fieldIdsOf(open.mapping)) : new Map(), source: open.kind === 'table' ? open.mapping.source : 'vcard',
    nameForNumber: (number) => `${settings.numberedName} ${number}`, decisions: new Map(settings.decisions.filter(([source]) => source === id).map(([, row, decision]) => [row, decision])),
  }, created, isRehearsal);

  return {
    open: async (file, settings, onProgress, as = nextId) => {
      const id = as;
      nextId = Math.max(nextId, id + 1);
      const open = await openFile(file, settings, { onProgress });
      sources.set(id, open);
      return describe(id, open);
    },
    reopen: async (id, choice, settings) => {
      const open = await openFile(sources.get(id)!.file, settings, choice);
      sources.set(id, open);
      return describe(id, open);
    },
    retarget: async (id, column, target) => {
      const open = tableOf(id);
      const mapping = await retarget(open.table, open.mapping, column, target);
      sources.set(id, { ...open, mapping });
      return mapping;
    },
    setMapping: async (id, mapping) => void sources.set(id, { ...tableOf(id), mapping }),
    close: async (id) => void sources.delete(id),
    fieldsToCreate: async (ids) => ids.flatMap((id) => { const open = sources.get(id); return open?.kind === 'table' ? fieldsToCreate(open.mapping) : []; }),
    check: (ids, settings, port) => go(ids, settings, port, true),
    run: (ids, settings, port) => go(ids, settings, port, false),
    reportedRows: async () => reported,
    columns: async (id) => { const open = sources.get(id); return open?.kind === 'table' ? open.table.columns : []; },
    cancel: async () => { running.abort(); },
  };
}

function fail(error: WriteError | undefined): void {
  if (error) throw new StorageFailure(error);
}

async function allRows(port: BookPort, signal: AbortSignal): Promise<readonly MatchRow[]> {
  const rows: MatchRow[] = [];
  for (let start = 0; ; start += MATCH_ROWS) {
    signal.throwIfAborted();
    const chunk = await port.matchRows(start);
    for (const row of chunk) rows.push(row);
    if (chunk.length < MATCH_ROWS) return rows;
  }
}

/** Documents in pieces: 5,000 at once would hold the page for too long. */
const READ_AT_ONCE = 200;
async function readStored(port: BookPort, ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, StoredCustomer>> {
  const found = new Map<CustomerId, StoredCustomer>();
  for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
    const read = await port.read(ids.slice(start, start + READ_AT_ONCE));
    if (!read.ok) throw new StorageFailure({ kind: 'storage', error: read.error satisfies StorageError });
    for (const [id, fields, entries, note] of read.value) found.set(id, { fields, entries, note });
  }
  return found;
}

class Totals {
  private counts: ImportCounts = NO_COUNTS;
  private readonly duplicates: SourcedDuplicate[] = [];
  private withIssues = 0;

  add(source: SourceId, planner: ImportPlanner, reported: SourcedRow[]): void {
    this.counts = addCounts(this.counts, planner.counts());
    this.withIssues += planner.report.withIssues;
    for (const duplicate of planner.duplicates.slice(0, SHOWN_DUPLICATES - this.duplicates.length)) this.duplicates.push({ ...duplicate, source });
    for (const row of planner.report.rows) reported.push({ ...row, source });
  }
  result(reported: readonly SourcedRow[]): ImportResult {
    const rejectedFirst = [...reported.filter(({ rejected }) => rejected).slice(0, SHOWN_ROWS), ...reported.filter(({ rejected }) => !rejected).slice(0, SHOWN_ROWS)];
    return { counts: this.counts, duplicates: this.duplicates, withIssues: this.withIssues, reported: rejectedFirst };
  }
}
