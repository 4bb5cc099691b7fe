/**
 * The one place that writes documents and rows, in the one tab that leads. It looks at storage alone, never at live
 * documents: what it commits is a document's stored state plus the given updates, and the row of exactly that.
 * One piece of work at a time; document, row and version number go in one transaction; all or nothing.
 */
import { ok, type Result } from '../../lib/result';
import { bytesToHex } from '../../lib/ids';
import type { CustomerId } from '../../domain/customer/fields';
import type { PackedCustomer } from '../book';
import type { StorageError, StoragePort, StoredValue, StoreKey, StoreOperation } from '../ports';
import { applyUpdate, encodeState, hasBase, isIncomplete, isNewerSchema, newDocument } from '../documents/customer-document';
import { digestOf, digestOfState } from '../sync/digest';
import type { IndexProgress, RefusedItem, SyncItem, SyncSender } from '../sync/port';
import type { IndexView } from '../sync/sync-index';
import { ORIGIN, TEAM_ID } from '../documents/schema';
import { decodeRows, encodeRows, PROJECTION, ROWS_PER_CHUNK, type PlacedRow } from '../projection/row-chunks';
import { projectRow } from '../projection/project-row';
import type { CommittedChange, Refusal, TabRequest, TabResponse } from './committed';
import type { DocumentWrite } from './outbox';
import { compact } from './compaction';
import { putDocument } from './document-put';
import { eraseDocuments } from './erasure';
import { openIndexKeeper } from './index-keeper';
import { mergeItems } from './merge';
import { packWriter } from './pack-writer';
import { quarantinePut } from './quarantine';
import { hasUnread, repairOperations } from './repair';
import { readCatalog, versionPut, type StoreCatalog } from './store-catalog';
import { loadManyStored, loadStored, NOWHERE, type LoadedDocument } from './stored-documents';
import { BULK_SIZE, isStored, type WriteJob, type WriterOptions } from './write-job';

export interface Writer {
  handle(request: TabRequest): Promise<TabResponse>;
  /** Takes up what another device has sent (merge.ts). */
  merge(items: readonly SyncItem[], from: SyncSender): Promise<Result<readonly RefusedItem[], StorageError>>;
  index(): IndexView | undefined;
  switchIndexOn(onProgress: IndexProgress): Promise<Result<void, StorageError>>;
  switchIndexOff(): Promise<Result<void, StorageError>>;
  /** Stores rows that were made anew, in the place of damaged chunks. A row that has changed since is left out. */
  storeRows(rows: readonly PlacedRow[], damaged: readonly StoredValue[]): Promise<Result<void, StorageError>>;
  /** Makes the rows of chunks and singles that an older build has written anew, one of them at a time, each under its key; stops at the first failure. */
  renewRows(keys: readonly StoreKey[]): Promise<Result<void, StorageError>>;
  /** Number of the last commit that this writer knows of. */
  version(): number;
  catalog(): StoreCatalog;
}

export async function createWriter(options: WriterOptions): Promise<Result<Writer, StorageError>> {
  const { storage } = options;
  const read = await readCatalog(storage, options.now, options.random);
  if (!read.ok) return read;
  const catalog = read.value;
  const opened = await openIndexKeeper({ storage, catalog, hintOf: options.hintOf, rows: options.rows, pacer: options.pacer, tag: bytesToHex(options.random(4)), onView: options.onIndex });
  if (!opened.ok) return opened;
  const { keeper: index, isStale } = opened.value;
  let queue: Promise<unknown> = Promise.resolve();

  const finish: WriteJob['finish'] = async (operations, changes, strict = false, from) => {
    const staged = index.stage(changes, catalog.version + 1);
    const stored = await storage.commit([...operations, ...staged.operations, versionPut(catalog.version + 1)], strict ? { strict } : {});
    if (!stored.ok) return stored;
    catalog.version += 1;
    catalog.apply(operations);
    staged.apply();
    options.onCommitted({ version: catalog.version, changes });
    if (staged.stored.length > 0) options.onStored({ changes: staged.stored, ...(from === undefined ? {} : { from }) });
    return ok(undefined);
  };
  const job: WriteJob = { ...options, catalog, index, writing: new Map(), finish };

  const run = async (request: TabRequest): Promise<TabResponse> => {
    catalog.isFilling = request.type === 'store-packed' && !request.strict;
    switch (request.type) {
      case 'commit':
        return request.writes.length > BULK_SIZE ? commitMany(job, request.writes) : commitFew(job, request.writes);
      case 'store-packed':
        return storePacked(job, request.customers, request.strict);
      case 'erase':
        return noRefusals(await eraseDocuments(job, request.ids, await proofsFor(job, request.ids)));
      case 'repair':
        return noRefusals(await repair(job, request.ids));
      case 'compact':
        return noRefusals(await compact(job));
      case 'destroy':
        return noRefusals(await destroy(storage, job));
    }
  };
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    // A defect in one piece of work must not stop the next; the caller of this one gets it.
    queue = result.catch(() => undefined);
    return result;
  };
  const switchIndexOn = (onProgress: IndexProgress): Promise<Result<void, StorageError>> => index.build(enqueue, onProgress);
  // What an older build has written is looked at beside the work; until then nothing is compared. A failure shows with the next commit.
  if (isStale) void switchIndexOn(() => undefined);
  return ok({
    handle: (request) => enqueue(() => run(request)),
    merge: (items, from) => enqueue(() => {
      catalog.isFilling = items.length > BULK_SIZE;
      return mergeItems(job, items, from);
    }),
    index: index.view,
    switchIndexOn,
    switchIndexOff: () => enqueue(index.switchOff),
    storeRows: (rows, damaged) => enqueue(() => storeRebuiltRows(job, rows, damaged)),
    renewRows: async (keys) => {
      for (const key of keys) {
        const renewed = await enqueue(() => renewRowsAt(job, key));
        if (!renewed.ok) return renewed;
      }
      return ok(undefined);
    },
    version: () => catalog.version,
    catalog: () => catalog,
  });
}

