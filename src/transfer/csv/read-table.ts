/**
 * A text table, read in pieces: bounded memory whatever the size, cancellable, and forgiving. Row numbers are those of
 * a spreadsheet: the header is row 1, blank rows count, a cell with line breaks is still one row.
 *
 *   file -> decodePieces -> unify line ends -> PapaParse on whole rows only -> rows, with a rest carried to the next piece
 *
 * PapaParse's own file reader is not used: it decodes piece by piece and breaks letters that lie across a boundary.
 */
import Papa from 'papaparse';
import { err, ok, type Result } from '../../lib/result';
import type { Issue } from '../contact-record';
import { BROKEN_LETTER, NotUtf8Error, SNIFF_BYTES, decodePieces, encodingOfNotUtf8, sniffEncoding, type Encoding, type NotTextKind, type TextEncodingName } from './decode';
import { detectDelimiter, splitBlanks, unifyLineEnds, type Delimiter } from './dialect';
import { hasHeaderRow, nameColumns } from './header';
import { IssueList, type TableRow } from './table-row';

export type TableError = { readonly kind: 'empty' } | { readonly kind: 'not-text'; readonly what: NotTextKind } | { readonly kind: 'header-only' } | { readonly kind: 'cancelled' };

export interface TableOptions {
  /** Overrides what was recognised. */
  readonly delimiter?: Delimiter | undefined; readonly encoding?: TextEncodingName | undefined; readonly header?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((bytesRead: number, bytes: number) => void) | undefined;
}

export interface Table {
  readonly fileName: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Names of the columns; 'Column 1', ... where the file has none. Doubled names carry a number. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Rows with something in them, the header not counted. */
  readonly rowCount: number;
  /** Of the file as a whole: guessed letters, doubled column names, rows too long or too short, an open quote. At most `ISSUE_LIMIT` kept. */
  readonly issues: readonly Issue[];
  readonly issueCount: number;
  /** The first rows, for samples and recognition. */
  readonly head: readonly TableRow[];
  /** Hands over all rows in pieces, in order; waits for the handler. False where cancelled. */
  forEachPiece(handle: (rows: readonly TableRow[]) => void | Promise<void>, options?: Pick<TableOptions, 'signal' | 'onProgress'>): Promise<boolean>;
}

const HEAD_ROWS = 500;
/** Up to this size the parsed rows stay in memory, so that check and import do not parse again. */
const KEEP_BYTES = 32 << 20;
/** No single row is this long (characters); where one seems to be, a quote was opened and never closed. */
const LONGEST_ROW = 1 << 21;

/** Reads the file once to its end: proves the encoding, counts rows, keeps samples. */
export async function openTable(file: File, options: TableOptions = {}): Promise<Result<Table, TableError>> {
  if (file.size === 0) return err({ kind: 'empty' });
  const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
  const sniffed = sniffEncoding(head);
  if (!sniffed.ok) return err({ kind: 'not-text', what: sniffed.error });
  const encoding: Encoding = options.encoding ? { name: options.encoding, bomBytes: options.encoding === sniffed.value.name ? sniffed.value.bomBytes : 0, guessed: false } : sniffed.value;
  try {
    return await scan(file, encoding.name === 'utf-8' ? { ...encoding, guessed: false } : encoding, options);
  } catch (failure) {
    if (!(failure instanceof NotUtf8Error)) throw failure;
    return scan(file, await encodingOfNotUtf8(file, encoding.bomBytes), options);
  }
}

