import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerRow } from '../../../../src/domain/customer/row';
import { compileFilter, matches } from '../../../../src/domain/filter/compile';
import { describeFilter } from '../../../../src/domain/filter/describe';
import { boughtInLastDays, dependsOnToday, EVERYTHING, type Filter, FLAGS, mentionsTrash, neverBought, notContactedInDays, parseFilter, promiseDue } from '../../../../src/domain/filter/filter';
import { createGrouper, letterOf, pastGroup } from '../../../../src/domain/filter/groups';
import { createRowSorter, SORT_FIELDS } from '../../../../src/domain/filter/sort';

const now = { today: '2026-03-10', timeZone: 'Europe/Dublin' };
const row = (over: Partial<CustomerRow>): CustomerRow => ({ id: 'x', name: 'Aoife Ní Bhriain', ...over });
const is = (filter: Filter, over: Partial<CustomerRow>): boolean => matches(filter, row(over), now);

describe('a filter', () => {
  it('finds who was not contacted in 90 days, those never contacted too', () => {
    expect(is(notContactedInDays(90), { lastContact: '2025-12-01T10:00:00.000Z' })).toBe(true);
    expect(is(notContactedInDays(90), {})).toBe(true);
    expect(is(notContactedInDays(90), { lastContact: '2025-12-10T09:00:00.000Z' })).toBe(false);
  });
  it('counts days by the shop’s calendar, not by UTC', () => {
    const tokyo = { today: '2026-03-10', timeZone: 'Asia/Tokyo' };
    const onTheTenth: Filter = { type: 'date', field: 'lastContact', op: 'on', day: '2026-03-10' };
    expect(matches(onTheTenth, row({ lastContact: '2026-03-09T16:00:00.000Z' }), tokyo)).toBe(true);
    expect(matches(onTheTenth, row({ lastContact: '2026-03-09T16:00:00.000Z' }), now)).toBe(false);
  });
  it('finds who bought in the last 30 days, and who never did', () => {
    const bought = { count: 2, minor: 5_000, currency: 'EUR', first: '2025-01-01', last: '2026-02-20' };
    expect([is(boughtInLastDays(30), { bought }), is(boughtInLastDays(10), { bought }), is(neverBought, { bought }), is(neverBought, {})]).toEqual([true, false, false, true]);
  });
  it('finds promises due today or late, not those of tomorrow', () => {
    expect(['2026-03-09', '2026-03-10', '2026-03-11', undefined].map((nextDue) => is(promiseDue, nextDue ? { nextDue } : {}))).toEqual([true, true, false, false]);
  });
  it('finds birthdays of a month and of the next two weeks, with or without a year', () => {
    const march: Filter = { type: 'date', field: 'birthday', op: 'inMonth', month: 3 };
    const soon: Filter = { type: 'date', field: 'birthday', op: 'inNextDays', days: 14 };
    expect(['1979-03-12', '--03-12', '1979-03', '1979', '--02-29', 'spring'].map((birthday) => is(march, { birthday }))).toEqual([true, true, true, false, false, false]);
    expect(['1979-03-12', '--03-24', '--03-25', '1979-03-09', '1979-03'].map((birthday) => is(soon, { birthday }))).toEqual([true, true, false, false, false]);
    expect(matches(soon, row({ birthday: '2000-01-02' }), { today: '2026-12-28' })).toBe(true);
  });
  it('compares text without case and accents, phones by digits', () => {
    expect(is({ type: 'text', field: 'name', op: 'contains', value: 'NI BHRI' }, {})).toBe(true);
    expect(is({ type: 'text', field: 'email', op: 'is', value: 'b@x.ie' }, { emails: ['a@x.ie', 'B@x.ie'] })).toBe(true);
    expect(is({ type: 'text', field: 'phone', op: 'contains', value: '086 123' }, { phones: ['353861234567'] })).toBe(true);
    expect(is({ type: 'text', field: 'note', op: 'empty' }, { note: '  ' })).toBe(true);
  });
  it('compares sums in one currency; who bought nothing has spent nothing', () => {
    const over100: Filter = { type: 'money', field: 'bought', op: 'atLeast', minor: 10_000, currency: 'EUR' };
    const spent = (minor: number, currency: string) => ({ bought: { count: 1, minor, currency, first: '2026-01-01', last: '2026-01-01' } });
    expect([is(over100, spent(10_000, 'EUR')), is(over100, spent(9_999, 'EUR')), is(over100, spent(99_999, 'USD')), is({ ...over100, op: 'below' }, {})]).toEqual([true, false, false, true]);
  });
  it('reads custom fields of every type', () => {
    const custom = { wine: 'Red', score: 4, likes: ['port', 'sherry'], budget: { minor: 500, currency: 'EUR' }, next: '2026-03-12', ok: true };
    const filters: Filter[] = [
      { type: 'text', field: 'custom/wine', op: 'is', value: 'red' }, { type: 'number', field: 'custom/score', op: 'between', from: 4, to: 5 }, { type: 'choice', field: 'custom/likes', op: 'oneOf', values: ['sherry'] },
      { type: 'money', field: 'custom/budget', op: 'below', minor: 501, currency: 'EUR' }, { type: 'date', field: 'custom/next', op: 'inNextDays', days: 2 }, { type: 'choice', field: 'custom/ok', op: 'oneOf', values: ['true'] }, { type: 'text', field: 'custom/none', op: 'empty' },
    ];
    expect(filters.map((filter) => is(filter, { custom }))).toEqual(filters.map(() => true));
    expect(filters.slice(0, 6).map((filter) => is(filter, {}))).toEqual([false, false, false, false, false, false]);
  });
  it('knows tags, kind, owner, status, town and flags', () => {
    expect(is({ type: 'tags', op: 'hasAll', values: ['a', 'b'] }, { tags: ['a', 'b', 'c'] })).toBe(true);
    expect(is({ type: 'tags', op: 'hasNone', values: ['a'] }, {})).toBe(true);
    expect(is({ type: 'choice', field: 'kind', op: 'oneOf', values: ['person'] }, {})).toBe(true);
    expect(is({ type: 'choice', field: 'owner', op: 'oneOf', values: [''] }, {})).toBe(true);
    expect(is({ type: 'choice', field: 'town', op: 'oneOf', values: ['ZURICH'] }, { town: 'Zürich' })).toBe(true);
    expect(is({ type: 'flag', flag: 'inTrash', is: true }, { trashedAt: '2026-01-01T00:00:00Z' })).toBe(true);
  });
  it('joins by all and any, and an empty group hides nothing', () => {
    const vip: Filter = { type: 'tags', op: 'hasAny', values: ['vip'] };
    const mail: Filter = { type: 'flag', flag: 'hasEmail', is: true };
    expect([is({ all: [vip, mail] }, { tags: ['vip'] }), is({ any: [vip, mail] }, { tags: ['vip'] }), is(EVERYTHING, {}), is({ any: [] }, {})]).toEqual([false, true, true, true]);
    expect(is({ all: [{ any: [vip, mail] }, { type: 'flag', flag: 'hasPhone', is: false }] }, { emails: ['a'] })).toBe(true);
  });
  it('says whether it speaks of the trash, and whether its answer changes at midnight', () => {
    expect([mentionsTrash(neverBought), mentionsTrash({ any: [{ type: 'flag', flag: 'inTrash', is: true }] })]).toEqual([false, true]);
    expect([dependsOnToday(neverBought), dependsOnToday({ all: [notContactedInDays(3)] })]).toEqual([false, true]);
  });
  it('is described by tokens, with brackets round inner groups only', () => {
    const kinds = (filter: Filter) => describeFilter(filter).map((token) => token.kind).join(' ');
    expect(kinds({ all: [notContactedInDays(90), { any: [neverBought, promiseDue] }] })).toBe('field operator days join open flag join field operator close');
    expect(kinds({ any: [{ all: [neverBought] }] })).toBe('flag');
    expect(kinds(EVERYTHING)).toBe('');
  });
});

