/**
 * Documents and changes from another device on their way into storage (DESIGN section 6, the apply pipeline):
 *
 *   id, size -> may this role? -> structs as they should be -> applied to a copy of what is stored -> nothing left waiting,
 *   a beginning, a schema -> digest -> one transaction of documents, rows and index
 *
 * What does not pass is put into quarantine and named to the other side; nothing else changes by it. Erased customers stay erased.
 * First states, which come by the ten thousand, are checked and projected from their bytes.
 */
import * as Y from 'yjs';
import { ok, type Result } from '../../lib/result';
import { can } from '../../domain/team';
import type { StorageError, StoreOperation } from '../ports';
import { applyUpdate, encodeState, hasBase, isIncomplete, schemaOf } from '../documents/customer-document';
import { isCustomerId, ORIGIN, SCHEMA, TEAM_ID } from '../documents/schema';
import { projectFirst, projectRow } from '../projection/project-row';
import { digestOf, digestOfFirst, isSameDigest } from '../sync/digest';
import { readFirstContents } from '../sync/first-state';
import { inspectUpdate } from '../sync/inspect-update';
import { MAX_ITEM_BYTES, type ItemChange, type ItemRefusal, type RefusedItem, type SyncItem, type SyncSender } from '../sync/port';
import type { CommittedChange } from './committed';
import { putDocument } from './document-put';
import { eraseDocuments } from './erasure';
import { packWriter, type PackableDocument } from './pack-writer';
import { quarantineRefused, type RefusedBytes } from './quarantine';
import { hasUnread, repairOperations } from './repair';
import { loadManyStored, loadStored, NOWHERE, type LoadedDocument } from './stored-documents';
import { BULK_SIZE, isStored, type WriteJob } from './write-job';

/** Above so many documents known here, packs are read as a whole. */
const MANY_LOADED = 20;

export async function mergeItems(job: WriteJob, items: readonly SyncItem[], from: SyncSender): Promise<Result<readonly RefusedItem[], StorageError>> {
  const refused: RefusedBytes[] = [];
  const refuse = ({ id, bytes }: SyncItem, reason: ItemRefusal): void => void refused.push({ id, bytes, reason });

  const erasures = await judgeErasures(job, items, from);
  if (!erasures) return quarantined(job, items.map(({ id, bytes }) => ({ id, bytes, reason: 'not-allowed' as const })), from);
  const byId = new Map<string, SyncItem[]>();
  for (const item of items) {
    if (item.kind === 'erased') continue;
    const reason = whyNotEven(job, item, erasures);
    if (reason) refuse(item, reason);
    else if (byId.has(item.id)) byId.get(item.id)!.push(item);
    else byId.set(item.id, [item]);
  }

  const accepted: Accepted[] = [], pace = job.pacer();
  const slow: string[] = [];
  for (const [id, list] of byId) {
    const first = list.length === 1 && !isStored(job, id) ? takeFirst(list[0]!) : undefined;
    if (!first) slow.push(id);
    else if (await job.policy().mayWrite(from, id, { kind: 'create' })) accepted.push(can(from.role, 'edit') ? first : { ...first, operations: [capturedBy(from, id)] });
    else refuse(list[0]!, 'not-allowed');
    await pace();
  }
  const loaded = await loadAll(job, slow);
  if (!loaded.ok) return loaded;
  for (const document of loaded.value) {
    const list = byId.get(document.id)!;
    const taken = await take(job, document, list, from);
    if ('reason' in taken) {
      for (const item of list) refuse(item, taken.reason);
      document.doc.destroy();
    } else if (taken.isNews) accepted.push(taken);
    else document.doc.destroy();
    await pace();
  }

  const stored = await store(job, accepted, from);
  if (!stored.ok) return stored;
  if (erasures.size > 0) {
    const erased = await eraseDocuments(job, [...erasures.keys()], erasures);
    if (!erased.ok) return erased;
  }
  return quarantined(job, refused, from);
}

