/**
 * When a device may be dialed again. Who could not be reached is tried soon, then more seldom; who has refused, or was refused, waits five seconds at
 * least, growing; two dials are never closer than half a second. Chance keeps devices from trying in step.
 */
import type { AttemptFailure } from './attempt';
import type { LinkEnd } from './ports';

/** Between two dials of one device, in milliseconds. */
export const SPACING = 500;
const FAILED = { first: 500, most: 30_000 };
const REFUSED = { first: 5_000, most: 60_000 };
/** Refusal by a device that has enough links: nothing is wrong. */
export const SURPLUS = 'surplus';
const SURPLUS_MS = 30_000;
/** A link that has lasted this long was a good one: what went wrong before no longer counts. */
export const GOOD_LINK_MS = 30_000;

/** `refused`: `reason` says by whom and why, as it is shown. */
export type Verdict = { readonly kind: 'unanswered' | 'failed' | 'lost' | 'surplus' } | { readonly kind: 'refused'; readonly reason: string };

export function judgeFailure(failure: AttemptFailure): Verdict {
  switch (failure.kind) {
    case 'unanswered': return { kind: 'unanswered' };
    case 'unconnected':
    case 'timeout': return { kind: 'failed' };
    case 'other-version': return { kind: 'refused', reason: `other-version:${failure.theirs}` };
    case 'ended': return failure.end.kind === 'refused' || failure.end.kind === 'malformed' ? judgeEnd(failure.end) : { kind: 'failed' };
    default: return { kind: 'refused', reason: failure.kind };
  }
}

/** Of an open link. One that this side has closed by itself counts as refused: whoever closed it has found something wrong. */
export function judgeEnd(end: LinkEnd): Verdict {
  switch (end.kind) {
    case 'lost': return { kind: 'lost' };
    case 'closed': return { kind: 'refused', reason: 'closed' };
    case 'malformed': return { kind: 'refused', reason: 'malformed' };
    case 'refused': return end.reason === SURPLUS ? { kind: 'surplus' } : { kind: 'refused', reason: end.reason };
  }
}

/** Milliseconds of rest after the `times`-th of its kind in a row (from 1); `chance` from 0 to 1. */
export function restAfter(kind: Verdict['kind'], times: number, chance: number): number {
  const doubled = ({ first, most }: typeof FAILED): number => Math.min(most, first * 2 ** (times - 1));
  if (kind === 'refused') return doubled(REFUSED) * (1 + chance / 5);
  if (kind === 'surplus') return SURPLUS_MS;
  return kind === 'lost' ? chance * 50 : doubled(FAILED) * (0.5 + chance);
}
