/**
 * The forecast of a whole book: whether it can be made, the two models, what they expect of each customer, and how they did on a stretch
 * of the past that they had not seen (SPEC D2b). Slow (a second for 25,000 customers): for a worker.
 */
import { err, ok } from '../../lib/result';
import type { Result } from '../../lib/result';
import { addDays, dayNumber } from '../values/day';
import type { IsoDay } from '../values/day';
import { expectedPurchases, fitBgNbd, probabilityAlive } from './bg-nbd';
import type { BgNbd, BgNbdFit, History } from './bg-nbd';
import { expectedSpend, fitGammaGamma } from './gamma-gamma';
import type { GammaGammaFit } from './gamma-gamma';
import { DAYS_PER_WEEK, historiesUntil } from './histories';
import type { Histories, PurchaseDays } from './histories';

/** SPEC D2b. */
export const MINIMUM_REPEATERS = 200;
export const MINIMUM_DAYS = 182;

export type NoForecast =
  | { readonly kind: 'few-repeaters'; readonly repeaters: number }
  | { readonly kind: 'short-history'; readonly days: number }
  /** The likelihood has no maximum: purchases come like clockwork (a contract), or nobody ever stops. */
  | { readonly kind: 'no-fit' };

export interface ForecastInput {
  readonly customers: readonly PurchaseDays[];
  readonly today: IsoDay;
  /** Of each customer, what remains of the money, 0 to 1. */
  readonly marginRates: Float64Array<ArrayBuffer>;
  readonly discountPercent: number;
}

/** Columns: one entry per customer of `indexes`, in the input's numbering. Money in the input's minor units. */
export interface Expectations {
  readonly indexes: Int32Array<ArrayBuffer>;
  readonly alive: Float64Array<ArrayBuffer>;
  /** In the next 12 months. */
  readonly purchases12: Float64Array<ArrayBuffer>;
  /** NaN where nothing can be said of the spend. */
  readonly contribution12: Float64Array<ArrayBuffer>;
  /** Contribution of five years, discounted. */
  readonly lifetime: Float64Array<ArrayBuffer>;
}

export interface Forecast {
  readonly until: IsoDay;
  readonly counts: BgNbdFit;
  /** Absent where spend says nothing (all pay the same, nobody paid). */
  readonly spend: GammaGammaFit | undefined;
  readonly expectations: Expectations;
  readonly calibration: Calibration | undefined;
}

/** What the model, fitted up to `until`, expected of the days after it, and what came, by repeat purchases before. */
export interface Calibration { readonly until: IsoDay; readonly weeks: number; readonly bins: readonly CalibrationBin[]; readonly expected: number; readonly actual: number }
/** Means per customer. The last bin holds all with so many or more. */
export interface CalibrationBin { readonly repeats: number; readonly customers: number; readonly expected: number; readonly actual: number }
const LAST_BIN = 7;

export type ForecastStep = 'counts' | 'spend' | 'customers' | 'calibration';

export function forecast(input: ForecastInput, onStep: (step: ForecastStep, share: number) => void = () => undefined): Result<Forecast, NoForecast> {
  const { customers, today } = input;
  const days = daysCovered(customers, today);
  const histories = historiesUntil(customers, today);
  const repeaters = histories.repeats.filter((count) => count > 0).length;
  if (repeaters < MINIMUM_REPEATERS) return err({ kind: 'few-repeaters', repeaters });
  if (days < MINIMUM_DAYS) return err({ kind: 'short-history', days });
  onStep('counts', 0);
  const counts = fitBgNbd(histories, (iteration) => onStep('counts', Math.min(1, iteration / USUAL_ITERATIONS)));
  if (!counts.ok) return err({ kind: 'no-fit' });
  onStep('spend', 0);
  const spend = fitGammaGamma(histories);
  const spendFit = spend.ok ? spend.value : undefined;
  const expectations = expect(histories, counts.value.parameters, spendFit, input, (share) => onStep('customers', share));
  onStep('calibration', 0);
  return ok({ until: today, counts: counts.value, spend: spendFit, expectations, calibration: calibrate(customers, today, days) });
}
const USUAL_ITERATIONS = 30;

