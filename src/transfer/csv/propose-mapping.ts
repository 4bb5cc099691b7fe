/**
 * From a table to a proposal where each column goes: a known layout first, then the column's name, then what its values
 * look like. Nothing is decided here for good: what is not sure says so, and the user may change every line.
 */
import { addDateEvidence, decideOrder, noDateEvidence, type DateEvidence, type DateOrder, type OrderVerdict, type SerialSystem } from './dates';
import { GOOGLE } from './layouts/google';
import { OUTLOOK } from './layouts/outlook';
import { PROGRAMS } from './layouts/programs';
import { PURCHASE_COLUMNS, TILLS } from './layouts/tills';
import { OWN } from './layouts/own';
import { normalizeHeader, type Layout, type LayoutId } from './layouts/layout';
import { addNumberEvidence, decideDecimalMark, noNumberEvidence, type DecimalMark, type NumberEvidence } from './numbers';
import type { Table } from './read-table';
import { guessByName } from './synonyms';
import { isSkipped, parseTarget, rulesFor, skip, type FillRule, type Target } from './target';

export interface ColumnMapping {
  readonly index: number;
  readonly name: string;
  readonly target: Target;
  readonly rule: FillRule;
  /** Up to three different values. */
  readonly samples: readonly string[];
  /** Rows with something in this column. */
  readonly filled: number;
  /** True where the layout or the name says so; false where only the values did, or nothing. */
  readonly sure: boolean;
  /** For dates: what the values say, and what is used. */
  readonly verdict?: OrderVerdict; readonly order?: DateOrder; readonly serials?: SerialSystem; readonly hasSerials?: boolean;
  /** A person has said which order it is. */
  readonly answered?: boolean;
  readonly decimal?: DecimalMark;
}

export interface TableMapping {
  readonly layout: LayoutId | undefined;
  /** 'purchases' where a day and an amount are mapped. */
  readonly kind: 'contacts' | 'purchases';
  /** Name under which receipt and customer numbers are kept apart from those of other programs. */
  readonly source: string;
  readonly currency: string;
  readonly columns: readonly ColumnMapping[];
  /** The book's own fields, by which values with choices are read. */
  readonly fields: readonly BookField[];
}

const LAYOUTS: readonly Layout[] = [...OWN, ...GOOGLE, ...OUTLOOK, ...PROGRAMS, ...TILLS];

export function recogniseLayout(columns: readonly string[]): Layout | undefined {
  const names = new Set(columns.map(normalizeHeader));
  return LAYOUTS.find((layout) => layout.needs.every((name) => names.has(name)));
}

/** CDNOW's original has no column names: id, day as YYYYMMDD, whole number, decimal. */
function isUnnamedCdnow(table: Table): boolean {
  return !table.hasHeader && table.columns.length === 4 && table.head.every(({ cells }) => /^\d+$/.test(cells[0] ?? '') && /^(?:19|20)\d{6}$/.test(cells[1] ?? '') && /^\d+$/.test(cells[2] ?? '') && /^\d+\.\d\d$/.test(cells[3] ?? ''));
}

/** A custom field that the book has. */
export interface BookField { readonly id: string; readonly label: string; readonly type: string; readonly choices?: readonly { readonly id: string; readonly label: string }[] }

export async function proposeMapping(table: Table, options: { readonly currency: string; readonly fields?: readonly BookField[] | undefined; readonly signal?: AbortSignal | undefined }): Promise<TableMapping> {
  const unnamed = isUnnamedCdnow(table);
  const layout = unnamed ? LAYOUTS.find(({ id }) => id === 'cdnow') : recogniseLayout(table.columns);
  const stats = await columnStats(table, options.signal);
  const isPurchases = layout ? layout.needs.some((name) => layout.columns[name]?.startsWith('purchase/')) : looksLikePurchases(table.columns);
  const columns = table.columns.map((name, index): ColumnMapping => {
    const header = unnamed ? normalizeHeader(layout!.needs[index]!) : normalizeHeader(name);
    const stat = stats[index]!;
    const known = targetInLayout(layout, header) ?? (isPurchases && Object.hasOwn(PURCHASE_COLUMNS, header) ? PURCHASE_COLUMNS[header] : undefined) ?? guessByName(header);
    const own = known === undefined || known.startsWith('create@') ? options.fields?.find(({ label }) => normalizeHeader(label) === header) : undefined;
    const target = stat.filled === 0 && !known && !own ? skip('empty') : adjust(own ? `custom@${own.id}:${own.type}` : (known ?? guessByValues(stat) ?? skip('undecided')), stat);
    return withStyle({ index, name, target, rule: rulesFor(target)[0] ?? 'fill', samples: stat.samples, filled: stat.filled, sure: known !== undefined || own !== undefined }, stat, table, layout?.dates);
  });
  return { layout: layout?.id, kind: mappingKind(columns), source: layout?.source ?? (isPurchases ? 'till' : (layout?.id ?? 'csv')), currency: layout?.currency ?? options.currency, columns, fields: options.fields ?? [] };
}

/** After a target was changed by hand: rule, date order and decimal mark of the column follow. */
export async function retarget(table: Table, mapping: TableMapping, index: number, target: Target, signal?: AbortSignal): Promise<TableMapping> {
  const stat = (await columnStats(table, signal))[index]!;
  const columns = mapping.columns.map((column) => (column.index === index ? withStyle({ index, name: column.name, samples: column.samples, filled: column.filled, target, rule: rulesFor(target)[0] ?? 'fill', sure: true }, stat, table, undefined) : column));
  return { ...mapping, columns, kind: mappingKind(columns) };
}

