/** Headings between the rows of a sorted list: letters for names, and days in the words of a week for dates. Keys only; words are the feature's. */
import { fold } from '../../lib/text';
import type { CustomerRow } from '../customer/row';
import type { IsoDay } from '../values/day';
import { addDays, isoDay, startOfWeek } from '../values/day';
import { startOfDay } from '../values/zone';
import type { NameOrder, Sort } from './sort';
import { filingName } from './sort';

export type DueGroup = 'late' | 'today' | 'thisWeek' | 'nextWeek' | 'later' | 'none';
export type PastGroup = 'today' | 'thisWeek' | 'thisMonth' | 'thisYear' | 'lastYear' | 'older' | 'never';
export type RowGroup =
  /** '#' for digits and signs, '' for no name. */
  | { readonly kind: 'letter'; readonly key: string }
  | { readonly kind: 'due'; readonly key: DueGroup }
  | { readonly kind: 'past'; readonly key: PastGroup }
  | { readonly kind: 'town'; readonly key: string };

export interface GroupOptions { readonly nameOrder: NameOrder; readonly today: IsoDay; readonly timeZone?: string; /** 1 Monday, 7 Sunday. */ readonly weekStart?: number }

/** The heading a row stands under, undefined for orders without headings (sums); rows of one heading stand together. Holds until `today` is over. */
export function createGrouper(sort: Sort, options: GroupOptions): (row: CustomerRow) => RowGroup | undefined {
  switch (sort.by) {
    case 'name': return (row) => ({ kind: 'letter', key: letterOf(filingName(row, options.nameOrder)) });
    case 'town': return (row) => ({ kind: 'town', key: row.town ?? '' });
    case 'nextDue': return (row) => ({ kind: 'due', key: dueGroup(row.nextDue, options) });
    case 'lastPurchase': return (row) => ({ kind: 'past', key: pastGroup(row.bought?.last, options) });
    case 'bought': return () => undefined;
    case 'lastContact': return byStamp((row) => row.lastContact, options);
    case 'created': return byStamp((row) => row.createdAt, options);
    case 'edited': return byStamp((row) => row.editedAt ?? row.createdAt, options);
  }
}

/** Limits as stamps, made once: asking the zone for every row takes 250 ms at 50,000. */
function byStamp(read: (row: CustomerRow) => string | undefined, { today, weekStart = 1, timeZone = 'UTC' }: GroupOptions): (row: CustomerRow) => RowGroup {
  const limits = pastLimits(today, weekStart).map(([key, from]) => [key, startOfDay(from, timeZone)] as const);
  return (row) => {
    const stamp = read(row);
    return { kind: 'past', key: stamp === undefined ? 'never' : (limits.find(([, from]) => stamp >= from)?.[0] ?? 'older') };
  };
}

/** First days of the past groups, the newest first. */
function pastLimits(today: IsoDay, weekStart: number): readonly (readonly [PastGroup, IsoDay])[] {
  const year = Number(today.slice(0, 4));
  return [['today', today], ['thisWeek', startOfWeek(today, weekStart)], ['thisMonth', isoDay(year, Number(today.slice(5, 7)), 1)], ['thisYear', isoDay(year, 1, 1)], ['lastYear', isoDay(year - 1, 1, 1)]];
}

export function letterOf(name: string): string {
  const first = fold(name).match(/[\p{L}\p{N}]/u)?.[0];
  if (first === undefined) return name.trim() === '' ? '' : '#';
  return /\p{N}/u.test(first) ? '#' : first.toUpperCase();
}

export function dueGroup(due: IsoDay | undefined, { today, weekStart = 1 }: Pick<GroupOptions, 'today' | 'weekStart'>): DueGroup {
  if (!due) return 'none';
  if (due < today) return 'late';
  if (due === today) return 'today';
  const nextWeek = addDays(startOfWeek(today, weekStart), 7);
  if (due < nextWeek) return 'thisWeek';
  return due < addDays(nextWeek, 7) ? 'nextWeek' : 'later';
}

export function pastGroup(day: IsoDay | undefined, { today, weekStart = 1 }: Pick<GroupOptions, 'today' | 'weekStart'>): PastGroup {
  if (!day) return 'never';
  return pastLimits(today, weekStart).find(([, from]) => day >= from)?.[0] ?? 'older';
}
