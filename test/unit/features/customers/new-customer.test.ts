import { expect, test } from 'vitest';
import { birthdayProblem, duplicateDraft, EMPTY_CUSTOMER, newCustomerEdits } from '../../../../src/features/customers/new-customer';

const born = (birthday: string) => newCustomerEdits('cus_1', { ...EMPTY_CUSTOMER, given: 'Anna', birthday }, [], '2026-01-01T00:00:00.000Z')[0]!.fields!['date/birth'];

test.each([['6 December 1979', '1979-12-06'], ['6.12.79', '1979-12-06'], ['6 December', '--12-06'], ['1979', '1979'], ['Mai 1980', '1980-05'], ['1979-12-06', '1979-12-06']])(
  'the birthday of a new customer, typed as %s, is stored as %s', (typed, date) => {
    expect(born(typed)).toEqual({ kind: 'birth', date });
    expect(duplicateDraft({ ...EMPTY_CUSTOMER, given: 'Anna', birthday: typed }, []).birthday).toBe(date);
  });

test('what is no day is kept as typed, and said to be none', () => {
  expect(born('31 February 1980')).toEqual({ kind: 'birth', date: '31 February 1980' });
  expect(birthdayProblem('31 February 1980', '2026-11-23')).toBe('no-such-day');
  expect(birthdayProblem('24 November 2026', '2026-11-23')).toBe('future');
  expect(birthdayProblem('in spring', '2026-11-23')).toBe('form');
  expect(birthdayProblem('', '2026-11-23')).toBeUndefined();
});