const noRefusals = (result: Result<void, StorageError>): TabResponse => (result.ok ? ok([]) : result);

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
  for (const [i, { id, update, client }] of writes.entries()) {
    const stored = loaded[i]!;
    if (!stored.ok) return stored;
    const document = stored.value;
    const merged = mergeWrite(document, update);
    if (!merged.ok) {
      refusals.push({ id, reason: merged.reason });
      continue;
    }
    if (client !== undefined && job.index.isKept()) job.writing.set(id, (job.writing.get(id) ?? new Set()).add(client));
    const put = putDocument(job, document, { id, update });
    operations.push(...put.operations);
    changes.push(put.change);
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
    if (merged.ok) packs.add({ id: document.id, state: encodeState(document.doc), row: projectRow(document.id, document.doc), update, repair: repairOperations(job, document), keepsRecords: hasUnread(document), ...digested(job, document) });
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
    else packs.add({ id, state, row, ...(job.index.isKept() ? { digest: digestOfState(id, state) ?? digestThrough(id, state) } : {}) });
    await pacer();
  }
  const read = await loadManyStored(job.storage, [...merging.keys()], job.hintOf, (document) => {
    const merged = merging.get(document.id)!.map((state) => mergeWrite(document, state)).find((result) => !result.ok);
    if (merged && !merged.ok) refusals.push({ id: document.id, reason: merged.reason });
    else packs.add({ id: document.id, state: encodeState(document.doc), row: projectRow(document.id, document.doc), repair: repairOperations(job, document), keepsRecords: hasUnread(document), ...digested(job, document) });
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
    if (document.found && !hasUnread(document)) {
      const put = putDocument(job, document, { id });
      operations.push(...put.operations);
      changes.push(put.change);
    } else {
      operations.push(...repairOperations(job, document));
      // It is no longer what the index says, so that a colleague who still has it is asked for it.
      if (job.index.isKept() && !hasUnread(document)) changes.push({ id, pack: document.pack, ...digested(job, document) });
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

async function renewRowsAt(job: WriteJob, key: StoreKey): Promise<Result<void, StorageError>> {
  const stored = await job.storage.get('rows', key);
  if (!stored.ok) return stored;
  const read = stored.value ? decodeRows(stored.value) : undefined;
  if (!read?.ok || read.value.projection >= PROJECTION) return ok(undefined);
  const placed = new Map<CustomerId, PlacedRow>(read.value.rows.map((row, i) => [row.id, { row, pack: read.value.packs[i]! }]));
  const changes: CommittedChange[] = [];
  const loaded = await loadManyStored(job.storage, [...placed.keys()], job.hintOf, (document) => {
    if (document.found && !hasUnread(document)) {
      const row = projectRow(document.id, document.doc);
      placed.set(document.id, { row, pack: document.pack });
      changes.push({ id: document.id, row, pack: document.pack });
    }
    document.doc.destroy();
  }, job.pacer());
  if (!loaded.ok) return loaded;
  return job.finish([{ store: 'rows', type: 'put', key, value: encodeRows([...placed.values()]) }], changes);
}

/** Everything, in one transaction. */
async function destroy(storage: StoragePort, { catalog, index, writing }: WriteJob): Promise<Result<void, StorageError>> {
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
  index.forget();
  writing.clear();
  return ok(undefined);
}

/** The digest of what was loaded and changed, while an index is kept. */
const digested = ({ index }: WriteJob, { id, doc }: LoadedDocument): { readonly digest?: Uint8Array } => (index.isKept() ? { digest: digestOf(id, doc) } : {});

function digestThrough(id: string, state: Uint8Array): Uint8Array {
  const doc = newDocument(id);
  applyUpdate(doc, state, ORIGIN.stored);
  const digest = digestOf(id, doc);
  doc.destroy();
  return digest;
}

async function proofsFor({ index, policy }: WriteJob, ids: readonly CustomerId[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const prove = index.isKept() ? policy().proveErasure : undefined;
  const proofs = new Map<string, Uint8Array>();
  if (prove) for (const id of ids) proofs.set(id, await prove(id));
  return proofs;
}
