import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { evaluateTiers, isRated } from '../../../../src/domain/value/tier-rules';
import type { TierSource, TierState } from '../../../../src/domain/value/tier-rules';
import type { Json } from '../../../../src/lib/json';
import { monthToJson, parseMonth } from '../../../../src/domain/value/tier-month';
import { customerKey, parseSnapshot, snapshotToJson } from '../../../../src/domain/value/tier-snapshot';
import { isInForce, parseTierOverride } from '../../../../src/domain/value/tier';
import { DEFAULT_TIER_RULES, DEFAULT_VALUE_RULES } from '../../../../src/domain/value/value-rules';
import type { SourceParts } from '../../../support/values';
import { TODAY, boughtFacts, contactFacts, source, walletOf } from '../../../support/values';

const evaluate = (sources: readonly TierSource[], previous: (id: string) => TierState | undefined = () => undefined, over: Partial<typeof DEFAULT_TIER_RULES> = {}) =>
  evaluateTiers(sources, DEFAULT_VALUE_RULES, { ...DEFAULT_TIER_RULES, ...over }, TODAY, previous);
/** A customer for two years, whose purchases of this year come to `minor`, in four of its months. */
const steady = (id: string, minor: number, over: SourceParts = {}): TierSource =>
  source(id, { bought: boughtFacts([[700, 1_000], [350, minor / 4], [300, minor / 4], [250, minor / 4], [200, minor / 4]]), wallet: walletOf(minor * 1.25), needs: ['price'], ...over });
/** A hundred: c001 buys for € 100, c100 for € 10,000. */
const hundred = (over: (index: number) => SourceParts = () => ({})) => Array.from({ length: 100 }, (_, i) => steady(`c${String(i + 1).padStart(3, '0')}`, (i + 1) * 10_000, over(i + 1)));
const counts = ({ states }: ReturnType<typeof evaluate>) => {
  const found: Record<string, number> = {};
  for (const { tier } of states.values()) found[tier] = (found[tier] ?? 0) + 1;
  return found;
};

describe('a book of a hundred', () => {
  it('has its best fifth as MVC', () => {
    const result = evaluate(hundred());
    expect(counts(result)).toEqual({ mvc: 20, steady: 80 });
    expect([result.states.get('c081')?.tier, result.states.get('c080')?.tier]).toEqual(['mvc', 'steady']);
  });
  it('has as MGC those of the rest who leave most to win, if they buy less than half from us', () => {
    // Two of them buy a tenth of what they need from us, one 60 % of very much.
    const result = evaluate(hundred((i) => (i === 30 || i === 31 ? { wallet: walletOf(i * 100_000) } : i === 60 ? { wallet: walletOf(1_000_000) } : {})));
    expect(counts(result)).toEqual({ mvc: 20, mgc: 2, steady: 78 });
    expect([result.states.get('c030')?.tier, result.states.get('c060')?.tier]).toEqual(['mgc', 'steady']);
  });
  it('calls Migrator whose wallet or needs are unknown, and who bought lately but rarely', () => {
    const rare = { bought: boughtFacts([[700, 1_000], [5, 20_000]]) };
    const result = evaluate(hundred((i) => (i === 1 ? { wallet: undefined } : i === 2 ? { needs: undefined } : i === 3 ? rare : {})));
    expect(counts(result)).toEqual({ mvc: 20, migrator: 3, steady: 77 });
  });
  it('calls below zero who cost more than they brought for two years, with nothing to win', () => {
    const costly = { bought: boughtFacts([[700, 1_000], [30, 1_000]]), contacts: contactFacts([[400, 300], [20, 300]]) };
    const result = evaluate(hundred((i) => (i <= 2 ? { ...costly, wallet: walletOf(i === 1 ? 1_200 : 90_000_00) } : {})));
    expect(result.states.get('c001')?.tier).toBe('bz');
    expect(result.states.get('c002')?.tier).not.toBe('bz');
  });
  it('keeps the new and those who never bought apart', () => {
    const result = evaluate([...hundred(), source('fresh', { bought: boughtFacts([[89, 9_000_000]]) }), source('guest'), source('swiss', { bought: boughtFacts([[200, 9]], { amount: { minor: 0, currency: 'CHF' } }) })]);
    expect(['fresh', 'guest', 'swiss'].map((id) => result.states.get(id)?.tier)).toEqual(['new', 'prospect', 'migrator']);
    expect(counts(result)).toMatchObject({ mvc: 20 });
  });
  it('estimates what nobody has asked about from those alike, the same needs first', () => {
    const { customers, peers } = evaluate(hundred((i) => ({ wallet: undefined, needs: i <= 25 ? ['price'] : i <= 30 ? ['rare'] : undefined, kind: i > 60 ? 'company' : undefined })));
    expect(Object.keys(peers.byNeed)).toEqual(['price']);
    expect(peers.byNeed['price']).toMatchObject({ count: 25, of: 'need', need: 'price' });
    expect(Object.keys(peers.byKind)).toEqual(['person', 'company']);
    const of = (id: string) => customers.find((customer) => customer.id === id)?.value.potential;
    expect([of('c010'), of('c028'), of('c090')]).toMatchObject([{ peers: { need: 'price' } }, { peers: { of: 'kind', count: 60 } }, { peers: { of: 'kind', count: 40 } }]);
    // The 80th percentile of 25 is the 20th.
    expect(peers.byNeed['price']?.minor).toBeCloseTo(customers.find(({ id }) => id === 'c020')!.value.actual!, 6);
  });
});

