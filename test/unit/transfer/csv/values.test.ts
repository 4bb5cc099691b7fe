import { describe, expect, test } from 'vitest';
import { addDateEvidence, decideOrder, noDateEvidence, parseDate } from '../../../../src/transfer/csv/dates';
import { addNumberEvidence, decideDecimalMark, noNumberEvidence, parseMoney, parseNumber } from '../../../../src/transfer/csv/numbers';
import { parseEmail, parsePhone, parseYesNo, splitName } from '../../../../src/transfer/csv/contact-values';

const date = (text: string, order: 'dmy' | 'mdy' = 'dmy', serials?: 1900 | 1904) => {
  const parsed = parseDate(text, { order, serials }, 2026);
  return parsed.kind === 'date' ? parsed.date : parsed.kind;
};

describe('dates', () => {
  test.each([
    ['1979-12-06', '1979-12-06'], ['06.12.1979', '1979-12-06'], ['6.12.79', '1979-12-06'], ['6.12.25', '2025-12-06'], ['06/12/1979', '1979-12-06'], ['6-12-1979', '1979-12-06'], ['19970101', '1997-01-01'], ['2025-03-02T14:33:00Z', '2025-03-02'],
    ['02.03.2025 14:33', '2025-03-02'], ['14.06.', '--06-14'], ['14/06', '--06-14'], ['--06-14', '--06-14'], ['1964', '1964'], ['1964-02', '1964-02'], ['12. März 1979', '1979-03-12'], ['March 12, 1979', '1979-03-12'], ['12 Mar 79', '1979-03-12'], ['12 March', '--03-12'], ['29.02.2004', '2004-02-29'],
  ])('%s, day first, is %s', (text, iso) => { expect(date(text)).toBe(iso); });
  test.each([['5/1/1954', '1954-05-01'], ['12/25/79', '1979-12-25'], ['24.12.1979', '1979-12-24']])('%s, month first, is %s (dots are always day first)', (text, iso) => { expect(date(text, 'mdy')).toBe(iso); });
  test.each(['0/0/00', '00.00.0000', '0000-00-00', '', ' - '])('"%s" means that there is no date', (text) => { expect(date(text)).toBe('none'); });
  test.each(['31.02.1980', '29.02.2005', '32.01.1980', '1980-13-01', '13/13/1980', 'soon', '<b>1</b>'])('"%s" is not a day', (text) => { expect(date(text)).toBe('bad'); });
  test('a serial number is a day of Excel, counted from 1900 or, on old Macs, from 1904', () => {
    expect(date('29194')).toBe('1979-12-05');
    expect(date('1')).toBe('1900-01-01');
    expect(date('61')).toBe('1900-03-01');
    expect(date('27732', 'dmy', 1904)).toBe('1979-12-05');
  });
  test('the order is decided by the whole column, and asked where no value tells', () => {
    const verdict = (...values: string[]) => { const evidence = noDateEvidence(); values.forEach((value) => addDateEvidence(evidence, value)); return decideOrder(evidence); };
    expect(verdict('03/04/1979', '25/12/1980')).toBe('dmy');
    expect(verdict('03/04/1979', '12/25/1980')).toBe('mdy');
    expect(verdict('03/04/1979', '01/02/1980', '0/0/00')).toBe('ask');
    expect(verdict('25/12/1979', '12/25/1979')).toBe('mixed');
    expect(verdict('25.12.1979', '1979-12-25', '03/03/1979')).toBe('not-needed');
  });
});

