/**
 * CSV as RFC 4180 has it: CRLF, quotes doubled, a header. Spreadsheets run a cell that starts with = + - @ as a formula,
 * so text that does gets an apostrophe in front (the guard); `unguardCell` takes it off again, and text that had an
 * apostrophe there before gets a second, so that every text, '+49 89 1234' among it, comes back as it was. Numbers are
 * written as they are: -12.50 is a figure, not a formula.
 */
export type CsvCell = string | number | boolean | null | undefined;
export interface CsvColumn<R> { readonly header: string; readonly cell: (row: R) => CsvCell }
export interface CsvOptions {
  /** Default true; false only for files that no spreadsheet opens. */
  readonly guardFormulas?: boolean | undefined;
  /** A byte order mark, by which Excel knows UTF-8. Default false. */
  readonly bom?: boolean | undefined;
  /** ';' where the spreadsheet's country writes decimal commas. Default ','. */
  readonly delimiter?: ',' | ';' | undefined;
}

/** The whole table as one text, the last line with its line break. */
export function writeCsv<R>(rows: Iterable<R>, columns: readonly CsvColumn<R>[], options: CsvOptions = {}): string {
  const lines = [csvHeader(columns, options)];
  for (const row of rows) lines.push(csvLine(row, columns, options));
  return lines.join('');
}

export function csvHeader<R>(columns: readonly CsvColumn<R>[], options: CsvOptions = {}): string {
  return `${options.bom ? '\ufeff' : ''}${joinCells(columns.map((column) => column.header), options)}`;
}

export const csvLine = <R>(row: R, columns: readonly CsvColumn<R>[], options: CsvOptions = {}): string => joinCells(columns.map((column) => column.cell(row)), options);

function joinCells(cells: readonly CsvCell[], options: CsvOptions): string {
  const guards = options.guardFormulas ?? true;
  const texts = cells.map((cell) => (typeof cell === 'string' ? quote(guards ? guardCell(cell) : cell) : (cell ?? '').toString()));
  // A line that holds one empty cell would be an empty line, which readers skip.
  return `${texts.length === 1 && texts[0] === '' ? '""' : texts.join(options.delimiter ?? ',')}\r\n`;
}

/** Both separators, whichever is in use: a file opened with the other one must not tear a cell apart and run its second half. */
const quote = (text: string): string => (/[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** Characters that spreadsheets take for the start of a formula, their full-width forms with them (OWASP, CSV injection). */
const RISKY = /^'*[=+\-@\t\r\n＝＋－＠]/;

export const guardCell = (text: string): string => (RISKY.test(text) ? `'${text}` : text);
/** The text as it was before `guardCell`. */
export const unguardCell = (text: string): string => (text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text);
