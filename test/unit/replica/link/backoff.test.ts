import { describe, expect, it } from 'vitest';
import { judgeEnd, judgeFailure, restAfter, SPACING } from '../../../../src/replica/link/backoff';
import { createTarpit } from '../../../../src/replica/link/tarpit';

const rests = (kind: Parameters<typeof restAfter>[0], chance: number): number[] => [1, 2, 3, 4, 8, 40].map((times) => restAfter(kind, times, chance));

describe('how soon a device is dialed again', () => {
  it('who has refused waits five seconds at least, and up to a minute', () => {
    expect(rests('refused', 0)).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    expect(Math.max(...rests('refused', 1))).toBeLessThanOrEqual(72_000);
  });

  it('who could not be reached is tried soon, then more seldom', () => {
    expect(rests('failed', 0)[0]).toBeLessThan(SPACING);
    expect(rests('failed', 0.5)).toEqual([500, 1000, 2000, 4000, 30_000, 30_000]);
  });

  it('a link that was lost is made again at once, not in step with others', () => {
    expect(restAfter('lost', 9, 0)).toBe(0);
    expect(restAfter('lost', 9, 1)).toBeLessThan(SPACING);
  });

  it('what has gone wrong is judged by who is to blame', () => {
    expect(judgeFailure({ kind: 'unanswered' }).kind).toBe('unanswered');
    expect(judgeFailure({ kind: 'ended', end: { kind: 'lost' } }).kind).toBe('failed');
    expect(judgeFailure({ kind: 'ended', end: { kind: 'refused', reason: 'stranger' } })).toEqual({ kind: 'refused', reason: 'stranger' });
    expect(judgeFailure({ kind: 'other-version', theirs: 3 })).toEqual({ kind: 'refused', reason: 'other-version:3' });
    expect(judgeFailure({ kind: 'bad-signature', device: 'x' })).toEqual({ kind: 'refused', reason: 'bad-signature' });
    expect(judgeEnd({ kind: 'refused', reason: 'surplus' }).kind).toBe('surplus');
    expect(judgeEnd({ kind: 'malformed', detail: 'checksum' })).toEqual({ kind: 'refused', reason: 'malformed' });
  });
});

it('the allowance of strangers is one in five seconds, fewer the longer it goes on, and comes back with peace or with something good', () => {
  let time = 0;
  const tarpit = createTarpit(() => time);
  const waits: number[] = [];
  for (let i = 0; i < 6; i++) {
    expect(tarpit.wait()).toBe(0);
    tarpit.spend();
    waits.push(tarpit.wait());
    time += tarpit.wait();
  }
  expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  tarpit.forgive();
  tarpit.spend();
  expect(tarpit.wait()).toBe(5000);
  time += 2_000_000;
  tarpit.spend();
  expect(tarpit.wait()).toBe(5000);
});
