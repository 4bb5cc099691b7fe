import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, isIsoDay, startOfWeek, weekday } from '../../../../src/domain/values/day';
import { dayInZone, startOfDay } from '../../../../src/domain/values/zone';
import { isSharedMailbox, normalizeEmail, parseEmail } from '../../../../src/domain/values/email';
import { formatMinor, formatMoney, parseMoney, sumMoney } from '../../../../src/domain/values/money';
import { ageOn, formatPartialDate, nextOccurrence, parsePartialDate, readPartialDate } from '../../../../src/domain/values/partial-date';
import { cleanPhone, isSamePhone, toE164 } from '../../../../src/domain/values/phone';

const day = fc.integer({ min: -700_000, max: 2_900_000 }).map((n) => addDays('1970-01-01', n));

describe('a date someone types', () => {
  it.each([
    ['31.12.1979', '1979-12-31'], ['6 December', '--12-06'], ['--12-06', '--12-06'], ['December 6th, 1979', '1979-12-06'], ['6. Dez. 79', '1979-12-06'], ['6. März', '--03-06'], ['29.2.', '--02-29'], ['12-06', '--12-06'],
    ['1979', '1979'], ['12/1979', '1979-12'], ['1979-12', '1979-12'], ['19791231', '1979-12-31'], ['1979-12-31T00:00:00Z', '1979-12-31'], ['13/2/2001', '2001-02-13'], ['2/13/2001', '2001-02-13'], ['May 1979', '1979-05'], ['1979 May 3', '1979-05-03'], ['3 de mayo de 1979', '1979-05-03'], ['1er août 1980', '1980-08-01'],
  ])('as "%s" is understood as %s', (typed, stored) => expect(parsePartialDate(typed, { notAfter: '2026-03-10' })).toEqual({ ok: true, value: stored }));
  it.each([['31.2.2001', 'no-such-day'], ['29.2.2001', 'no-such-day'], ['31.13.2001', 'no-such-day'], ['2027', 'future'], ['11.3.2026', 'future'], ['', 'empty'], ['soon', 'not-a-date'], ['6 Smarch', 'not-a-date'], ['1/2/3/4', 'not-a-date'], ['0/0/00', 'no-such-day']])(
    'as "%s" is refused as %s', (typed, kind) => expect(parsePartialDate(typed, { notAfter: '2026-03-10' })).toMatchObject({ ok: false, error: { kind } }));
  it('with slashes follows the hint, and asks where both would do', () => {
    expect(parsePartialDate('12/6/1979', { order: 'mdy' })).toEqual({ ok: true, value: '1979-12-06' });
    expect(parsePartialDate('12/6/1979', { order: 'dmy' })).toEqual({ ok: true, value: '1979-06-12' });
    expect(parsePartialDate('3/4/1979', { order: 'ask' })).toEqual({ ok: false, error: { kind: 'ambiguous', choices: ['1979-04-03', '1979-03-04'] } });
  });
  it('comes back from its stored form', () => {
    fc.assert(fc.property(day, fc.constantFrom(0, 1, 2, 3), (whole, form) => {
      const stored = [whole, `--${whole.slice(5)}`, whole.slice(0, 7), whole.slice(0, 4)][form]!;
      expect(formatPartialDate(readPartialDate(stored)!)).toBe(stored);
      expect(parsePartialDate(stored)).toEqual({ ok: true, value: stored });
    }));
  });
  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parsePartialDate(text).ok === 'boolean'));
  });
});

describe('a birthday', () => {
  it('on 29 February is kept on the 28th in common years', () => {
    expect([nextOccurrence('2000-02-29', '2026-02-28'), nextOccurrence('--02-29', '2027-03-01'), nextOccurrence('--02-29', '2026-03-01')]).toEqual(['2026-02-28', '2028-02-29', '2027-02-28']);
    expect(ageOn('2000-02-29', '2026-02-28')).toBe(26);
  });
  it('gives an age only where year and day are known', () => {
    expect([ageOn('1979-12-06', '2026-12-05'), ageOn('1979-12-06', '2026-12-06'), ageOn('--12-06', '2026-12-06'), ageOn('1979', '2026-12-06'), ageOn('2030-01-01', '2026-12-06')]).toEqual([46, 47, undefined, undefined, undefined]);
  });
});

