/**
 * Dates of which a part may be missing (RFC 6350 4.3.1): a birthday without its year, a year alone. Stored as
 * 'YYYY-MM-DD', '--MM-DD', 'YYYY-MM' or 'YYYY'; typed in many ways.
 */
import { fold } from '../../lib/text';
import type { Result } from '../../lib/result';
import { err, ok } from '../../lib/result';
import type { IsoDay } from './day';
import { daysInMonth, isLeapYear, isoDay } from './day';

export interface PartialDate { readonly year?: number | undefined; readonly month?: number | undefined; readonly day?: number | undefined }

export type PartialDateError =
  | { readonly kind: 'empty' }
  /** 31 February, 29 February of a common year, month 13. */
  | { readonly kind: 'no-such-day' }
  | { readonly kind: 'future' }
  /** 3/4/1979 and nothing says whether April or March. */
  | { readonly kind: 'ambiguous'; readonly choices: readonly [string, string] }
  | { readonly kind: 'not-a-date' };

export interface ParseDateOptions {
  /** Which part stands first in '12/6/1979'; 'ask' reports what could be both. Dots always mean day first. Default 'dmy'. */
  readonly order?: 'dmy' | 'mdy' | 'ask';
  /** Dates after this day are refused: for birthdays. Also says which century '79' is in. */
  readonly notAfter?: IsoDay;
}

