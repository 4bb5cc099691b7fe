import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insertId, removeId, sortIds } from '../../../src/state/sorted-ids';

function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const keyed = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.string({ maxLength: 3 }), { maxKeys: 60 });
const sortedBy = (keys: ReadonlyMap<string, string>): string[] => [...keys.keys()].sort((a, b) => {
  const [x, y] = [keys.get(a)!, keys.get(b)!];
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : 1;
});

describe('sorted ids', () => {
  test('sorting in slices ends where one sort would', () => {
    const keys = new Map(Array.from({ length: 9_001 }, (_, i) => [`c${String(i)}`, String((i * 7_919) % 1_000)]));
    expect(finish(sortIds([...keys.keys()], keys))).toEqual(sortedBy(keys));
  });

  test('inserting and removing one by one ends at the same list as sorting it anew', () => {
    fc.assert(fc.property(keyed, keyed, (start, changes) => {
      const keys = new Map(Object.entries(start));
      const ids = finish(sortIds([...keys.keys()], keys));
      for (const [id, key] of Object.entries(changes)) {
        if (keys.has(id)) {
          expect(removeId(ids, id, keys)).toBe(true);
          keys.delete(id);
        }
        if (key === '') continue;
        keys.set(id, key);
        insertId(ids, id, keys);
      }
      expect(ids).toEqual(sortedBy(keys));
    }));
  });
});
