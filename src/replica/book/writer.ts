/**
 * The one place that writes documents and rows, in the one tab that leads. It looks at storage alone, never at live
 * documents: what it commits is a document's stored state plus the given updates, and the row of exactly that.
 * One piece of work at a time; document, row and version number go in one transaction; all or nothing.
 */
import { ok, type Result } from '../../lib/result';
import type { RandomBytes } from '../../lib/ids';
import type { CustomerId } from '../../domain/customer/fields';
import type { CustomerRow } from '../../domain/customer/row';
import type { PackedCustomer } from '../book';
import type { StorageError, StoragePort, StoredValue, StoreOperation } from '../ports';
import { TEAM_ID } from '../documents/schema';
import { applyUpdate, encodeState, hasBase, isIncomplete, isNewerSchema } from '../documents/customer-document';
import { ORIGIN } from '../documents/schema';
import { encodeRows, ROWS_PER_CHUNK, type PlacedRow } from '../projection/row-chunks';
import { projectRow } from '../projection/project-row';
import type { Committed, CommittedChange, Refusal, TabRequest, TabResponse } from './committed';
import type { DocumentWrite } from './outbox';
import type { Pacer } from './pacer';
import { compact } from './compaction';
import { eraseDocuments } from './erasure';
import { packWriter } from './pack-writer';
import { quarantinePut } from './quarantine';
import { hasUnread, repairOperations } from './repair';
import { readCatalog, versionPut, type StoreCatalog } from './store-catalog';
import { loadManyStored, loadStored, NOWHERE, seal, type LoadedDocument, type PackHint } from './stored-documents';

export interface WriterOptions {
  readonly storage: StoragePort;
  /** Where the row says that a document lies. */
  readonly hintOf: (id: string) => PackHint;
  readonly rows: () => Iterable<CustomerRow>;
  readonly rowOf: (id: string) => CustomerRow | undefined;
  /** Told before the request is answered; must bring rows up to date at once. */
  readonly onCommitted: (committed: Committed) => void;
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly pacer: () => Pacer;
}

/** What the parts of the writer share while one piece of work runs. */
export interface WriteJob extends WriterOptions {
  readonly catalog: StoreCatalog;
  /** Commits with the version number and tells everyone. */
  finish(operations: readonly StoreOperation[], changes: readonly CommittedChange[], strict?: boolean): Promise<Result<void, StorageError>>;
}

export interface Writer {
  handle(request: TabRequest): Promise<TabResponse>;
  /** Stores rows that were made anew, in the place of damaged chunks. A row that has changed since is left out. */
  storeRows(rows: readonly PlacedRow[], damaged: readonly StoredValue[]): Promise<Result<void, StorageError>>;
  /** Number of the last commit that this writer knows of. */
  version(): number;
  catalog(): StoreCatalog;
}

/** From here on documents are written as packs. */
export const BULK_SIZE = 100;
/** So many updates are folded into an own record. */
const MAX_UPDATES = 20;

export async function createWriter(options: WriterOptions): Promise<Result<Writer, StorageError>> {
  const { storage } = options;
  const read = await readCatalog(storage, options.now, options.random);
  if (!read.ok) return read;
  const catalog = read.value;
  let queue: Promise<unknown> = Promise.resolve();

  const finish: WriteJob['finish'] = async (operations, changes, strict = false) => {
    const stored = await storage.commit([...operations, versionPut(catalog.version + 1)], strict ? { strict } : {});
    if (!stored.ok) return stored;
    catalog.version += 1;
    catalog.apply(operations);
    options.onCommitted({ version: catalog.version, changes });
    return ok(undefined);
  };
  const job: WriteJob = { ...options, catalog, finish };

  const run = async (request: TabRequest): Promise<TabResponse> => {
    catalog.isFilling = request.type === 'store-packed' && !request.strict;
    switch (request.type) {
      case 'commit':
        return request.writes.length > BULK_SIZE ? commitMany(job, request.writes) : commitFew(job, request.writes);
      case 'store-packed':
        return storePacked(job, request.customers, request.strict);
      case 'erase':
        return noRefusals(await eraseDocuments(job, request.ids));
      case 'repair':
        return noRefusals(await repair(job, request.ids));
      case 'compact':
        return noRefusals(await compact(job));
      case 'destroy':
        return noRefusals(await destroy(storage, catalog));
    }
  };
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    // A defect in one piece of work must not stop the next; the caller of this one gets it.
    queue = result.catch(() => undefined);
    return result;
  };
  return ok({
    handle: (request) => enqueue(() => run(request)),
    storeRows: (rows, damaged) => enqueue(() => storeRebuiltRows(job, rows, damaged)),
    version: () => catalog.version,
    catalog: () => catalog,
  });
}

