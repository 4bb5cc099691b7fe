/**
 * Money in minor units (cents) with an ISO 4217 code; never a float of euros. Sums are kept per currency: there is no
 * exchange rate in a customer book.
 */
import { isCurrency } from './currency';
import type { Result } from '../../lib/result';
import { err, ok } from '../../lib/result';

export interface Money { readonly minor: number; readonly currency: string }
export type MoneyError = { readonly kind: 'not-a-number' } | { readonly kind: 'too-large' } | { readonly kind: 'too-precise' } | { readonly kind: 'unknown-currency' };

const NO_MINOR = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const THREE_DIGITS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);
const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', '$': 'USD', '£': 'GBP', '¥': 'JPY', '₹': 'INR', '₺': 'TRY', '₽': 'RUB', '₩': 'KRW', 'zł': 'PLN', 'Kč': 'CZK', 'Ft': 'HUF', 'Fr.': 'CHF', 'SFr.': 'CHF' };

/** Digits after the decimal point (ISO 4217 list one): 2 for most, 0 for JPY, 3 for KWD. */
export const currencyDigits = (currency: string): number => (NO_MINOR.has(currency) ? 0 : THREE_DIGITS.has(currency) ? 3 : 2);

/**
 * Reads '1.234,56', '1,234.56', "1'234.56", '€ 12', '12,5 EUR', '(12.00)' and '-3'. Where one mark stands alone before three
 * digits ('1.234') `decimal` decides; without it, the mark separates thousands.
 */
export function parseMoney(text: string, fallbackCurrency: string, decimal?: '.' | ','): Result<Money, MoneyError> {
  let rest = text.normalize('NFKC').trim().replace(/\u2212/g, '-');
  let currency = fallbackCurrency;
  const code = /(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])/.exec(rest);
  if (code) {
    currency = code[1]!.toUpperCase();
    rest = rest.replace(code[0], '');
  } else {
    const symbol = Object.keys(SYMBOLS).sort((a, b) => b.length - a.length).find((sign) => rest.includes(sign));
    if (symbol) {
      // A bare '$' is whatever dollar the book keeps its accounts in.
      currency = symbol === '$' && /^(AUD|CAD|NZD|SGD|HKD|USD|MXN)$/.test(fallbackCurrency) ? fallbackCurrency : SYMBOLS[symbol]!;
      rest = rest.replace(symbol, '');
    }
  }
  if (!isCurrency(currency)) return err({ kind: 'unknown-currency' });
  // German prices write '12,-' for no cents.
  rest = rest.replace(/[\s'\u2019_]/g, '').replace(/[.,]-{1,2}$/, '');
  const negative = /^\(.*\)$/.test(rest) || /^-|-$/.test(rest);
  rest = rest.replace(/^\((.*)\)$/, '$1').replace(/^[+-]|-$/g, '');
  const digits = currencyDigits(currency);
  // Three digits behind a point are fils where there are 1,000 to the dinar; `formatMinor` writes them so.
  const amount = splitAmount(rest, decimal ?? (digits === 3 ? '.' : undefined));
  if (!amount) return err({ kind: 'not-a-number' });
  const fraction = amount.fraction.replace(/0+$/, '');
  if (fraction.length > digits) return err({ kind: 'too-precise' });
  const minor = Number(amount.whole + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return err({ kind: 'too-large' });
  return ok({ minor: negative && minor !== 0 ? -minor : minor, currency });
}

function splitAmount(text: string, decimal: '.' | ',' | undefined): { whole: string; fraction: string } | undefined {
  if (!/^(?:\d[\d.,]*|[.,]\d+)$/.test(text)) return undefined;
  const marks = text.replace(/\d/g, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return { whole: text, fraction: '' };
  const mark = text[last]!;
  const other = mark === '.' ? ',' : '.';
  const after = text.slice(last + 1);
  const alone = marks.length === 1;
  const repeated = marks.length > 1 && !marks.includes(other);
  const isDecimal = repeated ? false : alone && after.length === 3 && text[0] !== '0' && last > 0 ? decimal === mark : true;
  const whole = isDecimal ? text.slice(0, last) : text;
  const grouped = isDecimal ? other : mark;
  if (marks.length > 1 || !isDecimal) {
    const groups = whole.split(grouped);
    if (groups.length > 1 && (groups[0]!.length > 3 || groups[0]! === '' || groups.slice(1).some((group) => group.length !== 3 && group.length !== 2) || groups.at(-1)!.length !== 3)) return undefined;
  }
  const plain = whole.replaceAll(grouped, '');
  if (!/^\d*$/.test(plain)) return undefined;
  return { whole: plain || '0', fraction: isDecimal ? after : '' };
}

/** For fields and exports: '1234.56', no grouping, no currency; `parseMoney` reads it back. */
export function formatMinor({ minor, currency }: Money): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0 ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** For reading: '€1,234.56', '1.234,56 €'; `whole` leaves the cents out. An unknown code stands behind the number. */
export function formatMoney(money: Money, locale: string, options: { readonly whole?: boolean } = {}): string {
  if (!isCurrency(money.currency)) return `${formatMinor(money)} ${money.currency}`.trim();
  const key = `${locale} ${money.currency} ${options.whole === true}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const digits = options.whole ? 0 : currencyDigits(money.currency);
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
    formatters.set(key, formatter);
  }
  return formatter.format(money.minor / 10 ** currencyDigits(money.currency));
}

/** One sum per currency, the largest first; sums of 0 stay where something was added up. */
export function sumMoney(amounts: Iterable<Money>): readonly Money[] {
  const sums = new Map<string, number>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => ({ minor, currency })).sort((a, b) => Math.abs(b.minor) - Math.abs(a.minor) || (a.currency < b.currency ? -1 : 1));
}
