/**
 * What a customer is worth, with everything that the figure is made of, so that a screen can say the arithmetic in words (SPEC D1-D4).
 *
 *   purchases x margin - cost to serve = contribution of 12 months -> x multiple = actual value
 *   wallet x attainable share x margin - cost                      -> x multiple = potential value
 *   potential - actual, never below 0                               = unrealized value
 *
 * All amounts are minor units of the rules' currency. What is not known is undefined, never 0.
 */
import type { CustomerRow } from '../customer/row';
import { decodeBought, decodeContacts } from '../entry/read-series';
import type { BoughtItem, ContactItem } from '../entry/read-series';
import { dayNumber } from '../values/day';
import type { IsoDay } from '../values/day';
import { isWalletStale } from './wallet';
import type { Wallet } from './wallet';
import type { ValueRules } from './value-rules';
import { valueMultiple } from './value-rules';

export type ValueSource = Pick<CustomerRow, 'bought' | 'contacts' | 'wallet'>;

/** Why there is no actual value. */
export type NoValue = 'no-purchase' | 'other-currency' | 'too-early';

export interface CustomerValue {
  /** Bought in the last 365 days. */
  readonly rev12: number;
  readonly margin12: number;
  /** Minutes at the hourly cost, and what gifts cost, of the last 365 days. */
  readonly cost12: number;
  readonly contribution12: number;
  /** 1, or what a history of 90 to 364 days is multiplied with to be a year. */
  readonly annualised: number;
  readonly multiple: number;
  /** contribution12 x annualised x multiple. */
  readonly actual: number | undefined;
  readonly noValue: NoValue | undefined;
  /** All contributions so far; never mixed with the value to come. */
  readonly past: number;
  readonly contribution24: number;
  /** Days with a purchase, in 24 months. */
  readonly purchaseDays24: number;
  readonly daysSincePurchase: number | undefined;
  /** First purchase to today. */
  readonly daysAsCustomer: number | undefined;
  readonly share: Share | undefined;
  readonly potential: Potential | undefined;
  readonly unrealized: number | undefined;
}

/** `percent` is capped at 100; `isTooSmall`: the wallet is less than what was bought, so one of both is wrong. */
export interface Share { readonly percent: number; readonly isTooSmall: boolean; readonly isStale: boolean; readonly wallet: Wallet }
/** From the wallet, or from what the better of the customer's like are worth. */
export type Potential = { readonly minor: number; readonly from: 'wallet'; readonly marginPercent: number } | { readonly minor: number; readonly from: 'peers'; readonly peers: Peers };
/** The 80th percentile of actual value of `count` customers of the same needs group or kind, or of everybody. */
export interface Peers { readonly minor: number; readonly count: number; readonly of: 'need' | 'kind' | 'all'; readonly need?: string | undefined }

/** SPEC D2. */
const TOO_EARLY_DAYS = 90;
const YEAR = 365;
const TWO_YEARS = 730;

/** `peers` count only where the wallet is unknown. */
export function customerValue(source: ValueSource, rules: ValueRules, today: IsoDay, peers?: Peers): CustomerValue {
  const now = dayNumber(today);
  const isCounted = source.bought?.currency === rules.currency;
  const bought = isCounted && source.bought?.series ? decodeBought(source.bought.series) : [];
  const contacts = source.contacts ? decodeContacts(source.contacts) : [];
  const { rev12, margin12, margin24, pastMargin, purchaseDays24 } = sumBought(bought, rules, now);
  const cost12 = costOf(contacts, rules, now - YEAR, now), cost24 = costOf(contacts, rules, now - TWO_YEARS, now);
  const first = bought[0]?.day, last = bought.findLast(({ day, minor }) => minor > 0 && day <= now)?.day;
  const daysAsCustomer = first === undefined || first > now ? undefined : now - first;
  const noValue = noValueOf(source, isCounted, daysAsCustomer);
  const contribution12 = margin12 - cost12;
  const annualised = daysAsCustomer !== undefined && daysAsCustomer < YEAR ? YEAR / Math.max(1, daysAsCustomer) : 1;
  const multiple = valueMultiple(rules);
  const actual = noValue ? undefined : contribution12 * annualised * multiple;
  const potential = potentialOf(source.wallet, { rev12, margin12, cost12, multiple }, rules, peers);
  return {
    rev12, margin12, cost12, contribution12, annualised, multiple, actual, noValue,
    past: pastMargin - costOf(contacts, rules, -Infinity, now), contribution24: margin24 - cost24, purchaseDays24,
    daysSincePurchase: last === undefined ? undefined : now - last, daysAsCustomer,
    share: shareOf(source.wallet, rev12, rules, today), potential,
    unrealized: potential === undefined || actual === undefined ? undefined : Math.max(0, potential.minor - actual),
  };
}