/** From the first purchase of all to today. */
function daysCovered(customers: readonly PurchaseDays[], today: IsoDay): number {
  const end = dayNumber(today);
  let first = end;
  for (const [day] of customers) if (day !== undefined && day < first) first = day;
  return end - first;
}

const WEEKS_PER_YEAR = 365.25 / DAYS_PER_WEEK;
const YEARS = 5;
const QUARTERS = 4;

function expect(histories: Histories & { readonly indexes: Int32Array<ArrayBuffer> }, model: BgNbd, spend: GammaGammaFit | undefined, { marginRates, discountPercent }: ForecastInput, onShare: (share: number) => void): Expectations {
  const count = histories.indexes.length;
  const column = (): Float64Array<ArrayBuffer> => new Float64Array(count);
  const found = { indexes: histories.indexes, alive: column(), purchases12: column(), contribution12: column(), lifetime: column() };
  for (let i = 0; i < count; i++) {
    const history: History = { repeats: histories.repeats[i]!, recency: histories.recency[i]!, age: histories.age[i]! };
    const perPurchase = spend && expectedSpend(spend.parameters, history.repeats, histories.spend[i]!);
    const contribution = perPurchase === undefined ? NaN : perPurchase * marginRates[histories.indexes[i]!]!;
    found.alive[i] = probabilityAlive(model, history);
    found.purchases12[i] = expectedPurchases(model, history, WEEKS_PER_YEAR);
    found.contribution12[i] = found.purchases12[i]! * contribution;
    found.lifetime[i] = discountedPurchases(model, history, discountPercent) * contribution;
    if (i % 1_000 === 0) onShare(i / count);
  }
  return found;
}

/** Purchases of five years, each quarter's discounted from its middle. */
function discountedPurchases(model: BgNbd, history: History, discountPercent: number): number {
  let sum = 0, before = 0;
  for (let quarter = 1; quarter <= YEARS * QUARTERS; quarter++) {
    const until = expectedPurchases(model, history, (quarter * WEEKS_PER_YEAR) / QUARTERS);
    sum += (until - before) / (1 + discountPercent / 100) ** ((quarter - 0.5) / QUARTERS);
    before = until;
  }
  return sum;
}

/** Fitted anew on the first half of the time, or on all but the last year where that is more; none where too few bought again by then. */
function calibrate(customers: readonly PurchaseDays[], today: IsoDay, days: number): Calibration | undefined {
  const held = Math.min(365, Math.floor(days / 2));
  const until = addDays(today, -held);
  const before = historiesUntil(customers, until);
  if (before.repeats.filter((count) => count > 0).length < MINIMUM_REPEATERS / 2) return undefined;
  const fit = fitBgNbd(before);
  if (!fit.ok) return undefined;
  const end = dayNumber(until), last = dayNumber(today), weeks = held / DAYS_PER_WEEK;
  const bins = Array.from({ length: LAST_BIN + 1 }, () => ({ customers: 0, expected: 0, actual: 0 }));
  before.indexes.forEach((index, i) => {
    const bin = bins[Math.min(LAST_BIN, before.repeats[i]!)]!;
    bin.customers += 1;
    bin.expected += expectedPurchases(fit.value.parameters, { repeats: before.repeats[i]!, recency: before.recency[i]!, age: before.age[i]! }, weeks);
    bin.actual += countBetween(customers[index]!, end, last);
  });
  const total = (of: 'expected' | 'actual'): number => bins.reduce((sum, bin) => sum + bin[of], 0);
  return {
    until, weeks, expected: total('expected'), actual: total('actual'),
    bins: bins.flatMap(({ customers: count, expected, actual }, repeats) => (count > 0 ? [{ repeats, customers: count, expected: expected / count, actual: actual / count }] : [])),
  };
}

function countBetween(days: PurchaseDays, after: number, until: number): number {
  let count = 0;
  for (let i = 0; i < days.length; i += 2) if (days[i]! > after && days[i]! <= until) count += 1;
  return count;
}
