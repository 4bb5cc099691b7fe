/**
 * Rows to records, by a mapping made ready once: columns that belong to one item (value and label of 'Phone 2', the parts
 * of an address) are gathered into one reader, so that a row costs little. Never throws on content.
 */
import type { CountryCode } from 'libphonenumber-js/min';
import type { Json } from '../../lib/json';
import type { ContactRecord, Issue, IssueCode, PurchaseRecord } from '../contact-record';
import { unguardCell } from '../export/csv';
import { cellReader } from './cell-readers';
import { mappingParts } from './mapping-parts';
import type { TableMapping } from './propose-mapping';
import type { TableRow } from './table-row';

export interface RowContext {
  /** For phone numbers without a country code. */
  readonly country: CountryCode;
  /** ISO date: birthdays after it are refused, and it tells two-digit years apart. */
  readonly today: string;
  /** Name of a column's definition -> id, for columns that become custom fields. */
  readonly fieldIds: ReadonlyMap<string, string>;
}

/**
 * A record in the making. `fields` has no prototype: its keys hold hashes and differ from row to row, and V8 would grow a
 * tree of hidden classes for them (measured: half of the time of reading).
 */
export interface Draft {
  readonly row: number;
  readonly fields: Record<string, Json>;
  readonly notes: string[];
  readonly issues: Issue[];
  readonly purchase: { day?: string; minor?: number; currency?: string; receipt?: string; category?: string; quantity?: number; marginPercent?: number; note?: string; id?: string };
}
export type ReadCells = (cells: readonly string[], draft: Draft) => void;

/** A formula is never run; its text is kept and reported. */
const FORMULA = /^[=@](?=[A-Za-z(])/;
/** What spreadsheets and our own export put before text so that it is not taken for a figure or formula: ="0012", '0012. */
export function plainCell(cell: string): string {
  const trimmed = cell.trim();
  const first = trimmed.charCodeAt(0);
  if (first === 39 /* ' */) return /^'\d/.test(trimmed) ? trimmed.slice(1) : unguardCell(trimmed);
  if (first === 61 /* = */) return /^="([^"]*)"$/.exec(trimmed)?.[1] ?? trimmed;
  return trimmed;
}

export interface RowMapper {
  contact(row: TableRow): ContactRecord;
  purchase(row: TableRow): PurchaseRecord;
}

export function createRowMapper(mapping: TableMapping, context: RowContext): RowMapper {
  const width = mapping.columns.length;
  // The currency before the amount, whose cents depend on it.
  const items = [...mappingParts(mapping)].sort((a, b) => Number(b.base === 'purchase/currency') - Number(a.base === 'purchase/currency'));
  const readers = items.map((item) => cellReader(item, mapping, context));
  const used = mapping.columns.filter(({ target }) => !target.startsWith('skip'));
  const read = ({ row, cells }: TableRow): Draft => {
    const draft: Draft = { row, fields: Object.create(null) as Record<string, Json>, notes: [], issues: [], purchase: {} };
    let clean = cells;
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]!;
      const code = cell.charCodeAt(0);
      // Only cells that begin with white space, a quote mark or a formula sign need more than a look at their ends.
      if (cell === '' || (code > 64 && cell.charCodeAt(cell.length - 1) > 32)) continue;
      if (clean === cells) clean = cells.slice();
      (clean as string[])[index] = plainCell(cell);
    }
    if (cells.length !== width && (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== ''))) draft.issues.push({ code: 'ragged-row', row, value: `${cells.length}` });
    for (const { index, name } of used) {
      const cell = clean[index];
      if (cell && FORMULA.test(cell)) draft.issues.push({ code: 'formula', row, column: name, value: cell.slice(0, 120) });
    }
    for (const reader of readers) reader(clean, draft);
    return draft;
  };
  return {
    contact: (row) => {
      const draft = read(row);
      finishName(draft);
      return finish(draft, row, isTooLarge(row) ? 'too-large' : hasIdentity(draft.fields) ? undefined : 'no-name');
    },
    purchase: (row) => {
      const draft = read(row);
      finishName(draft);
      const { day, minor, currency, id, ...rest } = draft.purchase;
      const rejected: IssueCode | undefined = isTooLarge(row) ? 'too-large' : minor === undefined ? 'no-amount' : day === undefined ? 'bad-date' : hasIdentity(draft.fields) ? undefined : 'no-match';
      const { fields, ...record } = finish(draft, row, rejected);
      return { ...record, fields, ...(id ? { entryId: id } : {}), purchase: { day: day ?? '', amount: { minor: minor ?? 0, currency: currency ?? mapping.currency }, ...rest } };
    },
  };
}

/** No cell of a list of customers is a book; a document that large would never reach a colleague. */
const LARGEST_CELL = 200_000;
const isTooLarge = ({ cells }: TableRow): boolean => cells.some((cell) => cell.length > LARGEST_CELL);

function finish(draft: Draft, row: TableRow, rejected: IssueCode | undefined): ContactRecord {
  const { fields, notes, issues } = draft;
  if (rejected && !issues.some(({ code }) => code === rejected)) issues.push({ code: rejected, row: row.row });
  return {
    row: row.row, fields, issues, raw: row.cells,
    ...(notes.length > 0 ? { note: notes.join('\n') } : {}), ...(rejected ? { rejected } : {}),
  };
}

/** Something by which to know who this is: a name, a company, a way to reach them or a number. */
function hasIdentity(fields: Readonly<Record<string, Json>>): boolean {
  if (fields['name/given'] || fields['name/family'] || fields['displayName'] || fields['organization'] || fields['name/nickname'] || fields['customerNumber']) return true;
  for (const key in fields) if (key.startsWith('email/') || key.startsWith('phone/') || key.startsWith('external/')) return true;
  return false;
}

/** 'File as' and the like count only where there is no name; a company without a person is a company. */
function finishName({ fields }: Draft): void {
  const fallback = fields['name/fallback'];
  delete fields['name/fallback'];
  const named = Boolean(fields['name/given'] || fields['name/family'] || fields['displayName']);
  if (!named && fallback && !fields['organization']) fields['displayName'] = fallback;
  if (!named && !fields['displayName'] && fields['organization'] && !fields['name/nickname']) fields['kind'] = 'company';
}
