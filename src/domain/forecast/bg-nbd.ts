/**
 * BG/NBD: how often a customer will buy, and whether they are still a customer at all, from nothing but when they bought.
 * P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005) 275-284.
 * While alive a customer buys at a rate of their own (gamma: r, alpha); after each purchase they leave with a probability of
 * their own (beta: a, b). Time is in weeks; x, t_x and T are `repeats`, `recency` and `age` of histories.ts.
 */
import { minimize } from '../../lib/minimize';
import { err, ok } from '../../lib/result';
import type { Result } from '../../lib/result';
import type { Histories } from './histories';

export interface BgNbd { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number }
export interface BgNbdFit { readonly parameters: BgNbd; readonly logLikelihood: number; readonly iterations: number }

/** A customer as the model sees one; weeks. */
export interface History { readonly repeats: number; readonly recency: number; readonly age: number }

/** The search goes no further than e^±12; a parameter beyond e^±10 has run away, as the data do not say what it is (nobody leaves, all buy alike). */
const LOG_BOUND = 12;
const LOG_RUNAWAY = 10;

/**
 * Maximum likelihood over all customers. 'not-identified' where there are none, or the likelihood has no maximum within bounds.
 * `onIteration` after each step, some 30 in all.
 */
export function fitBgNbd(histories: Histories, onIteration?: (iteration: number) => void): Result<BgNbdFit, 'not-identified'> {
  const objective = negativeMeanLogLikelihood(histories);
  const found = minimize(objective, [0, Math.log(Math.max(1, meanOf(histories.age) / 4)), 0, 1], { onIteration: (iteration) => onIteration?.(iteration) });
  const [r, alpha, a, b] = found.at.map(Math.exp) as [number, number, number, number];
  if (!found.converged || !Number.isFinite(found.value) || found.at.some((parameter) => Math.abs(parameter) >= LOG_RUNAWAY)) return err('not-identified');
  return ok({ parameters: { r, alpha, a, b }, logLikelihood: -found.value * histories.repeats.length, iterations: found.iterations });
}

function meanOf(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value;
  return column.length > 0 ? sum / column.length : 0;
}

/**
 * Of the logarithms of r, alpha, a, b, with its gradient. x is whole, so that ln Γ(r + x) - ln Γ(r) is a sum of logarithms, tabulated once per
 * call; the two ways to have been silent since t_x are added as exp(A3) + exp(A4) under one logarithm, which cannot overflow
 * (Fader and Hardie, Implementing the BG/NBD Model in Excel, 2005).
 */
function negativeMeanLogLikelihood({ repeats, recency, age }: Histories) {
  const count = repeats.length;
  let most = 0;
  for (const x of repeats) most = Math.max(most, x);
  const sums = { r: new Float64Array(most + 1), b: new Float64Array(most + 1), ab: new Float64Array(most + 1) };
  const slopes = { r: new Float64Array(most + 1), b: new Float64Array(most + 1), ab: new Float64Array(most + 1) };
  const tabulate = (name: 'r' | 'b' | 'ab', base: number): void => {
    const sum = sums[name], slope = slopes[name];
    for (let x = 0; x < most; x++) {
      sum[x + 1] = sum[x]! + Math.log(base + x);
      slope[x + 1] = slope[x]! + 1 / (base + x);
    }
  };
  return (at: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    for (const parameter of at) if (Math.abs(parameter) > LOG_BOUND) return Infinity;
    const [r, alpha, a, b] = [...at].map(Math.exp) as [number, number, number, number];
    tabulate('r', r);
    tabulate('b', b);
    tabulate('ab', a + b);
    const lnAlpha = Math.log(alpha), lnA = Math.log(a);
    let total = 0, dR = 0, dAlpha = 0, dA = 0, dB = 0;
    for (let i = 0; i < count; i++) {
      const x = repeats[i]!;
      const lnEnd = Math.log(alpha + age[i]!);
      let alive = -(r + x) * lnEnd, weightAlive = 1, weightGone = 0, lnLast = 0;
      if (x > 0) {
        lnLast = Math.log(alpha + recency[i]!);
        const gone = lnA - Math.log(b + x - 1) - (r + x) * lnLast;
        const top = Math.max(alive, gone);
        const both = top + Math.log(Math.exp(alive - top) + Math.exp(gone - top));
        weightAlive = Math.exp(alive - both);
        weightGone = Math.exp(gone - both);
        alive = both;
      }
      total += sums.r[x]! + r * lnAlpha + sums.b[x]! - sums.ab[x]! + alive;
      dR += slopes.r[x]! + lnAlpha - weightAlive * lnEnd - weightGone * lnLast;
      dAlpha += r / alpha - (r + x) * (weightAlive / (alpha + age[i]!) + (x > 0 ? weightGone / (alpha + recency[i]!) : 0));
      dA += -slopes.ab[x]! + weightGone / a;
      dB += slopes.b[x]! - slopes.ab[x]! - (x > 0 ? weightGone / (b + x - 1) : 0);
    }
    gradient[0] = (-dR * r) / count;
    gradient[1] = (-dAlpha * alpha) / count;
    gradient[2] = (-dA * a) / count;
    gradient[3] = (-dB * b) / count;
    return -total / count;
  };
}

/** P(alive) at the end of `age`, 0 to 1; without a repeat 1, as the model lets a customer leave only after a repeat purchase. */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, { repeats: x, recency, age }: History): number {
  if (x === 0) return 1;
  return 1 / (1 + Math.exp(Math.log(a) - Math.log(b + x - 1) + (r + x) * (Math.log(alpha + age) - Math.log(alpha + recency))));
}

const MAX_TERMS = 20_000;

/**
 * Purchases expected in the `weeks` after `age`, the chance of having left included (equation 10). The published form divides by a - 1 and
 * multiplies with 2F1(r + x, b + x; a + b + x - 1; z); Euler's transformation turns that into a series which converges faster and
 * stays exact at a = 1 and at a + b + x = 1, where the published one divides by zero.
 */
export function expectedPurchases(model: BgNbd, history: History, weeks: number): number {
  if (weeks <= 0) return 0;
  const { r, alpha, a, b } = model;
  const { repeats: x, age } = history;
  const z = weeks / (alpha + age + weeks);
  const shift = a - 1, c = a + b + x - 1, top = a + b - 1 - r;
  let sum = 0;
  for (let n = 1, term = top * z; n <= MAX_TERMS && Math.abs(term) > 1e-15 * Math.max(1, Math.abs(sum)); n++) {
    sum += term;
    term *= ((top + n) * (shift + n) * z) / ((c + n) * (n + 1));
  }
  const exponent = shift * Math.log1p(-z);
  const growth = Math.abs(shift) < 1e-12 ? Math.log1p(-z) : Math.expm1(exponent) / shift;
  return Math.max(0, -c * growth - Math.exp(exponent) * sum) * probabilityAlive(model, history);
}

/** Purchases expected of a new customer in their first `weeks` after the first purchase (equation 9): the same with nothing known yet. */
export const expectedPurchasesOfNew = (model: BgNbd, weeks: number): number => expectedPurchases(model, { repeats: 0, recency: 0, age: 0 }, weeks);
