/** Figures and money as spreadsheets write them: `1.234,56`, `1,234.56`, `1'234.50`, `(12.00)`, `12,-`, `€ 5`. Zero is a value. */
import type { Money } from '../../domain/values/money';

/** Which sign parts the decimals. */
export type DecimalMark = ',' | '.';

export interface NumberEvidence { comma: number; point: number; open: number }
export const noNumberEvidence = (): NumberEvidence => ({ comma: 0, point: 0, open: 0 });

const bare = (text: string): string => text.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[^\d(+\u2212.,-]+|[^\d).,\u2212-]+$/g, '');

/**
 * Which sign parts the decimals of one value: 'none' where there is no sign, 'open' where only its column can tell. With both
 * signs the last one does; a sign used twice parts thousands; one sign alone is open only before three digits, and there a
 * leading zero tells ("0,125").
 */
function ownMark(value: string): DecimalMark | 'open' | 'none' {
  const comma = value.lastIndexOf(','), point = value.lastIndexOf('.');
  if (comma < 0 && point < 0) return 'none';
  const mark = comma > point ? ',' : '.', other = mark === ',' ? '.' : ',';
  if (comma >= 0 && point >= 0) return mark;
  if (value.indexOf(mark) !== value.lastIndexOf(mark)) return other;
  return /^[^\d]*[1-9]\d{0,2}[.,]\d{3}[^\d]*$/.test(value) ? 'open' : mark;
}

/** Looks at one value of a column. */
export function addNumberEvidence(evidence: NumberEvidence, text: string): void {
  const mark = ownMark(bare(text));
  if (mark === 'open') evidence.open += 1;
  else if (mark !== 'none') evidence[mark === ',' ? 'comma' : 'point'] += 1;
}

/** `fallback` where the values do not tell: the comma for files split by semicolons (a comma could not split them). */
export const decideDecimalMark = ({ comma, point }: NumberEvidence, fallback: DecimalMark): DecimalMark => (comma === point ? fallback : comma > point ? ',' : '.');

/**
 * Plain decimal text such as '-1234.56', or undefined where this is no figure. `mark` is the column's, and only for what could
 * be read both ways: "12,50" among points is twelve and a half, never 1250. Thousands must stand where thousands stand.
 */
export function normalizeDecimal(text: string, mark: DecimalMark): string | undefined {
  let value = bare(text).replaceAll('\u2212', '-').replace(/[.,](?:-|--)$/, '');
  let negative = false;
  if (/^\(.*\)$/.test(value)) [negative, value] = [true, value.slice(1, -1)];
  if (/-$/.test(value)) [negative, value] = [true, value.slice(0, -1)];
  if (/^[+-]/.test(value)) [negative, value] = [negative !== value.startsWith('-'), value.slice(1)];
  value = bare(value);
  if (!/\d/.test(value)) return undefined;
  const own = ownMark(value), decimal = own === ',' || own === '.' ? own : mark;
  if (!(decimal === ',' ? GROUPED_BY_POINT : GROUPED_BY_COMMA).test(value)) return undefined;
  value = decimal === ',' ? value.replaceAll('.', '').replace(',', '.') : value.replaceAll(',', '');
  return negative && /[1-9]/.test(value) ? `-${value}` : value;
}

/** Groups of three, or of two before the last three as in India ("12,34,567.00"). */
const GROUPED_BY_COMMA = /^(?:\d+|\d{1,3}(?:,\d{2,3})*,\d{3})?(?:\.\d*)?$/;
const GROUPED_BY_POINT = /^(?:\d+|\d{1,3}(?:\.\d{2,3})*\.\d{3})?(?:,\d*)?$/;

export function parseNumber(text: string, mark: DecimalMark): number | undefined {
  const decimal = normalizeDecimal(text, mark);
  const number = decimal === undefined ? Number.NaN : Number(decimal);
  return Number.isFinite(number) ? number : undefined;
}

const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', '$': 'USD', '£': 'GBP', '¥': 'JPY', 'Fr.': 'CHF', 'kr': 'SEK', 'zł': 'PLN' };
const digits = new Map<string, number>();
/** Digits of the minor unit (ISO 4217): 2 for most, 0 for JPY. */
export function minorDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    try {
      known = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      known = 2; // Not a currency code; cents are what people mean.
    }
    digits.set(currency, known);
  }
  return known;
}

/** Exact: cents are cut from the digits, never from a float of euros; further digits are rounded half away from zero. What is too large to be exact is no amount. */
export function parseMoney(text: string, mark: DecimalMark, currency: string): Money | undefined {
  const decimal = normalizeDecimal(text, mark);
  if (decimal === undefined) return undefined;
  const said = Object.keys(SYMBOLS).find((symbol) => text.includes(symbol));
  const code = said ? SYMBOLS[said]! : (/(?:^|[\s\d])([A-Z]{3})(?:$|[\s\d])/.exec(text)?.[1] ?? currency);
  const places = minorDigits(code);
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const padded = fraction.padEnd(places + 1, '0');
  const minor = Number(whole || '0') * 10 ** places + Number(padded.slice(0, places) || '0') + (padded[places]! >= '5' ? 1 : 0);
  if (!Number.isSafeInteger(minor)) return undefined;
  return { minor: negative && minor !== 0 ? -minor : minor, currency: code };
}
