/** Against the numbers that the authors of the models have published for the 1/10 sample of CDNOW. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedPurchases, expectedPurchasesOfNew, fitBgNbd, probabilityAlive } from '../../../../src/domain/forecast/bg-nbd';
import type { BgNbd, History } from '../../../../src/domain/forecast/bg-nbd';
import { expectedSpend, fitGammaGamma } from '../../../../src/domain/forecast/gamma-gamma';
import { historiesUntil } from '../../../../src/domain/forecast/histories';
import { must } from '../../../support/books';
import { cdnowSample } from '../../../support/cdnow';

const PUBLISHED: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const histories = historiesUntil(cdnowSample(), '1997-09-30');

describe('BG/NBD', () => {
  test('the estimates of Fader, Hardie and Lee (2005) are reproduced', () => {
    const { parameters, logLikelihood } = must(fitBgNbd(histories));
    for (const name of ['r', 'alpha', 'a', 'b'] as const) expect(parameters[name].toFixed(3), name).toBe(PUBLISHED[name].toFixed(3));
    expect(Math.abs(logLikelihood - -9582.4)).toBeLessThan(0.1);
  });

  test('the worked example of the authors: two repeats, the last in week 30.43 of 38.86, makes 1.226 purchases in 39 weeks', () => {
    const history = { repeats: 2, recency: 30.43, age: 38.86 };
    expect(expectedPurchases(PUBLISHED, history, 39)).toBeCloseTo(1.226, 3);
    expect(probabilityAlive(PUBLISHED, history)).toBeCloseTo(0.7266, 3);
  });

  test('the conditional expectation is the published one with its hypergeometric function', () => {
    fc.assert(fc.property(aModel(), aHistory(), fc.double({ min: 0.1, max: 60, noNaN: true }), (model, history, weeks) => {
      fc.pre(Math.abs(model.a - 1) > 0.05 && model.a + model.b + history.repeats > 1.05);
      const z = weeks / (model.alpha + history.age + weeks);
      fc.pre(z < 0.8);
      expect(expectedPurchases(model, history, weeks)).toBeCloseTo(published(model, history, weeks), 6);
    }));
  });

  test('where the published form divides by zero, at a = 1, the expectation goes on smoothly', () => {
    const history = { repeats: 3, recency: 20, age: 30 };
    const at = (a: number): number => expectedPurchases({ r: 0.5, alpha: 5, a, b: 2 }, history, 40);
    expect(at(1)).toBeCloseTo((at(1 - 1e-6) + at(1 + 1e-6)) / 2, 6);
    expect(expectedPurchases({ r: 0.5, alpha: 5, a: 0.4, b: 0.6 }, { repeats: 0, recency: 0, age: 10 }, 20)).toBeGreaterThan(0);
  });

  test('whatever the customer, chances are chances and expectations are counts that grow with time', () => {
    fc.assert(fc.property(aModel(), aHistory(), fc.double({ min: 0, max: 520, noNaN: true }), (model, history, weeks) => {
      const alive = probabilityAlive(model, history);
      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
      const soon = expectedPurchases(model, history, weeks), later = expectedPurchases(model, history, weeks + 1);
      expect(Number.isFinite(later)).toBe(true);
      expect(later).toBeGreaterThanOrEqual(soon - 1e-9);
    }));
  });

  test('a new customer buys as the population does', () => {
    // 1.44 repeat purchases in the first year: the area under the published curve (figure 2).
    expect(expectedPurchasesOfNew(PUBLISHED, 52)).toBeCloseTo(1.444, 2);
  });

  test('where nobody ever buys again the data do not say how often people buy', () => {
    const none = new Float64Array(50);
    expect(fitBgNbd({ repeats: none, recency: none, age: none.map(() => 30), spend: none })).toEqual({ ok: false, error: 'not-identified' });
    expect(fitBgNbd({ repeats: new Float64Array(0), recency: none, age: none, spend: none })).toEqual({ ok: false, error: 'not-identified' });
  });
});

describe('Gamma-Gamma', () => {
  test('the estimates of Fader and Hardie (2013) are reproduced, in dollars and in cents', () => {
    const { parameters, customers, correlation } = must(fitGammaGamma(histories));
    expect(customers).toBe(946);
    expect([parameters.p.toFixed(2), parameters.q.toFixed(2), (parameters.gamma / 100).toFixed(2)]).toEqual(['6.25', '3.74', '15.44']);
    expect(correlation).toBeCloseTo(0.11, 2);
  });

  test('the less is known of a customer, the more the expected spend is that of all', () => {
    const model = { p: 6.25, q: 3.74, gamma: 15.44 };
    const all = (model.p * model.gamma) / (model.q - 1);
    expect(expectedSpend(model, 0, 0)).toBeCloseTo(all, 10);
    const once = expectedSpend(model, 1, 80)!, often = expectedSpend(model, 20, 80)!;
    expect(all).toBeLessThan(once);
    expect(once).toBeLessThan(often);
    expect(often).toBeLessThan(80);
  });

  test('without spread, or without customers, there is no model; without a mean no figure', () => {
    expect(fitGammaGamma({ repeats: Float64Array.of(2, 3, 4), spend: Float64Array.of(0, -4, 0) })).toEqual({ ok: false, error: 'not-identified' });
    expect(fitGammaGamma({ repeats: Float64Array.of(2, 3, 4, 5), spend: Float64Array.of(10, 10, 10, 10) })).toEqual({ ok: false, error: 'not-identified' });
    expect(expectedSpend({ p: 2, q: 0.5, gamma: 10 }, 0, 0)).toBeUndefined();
  });
});

/** Equation 10 as printed; the series of 2F1 by its terms. */
function published({ r, alpha, a, b }: BgNbd, { repeats: x, recency, age }: History, weeks: number): number {
  const z = weeks / (alpha + age + weeks);
  let sum = 1;
  for (let n = 0, term = 1; n < 5_000; n++) {
    term *= ((r + x + n) * (b + x + n) * z) / ((a + b + x - 1 + n) * (n + 1));
    sum += term;
  }
  const top = ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + age) / (alpha + age + weeks)) ** (r + x) * sum);
  return top / (1 + (x > 0 ? (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x) : 0));
}

function aModel(): fc.Arbitrary<BgNbd> {
  const parameter = (max: number): fc.Arbitrary<number> => fc.double({ min: 0.05, max, noNaN: true });
  return fc.record({ r: parameter(5), alpha: parameter(30), a: parameter(5), b: parameter(8) });
}

function aHistory(): fc.Arbitrary<History> {
  return fc.tuple(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 120, noNaN: true }))
    .map(([repeats, when, age]) => ({ repeats, age, recency: repeats === 0 ? 0 : when * age }));
}
