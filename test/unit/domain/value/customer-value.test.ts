import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { customerValue } from '../../../../src/domain/value/customer-value';
import { DEFAULT_VALUE_RULES, MOST_RETENTION, valueMultiple } from '../../../../src/domain/value/value-rules';
import { walletFromBand } from '../../../../src/domain/value/wallet';
import { TODAY, boughtFacts, contactFacts, daysAgo, walletOf } from '../../../support/values';

const rules = DEFAULT_VALUE_RULES;
const valueOf = (source: Parameters<typeof customerValue>[0], over: Partial<typeof rules> = {}) => customerValue(source, { ...rules, ...over }, TODAY);
/** 400 days a customer, € 1,000 in the last year. */
const regular = { bought: boughtFacts([[400, 50_000], [100, 60_000], [10, 40_000]]) };

test('the multiple is 2.67 for 80 % who stay and 10 % discount, and the sum of years approaches it', () => {
  expect(valueMultiple(rules)).toBeCloseTo(2.6667, 4);
  const five = [1, 2, 3, 4, 5].reduce((sum, year) => sum + (0.8 / 1.1) ** year, 0);
  expect(valueMultiple({ ...rules, years: 5 })).toBeCloseTo(five, 10);
  expect(valueMultiple({ ...rules, years: 200 })).toBeCloseTo(valueMultiple(rules), 6);
  expect(valueMultiple({ retentionPercent: 100, discountPercent: 0, years: 7 })).toBe(7);
  expect(valueMultiple({ retentionPercent: MOST_RETENTION, discountPercent: 0, years: 0 })).toBeCloseTo(99, 6);
});

describe('actual value', () => {
  it('is a year’s margin less what serving costs, times the multiple', () => {
    // € 1,000 × 30 % − 1.5 h × € 40 = € 240; × 2.67 = € 640.
    const value = valueOf({ ...regular, contacts: contactFacts([[20, 60], [60, 30], [500, 600]]) });
    expect(value).toMatchObject({ rev12: 100_000, margin12: 30_000, cost12: 6_000, contribution12: 24_000, annualised: 1, noValue: undefined });
    expect(value.actual).toBeCloseTo(64_000, 6);
    // The past is all that has come in, and apart from the value to come: € 1,500 × 30 % − 11.5 h × € 40.
    expect(value.past).toBeCloseTo(-1_000, 6);
  });
  it('counts exactly 365 days, with today and without the day a year ago', () => {
    expect(valueOf({ bought: boughtFacts([[365, 1_000], [364, 200], [0, 30]]) }).rev12).toBe(230);
  });
  it('takes the margin of the purchase before that of its category before the general one', () => {
    const over = { marginByCategory: { Wine: 50 } };
    expect(valueOf({ bought: boughtFacts([[10, 10_000], [400, 1]], { category: 'Wine' }) }, over).margin12).toBe(5_000);
    expect(valueOf({ bought: boughtFacts([[10, 10_000], [400, 1]], { category: 'Wine', marginPercent: 10 }) }, over).margin12).toBe(1_000);
    expect(valueOf({ bought: boughtFacts([[10, 10_000], [400, 1]], { category: 'Beer' }) }, over).margin12).toBe(3_000);
  });
  it.each([
    ['nothing was bought', {}, 'no-purchase'],
    ['all purchases lie ahead', { bought: boughtFacts([[-5, 10_000]]) }, 'no-purchase'],
    ['they were in another currency', { bought: boughtFacts([[100, 10_000]], { amount: { minor: 0, currency: 'CHF' } }) }, 'other-currency'],
    ['the first was less than 90 days ago', { bought: boughtFacts([[89, 10_000]]) }, 'too-early'],
  ])('is unknown where %s', (_why, source, noValue) => {
    expect(valueOf(source)).toMatchObject({ actual: undefined, unrealized: undefined, noValue });
  });
  it('of a history of half a year is stretched to a whole one', () => {
    const value = valueOf({ bought: boughtFacts([[182, 10_000]]) });
    expect(value.annualised).toBeCloseTo(2.005, 3);
    expect(value.actual).toBeCloseTo((3_000 * 365 * valueMultiple(rules)) / 182, 6);
  });
  it('may be below zero, when refunds or hours outweigh', () => {
    expect(valueOf({ bought: boughtFacts([[200, 10_000], [100, -30_000]]) }).actual).toBeLessThan(0);
    expect(valueOf({ ...regular, contacts: contactFacts([[10, 600]]) }).actual).toBeLessThan(0);
  });
});

