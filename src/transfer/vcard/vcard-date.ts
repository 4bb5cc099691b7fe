/**
 * Dates as contacts carry them: whole, without a year, or only a year. All ways of writing come to the partial dates of
 * RFC 6350 4.3.1 in their extended form (YYYY-MM-DD, --MM-DD, YYYY-MM, YYYY); a time of day is left out.
 */

/** `isKnown` is false where the text is no date (or none that exists, as 31 February); `date` is then the text as it was. */
export interface CardDate { readonly date: string; readonly isKnown: boolean }

const FULL = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const YEARLESS = /^--(\d{2})-?(\d{2})$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `omitYear`: the year that stands for "none" (Apple's X-APPLE-OMIT-YEAR, mostly 1604). */
export function parseCardDate(text: string, omitYear?: string): CardDate {
  const trimmed = text.trim();
  const day = /^[\d-]+(?=[T ]\d|$)/.exec(trimmed)?.[0] ?? trimmed;
  const full = FULL.exec(day);
  if (full) {
    const [, year = '', month = '', date = ''] = full;
    const hasYear = year !== omitYear && year !== '0000' && !(omitYear === undefined && year === '1604');
    if (exists(hasYear ? Number(year) : 2000, Number(month), Number(date))) return { date: hasYear ? `${year}-${month}-${date}` : `--${month}-${date}`, isKnown: true };
    return { date: trimmed, isKnown: false };
  }
  const yearless = YEARLESS.exec(day);
  if (yearless && exists(2000, Number(yearless[1]), Number(yearless[2]))) return { date: `--${yearless[1]}-${yearless[2]}`, isKnown: true };
  const month = /^(\d{4})-(\d{2})$/.exec(day);
  if (month && Number(month[2]) >= 1 && Number(month[2]) <= 12) return { date: day, isKnown: true };
  return { date: trimmed, isKnown: /^\d{4}$/.test(day) };
}

function exists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]!) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}