const noRefusals = (result: Result<void, StorageError>): TabResponse => (result.ok ? ok([]) : result);

/** Where a document can be: known to the catalogue (no read needed) or in the pack that its row names. */
const isStored = ({ catalog, hintOf }: WriteJob, id: string): boolean =>
  catalog.own.has(id) || catalog.updateKeys.has(id) || catalog.erased.has(id) || hintOf(id) !== NOWHERE;

type Merged = { readonly ok: true } | { readonly ok: false; readonly reason: Refusal['reason'] };

/** Applies a tab's update to the stored document, unless it may not be written. */
function mergeWrite({ doc, erased }: LoadedDocument, update: Uint8Array): Merged {
  if (erased) return { ok: false, reason: 'erased' };
  if (isNewerSchema(doc)) return { ok: false, reason: 'newer-schema' };
  const applied = applyUpdate(doc, update, ORIGIN.remote);
  return applied.ok && !isIncomplete(doc) && hasBase(doc) ? { ok: true } : { ok: false, reason: 'corrupt' };
}

async function commitFew(job: WriteJob, writes: readonly DocumentWrite[]): Promise<TabResponse> {
  const operations: StoreOperation[] = [], changes: CommittedChange[] = [], refusals: Refusal[] = [];
  const loaded = await Promise.all(writes.map(({ id }) => loadStored(job.storage, id, isStored(job, id) ? job.hintOf(id) : NOWHERE)));
  for (const [i, { id, update }] of writes.entries()) {
    const stored = loaded[i]!;
    if (!stored.ok) return stored;
    const document = stored.value;
    const merged = mergeWrite(document, update);
    if (!merged.ok) {
      refusals.push({ id, reason: merged.reason });
      continue;
    }
    operations.push(...repairOperations(job, document));
    const healthy = document.updateKeys.filter((key) => job.catalog.updateKeys.get(id)?.includes(key));
    const fold = !hasUnread(document) && (!document.found || document.bad.length > 0 || healthy.length + 1 > MAX_UPDATES);
    if (fold) {
      operations.push({ store: 'docs', type: 'put', key: id, value: seal(id, encodeState(document.doc)) });
      for (const key of document.updateKeys) operations.push({ store: 'updates', type: 'delete', key });
    } else operations.push({ store: 'updates', type: 'put', key: job.catalog.nextUpdateKey(id), value: seal(id, update) });
    const pack = fold ? 0 : document.pack;
    if (id === TEAM_ID) changes.push({ id, pack, update });
    else {
      const row = projectRow(id, document.doc);
      operations.push({ store: 'rows', type: 'put', key: id, value: encodeRows([{ row, pack }]) });
      changes.push({ id, row, pack, update });
    }
    document.doc.destroy();
  }
  if (operations.length === 0) return ok(refusals);
  const stored = await job.finish(operations, changes, writes.some(({ id }) => id === TEAM_ID));
  return stored.ok ? ok(refusals) : stored;
}

async function commitMany(job: WriteJob, writes: readonly DocumentWrite[]): Promise<TabResponse> {
  const team = writes.filter(({ id }) => id === TEAM_ID);
  const updates = new Map(writes.filter(({ id }) => id !== TEAM_ID).map(({ id, update }) => [id, update]));
  const packs = packWriter(job), refusals: Refusal[] = [];
  const read = await loadManyStored(job.storage, [...updates.keys()], job.hintOf, (document) => {
    const update = updates.get(document.id)!;
    const merged = mergeWrite(document, update);
    if (merged.ok) packs.add({ id: document.id, state: encodeState(document.doc), row: projectRow(document.id, document.doc), update, repair: repairOperations(job, document), keepsRecords: hasUnread(document) });
    else refusals.push({ id: document.id, reason: merged.reason });
    document.doc.destroy();
  }, job.pacer());
  if (!read.ok) return read;
  const stored = await packs.commit(false);
  if (!stored.ok) return stored;
  const rest = team.length > 0 ? await commitFew(job, team) : ok([]);
  return rest.ok ? ok([...refusals, ...rest.value]) : rest;
}

