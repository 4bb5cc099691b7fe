/** The timeline of one customer: interactions and purchases together, newest first, by year; and what is still promised. */
import type { IsoDay } from '../values/day';
import { dayInZone } from '../values/zone';
import type { Money } from '../values/money';
import { sumMoney } from '../values/money';
import type { Channel, Commitment, Entry, Interaction, Purchase, TimelineEntry } from './entry';

/** 'purchase', 'contacts' (every interaction), a channel, or everything that holds a promise or next step. */
export type TimelineFilter = 'all' | 'purchase' | 'contacts' | 'promises' | Channel;
export interface TimelineYear { readonly year: string; readonly entries: readonly TimelineEntry[]; readonly bought: readonly Money[] }

/** A purchase's day is what was printed on the receipt; an interaction's follows from its moment and the zone. */
export const dayOfEntry = (entry: TimelineEntry, timeZone = 'UTC'): IsoDay => (entry.kind === 'purchase' ? entry.day : dayInZone(entry.at, timeZone));

/** Newest first; on one day what happened later stands first, and equal moments go by id, so that all devices agree. Changes and kinds of newer versions are left out. */
export function timelineOf(entries: Iterable<Entry>, options: { readonly filter?: TimelineFilter; readonly timeZone?: string } = {}): readonly TimelineEntry[] {
  const { filter = 'all', timeZone } = options;
  const keyed: { entry: TimelineEntry; day: IsoDay }[] = [];
  for (const entry of entries) if ((entry.kind === 'interaction' || entry.kind === 'purchase') && fits(entry, filter)) keyed.push({ entry, day: dayOfEntry(entry, timeZone) });
  return keyed.sort((a, b) => compare(b.day, a.day) || compare(b.entry.at, a.entry.at) || compare(b.entry.id, a.entry.id)).map(({ entry }) => entry);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function fits(entry: TimelineEntry, filter: TimelineFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'purchase') return entry.kind === 'purchase';
  if (entry.kind !== 'interaction') return false;
  if (filter === 'contacts') return true;
  return filter === 'promises' ? entry.promise !== undefined || entry.nextStep !== undefined : entry.channel === filter;
}

/** How many entries each filter would show; only those that show any. */
export function countByFilter(entries: Iterable<Entry>): ReadonlyMap<TimelineFilter, number> {
  const counts = new Map<TimelineFilter, number>();
  const add = (filter: TimelineFilter): void => void counts.set(filter, (counts.get(filter) ?? 0) + 1);
  for (const entry of entries) {
    if (entry.kind !== 'interaction' && entry.kind !== 'purchase') continue;
    add('all');
    add(entry.kind === 'purchase' ? 'purchase' : entry.channel);
    if (fits(entry, 'promises')) add('promises');
  }
  return counts;
}

/** Consecutive years of a sorted timeline, each with what was bought in it. */
export function groupByYear(timeline: readonly TimelineEntry[], timeZone = 'UTC'): readonly TimelineYear[] {
  const years: { year: string; entries: TimelineEntry[] }[] = [];
  for (const entry of timeline) {
    const year = dayOfEntry(entry, timeZone).slice(0, 4);
    const last = years.at(-1);
    if (last?.year === year) last.entries.push(entry);
    else years.push({ year, entries: [entry] });
  }
  return years.map(({ year, entries }) => ({ year, entries, bought: sumMoney(entries.filter((entry): entry is Purchase => entry.kind === 'purchase').map(({ amount }) => amount)) }));
}

export type CommitmentPart = 'promise' | 'nextStep';
export interface OpenCommitment { readonly entry: Interaction; readonly part: CommitmentPart; readonly commitment: Commitment }

/** Ours and theirs that are not done: dated ones first, the earliest on top, then those without a day. */
export function openCommitments(entries: Iterable<Entry>): readonly OpenCommitment[] {
  const open: OpenCommitment[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'interaction') continue;
    for (const part of ['promise', 'nextStep'] as const) {
      const commitment = entry[part];
      if (commitment && !commitment.doneAt) open.push({ entry, part, commitment });
    }
  }
  return open.sort((a, b) => compare(a.commitment.due ?? '9999', b.commitment.due ?? '9999') || compare(a.entry.id, b.entry.id));
}

/** The entry with a commitment done at a moment, or open again (`undefined`); the same entry where it holds none. */
export function withCommitmentDone(entry: Interaction, part: CommitmentPart, doneAt: string | undefined): Interaction {
  const commitment = entry[part];
  if (!commitment) return entry;
  const { doneAt: _was, ...rest } = commitment;
  return { ...entry, [part]: doneAt === undefined ? rest : { ...rest, doneAt } };
}

export const isLate = (commitment: Commitment, today: IsoDay): boolean => !commitment.doneAt && commitment.due !== undefined && commitment.due < today;
