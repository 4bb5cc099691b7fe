/**
 * Numbers, money and days as text, by Intl with cached formatters. Pure: the locale comes in, the clock is an argument.
 *
 * Days ("2024-10-16") have no time zone and are formatted in UTC so that they never shift; stamps (ISO 8601 with time, or
 * epoch milliseconds) are shown in the device's zone. What cannot be read is given back as it is: a note is not lost for
 * being odd.
 */
export interface Format {
  readonly number: (value: number, fractionDigits?: number) => string;
  /** A share: 0.45 is "45%". */
  readonly percent: (share: number, fractionDigits?: number) => string;
  /** Minor units (cents, or whole yen) of an ISO 4217 currency. */
  readonly money: (minor: number, currency: string) => string;
  /** As `money`, rounded to whole units: for estimates, which cents would dress up as exact. */
  readonly wholeMoney: (minor: number, currency: string) => string;
  readonly bytes: (count: number) => string;
  /** A calendar day, "YYYY-MM-DD"; the day of a stamp in the device's zone. */
  readonly day: (isoDate: string) => string;
  readonly time: (stamp: string | number) => string;
  readonly dayTime: (stamp: string | number) => string;
  /** A vCard date that may lack its year, month or day (RFC 6350 section 4.3.1): "1979-12-06", "--12-06", "1979-12", "1979", "--12", "---06". */
  readonly partialDate: (text: string) => string;
  /** "today", "yesterday", "in 3 days"; from a week on the day itself, without the year when it is this one. */
  readonly relativeDay: (stamp: string | number, now?: number) => string;
  /** A span of time in its largest unit of which there are two or more: "45 minutes", "26 hours", "3 days". The sign is left out. */
  readonly duration: (ms: number) => string;
  readonly list: (items: readonly string[]) => string;
}

const DAY_MS = 86_400_000;
const WHOLE_DAY = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const DURATION_UNITS = [['year', 365 * DAY_MS], ['day', DAY_MS], ['hour', DAY_MS / 24], ['minute', DAY_MS / 1_440]] as const;
const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function utcDay(year: number, month: number, day: number): Date | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined;
}

/** Days since 1970-01-01 of the calendar day that a stamp falls on, in the device's zone. */
function dayNumber(stamp: string | number): number | undefined {
  const whole = typeof stamp === 'string' ? WHOLE_DAY.exec(stamp) : null;
  if (whole) {
    const date = utcDay(Number(whole[1]), Number(whole[2]), Number(whole[3]));
    return date && date.getTime() / DAY_MS;
  }
  const local = new Date(stamp);
  return Number.isNaN(local.getTime()) ? undefined : Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / DAY_MS;
}

interface PartialDate { readonly year?: number; readonly month?: number; readonly day?: number }

function parsePartialDate(text: string): PartialDate | undefined {
  const match = /^(?:(\d{4})(?:-?(\d{2})-?(\d{2})|-(\d{2}))?|--(\d{2})(?:-?(\d{2}))?|---(\d{2}))(?:T.*)?$/.exec(text.trim());
  if (!match) return undefined;
  const [, year, fullMonth, fullDay, yearMonth, month, monthDay, onlyDay] = match;
  const monthText = fullMonth ?? yearMonth ?? month;
  const dayText = fullDay ?? monthDay ?? onlyDay;
  const parts = {
    ...(year !== undefined && { year: Number(year) }),
    ...(monthText !== undefined && { month: Number(monthText) }),
    ...(dayText !== undefined && { day: Number(dayText) }),
  };
  // 2000 is a leap year: 29 February without a year is a day.
  return utcDay(parts.year ?? 2000, parts.month ?? 1, parts.day ?? 1) ? parts : undefined;
}

