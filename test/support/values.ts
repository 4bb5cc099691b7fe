import type { CustomerRow } from '../../src/domain/customer/row';
import type { Interaction, Purchase } from '../../src/domain/entry/entry';
import { encodeBought, encodeContacts } from '../../src/domain/entry/series';
import { addDays } from '../../src/domain/values/day';
import type { TierSource } from '../../src/domain/value/tier-rules';

export const TODAY = '2026-06-30';
export const daysAgo = (days: number): string => addDays(TODAY, -days);

/** [days ago, minor units] of each purchase, in EUR unless said otherwise. */
export function boughtFacts(purchases: readonly (readonly [number, number])[], over: Partial<Purchase> = {}): NonNullable<CustomerRow['bought']> {
  const currency = over.amount?.currency ?? 'EUR';
  const entries = purchases.map(([days, minor], i): Purchase => ({ kind: 'purchase', id: String(i), at: '', by: 'till', day: daysAgo(days), ...over, amount: { minor, currency } }));
  const days = entries.map(({ day }) => day).sort();
  return { count: entries.length, minor: purchases.reduce((sum, [, minor]) => sum + minor, 0), currency, first: days[0]!, last: days.at(-1)!, series: encodeBought(entries) };
}

/** [days ago, minutes] of each call. */
export const contactFacts = (calls: readonly (readonly [number, number])[]): NonNullable<CustomerRow['contacts']> =>
  encodeContacts(calls.map(([days, minutes], i): Interaction => ({ kind: 'interaction', id: String(i), at: `${daysAgo(days)}T10:00:00.000Z`, by: 'Nora', channel: 'call', direction: 'in', summary: '', minutes })));

export const walletOf = (minor: number, over: Partial<NonNullable<CustomerRow['wallet']>> = {}): NonNullable<CustomerRow['wallet']> =>
  ({ minor, currency: 'EUR', method: 'told', at: daysAgo(30), by: 'Nora', ...over });

/** What a test says of a customer; undefined: without it. */
export type SourceParts = { readonly [K in keyof TierSource]?: TierSource[K] | undefined };
export const source = (id: string, parts: SourceParts = {}): TierSource =>
  ({ id, ...(Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<TierSource>) });