test('of 29 with a value only facts make tiers, of 30 the lines do', () => {
  const small = (count: number) => evaluate([...hundred().slice(0, count), source('guest')]);
  expect([small(29).hasLines, counts(small(29))]).toEqual([false, { prospect: 1 }]);
  expect([small(30).hasLines, counts(small(30))]).toEqual([true, { mvc: 6, steady: 24, prospect: 1 }]);
});

test.each([['nobody', []], ['one guest', [source('a')]], ['one customer', [steady('a', 10_000)]]])('%s has no lines, no NaN', (_name, sources) => {
  expect(evaluate(sources)).toMatchObject({ hasLines: false });
  expect(JSON.stringify(evaluate(sources).customers)).not.toContain('null');
});

test('a book of refunds and hours alone has no most valuable', () => {
  const result = evaluate(Array.from({ length: 40 }, (_, i) => steady(`c${i}`, -i * 100, { wallet: undefined })));
  expect(counts(result)['mvc']).toBeUndefined();
});

describe('who is just past a line', () => {
  const before = (states: Record<string, TierState>) => (id: string) => states[id];
  it('stays until the next evaluation says the same', () => {
    const first = evaluate(hundred(), before({ c081: { tier: 'steady' }, c080: { tier: 'mvc' } }));
    expect([first.states.get('c081'), first.states.get('c080')]).toEqual([{ tier: 'steady', pending: 'mvc' }, { tier: 'mvc', pending: 'steady' }]);
    const second = evaluate(hundred(), (id) => first.states.get(id));
    expect([second.states.get('c081'), second.states.get('c080')]).toEqual([{ tier: 'mvc' }, { tier: 'steady' }]);
  });
  it('stays without a mark when the next one takes it back', () => {
    expect(evaluate(hundred(), before({ c080: { tier: 'steady', pending: 'mvc' } })).states.get('c080')).toEqual({ tier: 'steady' });
  });
  it('changes at once when a tenth past it', () => {
    const result = evaluate(hundred(), before({ c100: { tier: 'steady' }, c050: { tier: 'mvc' } }));
    expect([result.states.get('c100'), result.states.get('c050')]).toEqual([{ tier: 'mvc' }, { tier: 'steady' }]);
  });
  it('changes at once when a fact changed: a first purchase, a wallet asked for', () => {
    const result = evaluate(hundred(), before({ c001: { tier: 'prospect' }, c002: { tier: 'new' }, c003: { tier: 'migrator' } }));
    expect(['c001', 'c002', 'c003'].map((id) => result.states.get(id))).toEqual([{ tier: 'steady' }, { tier: 'steady' }, { tier: 'steady' }]);
  });
  it('nobody moves when the same book is evaluated twice more', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -100_000, max: 1_000_000 }), { minLength: 30, maxLength: 80 }), (sums) => {
      const sources = sums.map((sum, i) => steady(String(i), sum, { wallet: sum > 0 && i % 2 ? walletOf(sum * (1 + (i % 5))) : undefined }));
      const first = evaluate(sources), second = evaluate(sources, (id) => first.states.get(id));
      expect(new Map(second.states)).toEqual(new Map(first.states));
    }), { numRuns: 50 });
  });
});

test('the dead, the lost and the trashed take no part', () => {
  expect([isRated({}), isRated({ status: 'active' }), isRated({ status: 'deceased' }), isRated({ status: 'lost' }), isRated({ trashedAt: '2026-01-01T00:00:00.000Z' })]).toEqual([true, true, false, false, false]);
});

