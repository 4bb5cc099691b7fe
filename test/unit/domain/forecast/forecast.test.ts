import { expect, test } from 'vitest';
import { forecast } from '../../../../src/domain/forecast/forecast';
import type { ForecastStep } from '../../../../src/domain/forecast/forecast';
import { historiesUntil } from '../../../../src/domain/forecast/histories';
import type { PurchaseDays } from '../../../../src/domain/forecast/histories';
import { dayNumber } from '../../../../src/domain/values/day';
import { must } from '../../../support/books';
import { cdnowSample } from '../../../support/cdnow';

const input = (customers: readonly PurchaseDays[], today = '1998-06-30') => ({ customers, today, marginRates: new Float64Array(customers.length).fill(0.3), discountPercent: 10 });
const day = dayNumber('2026-01-01');

test('of CDNOW, what came in the second half is what the first half let expect', () => {
  const { calibration, expectations, spend } = must(forecast(input(cdnowSample())));
  expect(calibration).toMatchObject({ until: '1997-10-01' });
  expect(calibration!.actual).toBe(1_877);
  // It expects an eighth too few, as the authors' figures 2 and 3 show for this sample.
  expect(calibration!.expected / calibration!.actual).toBeCloseTo(0.87, 2);
  // Per customer and half year; of those with few repeats there are enough for the mean to be steady.
  for (const { repeats, expected, actual } of calibration!.bins.slice(0, 4)) expect(Math.abs(expected - actual), `${repeats} repeats`).toBeLessThan(0.35);
  expect(calibration!.bins.reduce((sum, { customers }) => sum + customers, 0)).toBe(2_357);
  expect(expectations.indexes).toHaveLength(2_357);
  expect(spend?.customers).toBeGreaterThan(1_000);
  // Every figure of every customer is one.
  for (const column of [expectations.alive, expectations.purchases12, expectations.contribution12, expectations.lifetime]) expect(column.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  expect(expectations.lifetime.every((value, i) => value >= expectations.contribution12[i]! * 0.9)).toBe(true);
});

test('it says step by step how far it is', () => {
  const steps = new Set<ForecastStep>();
  must(forecast(input(cdnowSample()), (step, share) => {
    steps.add(step);
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }));
  expect([...steps]).toEqual(['counts', 'spend', 'customers', 'calibration']);
});

test.each<[string, readonly PurchaseDays[], object]>([
  ['nobody', [], { kind: 'few-repeaters', repeaters: 0 }],
  ['few who came again', Array.from({ length: 199 }, (_, i) => [day, 100, day + 1 + (i % 80), 100]), { kind: 'few-repeaters', repeaters: 199 }],
  ['many, but for three months only', Array.from({ length: 400 }, (_, i) => [day, 100, day + 1 + (i % 80), 100]), { kind: 'short-history', days: 90 }],
])('of %s no forecast is made, and it says why', (_name, customers, error) => {
  expect(forecast(input(customers, '2026-04-01'))).toEqual({ ok: false, error });
});

test('subscribers who pay every fourth week are no customers who come and go', () => {
  const customers = Array.from({ length: 400 }, () => Array.from({ length: 26 }, (_, n) => [day + n * 28, 1_000]).flat());
  expect(forecast(input(customers, '2027-12-15'))).toEqual({ ok: false, error: { kind: 'no-fit' } });
});

test('a history counts days, not receipts; what is dated later is not there yet', () => {
  const histories = historiesUntil([[day, 500, day + 7, 300, day + 14, 700, day + 400, 900], [day + 500, 100], []], '2026-02-05');
  expect([...histories.indexes]).toEqual([0]);
  expect([histories.repeats[0], histories.recency[0], histories.age[0], histories.spend[0]]).toEqual([2, 2, 5, 500]);
});
