/** Whose clock is off: what the clocks of the devices that are linked now say about each other. Nobody has the right time for certain, but most have. */
import { CLOCK_TOLERANCE_MS, type TeamDevice } from '../replica/team';

export type ClockFinding =
  /** Most others agree with each other and not with this device. `ahead`: of them, in ms; negative when it is behind. */
  | { readonly kind: 'own'; readonly ahead: number }
  /** Two devices alone: one of both is off. */
  | { readonly kind: 'either'; readonly device: string; readonly apart: number };

/** undefined: this device's clock is not to blame, as far as anybody can tell now. */
export function clockFinding(devices: readonly TeamDevice[]): ClockFinding | undefined {
  const others = devices.filter(({ isSelf, isLinked, removedAt }) => !isSelf && isLinked && removedAt === undefined);
  const ahead = others.map(({ clockAhead = 0 }) => clockAhead).sort((a, b) => a - b);
  const [only] = others;
  if (!only) return undefined;
  if (others.length === 1) return only.clockAhead === undefined ? undefined : { kind: 'either', device: only.name, apart: Math.abs(only.clockAhead) };
  const middle = ahead[Math.floor(ahead.length / 2)]!;
  const agreeing = ahead.filter((each) => Math.abs(each - middle) <= CLOCK_TOLERANCE_MS).length;
  return middle !== 0 && agreeing * 2 > others.length ? { kind: 'own', ahead: -middle } : undefined;
}
