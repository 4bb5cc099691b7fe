import type { CustomerId } from '../customer/fields';
import type { Json } from '../../lib/json';
import type { IsoDay } from '../values/day';
import type { Tier } from './tier';
import { TIERS, isTier } from './tier';
import type { Evaluation, TierState } from './tier-rules';
import { customerKey, numberIn, record, splitKeys } from './tier-snapshot';

/** One month in figures, kept when the next snapshot takes its place (SPEC R2, R3). Sums in minor units of `currency`. */
export interface TierMonth {
  readonly month: string;
  readonly currency: string;
  readonly tiers: Readonly<Partial<Record<Tier, TierSums>>>;
  /** 'from>to' -> customers' keys, 8 letters each. */
  readonly moves: Readonly<Record<string, string>>;
}
/** `walletRev12`: what those bought whose wallet is known. */
export interface TierSums { readonly count: number; readonly actual: number; readonly rev12: number; readonly contribution12: number; readonly wallet: number; readonly walletRev12: number; readonly wallets: number }

/** `earlier`: what an evaluation of the same month has kept; who moved twice in a month has moved once. */
export function monthToJson({ customers, states }: Evaluation, about: { readonly day: IsoDay; readonly currency: string }, previous: (id: CustomerId) => TierState | undefined, earlier?: TierMonth): Json {
  const startOf = startingTiers(earlier);
  const tiers: Partial<Record<Tier, TierSums>> = {};
  const moves: Record<string, string[]> = {};
  for (const { id, value } of customers) {
    const tier = states.get(id)?.tier;
    if (!tier) continue;
    const sums = tiers[tier] ?? NOTHING, wallet = value.share?.wallet.minor ?? 0;
    tiers[tier] = {
      count: sums.count + 1, actual: sums.actual + (value.actual ?? 0), rev12: sums.rev12 + value.rev12, contribution12: sums.contribution12 + value.contribution12,
      wallet: sums.wallet + wallet, walletRev12: sums.walletRev12 + (value.share ? value.rev12 : 0), wallets: sums.wallets + (value.share ? 1 : 0),
    };
    const key = customerKey(id);
    const before = startOf.get(key) ?? previous(id)?.tier;
    if (before && before !== tier) (moves[`${before}>${tier}`] ??= []).push(key);
  }
  return JSON.parse(JSON.stringify({ month: about.day.slice(0, 7), currency: about.currency, tiers, moves: Object.fromEntries(Object.entries(moves).map(([move, keys]) => [move, keys.sort().join('')])) })) as Json;
}

/** By key, where those who moved in the month stood at its start. */
function startingTiers(month: TierMonth | undefined): ReadonlyMap<string, Tier> {
  return new Map(Object.entries(month?.moves ?? {}).flatMap(([move, keys]) => {
    const from = move.split('>')[0];
    return isTier(from) ? splitKeys(keys).map((key) => [key, from] as const) : [];
  }));
}

const NOTHING: TierSums = { count: 0, actual: 0, rev12: 0, contribution12: 0, wallet: 0, walletRev12: 0, wallets: 0 };

export function parseMonth(value: Json | undefined): TierMonth | undefined {
  const { month, currency, tiers, moves } = record(value);
  if (typeof month !== 'string' || !/^\d{4}-\d\d$/.test(month) || typeof currency !== 'string') return undefined;
  const read: Partial<Record<Tier, TierSums>> = {};
  for (const tier of TIERS) {
    const sums = record(tiers)[tier];
    if (sums === undefined) continue;
    const of = (key: keyof TierSums): number => numberIn(sums, key) ?? 0;
    read[tier] = { count: of('count'), actual: of('actual'), rev12: of('rev12'), contribution12: of('contribution12'), wallet: of('wallet'), walletRev12: of('walletRev12'), wallets: of('wallets') };
  }
  return { month, currency, tiers: read, moves: Object.fromEntries(Object.entries(record(moves)).flatMap(([move, keys]) => (typeof keys === 'string' ? [[move, keys]] : []))) };
}
