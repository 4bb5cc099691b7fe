/** Where a stamp becomes a day or a day's first moment is asked for, the zone matters. */
import { DAY_MS, dayNumber, utcMillis } from './day';
import type { IsoDay, UtcStamp } from './day';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** The wall clock of a zone at a moment, as if it were UTC. */
function wallMillis(millis: number, timeZone: string): number {
  if (timeZone === 'UTC') return millis;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(millis)) parts[type] = Number(value);
  return utcMillis(parts['year']!, parts['month']!, parts['day']!) + parts['hour']! * 3_600_000 + parts['minute']! * 60_000 + parts['second']! * 1_000 + (((millis % 1_000) + 1_000) % 1_000);
}

/** The calendar day of a moment in an IANA zone; the stamp's own date where it cannot be read. */
export function dayInZone(stamp: UtcStamp | number, timeZone: string): IsoDay {
  const millis = typeof stamp === 'number' ? stamp : Date.parse(stamp);
  if (Number.isNaN(millis)) return String(stamp).slice(0, 10);
  return new Date(wallMillis(millis, timeZone)).toISOString().slice(0, 10);
}

/** The first moment of a day in a zone, as a UTC stamp; where midnight is skipped by the clocks, the first that exists. */
export function startOfDay(day: IsoDay, timeZone: string): UtcStamp {
  const wanted = dayNumber(day) * DAY_MS;
  let millis = wanted;
  for (let i = 0; i < 3; i++) {
    const off = wallMillis(millis, timeZone) - wanted;
    if (off === 0) break;
    millis -= off;
  }
  if (dayInZone(millis, timeZone) < day) millis += 3_600_000;
  return new Date(millis).toISOString();
}
