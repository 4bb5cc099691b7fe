/**
 * Housekeeping when idle, in three transactions that each leave the book whole: single records are folded into a new
 * pack and chunk; documents in tiny packs likewise; then packs and chunks lose what newer ones have superseded. Packs and
 * chunks shrink in place, under their number, so that rows elsewhere go on pointing to the right place.
 */
import { ok, type Result } from '../../lib/result';
import type { StorageError } from '../ports';
import { isNewerSchema, encodeState } from '../documents/customer-document';
import { TEAM_ID } from '../documents/schema';
import { projectRow } from '../projection/project-row';
import { PACK_TARGET_BYTES, readPack } from '../storage/packs';
import { withoutPacked, withoutRows } from './erasure';
import { digestOf } from '../sync/digest';
import { packWriter } from './pack-writer';
import { hasUnread, repairOperations } from './repair';
import type { StoreCatalog } from './store-catalog';
import { loadManyStored } from './stored-documents';
import type { WriteJob } from './write-job';

const MAX_SINGLES = 500;
/** A pack with fewer documents than this and less than half of the usual bytes is tiny; more than a few of those slow the reading of everything. */
const TINY_PACK = 64;
const TINY_PACK_BYTES = PACK_TARGET_BYTES / 2;
const MAX_TINY_PACKS = 8;
/** Packs and chunks are rewritten once a half of them is superseded. */
const SUPERSEDED_SHARE = 0.5;

/** Whether enough has piled up. Cheap: asks the catalogue alone. */
export function needsCompaction(catalog: StoreCatalog, customers: number): boolean {
  // Long histories need many packs however tidy they are: without the second bound every commit would read the whole book again.
  const crowded = catalog.packs.size > Math.max(MAX_TINY_PACKS + (2 * customers) / 250, 2 * catalog.settledPacks);
  if (catalog.isFilling) return false;
  return catalog.singleRows.size > MAX_SINGLES || catalog.own.size > MAX_SINGLES || catalog.updateKeys.size > MAX_SINGLES || crowded;
}

export async function compact(job: WriteJob): Promise<Result<void, StorageError>> {
  const folded = await foldSingles(job);
  if (!folded.ok) return folded;
  const dropped = await dropSuperseded(job);
  if (dropped.ok) job.catalog.settledPacks = job.catalog.packs.size;
  return dropped;
}

async function foldSingles(job: WriteJob): Promise<Result<void, StorageError>> {
  const { catalog, hintOf, storage } = job;
  const ids = new Set<string>([...catalog.own, ...catalog.updateKeys.keys(), ...catalog.singleRows]);
  const tiny = await tinyPackMembers(job);
  if (!tiny.ok) return tiny;
  for (const id of tiny.value) ids.add(id);
  ids.delete(TEAM_ID);
  if (ids.size === 0) return ok(undefined);
  const packs = packWriter(job);
  const read = await loadManyStored(storage, [...ids], hintOf, (document) => {
    // Not readable, or of a newer build: left exactly as it is.
    if (document.found && !hasUnread(document) && !isNewerSchema(document.doc)) {
      packs.add({ id: document.id, state: encodeState(document.doc), row: projectRow(document.id, document.doc), repair: repairOperations(job, document), ...(document.bad.length > 0 && job.index.isKept() ? { digest: digestOf(document.id, document.doc) } : {}) });
    }
    document.doc.destroy();
  }, job.pacer());
  return read.ok ? packs.commit(false) : read;
}

async function tinyPackMembers({ catalog, rows, hintOf, storage, pacer }: WriteJob): Promise<Result<string[], StorageError>> {
  const members = new Map<number, string[]>();
  for (const { id } of rows()) {
    const pack = hintOf(id);
    if (pack <= 0) continue;
    const list = members.get(pack);
    if (!list) members.set(pack, [id]);
    else if (list.length < TINY_PACK) list.push(id);
  }
  const few = [...members.entries()].filter(([pack, list]) => list.length < TINY_PACK && catalog.packs.has(pack));
  if (few.length <= MAX_TINY_PACKS) return ok([]);
  const tiny: string[][] = [], pace = pacer();
  for (const [pack, list] of few) {
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    // Few documents, but large ones: folding them would write the same packs again.
    if (stored.value && stored.value.length < TINY_PACK_BYTES) tiny.push(list);
    await pace();
  }
  return ok(tiny.length > MAX_TINY_PACKS ? tiny.flat() : []);
}

/** A document lives in the highest pack that has it whole; a row in the newest chunk that has it, unless it stands alone. */
async function dropSuperseded(job: WriteJob): Promise<Result<void, StorageError>> {
  const { catalog } = job;
  const highest = await highestReadable(job);
  if (!highest.ok) return highest;
  // Rows are not asked: they are a projection, and one that is out of date must never cost the newer document.
  const packs = await withoutPacked(job, (id, pack) => pack >= (highest.value.get(id) ?? 0), SUPERSEDED_SHARE);
  if (!packs.ok) return packs;
  const seen = new Set<string>(catalog.singleRows);
  const chunks = await withoutRows(job, ({ id }) => !seen.has(id) && !!seen.add(id), SUPERSEDED_SHARE);
  if (!chunks.ok) return chunks;
  const operations = [...packs.value, ...chunks.value];
  return operations.length > 0 ? job.finish(operations, []) : ok(undefined);
}

/** By id, the highest pack that holds its document undamaged. */
async function highestReadable({ catalog, storage, pacer }: WriteJob): Promise<Result<ReadonlyMap<string, number>, StorageError>> {
  const highest = new Map<string, number>(), pace = pacer();
  for (const pack of [...catalog.packs].sort((a, b) => a - b)) {
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    const read = stored.value ? readPack(stored.value) : undefined;
    if (read?.ok) for (const { id } of read.value.items) highest.set(id, pack);
    await pace();
  }
  return ok(highest);
}
