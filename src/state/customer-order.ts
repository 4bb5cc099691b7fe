/**
 * The orders in which customers are listed, each as one ascending text key per row, and the headings that stand between
 * groups of rows. Rows of one group are always neighbours in their order, so that headings are found by binary search.
 */
import { fold } from '../lib/text';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';

export const CUSTOMER_SORTS = ['name', 'nextDue', 'silent', 'newest', 'bought', 'town'] as const;
/** 'silent' starts with whom nobody has talked to, then the longest ago; 'bought' with the highest sum of purchases. */
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

/** A heading's code: 'letter:A', 'due:late', 'silent:never', 'month:2026-11', 'town:Cork', '' for no heading. */
export type GroupCode = string;

const LETTER = /^\p{L}/u;
/** Sorts behind every date and word. */
const LAST = '\uffff';
const HIGHEST = 10 ** 15;

/** Folded family name first; what starts with no letter stands before all letters. */
export function nameKey(row: CustomerRow): string {
  const name = row.kind === 'company' || !row.family ? row.name : `${row.family} ${row.given ?? ''}`;
  const key = fold(name).trim();
  return LETTER.test(key) ? key : `\u0001${key}`;
}

export function sortKey(row: CustomerRow, sort: CustomerSort): string {
  switch (sort) {
    case 'name': return nameKey(row);
    case 'nextDue': return `${row.nextDue ?? LAST} ${nameKey(row)}`;
    case 'silent': return `${row.lastContact ?? ''} ${nameKey(row)}`;
    case 'newest': return `${fromHigh(row.createdAt ? Date.parse(row.createdAt) : 0)} ${nameKey(row)}`;
    case 'bought': return `${fromHigh(row.bought?.minor ?? -HIGHEST)} ${nameKey(row)}`;
    case 'town': return `${row.town ? fold(row.town) : LAST} ${nameKey(row)}`;
  }
}

/** A number as text that sorts from high to low. */
const fromHigh = (value: number): string => String(HIGHEST - (Number.isFinite(value) ? value : 0)).padStart(17, '0');

/** ISO day of a moment in this device's time zone. */
export function localDay(millis: number): string {
  const date = new Date(millis);
  return `${String(date.getFullYear())}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** The ISO day `days` later (or earlier). */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Weeks start on Monday (ISO 8601). */
const daysToSunday = (day: string): number => (7 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7;

export function groupOf(row: CustomerRow, sort: CustomerSort, today: string): GroupCode {
  switch (sort) {
    case 'name': {
      const first = String.fromCodePoint(nameKey(row).codePointAt(0) ?? 1);
      return `letter:${LETTER.test(first) ? first.toUpperCase() : '#'}`;
    }
    case 'nextDue': {
      if (!row.nextDue) return 'due:none';
      if (row.nextDue < today) return 'due:late';
      if (row.nextDue === today) return 'due:today';
      const sunday = addDays(today, daysToSunday(today));
      return row.nextDue <= sunday ? 'due:thisWeek' : row.nextDue <= addDays(sunday, 7) ? 'due:nextWeek' : 'due:later';
    }
    case 'silent': {
      if (!row.lastContact) return 'silent:never';
      const day = row.lastContact.slice(0, 10);
      return day < addDays(today, -365) ? 'silent:year' : day < addDays(today, -90) ? 'silent:quarter' : day < addDays(today, -30) ? 'silent:month' : 'silent:recent';
    }
    case 'newest': return row.createdAt ? `month:${row.createdAt.slice(0, 7)}` : 'month:';
    case 'bought': return row.bought ? '' : 'bought:none';
    case 'town': return `town:${row.town ? fold(row.town) : ''}`;
  }
}

export interface Group { readonly code: GroupCode; readonly start: number; readonly count: number; /** Its first row, for headings that show a value as written. */ readonly first: CustomerId }

/** Headings of a sorted list: a handful of binary searches instead of a look at every row. */
export function groupsOf(ids: readonly CustomerId[], codeOf: (id: CustomerId) => GroupCode): Group[] {
  const groups: Group[] = [];
  let start = 0;
  while (start < ids.length) {
    const code = codeOf(ids[start]!);
    let low = start + 1, high = ids.length;
    // Gallop first: most groups are short.
    for (let step = 1; low + step < ids.length; step *= 2) {
      if (codeOf(ids[low + step]!) !== code) { high = low + step; break; }
      low += step;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (codeOf(ids[middle]!) === code) low = middle + 1;
      else high = middle;
    }
    groups.push({ code, start, count: low - start, first: ids[start]! });
    start = low;
  }
  return groups;
}