describe('share of customer', () => {
  it('is unknown without a wallet, or with one in another currency', () => {
    expect(valueOf(regular).share).toBeUndefined();
    expect(valueOf({ ...regular, wallet: walletOf(200_000, { currency: 'CHF' }) }).share).toBeUndefined();
  });
  it('is what was bought of the wallet, at most all of it, and says when the wallet cannot be right', () => {
    expect(valueOf({ ...regular, wallet: walletOf(400_000) }).share).toMatchObject({ percent: 25, isTooSmall: false, isStale: false });
    expect(valueOf({ ...regular, wallet: walletOf(50_000) }).share).toMatchObject({ percent: 100, isTooSmall: true });
    expect(valueOf({ bought: boughtFacts([[300, 100], [10, -500]]), wallet: walletOf(1_000) }).share).toMatchObject({ percent: 0, isTooSmall: false });
  });
  it('is stale after 18 months', () => {
    const isStale = (at: string) => valueOf({ ...regular, wallet: walletOf(400_000, { at }) }).share?.isStale;
    expect([isStale('2024-12-30'), isStale('2024-12-29')]).toEqual([false, true]);
  });
  it('in words stands for a wallet', () => {
    expect([walletFromBand('all', 95_000), walletFromBand('most', 70_000), walletFromBand('half', 50_000), walletFromBand('bit', 20_000)]).toEqual([100_000, 100_000, 100_000, 100_000]);
    expect([walletFromBand('half', 0), walletFromBand('half', -100)]).toEqual([undefined, undefined]);
  });
});

describe('potential value', () => {
  it('is the attainable part of the wallet at the customer’s own margin', () => {
    // (€ 4,000 × 80 % × 30 %) × 2.67 = € 2,560
    const value = valueOf({ ...regular, wallet: walletOf(400_000) });
    expect(value.potential).toMatchObject({ from: 'wallet', marginPercent: 30 });
    expect(value.potential?.minor).toBeCloseTo(256_000, 6);
    expect(value.unrealized).toBeCloseTo(256_000 - 80_000, 6);
  });
  it('without a wallet is what the better of the customer’s like are worth, and nothing without such', () => {
    const peers = { minor: 99_000, count: 40, of: 'kind' as const };
    expect(customerValue(regular, rules, TODAY, peers)).toMatchObject({ potential: { minor: 99_000, from: 'peers', peers }, unrealized: 19_000 });
    expect(valueOf(regular)).toMatchObject({ potential: undefined, unrealized: undefined });
  });
  it('never leaves less than nothing to win', () => {
    expect(valueOf({ ...regular, wallet: walletOf(1_000) }).unrealized).toBe(0);
  });
});

test('whatever was bought, whenever: every figure is a number or unknown', () => {
  const purchases = fc.array(fc.tuple(fc.integer({ min: -800, max: 20_000 }), fc.integer({ min: -9e9, max: 9e9 })), { minLength: 1, maxLength: 12 });
  const calls = fc.array(fc.tuple(fc.integer({ min: -800, max: 9_000 }), fc.integer({ min: 0, max: 5_000 })), { maxLength: 6 });
  const settings = fc.record({
    marginPercent: fc.integer({ min: 0, max: 100 }), retentionPercent: fc.integer({ min: 0, max: MOST_RETENTION }), discountPercent: fc.integer({ min: 0, max: 100 }),
    years: fc.integer({ min: 0, max: 50 }), attainableSharePercent: fc.integer({ min: 0, max: 100 }), hourlyCostMinor: fc.integer({ min: 0, max: 1_000_000 }),
  });
  const wallet = fc.option(fc.integer({ min: 1, max: 9e9 }).map((minor) => walletOf(minor, { at: daysAgo(-40) })), { nil: undefined });
  fc.assert(fc.property(purchases, calls, settings, wallet, (bought, contacts, over, known) => {
    const value = valueOf({ bought: boughtFacts(bought), contacts: contactFacts(contacts), ...(known ? { wallet: known } : {}) }, over);
    const figures = [value.rev12, value.margin12, value.cost12, value.contribution12, value.annualised, value.multiple, value.past, value.contribution24, value.purchaseDays24, value.actual ?? 0, value.potential?.minor ?? 0, value.unrealized ?? 0, value.share?.percent ?? 0];
    for (const figure of figures) expect(figure).toSatisfy(Number.isFinite);
    expect(value.unrealized ?? 0).toBeGreaterThanOrEqual(0);
    expect(value.share?.percent ?? 50).toSatisfy((percent: number) => percent >= 0 && percent <= 100);
  }));
});
