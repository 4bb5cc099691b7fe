/**
 * Erasing customers for good: their bytes leave every pack and every chunk (superseded copies included), their own
 * records, updates, rows and quarantined remains, in one transaction. A tombstone without any personal data keeps a late
 * edit from another tab or colleague from bringing them back.
 */
import type { Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { StorageError, StoreOperation } from '../ports';
import { decodeRows, encodeRows } from '../projection/row-chunks';
import { encodePack, readPackAsIs } from '../storage/packs';
import { encodeTombstone } from './tombstone';
import { tombstoneKey } from './stored-documents';
import type { WriteJob } from './write-job';


/** `proofs`: by id, what a tombstone carries for other devices (sync/port.ts). */
export async function eraseDocuments(job: WriteJob, ids: readonly CustomerId[], proofs: ReadonlyMap<string, Uint8Array> = new Map()): Promise<Result<void, StorageError>> {
  const { catalog, storage } = job;
  const erased = new Set(ids);
  const at = new Date(job.now()).toISOString();
  const operations: StoreOperation[] = [];
  for (const id of erased) {
    operations.push({ store: 'docs', type: 'put', key: tombstoneKey(id), value: encodeTombstone(at, proofs.get(id)) });
    if (catalog.own.has(id)) operations.push({ store: 'docs', type: 'delete', key: id });
    if (catalog.singleRows.has(id)) operations.push({ store: 'rows', type: 'delete', key: id });
    for (const key of catalog.updateKeys.get(id) ?? []) operations.push({ store: 'updates', type: 'delete', key });
  }
  const quarantine = await storage.keys('quarantine');
  if (!quarantine.ok) return quarantine;
  for (const key of quarantine.value) {
    if (erased.has(String(key).split('/')[0]!)) operations.push({ store: 'quarantine', type: 'delete', key });
  }
  const packs = await withoutPacked(job, (id) => !erased.has(id));
  if (!packs.ok) return packs;
  const chunks = await withoutRows(job, ({ id }) => !erased.has(id));
  if (!chunks.ok) return chunks;
  operations.push(...packs.value, ...chunks.value);
  return job.finish(operations, [...erased].map((id) => ({ id, pack: 0, erased: true as const })), true);
}

/** Operations that take out of every pack what `keep` does not want. Damaged items stay as they are; a pack whose directory is damaged is left alone. */
export async function withoutPacked({ catalog, storage, pacer }: WriteJob, keep: (id: string, pack: number) => boolean, atLeast = 0): Promise<Result<StoreOperation[], StorageError>> {
  const operations: StoreOperation[] = [], pace = pacer();
  for (const pack of catalog.packs) {
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    const read = stored.value ? readPackAsIs(stored.value) : undefined;
    if (read?.ok) {
      const items = read.value;
      const kept = items.filter(({ id }) => keep(id, pack));
      if (kept.length === 0) operations.push({ store: 'docs', type: 'delete', key: pack });
      else if (items.length - kept.length > items.length * atLeast) operations.push({ store: 'docs', type: 'put', key: pack, value: encodePack(kept) });
    }
    await pace();
  }
  return { ok: true, value: operations };
}

/** The same for chunks of rows. */
export async function withoutRows({ catalog, storage, pacer }: WriteJob, keep: (row: { readonly id: string }, chunk: number) => boolean, atLeast = 0): Promise<Result<StoreOperation[], StorageError>> {
  const operations: StoreOperation[] = [], pace = pacer();
  for (const chunk of [...catalog.chunks].sort((a, b) => b - a)) {
    const stored = await storage.get('rows', chunk);
    if (!stored.ok) return stored;
    const read = stored.value ? decodeRows(stored.value) : undefined;
    if (read?.ok) {
      const { rows, packs, projection } = read.value;
      const placed = rows.map((row, i) => ({ row, pack: packs[i]! }));
      const kept = placed.filter(({ row }) => keep(row, chunk));
      if (kept.length === 0) operations.push({ store: 'rows', type: 'delete', key: chunk });
      else if (placed.length - kept.length > placed.length * atLeast) operations.push({ store: 'rows', type: 'put', key: chunk, value: encodeRows(kept, projection) });
    }
    await pace();
  }
  return { ok: true, value: operations };
}
