/** The seven tiers (Peppers and Rogers) and what a person may say against the rule (SPEC D5). Rules are in tier-rules.ts. */
import type { IsoDay } from '../values/day';
import { isIsoDay } from '../values/day';
import type { Json } from '../../lib/json';

export type Tier = 'mvc' | 'mgc' | 'migrator' | 'steady' | 'bz' | 'new' | 'prospect';
/** In the order of screens. */
export const TIERS: readonly Tier[] = ['mvc', 'mgc', 'migrator', 'steady', 'bz', 'new', 'prospect'];
export const isTier = (value: unknown): value is Tier => TIERS.some((tier) => tier === value);

export const TIER_OVERRIDE_KEY = 'tierOverride';
/** Somebody knows better, until a day: the rule stays visible beside it. */
export interface TierOverride { readonly tier: Tier; readonly reason: string; readonly by: string; readonly at: IsoDay; readonly until: IsoDay }
/** Months that an override holds unless said otherwise. */
export const OVERRIDE_MONTHS = 12;

export function parseTierOverride(value: Json | undefined): TierOverride | undefined {
  if (typeof value !== 'object' || value === null || !('tier' in value)) return undefined;
  const { tier, reason, by, at, until } = value;
  if (!isTier(tier) || typeof until !== 'string' || !isIsoDay(until)) return undefined;
  return { tier, until, reason: typeof reason === 'string' ? reason : '', by: typeof by === 'string' ? by : '', at: typeof at === 'string' && isIsoDay(at) ? at : until };
}

/** Through its last day. */
export const isInForce = (override: TierOverride | undefined, today: IsoDay): override is TierOverride => override !== undefined && override.until >= today;