describe('figures', () => {
  test.each([['1.234,56', ',', 1234.56], ['1,234.56', '.', 1234.56], ["1'234.50", '.', 1234.5], ['1 234,50', ',', 1234.5], ['-64,75', ',', -64.75], ['64,75-', ',', -64.75], ['(12.00)', '.', -12], ['\u22125', '.', -5], ['0', '.', 0], ['€ 5', '.', 5], ['12,-', ',', 12], ['.5', '.', 0.5]] as const)('%s with %s is %d', (text, mark, number) => { expect(parseNumber(text, mark)).toBe(number); });
  test.each(['', 'n/a', '1.2.3,4,5x', '--', 'twelve'])('"%s" is no figure', (text) => { expect(parseNumber(text, ',')).toBeUndefined(); });
  test.each([['12,50', '.', 12.5], ['12.50', ',', 12.5], ['1.234,56', '.', 1234.56], ['1,234.56', ',', 1234.56], ['1,5', '.', 1.5], ['0,125', '.', 0.125], ['0.125', ',', 0.125], ['1234.567', ',', 1234.567], ['1.234.567', '.', 1234567], ['12,34,567.00', '.', 1234567], ['1.234', ',', 1234], ['1.234', '.', 1.234], ['1,234', '.', 1234]] as const)('%s among others with %s is %d: the column decides only what could be read both ways', (text, mark, number) => { expect(parseNumber(text, mark)).toBe(number); });
  test.each(['1.2.3', '12.5.7', '1,2,3', '1.234,567,8', '1.23,456.7'])('"%s" has its thousands in no place and is no figure', (text) => {
    for (const mark of ['.', ','] as const) expect(parseNumber(text, mark)).toBeUndefined();
  });
  test('what no computer keeps exactly is no amount, and what it cannot keep at all no figure', () => {
    expect(parseMoney('90071992547409.91', '.', 'EUR')).toEqual({ minor: Number.MAX_SAFE_INTEGER, currency: 'EUR' });
    expect(parseMoney('90071992547409.92', '.', 'EUR')).toBeUndefined();
    expect(parseMoney('9'.repeat(400), '.', 'EUR')).toBeUndefined();
    expect(parseNumber('9'.repeat(400), '.')).toBeUndefined();
  });
  test('which sign parts the decimals is decided by the whole column', () => {
    const mark = (...values: string[]) => { const evidence = noNumberEvidence(); values.forEach((value) => addNumberEvidence(evidence, value)); return decideDecimalMark(evidence, '.'); };
    expect(mark('1.234', '12,50')).toBe(',');
    expect(mark('1,234', '12.50')).toBe('.');
    expect(mark('1.234.567')).toBe(',');
    expect(mark('1,234')).toBe('.');
  });
  test('money is exact in minor units, with the currency that the cell names', () => {
    expect(parseMoney('1.005', '.', 'EUR')).toEqual({ minor: 101, currency: 'EUR' });
    expect(parseMoney('-0,29', ',', 'EUR')).toEqual({ minor: -29, currency: 'EUR' });
    expect(parseMoney('$1,284.10', '.', 'EUR')).toEqual({ minor: 128410, currency: 'USD' });
    expect(parseMoney('CHF 12.00', '.', 'EUR')).toEqual({ minor: 1200, currency: 'CHF' });
    expect(parseMoney('1284', '.', 'JPY')).toEqual({ minor: 1284, currency: 'JPY' });
    expect(parseMoney('-0.00', '.', 'EUR')).toEqual({ minor: 0, currency: 'EUR' });
  });
});

describe('contact points and names', () => {
  test('an e-mail is taken out of its dress, and half of one is refused', () => {
    expect(parseEmail(' Rosa Kim <rosa@example.com> ')).toBe('rosa@example.com');
    expect(parseEmail('mailto:rosa@example.com')).toBe('rosa@example.com');
    for (const bad of ['maeve@', '@example.com', 'rosa@example', 'a b@example.com', 'rosa@@example.com']) expect(parseEmail(bad), bad).toBeUndefined();
  });
  test('a phone keeps what was typed, and gets E.164 where that can be told', () => {
    expect(parsePhone('+44 20 7946 0100', 'DE')).toEqual({ raw: '+44 20 7946 0100', e164: '+442079460100' });
    expect(parsePhone('+44 (0)20 7946 0100', 'DE')?.e164).toBe('+442079460100');
    expect(parsePhone('089 1234567', 'DE')?.e164).toBe('+49891234567');
    expect(parsePhone('0035320 914 0022', 'DE')?.e164).toBe('+353209140022');
    expect(parsePhone('ext 12', 'DE')).toBeUndefined();
  });
  test.each([
    ['Varley, Thomas', { family: 'Varley', given: 'Thomas' }], ['Dr. Ludwig van Beethoven', { prefix: 'Dr.', given: 'Ludwig', family: 'van Beethoven' }], ['Niamh Costello', { given: 'Niamh', family: 'Costello' }],
    ['Cher', { given: 'Cher' }], ['Martin Luther King Jr.', { given: 'Martin Luther', family: 'King', suffix: 'Jr.' }], ['Nordlicht GmbH', { organization: 'Nordlicht GmbH' }], ['Smith & Sons, Ltd.', { organization: 'Smith & Sons, Ltd.' }], ['', {}],
  ])('%s comes apart without losing a word', (name, parts) => { expect(splitName(name)).toEqual(parts); });
  test('yes and no in two languages, and nothing else', () => {
    expect([parseYesNo('yes'), parseYesNo('Ja'), parseYesNo('0'), parseYesNo('nein'), parseYesNo('perhaps')]).toEqual([true, true, false, false, undefined]);
  });
});
