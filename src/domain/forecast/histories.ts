/**
 * What the forecast knows of each customer: when they bought, not what. Columns instead of records, so that 50,000 customers pass
 * to a worker without a copy. Time runs in weeks; the purchases of one day are one purchase.
 */
import { dayNumber } from '../values/day';
import type { IsoDay } from '../values/day';

/** One entry per customer in each column. */
export interface Histories {
  /** x: repeat purchases, that is days with a purchase after the first such day. */
  readonly repeats: Float64Array<ArrayBuffer>;
  /** t_x: weeks from the first purchase to the last; 0 without a repeat. */
  readonly recency: Float64Array<ArrayBuffer>;
  /** T: weeks from the first purchase to the end of what is looked at. */
  readonly age: Float64Array<ArrayBuffer>;
  /** Mean spend of a repeat purchase, in minor units; 0 without one. The first purchase is left out, as in Fader and Hardie (2013). */
  readonly spend: Float64Array<ArrayBuffer>;
}

/** The days on which one customer bought and what they paid on each: flat pairs [day number, minor units, ...] in order of days, each day once. */
export type PurchaseDays = readonly number[];

export const DAYS_PER_WEEK = 7;

/**
 * The histories as they were at the end of day `until`; `indexes` says whose each is. Customers who had not bought by then are left out.
 * A day whose purchases and refunds come to nothing, or less, was still a visit: it counts in `repeats`, and its sum in the mean.
 */
export function historiesUntil(customers: readonly PurchaseDays[], until: IsoDay): Histories & { readonly indexes: Int32Array<ArrayBuffer> } {
  const end = dayNumber(until);
  const indexes: number[] = [];
  for (let i = 0; i < customers.length; i++) {
    const first = customers[i]![0];
    if (first !== undefined && first <= end) indexes.push(i);
  }
  const column = (): Float64Array<ArrayBuffer> => new Float64Array(indexes.length);
  const histories = { repeats: column(), recency: column(), age: column(), spend: column(), indexes: Int32Array.from(indexes) };
  indexes.forEach((index, at) => {
    const days = customers[index]!;
    const first = days[0]!;
    let count = 0, sum = 0, last = first;
    for (let i = 2; i < days.length && days[i]! <= end; i += 2) {
      last = days[i]!;
      count += 1;
      sum += days[i + 1]!;
    }
    histories.repeats[at] = count;
    histories.recency[at] = (last - first) / DAYS_PER_WEEK;
    histories.age[at] = (end - first) / DAYS_PER_WEEK;
    histories.spend[at] = count > 0 ? sum / count : 0;
  });
  return histories;
}