/** Month names and abbreviations of the languages that staff type in; extended by the platform's own names where needed. */
const MONTHS: Readonly<Record<string, number>> = Object.fromEntries([
  'january jan januar janner jaenner janvier janv enero ene gennaio gen januari', 'february feb februar fevrier fevr febrero febbraio februari',
  'march mar marz maerz mrz mars marzo maart', 'april apr avril avr abril aprile', 'may mai mayo maggio mag mei maj', 'june jun juni juin junio giugno giu',
  'july jul juli juillet juil julio luglio lug', 'august aug aout agosto ago augustus augusti', 'september sep sept septembre septiembre settembre set',
  'october oct oktober okt octobre octubre ottobre ott', 'november nov novembre noviembre', 'december dec dezember dez decembre diciembre dic dicembre desember',
].flatMap((names, i) => names.split(' ').map((name) => [name, i + 1])));

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** The stored form; '' for a date of no parts. */
export function formatPartialDate({ year, month, day }: PartialDate): string {
  if (year !== undefined) return month === undefined ? pad(year, 4) : day === undefined ? `${pad(year, 4)}-${pad(month)}` : `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  return month !== undefined && day !== undefined ? `--${pad(month)}-${pad(day)}` : month !== undefined ? `--${pad(month)}` : '';
}

/** Reads a stored date, vCard's basic forms included ('19791231', '--1231'); undefined for anything else, 31 February too. */
export function readPartialDate(text: string): PartialDate | undefined {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?$/.exec(text) ?? /^(--)(\d\d)-?(\d\d)$/.exec(text) ?? /^(\d{4})(?:-(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const year = match[1] === '--' ? undefined : Number(match[1]);
  const month = match[2] === undefined ? undefined : Number(match[2]);
  const day = match[3] === undefined ? undefined : Number(match[3]);
  return exists(year, month, day) ? { ...(year === undefined ? {} : { year }), ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) } : undefined;
}

/** Without a year, 29 February exists. */
function exists(year: number | undefined, month: number | undefined, day: number | undefined): boolean {
  if (year !== undefined && (year < 1 || year > 9_999)) return false;
  if (month !== undefined && (month < 1 || month > 12)) return false;
  return day === undefined || (month !== undefined && day >= 1 && day <= daysInMonth(year ?? 2_000, month));
}

/**
 * Reads what someone types: '31.12.1979', '12/31/1979', '6 December', 'Dec 6, 1979', '6. Dez. 79', '--12-06', '12-06',
 * '1979', '12/1979', '1979-12-31T00:00:00'. Returns the stored form.
 */
export function parsePartialDate(typed: string, options: ParseDateOptions = {}): Result<string, PartialDateError> {
  const text = typed.normalize('NFKC').trim().replace(/[\u2010-\u2015\u2212]/g, '-');
  if (text === '') return err({ kind: 'empty' });
  const stored = /^(?:(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?|(--)(\d\d)-?(\d\d)|(\d{4})(?:[-/.](\d\d?))?)$/.exec(text);
  if (stored) return finish(toNumber(stored[1] ?? stored[7]), toNumber(stored[2] ?? stored[5] ?? stored[8]), toNumber(stored[3] ?? stored[6]), options);
  const yearFirst = /^(\d{4})\s*[-/.]\s*(\d\d?)\s*[-/.]\s*(\d\d?)\.?$/.exec(text);
  if (yearFirst) return finish(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]), options);
  const monthYear = /^(\d\d?)\s*[-/.]\s*(\d{4})$/.exec(text);
  if (monthYear) return finish(Number(monthYear[2]), Number(monthYear[1]), undefined, options);
  const numeric = /^(\d\d?)\s*([-/.\s])\s*(\d\d?)(?:\s*[-/.\s]\s*(\d{4}|\d\d|'\d\d)?)?\.?$/.exec(text);
  if (numeric) return numericDate(Number(numeric[1]), numeric[2]!, Number(numeric[3]), yearOf(numeric[4], options), options);
  return namedDate(text, options);
}

const toNumber = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

function numericDate(a: number, mark: string, b: number, year: number | undefined, options: ParseDateOptions): Result<string, PartialDateError> {
  const dayFirst = () => finish(year, b, a, options);
  const monthFirst = () => finish(year, a, b, options);
  // '12-06' is month first as in '--12-06' and in ISO dates; '31.12.' is always day first.
  const order = mark === '.' ? 'dmy' : mark === '-' && year === undefined ? 'mdy' : (options.order ?? 'dmy');
  if (a > 12) return dayFirst();
  if (b > 12) return mark === '.' ? err({ kind: 'no-such-day' }) : monthFirst();
  if (order === 'ask' && a !== b) {
    const first = dayFirst();
    const second = monthFirst();
    if (first.ok && second.ok) return err({ kind: 'ambiguous', choices: [first.value, second.value] });
    return first.ok ? first : second;
  }
  return order === 'mdy' ? monthFirst() : dayFirst();
}

function namedDate(text: string, options: ParseDateOptions): Result<string, PartialDateError> {
  const words = fold(text).replace(/(\d)(?:st|nd|rd|th|er|º|ª)\b/g, '$1').split(/[\s.,/-]+/).filter((word) => word !== '' && word !== 'of' && word !== 'de' && word !== 'the');
  const names = words.filter((word) => /^\p{L}+$/u.test(word));
  const numbers = words.filter((word) => /^'?\d{1,4}$/.test(word));
  const month = names.length === 1 ? MONTHS[names[0]!] : undefined;
  if (month === undefined || names.length + numbers.length !== words.length || numbers.length > 2) return err({ kind: 'not-a-date' });
  if (numbers.length === 0) return err({ kind: 'not-a-date' });
  if (numbers.length === 1) {
    const only = numbers[0]!;
    return only.length === 4 ? finish(Number(only), month, undefined, options) : finish(undefined, month, Number(only.replace("'", '')), options);
  }
  const [first, second] = numbers as [string, string];
  const yearFirst = first.length === 4;
  return finish(yearOf(yearFirst ? first : second, options), month, Number(yearFirst ? second : first), options);
}

/** Two digits mean the last hundred years before `notAfter`, else 1930 to 2029. */
function yearOf(text: string | undefined, { notAfter }: ParseDateOptions): number | undefined {
  if (text === undefined) return undefined;
  const digits = text.replace("'", '');
  if (digits.length === 4) return Number(digits);
  const short = Number(digits);
  const latest = notAfter ? Number(notAfter.slice(0, 4)) : 2_029;
  const century = Math.floor(latest / 100) * 100;
  return century + short <= latest ? century + short : century - 100 + short;
}

function finish(year: number | undefined, month: number | undefined, day: number | undefined, { notAfter }: ParseDateOptions): Result<string, PartialDateError> {
  if (!exists(year, month, day)) return err({ kind: 'no-such-day' });
  const text = formatPartialDate({ year, month, day });
  return notAfter !== undefined && year !== undefined && text > notAfter.slice(0, text.length) ? err({ kind: 'future' }) : ok(text);
}

/** The day it falls on in a year; 29 February falls on 28 February in common years. Undefined without month and day. */
export function occurrenceIn(date: string, year: number): IsoDay | undefined {
  const parts = readPartialDate(date);
  if (parts?.month === undefined || parts.day === undefined) return undefined;
  return isoDay(year, parts.month, parts.month === 2 && parts.day === 29 && !isLeapYear(year) ? 28 : parts.day);
}

/** The next day it falls on, `today` included. */
export function nextOccurrence(date: string, today: IsoDay): IsoDay | undefined {
  const year = Number(today.slice(0, 4));
  const now = occurrenceIn(date, year);
  return now === undefined || now >= today ? now : occurrenceIn(date, year + 1);
}

/** Whole years on `today`; undefined where the year or the day is not known, or the date lies ahead. */
export function ageOn(date: string, today: IsoDay): number | undefined {
  const parts = readPartialDate(date);
  if (parts?.year === undefined || parts.month === undefined || parts.day === undefined) return undefined;
  const year = Number(today.slice(0, 4));
  const age = year - parts.year - (occurrenceIn(date, year)! > today ? 1 : 0);
  return age < 0 || date > today ? undefined : age;
}

/** A birthday fits another where no known part contradicts it, and both know day and month. */
export function isSameBirthday(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b) return false;
  const left = readPartialDate(a);
  const right = readPartialDate(b);
  if (left?.day === undefined || right?.day === undefined) return false;
  return left.month === right.month && left.day === right.day && (left.year === undefined || right.year === undefined || left.year === right.year);
}
