/**
 * Calendar days as ISO text ('2026-03-29'). Arithmetic counts whole days, so that a day of 23 or 25 hours is a day like
 * any other; where a stamp becomes a day, zones matter (zone.ts).
 */

/** 'YYYY-MM-DD', proleptic Gregorian, years 0001 to 9999. */
export type IsoDay = string;
/** A moment in UTC as RFC 3339 text ('2026-03-29T01:00:00.000Z'); compared as text. */
export type UtcStamp = string;

export const DAY_MS = 86_400_000;
const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
/** `month` 1 to 12. */
export const daysInMonth = (year: number, month: number): number => (month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);

export const isRealDay = (year: number, month: number, day: number): boolean => year >= 1 && year <= 9_999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
export const isoDay = (year: number, month: number, day: number): IsoDay => `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

/** Whether the text is a day that exists; 31 February is not. */
export function isIsoDay(text: string): text is IsoDay {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match !== null && isRealDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Days since 1970-01-01. */
export const dayNumber = (day: IsoDay): number => Math.round(utcMillis(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))) / DAY_MS);
export const dayFromNumber = (number: number): IsoDay => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** Date.UTC without its reading of years 0 to 99 as 1900 to 1999. */
export function utcMillis(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

export const addDays = (day: IsoDay, days: number): IsoDay => dayFromNumber(dayNumber(day) + days);
/** Whole days from `from` to `to`; negative where `to` is earlier. */
export const daysBetween = (from: IsoDay, to: IsoDay): number => dayNumber(to) - dayNumber(from);

/** The same day `months` later, or the month's last where it has no such day (31 January + 1 = 28 February). */
export function addMonths(day: IsoDay, months: number): IsoDay {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return isoDay(year, month, Math.min(Number(day.slice(8, 10)), daysInMonth(year, month)));
}

/** 1 Monday to 7 Sunday (ISO 8601). */
export const weekday = (day: IsoDay): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
/** The first day of the week that holds `day`; weeks begin on `firstDay` (1 Monday, 7 Sunday). */
export const startOfWeek = (day: IsoDay, firstDay = 1): IsoDay => addDays(day, -((weekday(day) - firstDay + 7) % 7));
