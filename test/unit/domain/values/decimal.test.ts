import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal, parseDecimal } from '../../../../src/domain/values/decimal';
import { formatMinor, parseMoney } from '../../../../src/domain/values/money';

describe('a number in a field', () => {
  test('is read back as it was written, in either language', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom('.' as const, ',' as const), (value, mark) => {
      expect(parseDecimal(formatDecimal(value, mark), mark)).toBe(value === 0 ? Number(formatDecimal(value, mark).replace(mark, '.')) : value);
    }));
  });
  test.each([['12,345', '.', 12345], ['12,345', ',', 12.345], ['1.234.567', ',', 1234567], ["1'234.5", '.', 1234.5], ['-3', ',', -3], ['.5', '.', 0.5]] as const)('%s with the mark %s is %d', (text, mark, value) => {
    expect(parseDecimal(text, mark)).toBe(value);
  });
  test.each(['', 'twelve', '1,2,3', '12,34.5', '1.2.3', '-'])('"%s" is none', (text) => {
    expect(parseDecimal(text, '.')).toBeUndefined();
  });
});

test('an amount of any currency is read back as it was written', () => {
  fc.assert(fc.property(fc.integer(), fc.constantFrom('EUR', 'JPY', 'KWD', 'BHD', 'USD'), (minor, currency) => {
    expect(parseMoney(formatMinor({ minor, currency }), currency)).toEqual({ ok: true, value: { minor, currency } });
  }));
});
