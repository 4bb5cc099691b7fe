/**
 * Fields that two devices changed apart from one another, where a person has to look (SPEC S6). One value has won in the document;
 * the other one stands in the history, and both are shown until somebody says which is right. Read from the change entries, so that
 * every device finds the same without having been there when they met.
 */
import type { Change, Entry } from '../entry/entry';
import { isSameJson } from '../../lib/json';
import type { Json } from '../../lib/json';
import { historyByField } from './history';
import type { CustomerFields, FieldKey } from './fields';

export interface FieldConflict {
  readonly field: FieldKey;
  /** What the field holds. */
  readonly kept: Json;
  /** What it would hold, had the others won; newest first. */
  readonly lost: readonly Change[];
  /** The newest change of those that met; an answer is stamped later than it. */
  readonly latestAt: string;
}

/** Whoever changes what has stood for longer has seen it. */
const APART_MS = 7 * 86_400_000;

/** Bookkeeping, and what is a list of its own. */
const isAsked = (field: FieldKey): boolean => !/^(notSame|tag|external|extra)\//.test(field) && !['trashedAt', 'trashedBy', 'createdAt', 'sample'].includes(field);

export function conflictsOf(fields: CustomerFields, entries: Iterable<Entry>): readonly FieldConflict[] {
  const found: FieldConflict[] = [];
  for (const [field, changes] of historyByField(entries)) {
    if (changes.length < 2 || !isAsked(field)) continue;
    const met = metApart(changes);
    const kept = fields[field] ?? null;
    const lost = met.filter(({ after }) => !isSameJson(after, kept));
    if (lost.length > 0) found.push({ field, kept, lost, latestAt: met[0]!.at });
  }
  return found;
}

/**
 * The newest changes that all began with one value, made on different devices within a week, and nobody has looked at the field since:
 * newest first, none where there is but one.
 */
function metApart(newestFirst: readonly Change[]): readonly Change[] {
  const [newest] = newestFirst;
  if (!newest || newest.confirmed || newest.source.kind === 'import') return [];
  const met = [newest];
  for (const change of newestFirst.slice(1)) {
    // In between the field had this value again: whoever changed it then has seen what was before.
    if (isSameJson(change.after, newest.before) || change.confirmed) break;
    if (!isSameJson(change.before, newest.before) || Date.parse(newest.at) - Date.parse(change.at) > APART_MS) break;
    if (change.source.kind !== 'import' && met.every(({ device, after }) => device !== change.device && !isSameJson(after, change.after))) met.push(change);
  }
  return met.length > 1 ? met : [];
}
