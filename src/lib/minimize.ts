/**
 * Minimum of a smooth function by BFGS with a backtracking line search (Nocedal and Wright, Numerical Optimization, 2006, algorithms 6.1
 * and 3.1). For a handful of parameters: the approximation of the inverse Hessian is kept whole.
 */

/** Value at `at`; writes the gradient into `gradient`. NaN or Infinity says "not here", and the line search steps back. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  readonly iterations: number;
  /** False where the steps ran out or none led further down: `at` is then the best that was seen. */
  readonly converged: boolean;
}

export interface MinimizeOptions {
  /** Largest absolute component of the gradient that counts as flat. Default 1e-8. */
  readonly flat?: number;
  readonly maxIterations?: number;
  readonly onIteration?: (iteration: number, value: number) => void;
}

const SUFFICIENT_DECREASE = 1e-4;
const MAX_HALVINGS = 40;

export function minimize(objective: Objective, start: readonly number[], { flat = 1e-8, maxIterations = 200, onIteration }: MinimizeOptions = {}): Minimum {
  const n = start.length;
  let at = Float64Array.from(start);
  let gradient = new Float64Array(n);
  let value = objective(at, gradient);
  let inverse = identity(n);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(gradient) <= flat) return { at: [...at], value, iterations: iteration, converged: true };
    let direction = inverse.map((row) => -dot(row, gradient));
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      // Rounding has spoilt the approximation: begin anew, downhill.
      inverse = identity(n);
      direction = [...gradient].map((component) => -component);
      slope = dot(direction, gradient);
    }
    const step = lineSearch(objective, at, value, direction, slope);
    if (!step) return { at: [...at], value, iterations: iteration, converged: largest(gradient) <= Math.sqrt(flat) };
    update(inverse, step.at.map((x, i) => x - at[i]!), step.gradient.map((g, i) => g - gradient[i]!));
    ({ at, value, gradient } = step);
    onIteration?.(iteration + 1, value);
  }
  return { at: [...at], value, iterations: maxIterations, converged: false };
}

interface Step { readonly at: Float64Array<ArrayBuffer>; readonly value: number; readonly gradient: Float64Array<ArrayBuffer> }

function lineSearch(objective: Objective, from: Float64Array, value: number, direction: readonly number[], slope: number): Step | undefined {
  // A first step beyond 2 in any parameter is a leap in the dark: parameters here are logarithms.
  let length = Math.min(1, 2 / largest(direction));
  for (let halving = 0; halving < MAX_HALVINGS; halving++, length /= 2) {
    const at = Float64Array.from(from, (x, i) => x + length * direction[i]!);
    const gradient = new Float64Array(from.length);
    const next = objective(at, gradient);
    if (next <= value + SUFFICIENT_DECREASE * length * slope && next < value) return { at, value: next, gradient };
  }
  return undefined;
}

/** The BFGS update of the inverse Hessian, in place; left out where the curvature along the step is not positive. */
function update(inverse: number[][], step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change);
  if (!(curvature > 1e-14 * Math.sqrt(dot(step, step) * dot(change, change)))) return;
  const spread = inverse.map((row) => dot(row, change));
  const factor = (1 + dot(spread, change) / curvature) / curvature;
  for (let i = 0; i < step.length; i++) {
    for (let j = 0; j < step.length; j++) inverse[i]![j]! += factor * step[i]! * step[j]! - (spread[i]! * step[j]! + step[i]! * spread[j]!) / curvature;
  }
}

type Vector = ArrayLike<number>;
const identity = (n: number): number[][] => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_unused, j) => (i === j ? 1 : 0)));
const largest = (vector: Iterable<number>): number => { let most = 0; for (const x of vector) most = Math.max(most, Math.abs(x)); return most; };
function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