async function scan(file: File, encoding: Encoding, options: TableOptions): Promise<Result<Table, TableError>> {
  const keep = file.size <= KEEP_BYTES ? ([] as TableRow[]) : undefined;
  const issues = new IssueList();
  if (encoding.guessed) issues.add({ code: 'encoding-guessed', row: 1, value: encoding.name });
  const reader = new RowReader(file, encoding, options.delimiter, issues);
  const head: TableRow[] = [];
  let rowCount = 0, first: TableRow | undefined, hasHeader = false;
  let columns: readonly string[] = [];
  const finished = await reader.run((rows) => {
    let body = rows;
    if (!first && rows.length > 0) {
      first = rows[0]!;
      hasHeader = options.header ?? hasHeaderRow(rows.slice(0, 50).map((row) => row.cells));
      columns = nameColumns(first, hasHeader, issues);
      if (hasHeader) body = rows.slice(1);
    }
    if (encoding.broken) for (const row of rows) reportBroken(row, issues);
    for (const row of body) if (row.cells.length !== columns.length && isRagged(row, columns.length)) issues.add({ code: 'ragged-row', row: row.row, value: String(row.cells.length) });
    rowCount += body.length;
    if (head.length < HEAD_ROWS) head.push(...body.slice(0, HEAD_ROWS - head.length));
    if (keep) for (const row of body) keep.push(row);
  }, options);
  if (!finished) return err({ kind: 'cancelled' });
  if (!first) return err({ kind: 'empty' });
  if (rowCount === 0) return err({ kind: 'header-only' });
  return ok({
    fileName: file.name, encoding, delimiter: reader.delimiter ?? ',', columns, hasHeader, rowCount, issues: issues.kept, issueCount: issues.count, head,
    forEachPiece: (handle, again = {}) => (keep ? replay(keep, handle, again) : new RowReader(file, encoding, reader.delimiter, new IssueList()).run(skipHeader(handle, hasHeader), again)),
  });
}

function reportBroken({ row, cells }: TableRow, issues: IssueList): void {
  const cell = cells.find((text) => text.includes(BROKEN_LETTER));
  if (cell !== undefined) issues.add({ code: 'broken-letter', row, value: cell.slice(0, 80) });
}

/** Blank cells at the end are how spreadsheets pad rows, not a fault. */
const isRagged = (row: TableRow, width: number): boolean => row.cells.length < width || row.cells.slice(width).some((cell) => cell.trim() !== '');

const REPLAY_ROWS = 5_000;
async function replay(rows: readonly TableRow[], handle: (rows: readonly TableRow[]) => void | Promise<void>, { signal, onProgress }: Pick<TableOptions, 'signal' | 'onProgress'>): Promise<boolean> {
  for (let start = 0; start < rows.length; start += REPLAY_ROWS) {
    if (signal?.aborted) return false;
    await handle(rows.slice(start, start + REPLAY_ROWS));
    onProgress?.(Math.min(start + REPLAY_ROWS, rows.length), rows.length);
  }
  return !signal?.aborted;
}

function skipHeader(handle: (rows: readonly TableRow[]) => void | Promise<void>, hasHeader: boolean): (rows: readonly TableRow[]) => void | Promise<void> {
  let pending = hasHeader;
  return (rows) => {
    if (!pending || rows.length === 0) return handle(rows);
    pending = false;
    return handle(rows.slice(1));
  };
}

class RowReader {
  private nextRow = 1;
  private repairs = 0;
  /** Columns of the first row. */
  private width: number | undefined;
  constructor(private readonly file: Blob, private readonly encoding: Encoding, public delimiter: Delimiter | undefined, private readonly issues: IssueList) {}

  /** False where cancelled. */
  async run(handle: (rows: TableRow[]) => void | Promise<void>, { signal, onProgress }: Pick<TableOptions, 'signal' | 'onProgress'>): Promise<boolean> {
    let rest = '';
    for await (const { text, bytesRead } of decodePieces(this.file, this.encoding)) {
      if (signal?.aborted) return false;
      let piece = rest + text;
      const last = bytesRead >= this.file.size;
      // A '\r' at the very end may be the first half of '\r\n'.
      const held = !last && piece.endsWith('\r') ? '\r' : '';
      if (held) piece = piece.slice(0, -1);
      piece = unifyLineEnds(piece);
      this.delimiter ??= detectDelimiter(piece, last);
      const taken = this.take(piece);
      rest = taken.rest + held;
      await handle(taken.rows);
      onProgress?.(bytesRead, this.file.size);
    }
    await handle(this.takeLast(unifyLineEnds(rest)));
    return !signal?.aborted;
  }