/** The tombstones that are news, with their proofs; undefined where one of them is not allowed: then nothing of what came with it is believed. */
async function judgeErasures(job: WriteJob, items: readonly SyncItem[], from: SyncSender): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const erasures = new Map<string, Uint8Array>();
  for (const { id, kind, bytes } of items) {
    if (kind !== 'erased' || job.catalog.erased.has(id)) continue;
    if (!isCustomerId(id) || bytes.length > MAX_PROOF_BYTES) return undefined;
    if (!(await job.policy().mayWrite(from, id, { kind: 'erase', proof: bytes }))) return undefined;
    erasures.set(id, bytes);
  }
  return erasures;
}
const MAX_PROOF_BYTES = 1_024;

function whyNotEven(job: WriteJob, { id, bytes }: SyncItem, erasures: ReadonlyMap<string, unknown>): ItemRefusal | undefined {
  if (id !== TEAM_ID && !isCustomerId(id)) return 'bad-id';
  if (bytes.length > MAX_ITEM_BYTES) return 'too-large';
  return job.catalog.erased.has(id) || erasures.has(id) ? 'erased' : undefined;
}

/** What is to be stored: a first state as it came, or a document that has taken up its items. */
type Accepted = PackableDocument & { readonly digest: Uint8Array; readonly isNews: true; readonly document?: LoadedDocument; readonly operations?: readonly StoreOperation[] };

function takeFirst({ id, bytes }: SyncItem): Accepted | undefined {
  if (id === TEAM_ID) return undefined;
  const contents = readFirstContents(bytes);
  const row = contents ? projectFirst(id, contents) : undefined;
  return contents && row ? { id, state: bytes, row, update: bytes, digest: digestOfFirst(id, contents), isNews: true } : undefined;
}

async function loadAll(job: WriteJob, ids: readonly string[]): Promise<Result<readonly LoadedDocument[], StorageError>> {
  const loaded: LoadedDocument[] = [];
  if (ids.length > MANY_LOADED) {
    const read = await loadManyStored(job.storage, ids, job.hintOf, (document) => void loaded.push(document), job.pacer());
    return read.ok ? ok(loaded) : read;
  }
  for (const id of ids) {
    const read = await loadStored(job.storage, id, isStored(job, id) ? job.hintOf(id) : NOWHERE);
    if (!read.ok) return read;
    loaded.push(read.value);
  }
  return ok(loaded);
}

/** Applies the items to the loaded document, which is a copy of what is stored. One that does not pass spoils all of its message. */
async function take(job: WriteJob, document: LoadedDocument, items: readonly SyncItem[], from: SyncSender): Promise<Accepted | { readonly isNews: false } | { readonly reason: ItemRefusal }> {
  const { id, doc, found } = document;
  if (document.erased) return { reason: 'erased' };
  // Something of it could not be read just now: what came cannot be judged against half a document.
  if (hasUnread(document)) return { reason: 'unstored' };
  const isTeam = id === TEAM_ID;
  const captures = !can(from.role, 'edit');
  if (!isTeam) {
    const owned = found && captures ? await job.storage.get('meta', captureKey(from, id)) : undefined;
    const change: ItemChange = found ? { kind: 'edit', isOwn: owned?.ok === true && owned.value !== undefined } : { kind: 'create' };
    if (!(await job.policy().mayWrite(from, id, change))) return { reason: 'not-allowed' };
  }
  const collections = isTeam ? watchRoots(doc) : undefined;
  for (const { kind, bytes } of items) {
    if (kind === 'erased') continue;
    const problem = inspectUpdate(bytes, {
      kind, isNewer: from.schema > SCHEMA,
      clockOf: (client) => Y.getState(doc.store, client),
      ownClock: (client) => job.ownClock(id, client) ?? (job.writing.get(id)?.has(client) ? Y.getState(doc.store, client) : undefined),
    });
    if (problem) return { reason: problem };
    if (!applyUpdate(doc, bytes, ORIGIN.remote).ok) return { reason: 'unreadable' };
    if (isIncomplete(doc)) return { reason: kind === 'live' ? 'gap' : 'incomplete' };
  }
  if (!hasBase(doc)) return { reason: items.every(({ kind }) => kind === 'live') ? 'gap' : 'no-base' };
  if (schemaOf(doc) > Math.max(SCHEMA, from.schema)) return { reason: 'newer-schema' };
  if (collections && !(await job.policy().mayWrite(from, id, { kind: 'team', collections: [...collections] }))) return { reason: 'not-allowed' };
  const digest = digestOf(id, doc);
  if (found && document.bad.length === 0 && isSameDigest(job.index.view()?.digest(id), digest)) return { isNews: false };
  const isWhole = !found || items.some(({ kind }) => kind === 'whole');
  return {
    id, document, digest, isNews: true, state: isWhole || !isTeam ? encodeState(doc) : NOTHING, row: projectRow(id, doc),
    update: items.length === 1 ? items[0]!.bytes : Y.mergeUpdates(items.map(({ bytes }) => bytes)),
    ...(captures && !found ? { operations: [capturedBy(from, id)] } : {}),
  };
}

