import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../../src/replica/link/neighbours';
import { seeded } from '../../../support/seeded';

const idsOf = (count: number, seed: number): string[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => Buffer.from(random.bytes(16)).toString('base64url')).sort();
};

function reachedFrom(ids: readonly string[], linksOf: (id: string) => Iterable<string>): number {
  const reached = new Set(ids.slice(0, 1));
  for (const id of reached) for (const next of linksOf(id)) if (ids.includes(next)) reached.add(next);
  return reached.size;
}

describe('whom a device links to', () => {
  it('up to eight others: all of them', () => {
    for (let count = 1; count <= 9; count++) {
      const ids = idsOf(count, count);
      for (const id of ids) expect([...neighboursOf(id, ids)].sort()).toEqual(ids.filter((other) => other !== id));
    }
  });

  it.each([10, 11, 20, 35, 50, 200])('of %d devices: two to six, chosen alike at both ends, and all are connected', (count) => {
    const ids = idsOf(count, count);
    const links = new Map(ids.map((id) => [id, neighboursOf(id, ids)]));
    for (const [id, others] of links) {
      expect(others.size).toBeGreaterThanOrEqual(2);
      expect(others.size).toBeLessThanOrEqual(6);
      expect(others.has(id)).toBe(false);
      for (const other of others) expect(links.get(other)!.has(id)).toBe(true);
    }
    expect(reachedFrom(ids, (id) => links.get(id)!)).toBe(count);
  });

  it('one that comes changes little: at most two neighbours a ring', () => {
    const ids = idsOf(40, 7);
    const [newcomer, ...before] = ids;
    const changed = before.filter((id) => [...neighboursOf(id, ids)].sort().join() !== [...neighboursOf(id, before)].sort().join());
    expect(changed.length).toBeLessThanOrEqual(6);
    expect(changed.sort()).toEqual([...neighboursOf(newcomer!, ids)].sort());
  });

  it('a fifth of fifty that go without a word leave the rest nearly always in one piece', () => {
    let whole = 0;
    for (let seed = 0; seed < 50; seed++) {
      const ids = idsOf(50, seed);
      const links = new Map(ids.map((id) => [id, neighboursOf(id, ids)]));
      const random = seeded(seed);
      const staying = ids.filter(() => random.next() > 0.2);
      if (reachedFrom(staying, (id) => links.get(id)!) === staying.length) whole += 1;
    }
    expect(whole).toBeGreaterThanOrEqual(48);
  });
});
