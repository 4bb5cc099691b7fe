import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRowSorter } from '../../../src/domain/filter/sort';
import { CUSTOMER_SORTS, SORT_OF, groupsOf } from '../../../src/state/customer-order';
import { createOrderedIds } from '../../../src/state/ordered-ids';
import type { CustomerRow } from '../../../src/domain/customer/row';

const options = { today: '2026-11-25', nameOrder: 'family', timeZone: 'UTC' } as const;
const day = fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString());
const rows = fc.uniqueArray(fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }), name: fc.constantFrom('Ada', 'Ärmel', 'Brennan', 'costello', '1st', 'Zoë', ''),
  family: fc.option(fc.constantFrom('Óg', 'Murphy', 'mac'), { nil: undefined }), town: fc.option(fc.constantFrom('Cork', 'Kinsale', 'cork'), { nil: undefined }),
  nextDue: fc.option(day.map((stamp) => stamp.slice(0, 10)), { nil: undefined }), lastContact: fc.option(day, { nil: undefined }), createdAt: fc.option(day, { nil: undefined }),
}), { selector: ({ id }) => id, maxLength: 40 }).map((list) => list.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as CustomerRow));
const sorts = fc.constantFrom(...CUSTOMER_SORTS.filter((sort) => sort !== 'town'));

describe('customers in order', () => {
  test('headings cover every row once and stand in the list\'s order', () => {
    fc.assert(fc.property(rows, sorts, (list, sort) => {
      const byId = new Map(list.map((row) => [row.id, row]));
      const ids = createRowSorter(SORT_OF[sort], { locale: 'en', nameOrder: 'family' }).sort(list);
      const groups = groupsOf(ids, (id) => byId.get(id), sort, options);
      if (sort !== 'bought') expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(ids.length);
      groups.forEach(({ start, count }, i) => { if (i > 0) expect(groups[i - 1]!.start + groups[i - 1]!.count).toBe(start); else expect(count).toBeGreaterThan(0); });
      const codes = groups.map(({ group }) => `${group.kind}:${group.key}`);
      expect(new Set(codes).size).toBe(codes.length);
    }));
  });

  test('taking out and putting in again ends at the same list as sorting it anew', () => {
    fc.assert(fc.property(rows, rows, sorts, (before, after, sort) => {
      const byId = new Map(before.map((row) => [row.id, row]));
      const sorter = createRowSorter(SORT_OF[sort], { locale: 'de', nameOrder: 'family' });
      const list = createOrderedIds(sorter.sort(before), (id) => byId.get(id), sorter);
      for (const row of after) {
        list.remove(row.id);
        byId.set(row.id, row);
        list.insert(row);
      }
      expect(list.ids).toEqual(sorter.sort(byId.values()));
    }));
  });
});
