/**
 * Recency, frequency and monetary value as scores 1 to 5, 5 the best (A. M. Hughes, Strategic Database Marketing, 1994; SPEC D6).
 * Quintiles of the base where it is large enough, fixed thresholds below that: a fifth of 40 customers says nothing.
 */

/** R: days since the last purchase. F: days with a purchase in 24 months. M: contribution of 24 months, minor units. */
export interface RfmFacts { readonly recency: number; readonly frequency: number; readonly monetary: number }
export interface RfmScore { readonly r: number; readonly f: number; readonly m: number }
export type RfmSegment = 'champions' | 'atRisk' | 'hibernating' | 'new' | 'loyal' | 'promising' | 'others';

/** The highest value of each of the four lower fifths, ascending; for recency, where little is good, of the four better ones. */
export interface RfmEdges { readonly recency: readonly number[]; readonly frequency: readonly number[]; readonly monetary: readonly number[]; readonly kind: 'quintiles' | 'thresholds' }

/** SPEC D6: below this many active customers, or with less than six months of data. */
export const QUINTILE_MINIMUM = 500;
export const QUINTILE_DAYS = 182;
/** SPEC D6; the contribution's are the owner's. */
export const RFM_THRESHOLDS: Omit<RfmEdges, 'kind'> = { recency: [30, 90, 180, 365], frequency: [1, 2, 4, 8], monetary: [5_000, 20_000, 50_000, 150_000] };

/** `historyDays`: from the book's first purchase to today. */
export function rfmEdges(facts: readonly RfmFacts[], historyDays: number, thresholds: Omit<RfmEdges, 'kind'> = RFM_THRESHOLDS): RfmEdges {
  if (facts.length < QUINTILE_MINIMUM || historyDays < QUINTILE_DAYS) return { ...thresholds, kind: 'thresholds' };
  const edges = (of: (facts: RfmFacts) => number): number[] => quintileEdges(Float64Array.from(facts, of));
  return { recency: edges(({ recency }) => recency), frequency: edges(({ frequency }) => frequency), monetary: edges(({ monetary }) => monetary), kind: 'quintiles' };
}

/**
 * The last value of each of the first four fifths of the sorted column. Equal values always share a score, so that a fifth may be larger
 * or empty. Sorts `column` in place.
 */
export function quintileEdges(column: Float64Array): number[] {
  column.sort();
  return [1, 2, 3, 4].map((fifth) => column[Math.ceil((fifth * column.length) / 5) - 1]!);
}

const over = (value: number, edges: readonly number[]): number => edges.filter((edge) => value > edge).length;
const within = (value: number, edges: readonly number[]): number => edges.filter((edge) => value <= edge).length;

export function rfmScore({ recency, frequency, monetary }: RfmFacts, edges: RfmEdges): RfmScore {
  return { r: 1 + within(recency, edges.recency), f: 1 + over(frequency, edges.frequency), m: 1 + over(monetary, edges.monetary) };
}

/** SPEC D6, and between them names for the rest. */
export function rfmSegment({ r, f, m }: RfmScore): RfmSegment {
  if (r === 5 && ((f === 5 && m >= 4) || (f === 4 && m === 5))) return 'champions';
  if (r <= 2 && f >= 4 && m >= 4) return 'atRisk';
  if (r === 5 && f === 1) return 'new';
  if (r === 1 && f === 1 && m <= 2) return 'hibernating';
  if (r >= 3 && f >= 3) return 'loyal';
  return r >= 3 ? 'promising' : 'others';
}
