/**
 * Fills the table of rows at start and after missed commits; what is damaged or missing among the rows is rebuilt from
 * the documents. Rows are only a projection: as long as the documents are there, no customer is lost.
 */
import { ok, type Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { StorageError, StoragePort, StoredValue } from '../ports';
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
  const missing = await idsWithoutRow(storage, table, keys.value, loaded.value.damaged.length > 0);
  if (!missing.ok) return missing;
  if (missing.value.size === 0 && loaded.value.damaged.length === 0) return ok({ rebuilt: [], damaged: [] });
  const rebuilt = await rebuild(storage, table, missing.value, pacer, onProgress);
  return rebuilt.ok ? ok({ rebuilt: rebuilt.value, damaged: loaded.value.damaged }) : rebuilt;
}

/** By id, where its document lies. Packs are only opened when there is a reason: a damaged chunk, or a pack no row points to. */
async function idsWithoutRow(storage: StoragePort, table: RowTable, { own, erased, updated, packs }: StoredKeys, damaged: boolean): Promise<Result<Map<CustomerId, number>, StorageError>> {
  const missing = new Map<CustomerId, number>();
  const unreferenced = new Set(packs);
  for (const { id } of table.all()) unreferenced.delete(table.packOf(id));
  for (const pack of [...(damaged ? packs : unreferenced)].sort((a, b) => a - b)) {
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    for (const id of stored.value ? idsInPack(stored.value) : []) if (!table.get(id) && !erased.has(id)) missing.set(id, pack);
  }
  for (const id of [...own, ...updated]) if (id !== TEAM_ID && !table.get(id) && !erased.has(id) && !missing.has(id)) missing.set(id, NOWHERE);
  return ok(missing);
}

async function rebuild(
  storage: StoragePort, table: RowTable, missing: ReadonlyMap<CustomerId, number>, pacer: () => Pacer, onProgress: (loaded: number, total: number) => void,
): Promise<Result<PlacedRow[], StorageError>> {
  const total = table.size + missing.size;
  const rebuilt: PlacedRow[] = [];
  const read = await loadManyStored(storage, [...missing.keys()], (id) => missing.get(id) ?? NOWHERE, ({ id, doc, found, pack }) => {
    if (found) {
      const row = projectRow(id, doc);
      table.set(row, pack);
      rebuilt.push({ row, pack });
      onProgress(table.size, total);
    }
    doc.destroy();
  }, pacer());
  return read.ok ? ok(rebuilt) : read;
}