export function createFormat(locale: string): Format {
  // British order (16 October 2024) for English: it cannot be mistaken for another day.
  const dateLocale = locale === 'en' ? 'en-GB' : locale;
  const numbers = new Map<string, Intl.NumberFormat>();
  const dates = new Map<string, Intl.DateTimeFormat>();
  const relative = new Intl.RelativeTimeFormat(dateLocale, { numeric: 'auto' });
  const lists = new Intl.ListFormat(dateLocale, { type: 'conjunction' });

  const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    let format = numbers.get(key);
    if (!format) numbers.set(key, (format = new Intl.NumberFormat(locale, options)));
    return format;
  };
  const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = JSON.stringify(options);
    let format = dates.get(key);
    if (!format) dates.set(key, (format = new Intl.DateTimeFormat(dateLocale, options)));
    return format;
  };
  const dayText = (days: number, withYear: boolean): string =>
    dateFormat({ timeZone: 'UTC', day: 'numeric', month: withYear ? 'short' : 'long', ...(withYear && { year: 'numeric' }) }).format(days * DAY_MS);

  const moneyText = (minor: number, currency: string, options: Intl.NumberFormatOptions): string => {
    if (!/^[A-Z]{3}$/.test(currency)) return numberFormat({ minimumFractionDigits: 2 }).format(minor / 100) + (currency && ` ${currency}`);
    const digits = numberFormat({ style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    // Adding zero: no "-€0" for what rounds to nothing.
    const units = minor / 10 ** digits;
    return numberFormat({ style: 'currency', currency, ...options }).format((options.maximumFractionDigits === 0 ? Math.round(units) : units) + 0);
  };

  return {
    number: (value, fractionDigits) => numberFormat({ maximumFractionDigits: fractionDigits ?? 2, ...(fractionDigits !== undefined && { minimumFractionDigits: fractionDigits }) }).format(value),
    percent: (share, fractionDigits = 0) => numberFormat({ style: 'percent', maximumFractionDigits: fractionDigits }).format(share),
    money: (minor, currency) => moneyText(minor, currency, {}),
    wholeMoney: (minor, currency) => moneyText(minor, currency, { maximumFractionDigits: 0 }),
    bytes: (count) => {
      const step = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), BYTE_UNITS.length - 1);
      return numberFormat({ style: 'unit', unit: BYTE_UNITS[step]!, unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step < 2 ? 0 : 1 }).format(count / 1000 ** step);
    },
    day: (isoDate) => {
      const days = dayNumber(isoDate);
      return days === undefined ? isoDate : dayText(days, true);
    },
    time: (stamp) => {
      const date = new Date(stamp);
      return Number.isNaN(date.getTime()) ? String(stamp) : dateFormat({ hour: '2-digit', minute: '2-digit' }).format(date);
    },
    dayTime: (stamp) => {
      const date = new Date(stamp);
      return Number.isNaN(date.getTime()) ? String(stamp) : dateFormat({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(date);
    },
    partialDate: (text) => {
      const parts = parsePartialDate(text);
      if (!parts) return text;
      const date = utcDay(parts.year ?? 2000, parts.month ?? 1, parts.day ?? 1)!;
      return dateFormat({
        timeZone: 'UTC',
        ...(parts.day !== undefined && { day: 'numeric' as const }),
        ...(parts.month !== undefined && { month: 'long' as const }),
        ...(parts.year !== undefined && { year: 'numeric' as const }),
      }).format(date);
    },
    relativeDay: (stamp, now = Date.now()) => {
      const day = dayNumber(stamp);
      const today = dayNumber(now)!;
      if (day === undefined) return String(stamp);
      if (Math.abs(day - today) < 7) return relative.format(day - today, 'day');
      return dayText(day, new Date(day * DAY_MS).getUTCFullYear() !== new Date(today * DAY_MS).getUTCFullYear());
    },
    duration: (ms) => {
      const [unit, length] = DURATION_UNITS.find(([, each]) => Math.abs(ms) >= 2 * each) ?? DURATION_UNITS.at(-1)!;
      return numberFormat({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(Math.round(Math.abs(ms) / length));
    },
    list: (items) => lists.format(items),
  };
}
