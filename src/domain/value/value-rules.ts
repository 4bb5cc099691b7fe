/** What the owner decides about counting value (SPEC D1-D4, D8). Percent as 0 to 100, money in minor units of `currency`. */

export interface ValueRules {
  /** Only amounts in this currency (ISO 4217) count. */
  readonly currency: string;
  readonly marginPercent: number;
  readonly marginByCategory: Readonly<Record<string, number>>;
  /** Of customers, how many are still customers a year later. */
  readonly retentionPercent: number;
  readonly discountPercent: number;
  /** 0: for ever, at the retention rate; else the years that are added up. */
  readonly years: number;
  readonly attainableSharePercent: number;
  /** Of one hour of our time. */
  readonly hourlyCostMinor: number;
}

/** In percent: without an end and without a discount, those who all stay would be worth more than any number. */
export const MOST_RETENTION = 99;

/** SPEC D1, D2, D4, D8. */
export const DEFAULT_VALUE_RULES: ValueRules = {
  currency: 'EUR', marginPercent: 30, marginByCategory: {}, retentionPercent: 80, discountPercent: 10, years: 0, attainableSharePercent: 80, hourlyCostMinor: 4_000,
};

/**
 * What a yearly contribution is multiplied by to give the value of the customer: r / (1 + d - r), 2.67 for 80 % and 10 % (S. Gupta and D. R. Lehmann,
 * Customers as Assets, Journal of Interactive Marketing 17, 2003, equation 3). With `years` the same series, broken off after so many.
 */
export function valueMultiple({ retentionPercent, discountPercent, years }: Pick<ValueRules, 'retentionPercent' | 'discountPercent' | 'years'>): number {
  const kept = retentionPercent / 100, discount = discountPercent / 100;
  const ratio = kept / (1 + discount);
  if (years <= 0) return kept / (1 + discount - kept);
  return ratio === 1 ? years : (ratio * (1 - ratio ** years)) / (1 - ratio);
}

/** By what tiers are drawn (SPEC D5; tier-rules.ts). */
export interface TierRules {
  readonly mvcPercent: number;
  readonly mgcPercent: number;
  readonly mgcShareBelow: number;
  readonly newDays: number;
  /** Below this many customers with a value a percentage says nothing: tiers are then given by hand alone. */
  readonly minimumCustomers: number;
  /** So far past a line one evaluation is enough. */
  readonly clearPercent: number;
}

export const DEFAULT_TIER_RULES: TierRules = { mvcPercent: 20, mgcPercent: 20, mgcShareBelow: 50, newDays: 90, minimumCustomers: 30, clearPercent: 10 };