const NOTHING = new Uint8Array(0);
/** Remembers who brought a customer here, for roles that may go on only with what they captured themselves. */
const captureKey = ({ device }: SyncSender, id: string): string => `capture/${device}/${id}`;

const capturedBy = (from: SyncSender, id: string): StoreOperation => ({ store: 'meta', type: 'put', key: captureKey(from, id), value: NOTHING });

/** The roots of the document that change from now on. */
function watchRoots(doc: Y.Doc): ReadonlySet<string> {
  const changed = new Set<string>();
  doc.on('afterTransaction', ({ changed: types }: Y.Transaction) => {
    for (const [name, type] of doc.share) if ([...types.keys()].some((other) => other === type)) changed.add(name);
  });
  return changed;
}

async function store(job: WriteJob, accepted: readonly Accepted[], { device }: SyncSender): Promise<Result<void, StorageError>> {
  const sending: WriteJob = { ...job, finish: (operations, changes, strict) => job.finish(operations, changes, strict, device) };
  const few = accepted.length > BULK_SIZE ? accepted.filter(({ id }) => id === TEAM_ID) : accepted;
  const result = await storeFew(sending, few);
  if (!result.ok || few.length === accepted.length) return result;
  const packs = packWriter(sending), extra: StoreOperation[] = [];
  for (const { document, operations = [], ...packable } of accepted) {
    if (packable.id === TEAM_ID) continue;
    packs.add({ ...packable, ...(document ? { repair: repairOperations(job, document) } : {}) });
    extra.push(...operations);
    document?.doc.destroy();
  }
  return packs.commit(false, extra);
}

async function storeFew(job: WriteJob, accepted: readonly Accepted[]): Promise<Result<void, StorageError>> {
  if (accepted.length === 0) return ok(undefined);
  const operations: StoreOperation[] = [], changes: CommittedChange[] = [];
  for (const { document, operations: more = [], ...packable } of accepted) {
    const put = putDocument(job, document, packable);
    operations.push(...put.operations, ...more);
    changes.push(put.change);
    document?.doc.destroy();
  }
  return job.finish(operations, changes, accepted.some(({ id }) => id === TEAM_ID));
}

/** A quarantine that cannot be written is no reason to take what was refused. */
async function quarantined(job: WriteJob, refused: readonly RefusedBytes[], from: SyncSender): Promise<Result<readonly RefusedItem[], StorageError>> {
  const kept = refused.filter(({ reason }) => reason !== 'erased' && reason !== 'gap' && reason !== 'unstored');
  if (kept.length > 0) await quarantineRefused(job, kept, from.device);
  return ok(refused.map(({ id, reason }) => ({ id, reason })));
}
