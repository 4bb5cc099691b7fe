/** All rows in memory, and where each one's document lies. `RowIndex` of the public door, plus what the engine needs. */
import type { CustomerId } from '../../domain/customer/fields';
import type { CustomerRow } from '../../domain/customer/row';
import type { RowIndex, RowsEvent } from '../book';
import { guarded } from '../documents/safe-subscribe';

export interface RowTable extends RowIndex {
  /** The pack of the customer's document; 0 where it has a record of its own or is unknown. */
  packOf(id: CustomerId): number;
  /** Without telling anyone; follow with `announce`. */
  set(row: CustomerRow, pack: number): void;
  remove(id: CustomerId): void;
  clear(): void;
  announce(event: RowsEvent): void;
}

export function createRowTable(): RowTable {
  const rows = new Map<CustomerId, CustomerRow>();
  const packs = new Map<CustomerId, number>();
  const listeners = new Set<(event: RowsEvent) => void>();
  return {
    get size() {
      return rows.size;
    },
    get: (id) => rows.get(id),
    all: () => rows.values(),
    onChange: (listener) => {
      const safe = guarded(listener);
      listeners.add(safe);
      return () => listeners.delete(safe);
    },
    packOf: (id) => packs.get(id) ?? 0,
    set: (row, pack) => {
      rows.set(row.id, row);
      if (pack === 0) packs.delete(row.id);
      else packs.set(row.id, pack);
    },
    remove: (id) => {
      rows.delete(id);
      packs.delete(id);
    },
    clear: () => {
      rows.clear();
      packs.clear();
    },
    announce: (event) => {
      for (const listener of [...listeners]) listener(event);
    },
  };
}
