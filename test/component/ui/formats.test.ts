import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src/ui/format';

const en = createFormat('en');
const de = createFormat('de');
const plain = (text: string) => text.replaceAll(/\s/gu, ' ');

describe('money', () => {
  it('has as many decimals as the currency, not always two', () => {
    expect(en.money(1148800, 'EUR')).toBe('€11,488.00');
    expect(en.money(1148800, 'JPY')).toBe('¥1,148,800');
    expect(en.money(1234, 'KWD')).toMatch(/1\.234/u);
    expect(plain(de.money(250031563, 'EUR'))).toBe('2.500.315,63 €');
    expect(plain(de.money(-990, 'EUR'))).toBe('-9,90 €');
  });
  it('shows an amount whose currency is no code rather than failing', () => {
    expect(en.money(2490, 'Taler')).toBe('24.90 Taler');
    expect(en.money(2490, '')).toBe('24.90');
  });
});

describe('spans of time', () => {
  it.each([
    [360_000, '6 minutes', '6 Minuten'], [-7_140_000, '119 minutes', '119 Minuten'], [7_200_000, '2 hours', '2 Stunden'], [93_600_000, '26 hours', '26 Stunden'],
    [3 * 86_400_000, '3 days', '3 Tage'], [-56.4 * 365 * 86_400_000, '56 years', '56 Jahre'], [1_000, '0 minutes', '0 Minuten'],
  ])('%i ms are said in the largest unit of which there are two', (ms, english, german) => {
    expect([en.duration(ms), plain(de.duration(ms))]).toEqual([english, german]);
  });
});

describe('days', () => {
  it('do not shift with the time zone', () => {
    expect(en.day('2024-01-01')).toBe('1 Jan 2024');
    expect(de.day('2024-03-05')).toMatch(/^5\. März 2024$/u);
  });
  it('that do not exist are given back as they were written', () => {
    expect(en.day('2024-02-31')).toBe('2024-02-31');
    expect(en.dayTime('soon')).toBe('soon');
  });
  it.each([
    ['1979-12-06', '6 December 1979', '6. Dezember 1979'], ['19791206', '6 December 1979', '6. Dezember 1979'], ['--12-06', '6 December', '6. Dezember'], ['--1206', '6 December', '6. Dezember'],
    ['1979-12', 'December 1979', 'Dezember 1979'], ['1979', '1979', '1979'], ['--12', 'December', 'Dezember'], ['--02-29', '29 February', '29. Februar'],
  ])('a partial date %s is said with what is known of it', (text, english, german) => {
    expect(en.partialDate(text)).toBe(english);
    expect(de.partialDate(text)).toBe(german);
  });
  it.each(['--02-31', '1979-02-29', '1979-13-01', 'around Easter', '', '06.12.1979'])('a text that is no partial date stays as written: "%s"', (text) => {
    expect(en.partialDate(text)).toBe(text);
  });
});

describe('a day near today', () => {
  const now = new Date(2026, 10, 22, 9, 0).getTime();
  it('is named from today', () => {
    expect(en.relativeDay('2026-11-22', now)).toBe('today');
    expect(en.relativeDay('2026-11-21', now)).toBe('yesterday');
    expect(en.relativeDay('2026-11-25', now)).toBe('in 3 days');
    expect(de.relativeDay('2026-11-23', now)).toBe('morgen');
  });
  it('counts calendar days, not 24 hours', () => {
    expect(en.relativeDay(new Date(2026, 10, 21, 23, 59).getTime(), now)).toBe('yesterday');
  });
  it('from a week on is the date, with the year only when it is another', () => {
    expect(en.relativeDay('2026-10-16', now)).toBe('16 October');
    expect(en.relativeDay('2024-10-16', now)).toBe('16 Oct 2024');
  });
});

it('sizes of files are said in the unit that fits', () => {
  expect(en.bytes(0)).toBe('0 bytes');
  expect(plain(en.bytes(12_400))).toBe('12 kB');
  expect(plain(de.bytes(209_715_200))).toBe('209,7 MB');
});

it('numbers and shares follow the language', () => {
  expect(en.number(23570)).toBe('23,570');
  expect(de.number(2.67)).toBe('2,67');
  expect(plain(de.percent(0.45))).toBe('45 %');
});
