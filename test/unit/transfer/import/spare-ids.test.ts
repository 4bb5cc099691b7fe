import { expect, test } from 'vitest';
import { MATCH_ORDER, MatchIndex } from '../../../../src/transfer/import/match';
import { ImportPlanner } from '../../../../src/transfer/import/planner';
import type { ImportRecord, StoredCustomer } from '../../../../src/transfer/import/plan-types';

const settings = { importId: 'import-1', file: 'till.csv', at: '2026-03-01T10:00:00.000Z', by: 'Anna', device: 'tablet', order: MATCH_ORDER, rules: new Map(), createMissing: true, source: 'till', nameForNumber: (number: string) => `Customer ${number}`, decisions: new Map() };
const sale = (row: number): ImportRecord => ({ row, fields: { 'name/given': 'Rosa', customerNumber: 'K1', 'email/e': { value: 'rosa@example.com' } }, purchase: { day: '2025-02-02', amount: { minor: 100, currency: 'EUR' } }, issues: [] });

test('equal sales in two batches stay two when their customer was stored under a spare id between them', async () => {
  const index = new MatchIndex();
  const planner = new ImportPlanner(index, settings);
  const [created] = await planner.planBatch([sale(1)], async () => new Map());
  planner.move(created!.id, 'spare');
  const stored: StoredCustomer = { fields: (created as StoredCustomer).fields, entries: (created as StoredCustomer).entries, note: '' };
  const [updated] = await planner.planBatch([sale(2)], async (ids) => new Map(ids.map((id) => [id, stored])));
  expect(updated).toMatchObject({ kind: 'update', id: 'spare' });
  expect(Object.keys({ ...stored.entries, ...updated!.entries })).toHaveLength(2);
  expect(planner.counts()).toMatchObject({ new: 1, updated: 0, purchasesAdded: 2, rejected: 0 });
  expect(index.has(created!.id)).toBe(false);
});

test('a new customer who could not be stored is taken out of the counts, and what else is said of them is rejected', async () => {
  const planner = new ImportPlanner(new MatchIndex(), settings);
  const [created] = await planner.planBatch([sale(1), sale(2)], async () => new Map());
  planner.withdraw(created!);
  expect(await planner.planBatch([sale(3)], async () => new Map())).toEqual([]);
  expect(planner.counts()).toMatchObject({ new: 0, purchasesAdded: 0, added: [{ currency: 'EUR', minor: 0 }], rejected: 2 });
});