  /** Whole rows of the piece, and the unfinished rest. */
  private take(piece: string): { rows: TableRow[]; rest: string } {
    if (this.delimiter === 'blanks') {
      const end = piece.lastIndexOf('\n') + 1;
      return { rows: this.number(piece.slice(0, end).split('\n').slice(0, -1).map(splitBlanks)), rest: piece.slice(end) };
    }
    const rows: TableRow[] = [];
    for (let left = piece; ;) {
      const { data, meta, isTorn } = this.parse(left, true);
      for (const row of this.number(data)) rows.push(row);
      const rest = left.slice(meta.cursor);
      if (!isTorn && rest.length <= LONGEST_ROW) return { rows, rest };
      const repaired = this.closeQuote(rest);
      for (const row of repaired.rows) rows.push(row);
      left = repaired.rest;
    }
  }

  private takeLast(rest: string): TableRow[] {
    if (this.delimiter === 'blanks') return this.number(rest.split('\n').map(splitBlanks));
    const rows: TableRow[] = [];
    for (let left = rest; left !== '';) {
      const whole = this.parse(left, false), { data } = whole;
      const isOpen = whole.errors.some((error) => error.code === 'MissingQuotes');
      if (!whole.isTorn && !isOpen) return rows.concat(this.number(left.endsWith('\n') ? data.slice(0, -1) : data));
      // Everything before the row with the open quote is sound; that row is read to its line's end, then on as usual.
      const sound = whole.isTorn ? whole : this.parse(left, true);
      for (const row of this.number(sound.data)) rows.push(row);
      const repaired = this.closeQuote(left.slice(sound.meta.cursor));
      for (const row of repaired.rows) rows.push(row);
      left = repaired.rest;
    }
    return rows;
  }

  /** Reads the first line with quotes as plain characters: the rest of the file is not swallowed by one cell. */
  private closeQuote(text: string): { rows: TableRow[]; rest: string } {
    const end = text.indexOf('\n');
    const line = end < 0 ? text : text.slice(0, end);
    this.issues.add({ code: 'cut-off', row: this.nextRow, value: line.slice(0, 80) });
    this.repairs += 1;
    return { rows: this.number([line.split(this.delimiter!).map((cell) => cell.replaceAll('"', ''))]), rest: end < 0 ? '' : text.slice(end + 1) };
  }

  /** Gives row numbers and leaves blank rows out. */
  private number(data: readonly string[][]): TableRow[] {
    const rows: TableRow[] = [];
    for (const cells of data) {
      const row = this.nextRow++;
      if (cells.length > 1 ? cells.some((cell) => cell !== '' && cell.trim() !== '') : cells[0]?.trim()) rows.push({ row, cells });
    }
    return rows;
  }

  /** After `MOST_REPAIRS` open quotes the file does not quote at all: read every quote as a plain character from there on, or each repair would read the rest again. */
  private parse(text: string, ignoreLastRow: boolean): Parsed & { readonly isTorn?: boolean } {
    const plain = this.repairs >= MOST_REPAIRS;
    const papa = (preview: number): Parsed => new Papa.Parser({ delimiter: this.delimiter!, newline: '\n', preview, ...(plain ? { fastMode: true } : {}) }).parse(text, 0, ignoreLastRow) as Parsed;
    const parsed = papa(0);
    this.width ??= parsed.data[0]?.length;
    const torn = parsed.errors.find(({ code, row }) => code === 'InvalidQuotes' && this.hasSwallowed(parsed.data[row]))?.row;
    if (torn === undefined) return parsed;
    return { data: parsed.data.slice(0, torn), errors: [], meta: { cursor: torn === 0 ? 0 : papa(torn).meta.cursor }, isTorn: true };
  }

  /** A quote that was never closed went on to the next quote of the file: whole rows lie within one cell. */
  private hasSwallowed(row: readonly string[] | undefined): boolean {
    const width = this.width ?? 0;
    if (width < 2 || !row?.some((cell) => cell.includes('\n'))) return false;
    return row.join(this.delimiter).split('\n').slice(1).some((line) => line.split(this.delimiter!).length >= width);
  }
}

const MOST_REPAIRS = 20;
interface Parsed { readonly data: string[][]; readonly errors: readonly { readonly code: string; readonly row: number }[]; readonly meta: { readonly cursor: number } }