const condition: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), field: fc.constantFrom('name' as const, 'note' as const, 'custom/a' as const), op: fc.constantFrom('contains' as const, 'isNot' as const), value: fc.string({ maxLength: 9 }) }),
  fc.record({ type: fc.constant('flag' as const), flag: fc.constantFrom(...FLAGS), is: fc.boolean() }),
  fc.record({ type: fc.constant('date' as const), field: fc.constantFrom('birthday' as const, 'lastContact' as const), op: fc.constantFrom('inLastDays' as const, 'notInLastDays' as const), days: fc.nat(5_000) }),
  fc.record({ type: fc.constant('tags' as const), op: fc.constantFrom('hasAny' as const, 'hasNone' as const), values: fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }) }),
);
const filters = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 3 }, condition, fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }), fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) })),
})).tree;

describe('a stored filter', () => {
  it('comes back as it was saved', () => {
    fc.assert(fc.property(filters, (filter) => {
      const parsed = parseFilter(JSON.parse(JSON.stringify(filter)));
      expect(parsed).toEqual({ ok: true, value: filter });
    }));
  });
  it('is refused where it holds anything unknown, and never throws', () => {
    for (const bad of [null, 1, 'all', [], {}, { all: 1 }, { all: [], any: [] }, { all: [null] }, { type: 'text', field: 'password', op: 'is', value: '' }, { type: 'text', field: 'name', op: 'matches', value: '' },
      { type: 'date', field: 'birthday', op: 'on', day: '2026-02-31' }, { type: 'flag', flag: 'hasEmail', is: 'yes' }, { type: 'flag', flag: 'hasEmail', is: true, extra: 1 }, { type: 'number', field: 'purchases', op: 'above', value: Infinity }]) {
      expect(parseFilter(bad).ok, JSON.stringify(bad)).toBe(false);
    }
    let deep: unknown = { all: [] };
    for (let i = 0; i < 5_000; i++) deep = { any: [deep] };
    expect(parseFilter(deep)).toEqual({ ok: false, error: { kind: 'too-deep' } });
    fc.assert(fc.property(fc.anything(), (value) => typeof parseFilter(value).ok === 'boolean'));
  });
  it('runs on any row without throwing', () => {
    fc.assert(fc.property(filters, fc.jsonValue(), (filter, junk) => typeof compileFilter(filter, now)(row({ custom: { a: junk as never }, birthday: JSON.stringify(junk) })) === 'boolean'));
  });
});

