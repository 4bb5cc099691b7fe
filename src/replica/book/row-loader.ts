/**
 * Fills the table of rows at start and after missed commits; what is damaged or missing among the rows is rebuilt from
 * the documents. Rows are only a projection: as long as the documents are there, no customer is lost.
 */
import { ok, type Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { StorageError, StoragePort, StoredValue, StoreKey } from '../ports';
import { TEAM_ID } from '../documents/schema';
import type { PlacedRow } from '../projection/row-chunks';
import { loadRows } from '../projection/load-rows';
import { projectRow } from '../projection/project-row';
import type { RowTable } from '../projection/row-table';
import type { Pacer } from './pacer';
import { idsInPack, loadManyStored, NOWHERE, readStoredKeys, type StoredKeys } from './stored-documents';

export interface RowLoad {
  /** Rows that were made anew and are to be stored. Empty in the common case. */
  readonly rebuilt: readonly PlacedRow[];
  /** Chunks that could not be read, to be set aside. */
  readonly damaged: readonly StoredValue[];
  /** Chunks and singles of an older build: right, but not all that this one wants to know. */
  readonly outdated: readonly StoreKey[];
}

export async function loadTable(
  storage: StoragePort, table: RowTable, pacer: () => Pacer, onProgress: (loaded: number, total: number) => void,
  /** Each id that storage has, for those who look for what is gone. */
  onFound: (id: CustomerId) => void = () => undefined,
): Promise<Result<RowLoad, StorageError>> {
  const loaded = await loadRows(storage, ({ rows, packs }) => {
    for (let i = 0; i < rows.length; i++) {
      table.set(rows[i]!, packs[i]!);
      onFound(rows[i]!.id);
    }
  }, pacer(), onProgress);
  if (!loaded.ok) return loaded;
  const keys = await readStoredKeys(storage);
  if (!keys.ok) return keys;
  for (const id of keys.value.erased) table.remove(id);
  const damaged = loaded.value.damaged.length > 0;
  const stale = await (damaged ? idsWithStaleRow(storage, table, keys.value, onFound) : idsWithoutRow(storage, table, keys.value));
  if (!stale.ok) return stale;
  if (stale.value.size === 0 && !damaged) return ok({ rebuilt: [], ...loaded.value });
  const rebuilt = await rebuild(storage, table, stale.value, pacer, onProgress);
  return rebuilt.ok ? ok({ rebuilt: rebuilt.value, ...loaded.value }) : rebuilt;
}

/** By id, where its document lies. Only packs that no row points to are opened. */
async function idsWithoutRow(storage: StoragePort, table: RowTable, { own, erased, updated, packs }: StoredKeys): Promise<Result<Map<CustomerId, number>, StorageError>> {
  const missing = new Map<CustomerId, number>();
  const unreferenced = new Set(packs);
  for (const { id } of table.all()) unreferenced.delete(table.packOf(id));
  for (const pack of [...unreferenced].sort((a, b) => a - b)) {
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    for (const id of stored.value ? idsInPack(stored.value) : []) if (!table.get(id) && !erased.has(id)) missing.set(id, pack);
  }
  for (const id of [...own, ...updated.keys()]) if (id !== TEAM_ID && !table.get(id) && !erased.has(id) && !missing.has(id)) missing.set(id, NOWHERE);
  return ok(missing);
}

/**
 * After damage no row is believed by itself: a superseded one in an older chunk names an older document. Where a newer
 * pack, an own record or updates have the customer, the row is made from those. By id, the highest pack that has it.
 */
async function idsWithStaleRow(
  storage: StoragePort, table: RowTable, { own, erased, updated, packs }: StoredKeys, onFound: (id: CustomerId) => void,
): Promise<Result<Map<CustomerId, number>, StorageError>> {
  const highest = new Map<CustomerId, number>();
  for (const pack of [...packs].sort((a, b) => a - b)) {
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    for (const id of stored.value ? idsInPack(stored.value) : []) highest.set(id, pack);
  }
  for (const id of [...own, ...updated.keys()]) if (!highest.has(id)) highest.set(id, NOWHERE);
  const stale = new Map<CustomerId, number>();
  for (const [id, pack] of highest) {
    if (id === TEAM_ID || erased.has(id)) continue;
    onFound(id);
    // A row may name a still higher pack, whose directory cannot be read: it stays the place to look.
    if (!table.get(id) || own.has(id) || updated.has(id) || table.packOf(id) < pack) stale.set(id, Math.max(pack, table.packOf(id)));
  }
  return ok(stale);
}

async function rebuild(
  storage: StoragePort, table: RowTable, missing: ReadonlyMap<CustomerId, number>, pacer: () => Pacer, onProgress: (loaded: number, total: number) => void,
): Promise<Result<PlacedRow[], StorageError>> {
  const total = table.size + missing.size;
  const rebuilt: PlacedRow[] = [];
  const read = await loadManyStored(storage, [...missing.keys()], (id) => missing.get(id) ?? NOWHERE, ({ id, doc, found, pack }) => {
    // The newest document cannot be read: an older row stays to show who it is, but not the older document with it.
    const place = found ? pack : (missing.get(id) ?? NOWHERE);
    const row = found ? projectRow(id, doc) : table.get(id);
    if (row) {
      table.set(row, place);
      rebuilt.push({ row, pack: place });
      onProgress(table.size, total);
    }
    doc.destroy();
  }, pacer());
  return read.ok ? ok(rebuilt) : read;
}
