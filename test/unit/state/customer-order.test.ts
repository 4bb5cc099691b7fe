import { describe, expect, test } from 'vitest';
import { addDays, groupOf, groupsOf, sortKey } from '../../../src/state/customer-order';
import type { CustomerSort } from '../../../src/state/customer-order';
import type { CustomerRow } from '../../../src/domain/customer/row';

const TODAY = '2026-11-25'; // a Wednesday
const row = (id: string, more: Partial<CustomerRow> = {}): CustomerRow => ({ id, name: id, ...more });

function listed(rows: readonly CustomerRow[], sort: CustomerSort) {
  const byId = new Map(rows.map((r) => [r.id, r]));
  const ids = rows.map((r) => r.id).sort((a, b) => (sortKey(byId.get(a)!, sort) < sortKey(byId.get(b)!, sort) ? -1 : 1));
  return groupsOf(ids, (id) => groupOf(byId.get(id)!, sort, TODAY)).map(({ code, start, count }) => `${code} ${ids.slice(start, start + count).join(',')}`);
}

describe('customers in order', () => {
  test('by name: families together, accents with their letter, what starts with no letter first', () => {
    expect(listed([
      row('Óisín Brennan', { given: 'Óisín', family: 'Brennan' }), row('Änne Ärmel', { given: 'Änne', family: 'Ärmel' }), row('Anna Albers', { given: 'Anna', family: 'Albers' }),
      row('1st Choice', { kind: 'company' }), row('☕ Café', { kind: 'company' }), row('Zoë'),
    ], 'name')).toEqual(['letter:# 1st Choice,☕ Café', 'letter:A Anna Albers,Änne Ärmel', 'letter:B Óisín Brennan', 'letter:Z Zoë']);
  });

  test('by next contact: late, today, this week up to Sunday, next week, later, without', () => {
    expect(listed([
      row('none'), row('later', { nextDue: '2026-12-07' }), row('next', { nextDue: '2026-12-06' }), row('sunday', { nextDue: '2026-11-29' }), row('today', { nextDue: TODAY }), row('late', { nextDue: '2026-11-24' }),
    ], 'nextDue')).toEqual(['due:late late', 'due:today today', 'due:thisWeek sunday', 'due:nextWeek next', 'due:later later', 'due:none none']);
  });

  test('by silence: never spoken to comes first, then the longest ago', () => {
    const ago = (days: number) => `${addDays(TODAY, -days)}T12:00:00Z`;
    expect(listed([row('week', { lastContact: ago(6) }), row('summer', { lastContact: ago(100) }), row('never'), row('long', { lastContact: ago(900) }), row('month', { lastContact: ago(45) })], 'silent'))
      .toEqual(['silent:never never', 'silent:year long', 'silent:quarter summer', 'silent:month month', 'silent:recent week']);
  });

  test('by purchases: highest sum first, refunds below nothing, without purchases last', () => {
    const bought = (minor: number) => ({ bought: { count: 1, minor, currency: 'EUR', first: TODAY, last: TODAY } });
    expect(listed([row('none'), row('refund', bought(-500)), row('small', bought(900)), row('big', bought(1_200_000))], 'bought')).toEqual([' big,small,refund', 'bought:none none']);
  });
});