function noValueOf({ bought }: ValueSource, isCounted: boolean, daysAsCustomer: number | undefined): NoValue | undefined {
  if (!bought) return 'no-purchase';
  if (!isCounted) return 'other-currency';
  if (daysAsCustomer === undefined) return 'no-purchase';
  return daysAsCustomer < TOO_EARLY_DAYS ? 'too-early' : undefined;
}

/** In percent: of the purchase, else of its category, else of everything. */
export function marginOf({ marginPercent, category }: BoughtItem, rules: ValueRules): number {
  return marginPercent ?? (category === undefined ? undefined : rules.marginByCategory[category]) ?? rules.marginPercent;
}

/** A year is the 365 days up to and with today; what is dated later does not count yet. */
function sumBought(bought: readonly BoughtItem[], rules: ValueRules, now: number) {
  let rev12 = 0, margin12 = 0, margin24 = 0, pastMargin = 0;
  const days = new Map<number, number>();
  for (const item of bought) {
    if (item.day > now) break;
    const margin = (item.minor * marginOf(item, rules)) / 100;
    pastMargin += margin;
    if (item.day > now - TWO_YEARS) {
      margin24 += margin;
      days.set(item.day, (days.get(item.day) ?? 0) + item.minor);
    }
    if (item.day > now - YEAR) {
      rev12 += item.minor;
      margin12 += margin;
    }
  }
  return { rev12, margin12, margin24, pastMargin, purchaseDays24: [...days.values()].filter((minor) => minor > 0).length };
}

/** Minutes at the hourly cost, and gifts and the like that were paid in the rules' currency. */
export function costOf(contacts: readonly ContactItem[], rules: ValueRules, after: number, until: number): number {
  let minutes = 0, paid = 0;
  for (const { day, minutes: spent, cost } of contacts) {
    if (day <= after || day > until) continue;
    minutes += spent;
    if (cost?.currency === rules.currency) paid += cost.minor;
  }
  return (minutes * rules.hourlyCostMinor) / 60 + paid;
}

function shareOf(wallet: Wallet | undefined, rev12: number, rules: ValueRules, today: IsoDay): Share | undefined {
  if (!wallet || wallet.currency !== rules.currency) return undefined;
  const percent = (Math.max(0, rev12) * 100) / wallet.minor;
  return { percent: Math.min(100, percent), isTooSmall: percent > 100, isStale: isWalletStale(wallet, today), wallet };
}

function potentialOf(
  wallet: Wallet | undefined, { rev12, margin12, cost12, multiple }: { readonly rev12: number; readonly margin12: number; readonly cost12: number; readonly multiple: number },
  rules: ValueRules, peers: Peers | undefined,
): Potential | undefined {
  if (wallet?.currency === rules.currency) {
    const marginPercent = rev12 > 0 ? (margin12 * 100) / rev12 : rules.marginPercent;
    return { minor: ((wallet.minor * rules.attainableSharePercent * marginPercent) / 10_000 - cost12) * multiple, from: 'wallet', marginPercent };
  }
  return peers && { minor: peers.minor, from: 'peers', peers };
}