export const mappingKind = (columns: readonly Pick<ColumnMapping, 'target'>[]): TableMapping['kind'] =>
  columns.some(({ target }) => target === 'purchase/amount') && columns.some(({ target }) => target === 'purchase/day') ? 'purchases' : 'contacts';

function looksLikePurchases(columns: readonly string[]): boolean {
  const targets = new Set(columns.map((name) => { const header = normalizeHeader(name); return Object.hasOwn(PURCHASE_COLUMNS, header) ? PURCHASE_COLUMNS[header] : undefined; }));
  return targets.has('purchase/amount') && targets.has('purchase/day');
}

function targetInLayout(layout: Layout | undefined, header: string): Target | undefined {
  if (!layout) return undefined;
  if (Object.hasOwn(layout.columns, header)) return layout.columns[header];
  for (const [pattern, target] of layout.patterns ?? []) {
    const match = pattern.exec(header);
    if (match) return target.replace('$1', match[1] ?? '');
  }
  return undefined;
}

interface ColumnStat { filled: number; samples: string[]; commas: number; emails: number; phones: number; looked: number; dates: DateEvidence; numbers: NumberEvidence }

/** One walk over all rows. Samples and looks come from the first rows; dates and figures from every row. */
async function columnStats(table: Table, signal?: AbortSignal): Promise<readonly ColumnStat[]> {
  const known = STATS.get(table);
  if (known) return known;
  const stats = table.columns.map((): ColumnStat => ({ filled: 0, samples: [], commas: 0, emails: 0, phones: 0, looked: 0, dates: noDateEvidence(), numbers: noNumberEvidence() }));
  for (const { cells } of table.head) {
    stats.forEach((stat, index) => {
      const value = cells[index]?.trim();
      if (value) look(stat, value);
    });
  }
  // Words and addresses say nothing about decimals or the order of dates.
  const figures = stats.map((_, index) => index).filter((index) => stats[index]!.samples.some((value) => /^[^\p{L}@]*\d[^\p{L}@]*(?:\s?\p{L}{1,3})?$/u.test(value)));
  const finished = await table.forEachPiece((rows) => {
    for (const { cells } of rows) {
      for (let index = 0; index < stats.length; index++) if (cells[index]) stats[index]!.filled += 1;
      for (const index of figures) {
        const value = cells[index];
        if (!value || value.length > 40) continue;
        addDateEvidence(stats[index]!.dates, value);
        addNumberEvidence(stats[index]!.numbers, value);
      }
    }
  }, { signal });
  if (finished) STATS.set(table, stats);
  return stats;
}
const STATS = new WeakMap<Table, readonly ColumnStat[]>();

function look(stat: ColumnStat, value: string): void {
  stat.looked += 1;
  if (stat.samples.length < 3 && !stat.samples.includes(value)) stat.samples.push(value);
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) stat.emails += 1;
  if (/^(?:\+|00?)[\d\s()/.-]{6,}$/.test(value)) stat.phones += 1;
  if (/^[^,]+, ?[^,]+$/.test(value)) stat.commas += 1;
}

function guessByValues(stat: ColumnStat): Target | undefined {
  if (stat.looked === 0) return undefined;
  if (stat.emails / stat.looked > 0.8) return 'email';
  return stat.phones / stat.looked > 0.8 ? 'phone' : undefined;
}

/** "NAME" with 'Varley, Thomas' in most cells is family name first. */
const adjust = (target: Target, stat: ColumnStat): Target => (target === 'name/full' && stat.looked > 0 && stat.commas / stat.looked > 0.5 ? 'name/familyGiven' : target);

const DATES = new Set(['date', 'purchase/day']);
const FIGURES = new Set(['purchase/amount', 'purchase/quantity']);
type Styled = Pick<ColumnMapping, 'verdict' | 'order' | 'serials' | 'hasSerials' | 'decimal'>;

function withStyle(column: Omit<ColumnMapping, keyof Styled>, stat: ColumnStat, table: Table, usual: DateOrder | undefined): ColumnMapping {
  const { base, argument } = parseTarget(column.target);
  if (isSkipped(column.target)) return column;
  const typed = base === 'create' || base === 'custom';
  const isDate = DATES.has(base) || (typed && argument === 'date');
  const style: { -readonly [K in keyof Styled]: Styled[K] } = {};
  if (isDate || typed) {
    style.verdict = decideOrder(stat.dates);
    style.order = style.verdict === 'dmy' || style.verdict === 'mdy' ? style.verdict : style.verdict === 'mixed' ? (stat.dates.dayFirst >= stat.dates.monthFirst ? 'dmy' : 'mdy') : (usual ?? 'dmy');
    style.hasSerials = stat.dates.serials > 0 && stat.dates.serials >= stat.filled / 2;
    style.serials = 1900;
    // The program that wrote the file is known to write one order: nothing to ask.
    if (style.verdict === 'ask' && usual) style.verdict = usual;
  }
  if (FIGURES.has(base) || typed) style.decimal = decideDecimalMark(stat.numbers, table.delimiter === ';' ? ',' : '.');
  return { ...column, ...style };
}

/** Columns whose date order only a person can tell. */
export const openQuestions = (mapping: TableMapping): readonly ColumnMapping[] => mapping.columns.filter(({ verdict, target, answered }) => verdict === 'ask' && !answered && DATES.has(parseTarget(target).base));
