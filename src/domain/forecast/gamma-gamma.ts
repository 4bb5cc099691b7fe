/**
 * Gamma-Gamma: what a customer spends on average, drawn towards what all spend the less is known of them.
 * P. S. Fader and B. G. S. Hardie, The Gamma-Gamma Model of Monetary Value, 2013 (brucehardie.com/notes/025). A purchase is gamma
 * (p, nu), nu differs between customers as gamma (q, gamma). It takes for granted that spend and frequency have nothing to do with one another.
 */
import { minimize } from '../../lib/minimize';
import { err, ok } from '../../lib/result';
import type { Result } from '../../lib/result';
import { digamma, logGamma } from '../../lib/special-functions';
import type { Histories } from './histories';

/** `gamma` is in the unit of the spend that it was fitted to. */
export interface GammaGamma { readonly p: number; readonly q: number; readonly gamma: number }
export interface GammaGammaFit {
  readonly parameters: GammaGamma;
  readonly logLikelihood: number;
  /** Customers with a repeat purchase and a mean spend above 0: those it was fitted to. */
  readonly customers: number;
  /** Pearson's, between repeats and mean spend of these; beyond 0.3 either way the model's assumption is in doubt. */
  readonly correlation: number;
}

/** As in bg-nbd.ts; p and q grow large where spend hardly differs. */
const LOG_BOUND = 20;
const LOG_RUNAWAY = 15;

/** Maximum likelihood (equation 1a). 'not-identified' with fewer than two such customers, or where all spend the same. */
export function fitGammaGamma({ repeats, spend }: Pick<Histories, 'repeats' | 'spend'>): Result<GammaGammaFit, 'not-identified'> {
  const counts: number[] = [], means: number[] = [];
  for (let i = 0; i < repeats.length; i++) {
    if (repeats[i]! === 0 || !(spend[i]! > 0)) continue;
    counts.push(repeats[i]!);
    means.push(spend[i]!);
  }
  if (counts.length < 2) return err('not-identified');
  // Fitted around 1, so that cents and yen search the same ground; the likelihood is put back into the unit of the data at the end.
  const unit = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const scaled = means.map((mean) => mean / unit);
  const found = minimize(negativeMeanLogLikelihood(counts, scaled), [1, 1, 0.5]);
  if (!found.converged || found.at.some((parameter) => Math.abs(parameter) >= LOG_RUNAWAY)) return err('not-identified');
  const [p, q, gamma] = found.at.map(Math.exp) as [number, number, number];
  return ok({
    parameters: { p, q, gamma: gamma * unit }, logLikelihood: -counts.length * (found.value + Math.log(unit)),
    customers: counts.length, correlation: correlationOf(counts, means),
  });
}

/** Of the logarithms of p, q, gamma, with its gradient. */
function negativeMeanLogLikelihood(counts: readonly number[], means: readonly number[]) {
  return (at: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    for (const parameter of at) if (Math.abs(parameter) > LOG_BOUND) return Infinity;
    const [p, q, gamma] = [...at].map(Math.exp) as [number, number, number];
    const lnGamma = Math.log(gamma), gammaOfQ = logGamma(q), slopeOfQ = digamma(q);
    let total = 0, dP = 0, dQ = 0, dGamma = 0;
    for (let i = 0; i < counts.length; i++) {
      const x = counts[i]!, mean = means[i]!;
      const px = p * x, sum = gamma + x * mean, lnSum = Math.log(sum);
      total += logGamma(px + q) - logGamma(px) - gammaOfQ + q * lnGamma + (px - 1) * Math.log(mean) + px * Math.log(x) - (px + q) * lnSum;
      const slope = digamma(px + q);
      dP += x * (slope - digamma(px) + Math.log(mean) + Math.log(x) - lnSum);
      dQ += slope - slopeOfQ + lnGamma - lnSum;
      dGamma += q / gamma - (px + q) / sum;
    }
    gradient[0] = (-dP * p) / counts.length;
    gradient[1] = (-dQ * q) / counts.length;
    gradient[2] = (-dGamma * gamma) / counts.length;
    return -total / counts.length;
  };
}

function correlationOf(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mx = mean(xs), my = mean(ys);
  let xy = 0, xx = 0, yy = 0;
  xs.forEach((x, i) => {
    xy += (x - mx) * (ys[i]! - my);
    xx += (x - mx) ** 2;
    yy += (ys[i]! - my) ** 2;
  });
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

/**
 * The spend per purchase to expect of a customer with `repeats` repeat purchases of `spend` on average (equation 5), in the same unit.
 * `undefined` where the model has no mean (q <= 1 and nothing known).
 */
export function expectedSpend({ p, q, gamma }: GammaGamma, repeats: number, spend: number): number | undefined {
  const known = spend > 0 ? repeats : 0;
  const below = p * known + q - 1;
  return below > 0 ? (p * (gamma + known * spend)) / below : undefined;
}
