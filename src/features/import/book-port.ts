/** The page's side of an import: lends the worker rows and documents of the book, and stores what it makes. */
import { ok } from '../../lib/result';
import type { CustomerRow } from '../../domain/customer/row';
import type { Book } from '../../replica/book';
import { matchRow } from '../../transfer/import/record-keys';
import { MATCH_ROWS, type BookPort, type StoredTuple } from './import-protocol';

export interface PortOptions {
  readonly importId: string;
  /** Name of the action in histories: "Import of till.csv". */
  readonly label: (file: string) => string;
  readonly onProgress: (done: number, total: number) => void;
}

/** Rows are read once at the start; sample customers are never matched, so that invented and real people do not mix. */
export function createBookPort(book: Book, { importId, label, onProgress }: PortOptions): BookPort {
  let rows: readonly CustomerRow[] | undefined;
  return {
    matchRows: async (start) => {
      rows ??= [...book.rows.all()].filter((row) => !row.sample);
      return rows.slice(start, start + MATCH_ROWS).map(matchRow);
    },
    read: async (ids) => {
      const found: StoredTuple[] = [];
      const read = await book.read(ids, (id, fields, entries, note) => void found.push([id, fields, entries, note]));
      return read.ok ? ok(found) : read;
    },
    store: async (customers, last) => {
      const stored = await book.storePacked(customers, { last });
      return stored.ok ? ok(stored.value.erased) : stored;
    },
    change: async (edits, file) => {
      const changed = await book.perform({ label: label(file), edits, source: { kind: 'import', importId, file } });
      return changed.ok ? ok(undefined) : changed;
    },
    progress: onProgress,
  };
}