describe('the order of the list', () => {
  const names = (locale: string, list: readonly string[]): readonly string[] => createRowSorter({ by: 'name' }, { locale, nameOrder: 'family' }).sort(list.map((family) => ({ id: family, name: family, family })));
  it('follows the locale: ä is a in German and comes last in Swedish, ch follows h in Czech', () => {
    expect(names('de', ['Zorn', 'Ähren', 'Adam', 'Strauss', 'Straße', 'Ahn'])).toEqual(['Adam', 'Ahn', 'Ähren', 'Straße', 'Strauss', 'Zorn']);
    expect(names('sv', ['Zorn', 'Ähren', 'Adam', 'Åke'])).toEqual(['Adam', 'Zorn', 'Åke', 'Ähren']);
    expect(names('cs', ['Chalupa', 'Havel', 'Cerny', 'Ivan'])).toEqual(['Cerny', 'Havel', 'Chalupa', 'Ivan']);
  });
  it('agrees with the collator on names of many scripts', () => {
    const list = ['Zoë', 'Ångström', 'Ørsted', 'Łukasz', '山田', 'Ивано́в', 'Ωmega', 'de Búrca', "D'Angelo", 'Nguyễn', 'Müller', 'muller', 'Muller-Weiß'];
    const collator = new Intl.Collator('en', { sensitivity: 'base', ignorePunctuation: true });
    const letters = list.map((name) => name[0]!);
    expect(names('en', list).map((name) => collator.compare(name[0]!, 'm') < 0)).toEqual([...letters].sort(collator.compare).map((letter) => collator.compare(letter, 'm') < 0));
  });
  it('puts those without a value last both ways, and is the same whatever order they came in', () => {
    const rows = [row({ id: 'a', lastContact: '2026-01-01' }), row({ id: 'b' }), row({ id: 'c', lastContact: '2026-02-01' })];
    expect(createRowSorter({ by: 'lastContact' }, { locale: 'en', nameOrder: 'family' }).sort(rows)).toEqual(['a', 'c', 'b']);
    expect(createRowSorter({ by: 'lastContact', descending: true }, { locale: 'en', nameOrder: 'family' }).sort([...rows].reverse())).toEqual(['c', 'a', 'b']);
  });
  it('comes out the same in slices as at once', () => {
    const rows = Array.from({ length: 3_500 }, (_, i) => row({ id: `${i}`, name: `${(i * 7919) % 3500}`, town: `T${i % 13}${String.fromCodePoint(0x4e00 + (i % 500))}` }));
    for (const by of SORT_FIELDS) {
      const sorter = createRowSorter({ by }, { locale: 'en', nameOrder: 'given' });
      const job = sorter.start(rows);
      let clock = 0;
      let ids: string[] | undefined;
      while ((ids = job.run(2, () => clock++)) === undefined);
      expect(ids).toEqual(sorter.sort(rows));
      expect(new Set(ids).size).toBe(3_500);
    }
    expect(createRowSorter({ by: 'name' }, { locale: 'en', nameOrder: 'given' }).sort([])).toEqual([]);
  });
  it('is headed by letters and by late, today, this week', () => {
    expect([letterOf('Östberg'), letterOf("'t Hooft"), letterOf('3M'), letterOf(''), letterOf('…'), letterOf('山田')]).toEqual(['O', 'T', '#', '', '#', '山']);
    const options = { nameOrder: 'family' as const, today: '2026-03-10' };
    expect(['2026-03-09', '2026-03-10', '2026-03-15', '2026-03-16', '2026-03-23', undefined].map((nextDue) => createGrouper({ by: 'nextDue' }, options)(row(nextDue ? { nextDue } : {}))?.key)).toEqual(['late', 'today', 'thisWeek', 'nextWeek', 'later', 'none']);
    expect(['2026-03-10', '2026-03-09', '2026-03-01', '2026-01-05', '2025-06-01', '2024-01-01', undefined].map((day) => pastGroup(day, options))).toEqual(['today', 'thisWeek', 'thisMonth', 'thisYear', 'lastYear', 'older', 'never']);
    const inTokyo = createGrouper({ by: 'lastContact' }, { ...options, timeZone: 'Asia/Tokyo' });
    expect(inTokyo(row({ lastContact: '2026-03-09T16:00:00.000Z' }))).toEqual({ kind: 'past', key: 'today' });
  });
});
