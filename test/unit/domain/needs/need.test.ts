import { expect, test } from 'vitest';
import { needsOf, parseNeedsGroup } from '../../../../src/domain/needs/need';
import { parseWallet } from '../../../../src/domain/value/wallet';

test('the first need comes first; of two first ones every device takes the same', () => {
  const item = (rank: string) => ({ rank, evidence: [] });
  expect(needsOf({ 'need/b': item('secondary'), 'need/c': item('primary'), 'need/a': item('secondary') })).toEqual(['c', 'a', 'b']);
  expect(needsOf({ 'need/z': item('primary'), 'need/y': item('primary'), 'need/x': null, 'need/w': item('someday') })).toEqual(['y', 'z']);
});

test.each([[null, undefined], [{ name: ' ' }, undefined], [{ name: 7 }, undefined], [{ name: 'Price first' }, { id: 'g', name: 'Price first', order: 0 }], [{ name: 'Done', meaning: 'Wants it done', order: 2 }, { id: 'g', name: 'Done', meaning: 'Wants it done', order: 2 }]])('a group %j is read as %j', (value, group) => {
  expect(parseNeedsGroup('g', value)).toEqual(group);
});

test('a wallet is only one with a sum, a currency and a day', () => {
  const wallet = { minor: 100, currency: 'EUR', method: 'told', at: '2026-01-01', by: 'Nora', band: 'half' };
  expect(parseWallet(wallet)).toEqual(wallet);
  for (const over of [{ minor: 0 }, { minor: -5 }, { minor: '5' }, { currency: 'euro' }, { at: 'then' }]) expect(parseWallet({ ...wallet, ...over })).toBeUndefined();
  expect(parseWallet({ ...wallet, method: 'guessed', band: 'some', by: 7 })).toEqual({ minor: 100, currency: 'EUR', method: 'estimated', at: '2026-01-01', by: '' });
});