describe('calendar days', () => {
  it('count whole days across the change of clocks', () => {
    expect([addDays('2026-03-28', 1), daysBetween('2026-03-28', '2026-03-30'), addMonths('2026-01-31', 1), weekday('2026-03-10'), startOfWeek('2026-03-15'), isIsoDay('2026-02-31')]).toEqual(['2026-03-29', 2, '2026-02-28', 2, '2026-03-09', false]);
    expect([startOfDay('2026-03-29', 'Europe/Berlin'), startOfDay('2026-03-30', 'Europe/Berlin'), dayInZone('2026-03-09T23:30:00Z', 'Europe/Berlin')]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', '2026-03-10']);
  });
  it('begin where the zone says, in every zone and on every day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 30_000 }), fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Beirut', 'Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu'), (n, zone) => {
      const iso = addDays('1990-01-01', n % 13_000);
      const start = startOfDay(iso, zone);
      expect([dayInZone(start, zone), dayInZone(Date.parse(start) - 1, zone) < iso]).toEqual([iso, true]);
    }));
  });
});

describe('money', () => {
  it.each([['1.234,56', 123_456], ['1,234.56', 123_456], ["1'234.56", 123_456], ['€ 12', 1_200], ['12,5 EUR', 1_250], ['-3', -300], ['(12.00)', -1_200], ['274,89', 27_489], ['1.234', 123_400], ['0,5', 50], ['12,-', 1_200], ['1 234,50', 123_450], ['0', 0]])(
    'typed as "%s" is %i cents', (typed, minor) => expect(parseMoney(typed, 'EUR')).toEqual({ ok: true, value: { minor, currency: 'EUR' } }));
  it.each(['', 'abc', '1,2,3', '12.34.56', '--1', '1e5', 'NaN', '.', '12 apples'])('typed as "%s" is refused', (typed) => expect(parseMoney(typed, 'EUR').ok).toBe(false));
  it('knows yen without and dinars with three digits, and never rounds silently', () => {
    expect([parseMoney('¥500', 'EUR'), parseMoney('1.2345 KWD', 'EUR'), parseMoney('0.125 KWD', 'EUR'), parseMoney('1.005', 'EUR', '.')]).toEqual([
      { ok: true, value: { minor: 500, currency: 'JPY' } }, { ok: false, error: { kind: 'too-precise' } }, { ok: true, value: { minor: 125, currency: 'KWD' } }, { ok: false, error: { kind: 'too-precise' } }]);
  });
  it('comes back as it was written', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('EUR', 'JPY', 'KWD'), (minor, currency) => { expect(parseMoney(formatMinor({ minor, currency }), currency, '.')).toEqual({ ok: true, value: { minor, currency } }); }));
  });
  it('is summed per currency and shown in the reader’s way', () => {
    expect(sumMoney([{ minor: 1, currency: 'EUR' }, { minor: 500, currency: 'CHF' }, { minor: 2, currency: 'EUR' }])).toEqual([{ minor: 500, currency: 'CHF' }, { minor: 3, currency: 'EUR' }]);
    expect(formatMoney({ minor: 123_456, currency: 'EUR' }, 'en')).toBe('€1,234.56');
    expect(formatMoney({ minor: 5, currency: '??' }, 'en')).toBe('0.05 ??');
  });
});

describe('contact points', () => {
  it('compare e-mails without case, brackets and mailto', () => {
    expect([normalizeEmail(' Anna <ANNA@Example.IE>'), normalizeEmail('mailto:a@b.de?subject=x')]).toEqual(['anna@example.ie', 'a@b.de']);
    expect(['a@b.de', 'müller@büro.de', 'o’hara+wine@x.co.uk'].map((text) => parseEmail(text).ok)).toEqual([true, true, true]);
    expect(['', 'a', 'a@', '@b.de', 'a@b', 'a b@@c.de', 'a..b@c.de', 'a@-b.de', 'a@1.2.3.4'].map((text) => parseEmail(text).ok)).toEqual(Array.from({ length: 9 }, () => false));
    expect([isSharedMailbox('INFO@x.de'), isSharedMailbox('office2@x.de'), isSharedMailbox('infora@x.de')]).toEqual([true, true, false]);
  });
  it('compare phones by significant digits, and know E.164 where it is typed or a parser tells', () => {
    expect([cleanPhone('+44 (0)20 7946-0100 ext. 12'), cleanPhone('1-800-WINES'), cleanPhone('tel:+49-89/1;x=1')]).toEqual(['+442079460100', '180094637', '+49891']);
    expect([toE164('0044 20 7946 0100'), toE164('020 7946 0100'), toE164('020 7946 0100', 'GB', () => '+442079460100'), toE164('+1')]).toEqual(['+442079460100', undefined, '+442079460100', undefined]);
    expect([isSamePhone('0861234567', '353861234567'), isSamePhone('49861234567', '353861234567'), isSamePhone('12', '12')]).toEqual([true, false, false]);
  });
});