/** Whole documents from an import. Where one is there already, both are merged: nothing is overwritten. */
async function storePacked(job: WriteJob, customers: readonly PackedCustomer[], strict: boolean): Promise<TabResponse> {
  const packs = packWriter(job), refusals: Refusal[] = [], pacer = job.pacer();
  const merging = new Map<CustomerId, Uint8Array[]>();
  const seen = new Set<CustomerId>();
  const twice = new Set(customers.map(({ id }) => id).filter((id) => seen.has(id) || !seen.add(id)));
  for (const { id, state, row } of customers) {
    if (twice.has(id) || isStored(job, id)) merging.set(id, [...(merging.get(id) ?? []), state]);
    else packs.add({ id, state, row });
    await pacer();
  }
  const read = await loadManyStored(job.storage, [...merging.keys()], job.hintOf, (document) => {
    const merged = merging.get(document.id)!.map((state) => mergeWrite(document, state)).find((result) => !result.ok);
    if (merged && !merged.ok) refusals.push({ id: document.id, reason: merged.reason });
    else packs.add({ id: document.id, state: encodeState(document.doc), row: projectRow(document.id, document.doc), repair: repairOperations(job, document), keepsRecords: hasUnread(document) });
    document.doc.destroy();
  }, pacer);
  if (!read.ok) return read;
  const stored = await packs.commit(strict);
  return stored.ok ? ok(refusals) : stored;
}

async function repair(job: WriteJob, ids: readonly string[]): Promise<Result<void, StorageError>> {
  const operations: StoreOperation[] = [], changes: CommittedChange[] = [];
  for (const id of ids) {
    const stored = await loadStored(job.storage, id, job.hintOf(id));
    if (!stored.ok) return stored;
    const document = stored.value;
    if (document.bad.length === 0) continue;
    operations.push(...repairOperations(job, document));
    if (document.found && !hasUnread(document)) {
      operations.push({ store: 'docs', type: 'put', key: id, value: seal(id, encodeState(document.doc)) });
      for (const key of document.updateKeys) operations.push({ store: 'updates', type: 'delete', key });
      if (id === TEAM_ID) changes.push({ id, pack: 0 });
      else {
        const row = projectRow(id, document.doc);
        operations.push({ store: 'rows', type: 'put', key: id, value: encodeRows([{ row, pack: 0 }]) });
        changes.push({ id, pack: 0, row });
      }
    }
    document.doc.destroy();
  }
  return operations.length > 0 ? job.finish(operations, changes) : ok(undefined);
}

const NOTHING = new Uint8Array(0);

/** Damaged rows are noted without their bytes: up to 500 people's data, which would outlive an erasure and is all in the documents. */
async function storeRebuiltRows(job: WriteJob, rows: readonly PlacedRow[], damaged: readonly StoredValue[]): Promise<Result<void, StorageError>> {
  const at = new Date(job.now()).toISOString();
  const operations: StoreOperation[] = damaged.flatMap(({ key }): StoreOperation[] => [
    quarantinePut(`rows-${key}`, 'rows', key, NOTHING, 'rows could not be read and were made anew', at), { store: 'rows', type: 'delete', key },
  ]);
  const current = rows.filter(({ row }) => job.rowOf(row.id) === row);
  for (let i = 0; i < current.length; i += ROWS_PER_CHUNK) {
    operations.push({ store: 'rows', type: 'put', key: job.catalog.nextNumber(), value: encodeRows(current.slice(i, i + ROWS_PER_CHUNK)) });
  }
  return operations.length > 0 ? job.finish(operations, []) : ok(undefined);
}

/** Everything, in one transaction. */
async function destroy(storage: StoragePort, catalog: StoreCatalog): Promise<Result<void, StorageError>> {
  const operations: StoreOperation[] = [];
  for (const store of ['docs', 'updates', 'rows', 'meta', 'keys', 'quarantine', 'blobs'] as const) {
    const keys = await storage.keys(store);
    if (!keys.ok) return keys;
    for (const key of keys.value) operations.push({ store, type: 'delete', key });
  }
  const deleted = await storage.commit(operations, { strict: true });
  if (!deleted.ok) return deleted;
  catalog.apply(operations);
  catalog.version = 0;
  return ok(undefined);
}