describe('the snapshot that all devices share', () => {
  const evaluation = evaluate([...hundred(), source('guest')], (id) => (id === 'c081' ? { tier: 'steady' } : undefined));
  const json = snapshotToJson(evaluation, { day: TODAY, device: 'Office', currency: 'EUR' });
  it('says of each the same on every device, and nothing of those who were not in the book', () => {
    const snapshot = parseSnapshot(JSON.parse(JSON.stringify(json)) as Json)!;
    for (const [id, state] of evaluation.states) expect(snapshot.stateOf(id)).toEqual(state);
    expect(snapshot.stateOf('stranger')).toBeUndefined();
    expect(snapshot).toMatchObject({ day: TODAY, device: 'Office', currency: 'EUR', hasLines: true, lines: evaluation.lines, peers: evaluation.peers, rfm: evaluation.rfm });
  });
  it('names nobody', () => {
    expect(JSON.stringify(json)).not.toContain('c081');
    expect(customerKey('c081')).toMatch(/^[\w-]{8}$/);
  });
  it.each([null, 7, {}, { day: 'today', tiers: {} }, { day: TODAY, currency: 'EUR', tiers: {} }, { day: TODAY, currency: 'EUR', tiers: {}, rfm: { recency: [1, 2, 3, 'x'], frequency: [], monetary: [] } }])('of %j nothing is read', (value) => {
    expect(parseSnapshot(value)).toBeUndefined();
  });
  it('passes over tiers that this build does not know', () => {
    const odd = { ...(json as object), tiers: { platinum: customerKey('c001'), 'mvc>gold': customerKey('c002'), steady: 7 } };
    expect([parseSnapshot(odd)?.stateOf('c001'), parseSnapshot(odd)?.stateOf('c002')]).toEqual([undefined, { tier: 'mvc' }]);
  });
});

test('a month keeps sums per tier and who moved', () => {
  const evaluation = evaluate(hundred(), (id) => (id === 'c100' ? { tier: 'steady' } : { tier: 'mvc' }));
  const month = parseMonth(monthToJson(evaluation, { day: TODAY, currency: 'EUR' }, (id) => (id === 'c100' ? { tier: 'steady' } : { tier: 'mvc' })))!;
  const { mvc } = month.tiers;
  expect(month.month).toBe('2026-06');
  expect(Object.values(month.tiers).reduce((sum, { count }) => sum + count, 0)).toBe(100);
  expect(mvc!.wallets).toBe(mvc!.count);
  expect(mvc!.walletRev12 / mvc!.wallet).toBeCloseTo(0.8, 6);
  expect(month.moves['steady>mvc']).toBe(customerKey('c100'));
  expect(Object.values(month.tiers).reduce((sum, { rev12 }) => sum + rev12, 0)).toBe(50_500_000);
});

test('who moves there and back within a month has not moved', () => {
  const evaluation = evaluate(hundred());
  const write = (previous: (id: string) => TierState | undefined, earlier?: ReturnType<typeof parseMonth>) => parseMonth(monthToJson(evaluation, { day: TODAY, currency: 'EUR' }, previous, earlier))!;
  const before = (id: string): TierState | undefined => (id === 'c100' ? { tier: 'steady' } : id === 'c001' ? { tier: 'mgc' } : evaluation.states.get(id));
  const first = write(before);
  expect(first.moves).toEqual({ 'steady>mvc': customerKey('c100'), 'mgc>steady': customerKey('c001') });
  // Evaluated again: nobody has moved since, and who had moved before still has.
  expect(write((id) => evaluation.states.get(id), first).moves).toEqual(first.moves);
  expect(write((id) => evaluation.states.get(id), { ...first, moves: { 'mvc>steady': customerKey('c100') } }).moves).toEqual({});
});

test('an override holds through its last day', () => {
  const override = parseTierOverride({ tier: 'mvc', reason: 'Knows everybody', by: 'Nora', at: '2026-01-01', until: '2026-06-30' });
  expect([isInForce(override, '2026-06-30'), isInForce(override, '2026-07-01'), isInForce(undefined, TODAY)]).toEqual([true, false, false]);
  expect([parseTierOverride({ tier: 'gold', until: '2026-06-30' }), parseTierOverride({ tier: 'mvc', until: 'soon' }), parseTierOverride(null)]).toEqual([undefined, undefined, undefined]);
});
