import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNELS } from '../../../../src/domain/entry/entry';
import type { Interaction, Purchase } from '../../../../src/domain/entry/entry';
import { decodeBought, decodeContacts } from '../../../../src/domain/entry/read-series';
import { encodeBought, encodeContacts } from '../../../../src/domain/entry/series';
import { dayNumber } from '../../../../src/domain/values/day';

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const purchase = fc.record({
  kind: fc.constant('purchase' as const), id: fc.uuid(), at: fc.constant('2026-01-01T00:00:00.000Z'), by: fc.constant('till'), day,
  amount: fc.record({ minor: fc.integer({ min: -1_000_000, max: 1_000_000 }), currency: fc.constant('EUR') }),
  category: fc.option(fc.constantFrom('Wine', 'Gifts; cards', 'a,b'), { nil: undefined }), marginPercent: fc.option(fc.constantFrom(0, 12.5, 100), { nil: undefined }),
});

test('no purchase is lost between a row and back, in whatever order they came', () => {
  fc.assert(fc.property(fc.array(purchase), (purchases) => {
    const items = decodeBought(encodeBought(purchases));
    expect(items.reduce((sum, { minor }) => sum + minor, 0)).toBe(purchases.reduce((sum, { amount }) => sum + amount.minor, 0));
    expect(items.map((item) => item.day)).toEqual(items.map((item) => item.day).sort((a, b) => a - b));
    expect(new Set(items.map((item) => item.day))).toEqual(new Set(purchases.map((entry) => dayNumber(entry.day))));
    expect(encodeBought([...purchases].reverse()).items.length).toBe(encodeBought(purchases).items.length);
  }));
});

test('purchases of one day are one, but never across margins', () => {
  const sold = (minor: number, over: Partial<Purchase>): Purchase => ({ kind: 'purchase', id: String(minor), at: '', by: '', day: '2026-03-01', amount: { minor, currency: 'EUR' }, ...over });
  expect(decodeBought(encodeBought([sold(100, {}), sold(50, {}), sold(7, { category: 'Gifts; cards' }), sold(3, { marginPercent: 12.5, category: 'Gifts; cards' }), sold(9, { day: 'tomorrow' })]))).toEqual([
    { day: dayNumber('2026-03-01'), minor: 150 }, { day: dayNumber('2026-03-01'), minor: 3, marginPercent: 12.5 }, { day: dayNumber('2026-03-01'), minor: 7, category: 'Gifts; cards' },
  ]);
});

test('contacts keep day, channel, direction, minutes, cost and who', () => {
  const contact = (over: Partial<Interaction>): Interaction => ({ kind: 'interaction', id: 'i', at: '2026-03-01T22:30:00.000Z', by: 'Nora, the boss', channel: 'call', direction: 'in', summary: '', ...over });
  const written = encodeContacts([contact({ channel: 'gift', direction: 'out', cost: { minor: 1_250, currency: 'CHF' }, by: 'Ben', at: '2026-04-01T08:00:00.000Z' }), contact({ minutes: 15 })]);
  expect(decodeContacts(written)).toEqual([
    { day: dayNumber('2026-03-01'), channel: 'call', direction: 'in', minutes: 15, cost: undefined, staff: 'Nora, the boss' },
    { day: dayNumber('2026-04-01'), channel: 'gift', direction: 'out', minutes: 0, cost: { minor: 1_250, currency: 'CHF' }, staff: 'Ben' },
  ]);
  for (const channel of CHANNELS) for (const direction of ['in', 'out'] as const) expect(decodeContacts(encodeContacts([contact({ channel, direction })]))).toMatchObject([{ channel, direction }]);
});

test.each(['', ';;;', 'x,y,z', '1', '20000,nine', '20000,99,5,,0'])('of %j only what can be read is', (items) => {
  expect(decodeBought({ items }).every((item) => Number.isFinite(item.minor))).toBe(true);
  expect(decodeContacts({ items, staff: [] })).toEqual([]);
});
