/**
 * Dates as spreadsheets write them. `03/04/1979` is two days apart in London and Boston, so the order is decided once per
 * column from all its values, and asked where the values do not tell. The result is ISO 8601, or a partial date
 * (RFC 6350 4.3.1) where only a part is known.
 */
export type DateOrder = 'dmy' | 'mdy';
/** Excel counts days from 1900, on old Macs from 1904. */
export type SerialSystem = 1900 | 1904;
export interface DateStyle { readonly order: DateOrder; readonly serials?: SerialSystem | undefined }

export type ParsedDate = { readonly kind: 'date'; readonly date: string } | { readonly kind: 'none' } | { readonly kind: 'bad' };
const NONE: ParsedDate = { kind: 'none' };
const BAD: ParsedDate = { kind: 'bad' };

const SLASHED = /^(\d{1,2})\s*([/.\-\u2010-\u2013])\s*(\d{1,2})(?:\s*\2\s*(\d{2}|\d{4}))?\.?(?:[ T,].*)?$/;
const ISO = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1, feb: 2, mar: 3, maer: 3, mär: 3, mrz: 3, apr: 4, mai: 5, may: 5, jun: 6, jul: 7, aug: 8, sep: 9, okt: 10, oct: 10, nov: 11, dez: 12, dec: 12,
};

/** `thisYear` tells two-digit years apart: 79 is 1979, and a year not after this one is this century. */
export function parseDate(text: string, style: DateStyle, thisYear: number): ParsedDate {
  const value = text.trim();
  if (value === '' || /^[0\s./-]+$/.test(value)) return NONE;
  const iso = ISO.exec(value) ?? COMPACT.exec(value);
  if (iso) return iso[3] === undefined ? yearMonth(Number(iso[1]), Number(iso[2])) : fullDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = SLASHED.exec(value);
  if (slashed) return fromParts(Number(slashed[1]), Number(slashed[3]), slashed[4], slashed[2] === '.' ? 'dmy' : style.order, thisYear);
  const vcard = /^--(\d{2})-?(\d{2})$/.exec(value);
  if (vcard) return partial(Number(vcard[1]), Number(vcard[2]));
  if (/^(?:18|19|20)\d{2}$/.test(value)) return { kind: 'date', date: value };
  if (/^\d{1,5}(?:\.\d+)?$/.test(value)) return fromSerial(Math.floor(Number(value)), style.serials ?? 1900);
  return fromWords(value, thisYear);
}

function fromParts(first: number, second: number, year: string | undefined, order: DateOrder, thisYear: number): ParsedDate {
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  if (year === undefined) return partial(month, day);
  // Outlook and others write 00 for "not known" in any place.
  if (day === 0 && month === 0) return Number(year) > 0 && year.length === 4 ? { kind: 'date', date: year } : NONE;
  return year === '0000' ? partial(month, day) : fullDate(fullYear(year, thisYear), month, day);
}

/** "12. März 1979", "March 12, 1979", "12 Mar 79", "12 March". */
function fromWords(value: string, thisYear: number): ParsedDate {
  const month = MONTHS[/\p{L}{3,}/u.exec(value)?.[0].toLowerCase().slice(0, 3) ?? ''] ?? MONTHS[/\p{L}{4,}/u.exec(value)?.[0].toLowerCase().slice(0, 4) ?? ''];
  const numbers = value.match(/\d+/g)?.slice(0, 2) ?? [];
  if (!month || numbers.length === 0 || !/^[\p{L}\d\s.,'/-]+$/u.test(value)) return BAD;
  const [day, year] = numbers.length === 2 && numbers[0]!.length === 4 ? [numbers[1]!, numbers[0]] : [numbers[0]!, numbers[1]];
  if (day.length === 4 && year === undefined) return yearMonth(Number(day), month);
  return year === undefined ? partial(month, Number(day)) : fullDate(fullYear(year, thisYear), month, Number(day));
}

const DAY_MS = 86_400_000;
function fromSerial(serial: number, system: SerialSystem): ParsedDate {
  if (serial < 1 || serial > 80_000) return BAD;
  // 1900 was no leap year, but Excel believes it: day 60 does not exist.
  const epoch = system === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  return { kind: 'date', date: new Date(epoch + serial * DAY_MS).toISOString().slice(0, 10) };
}

const fullYear = (year: string, thisYear: number): number => {
  if (year.length > 2) return Number(year);
  const century = thisYear - (thisYear % 100);
  return century + Number(year) > thisYear ? century - 100 + Number(year) : century + Number(year);
};

const two = (n: number): string => String(n).padStart(2, '0');
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function fullDate(year: number, month: number, day: number): ParsedDate {
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]! || (month === 2 && day === 29 && !isLeapYear(year))) return BAD;
  return { kind: 'date', date: `${year}-${two(month)}-${two(day)}` };
}
function partial(month: number, day: number): ParsedDate {
  return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]! ? { kind: 'date', date: `--${two(month)}-${two(day)}` } : BAD;
}
function yearMonth(year: number, month: number): ParsedDate {
  return month >= 1 && month <= 12 ? { kind: 'date', date: `${year}-${two(month)}` } : BAD;
}

/** How many values of a column speak for which order. `serials`: whole numbers that Excel would show as days. */
export interface DateEvidence { dayFirst: number; monthFirst: number; either: number; clear: number; serials: number }
export const noDateEvidence = (): DateEvidence => ({ dayFirst: 0, monthFirst: 0, either: 0, clear: 0, serials: 0 });

export function addDateEvidence(evidence: DateEvidence, text: string): void {
  const value = text.trim();
  const slashed = SLASHED.exec(value);
  if (slashed && slashed[2] !== '.') {
    const first = Number(slashed[1]), second = Number(slashed[3]);
    if (first === 0 && second === 0) return;
    if (first > 12) evidence.dayFirst += 1;
    else if (second > 12) evidence.monthFirst += 1;
    else if (first !== second) evidence.either += 1;
  } else if (slashed || ISO.test(value) || COMPACT.test(value)) evidence.clear += 1;
  else if (/^\d{3,5}$/.test(value) && !/^(?:18|19|20)\d{2}$/.test(value)) evidence.serials += 1;
}

/** 'ask' where values could be read both ways and none tells; 'mixed' where some tell one way, some the other. */
export type OrderVerdict = DateOrder | 'ask' | 'mixed' | 'not-needed';
export function decideOrder({ dayFirst, monthFirst, either }: DateEvidence): OrderVerdict {
  if (dayFirst > 0 && monthFirst > 0) return 'mixed';
  if (dayFirst > 0) return 'dmy';
  if (monthFirst > 0) return 'mdy';
  return either > 0 ? 'ask' : 'not-needed';
}
