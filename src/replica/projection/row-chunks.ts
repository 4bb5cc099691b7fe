/**
 * Rows as stored: chunks of about 500 under numbers, singles under the customer's id. Each row carries the number of
 * the pack that holds its document (0 = a record of its own), so that a document is found without an index.
 *   chunk   {"rows": [row, ...], "packs": [number, ...], "projection": number}       single  {"rows": [row], "packs": [number], "projection": number}
 * Newer wins: a single over every chunk, a higher chunk over a lower one.
 */
import { err, ok, type Result } from '../../lib/result';
import type { CustomerRow } from '../../domain/customer/row';

export interface PlacedRow { readonly row: CustomerRow; readonly pack: number }

export const ROWS_PER_CHUNK = 500;
/**
 * Raise it when a row tells more than before (domain/customer/row.ts): what was stored under a lower number, by this device or by an older
 * window beside it, is shown as it is and made anew in the background.
 */
export const PROJECTION = 2;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** `projection` of rows that are only moved; theirs, not this build's. */
export function encodeRows(placed: readonly PlacedRow[], projection = PROJECTION): Uint8Array {
  return encoder.encode(JSON.stringify({ rows: placed.map(({ row }) => row), packs: placed.map(({ pack }) => pack), projection }));
}

/** Columns, not pairs: at 50,000 rows a wrapper object per row would cost 2 MB for nothing. */
export interface RowColumns { readonly rows: readonly CustomerRow[]; readonly packs: readonly number[]; readonly projection: number }

/** The error says why, in English. Never throws. */
export function decodeRows(bytes: Uint8Array): Result<RowColumns, string> {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    // Before there were several projections none was written.
    return isColumns(value) ? ok({ ...value, projection: typeof value.projection === 'number' ? value.projection : 1 }) : err('not a chunk of rows');
  } catch (error) {
    // TypeError of the decoder or SyntaxError of the parser: either way the bytes are damaged.
    return err(error instanceof Error ? error.message : String(error));
  }
}

function isColumns(value: unknown): value is Omit<RowColumns, 'projection'> & { readonly projection?: unknown } {
  if (typeof value !== 'object' || value === null || !('rows' in value) || !('packs' in value)) return false;
  const { rows, packs } = value;
  if (!Array.isArray(rows) || !Array.isArray(packs) || rows.length !== packs.length) return false;
  return rows.every(isRow) && packs.every((pack) => typeof pack === 'number');
}

const isRow = (value: unknown): value is CustomerRow =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && 'name' in value && typeof value.name === 'string';
