/** Figures and money as spreadsheets write them: `1.234,56`, `1,234.56`, `1'234.50`, `(12.00)`, `12,-`, `€ 5`. Zero is a value. */
import type { Money } from '../../domain/values/money';

/** Which sign parts the decimals. */
export type DecimalMark = ',' | '.';

export interface NumberEvidence { comma: number; point: number; open: number }
export const noNumberEvidence = (): NumberEvidence => ({ comma: 0, point: 0, open: 0 });

const bare = (text: string): string => text.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[^\d(+\u2212.,-]+|[^\d).,\u2212-]+$/g, '');

/** Looks at one value: with both signs the last one parts the decimals; with one sign, three digits after it leave it open. */
export function addNumberEvidence(evidence: NumberEvidence, text: string): void {
  const value = bare(text);
  const comma = value.lastIndexOf(','), point = value.lastIndexOf('.');
  if (comma < 0 && point < 0) return;
  if (comma >= 0 && point >= 0) evidence[comma > point ? 'comma' : 'point'] += 1;
  else {
    const at = Math.max(comma, point);
    const mark = comma >= 0 ? 'comma' : 'point';
    if (value.indexOf(value[at]!) !== at) evidence[mark === 'comma' ? 'point' : 'comma'] += 1; // 1.234.567: a sign used twice parts thousands
    else if (/^\d{3}$/.test(value.slice(at + 1))) evidence.open += 1;
    else evidence[mark] += 1;
  }
}

/** `fallback` where the values do not tell: the comma for files split by semicolons (a comma could not split them). */
export const decideDecimalMark = ({ comma, point }: NumberEvidence, fallback: DecimalMark): DecimalMark => (comma === point ? fallback : comma > point ? ',' : '.');

/** Plain decimal text such as '-1234.56', or undefined where this is no figure. */
export function normalizeDecimal(text: string, mark: DecimalMark): string | undefined {
  let value = bare(text).replaceAll('\u2212', '-').replace(/[.,](?:-|--)$/, '');
  let negative = false;
  if (/^\(.*\)$/.test(value)) [negative, value] = [true, value.slice(1, -1)];
  if (/-$/.test(value)) [negative, value] = [true, value.slice(0, -1)];
  if (/^[+-]/.test(value)) [negative, value] = [negative !== value.startsWith('-'), value.slice(1)];
  value = bare(value);
  value = mark === ',' ? value.replaceAll('.', '').replace(',', '.') : value.replaceAll(',', '');
  if (!/^(?:\d+(?:\.\d*)?|\.\d+)$/.test(value)) return undefined;
  return negative && /[1-9]/.test(value) ? `-${value}` : value;
}

export function parseNumber(text: string, mark: DecimalMark): number | undefined {
  const decimal = normalizeDecimal(text, mark);
  return decimal === undefined ? undefined : Number(decimal);
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

/** Exact: cents are cut from the digits, never from a float of euros; further digits are rounded half away from zero. */
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
  return { minor: negative && minor !== 0 ? -minor : minor, currency: code };
}
