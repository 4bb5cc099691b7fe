import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RFM_THRESHOLDS, quintileEdges, rfmEdges, rfmScore, rfmSegment } from '../../../../src/domain/value/rfm';
import type { RfmFacts } from '../../../../src/domain/value/rfm';

const facts = (recency: number, frequency: number, monetary: number): RfmFacts => ({ recency, frequency, monetary });

test('a thousand different customers fall into five equal fifths', () => {
  const base = Array.from({ length: 1_000 }, (_, i) => facts(i, 1_000 - i, (1_000 - i) * 100));
  const edges = rfmEdges(base, 400);
  expect(edges.kind).toBe('quintiles');
  const counts = (score: 'r' | 'f' | 'm') => [1, 2, 3, 4, 5].map((n) => base.filter((customer) => rfmScore(customer, edges)[score] === n).length);
  expect([counts('r'), counts('f'), counts('m')]).toEqual(Array.from({ length: 3 }, () => [200, 200, 200, 200, 200]));
  expect(rfmScore(base[0]!, edges)).toEqual({ r: 5, f: 5, m: 5 });
  expect(rfmScore(base[999]!, edges)).toEqual({ r: 1, f: 1, m: 1 });
});

test('ties share a score, and more never scores less', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 5, maxLength: 60 }), (values) => {
    const edges = quintileEdges(Float64Array.from(values));
    const scores = new Map<number, number>();
    for (const value of [...values].sort((a, b) => a - b)) {
      const { f } = rfmScore(facts(0, value, 0), { ...RFM_THRESHOLDS, frequency: edges, kind: 'quintiles' });
      expect(scores.get(value) ?? f).toBe(f);
      for (const [less, score] of scores) if (less < value) expect(score).toBeLessThanOrEqual(f);
      scores.set(value, f);
    }
  }));
});

test.each([[499, 400], [1_000, 181]])('%i customers over %i days are measured against fixed lines', (count, days) => {
  expect(rfmEdges(Array.from({ length: count }, (_, i) => facts(i, i, i)), days)).toEqual({ ...RFM_THRESHOLDS, kind: 'thresholds' });
});

test('the fixed lines: 30, 90, 180, 365 days; 1, 2, 4, 8 purchases', () => {
  const edges = { ...RFM_THRESHOLDS, kind: 'thresholds' as const };
  expect([30, 31, 90, 91, 180, 181, 365, 366].map((days) => rfmScore(facts(days, 0, 0), edges).r)).toEqual([5, 4, 4, 3, 3, 2, 2, 1]);
  expect([0, 1, 2, 3, 4, 5, 8, 9].map((count) => rfmScore(facts(0, count, 0), edges).f)).toEqual([1, 1, 2, 3, 3, 4, 4, 5]);
});

test.each([['555', 'champions'], ['554', 'champions'], ['545', 'champions'], ['544', 'loyal'], ['244', 'atRisk'], ['155', 'atRisk'], ['111', 'hibernating'], ['112', 'hibernating'], ['511', 'new'], ['411', 'promising'], ['113', 'others']])('%s is %s', (score, segment) => {
  const [r, f, m] = [...score].map(Number);
  expect(rfmSegment({ r: r!, f: f!, m: m! })).toBe(segment);
});
