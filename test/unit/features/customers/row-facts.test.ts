import { describe, expect, test } from 'vitest';
import { dueFact, hasBirthday, markedPieces, whereabouts } from '../../../../src/features/customers/row-facts';
import { fromSearch, hasName, newCustomerEdits } from '../../../../src/features/customers/new-customer';

const row = { id: 'a', name: 'Niamh Costello' };

describe('what a row of the list says', () => {
  test('a promise that is past due says how many days late, across a change of clocks', () => {
    expect(dueFact({ ...row, nextDue: '2026-10-24' }, '2026-10-26')).toEqual({ kind: 'late', days: 2 });
    expect(dueFact({ ...row, nextDue: '2026-10-26' }, '2026-10-26')).toEqual({ kind: 'today' });
    expect(dueFact({ ...row, lastContact: '2026-01-01T10:00:00Z' }, '2026-10-26')).toEqual({ kind: 'last', at: '2026-01-01T10:00:00Z' });
  });

  test('a birthday without its year is a birthday; one on 29 February comes on the 28th in common years; the dead have none', () => {
    expect(hasBirthday({ ...row, birthday: '--12-06' }, '2026-12-06')).toBe(true);
    expect(hasBirthday({ ...row, birthday: '1980-02-29' }, '2026-02-28')).toBe(true);
    expect(hasBirthday({ ...row, birthday: '1980-02-29' }, '2028-02-28')).toBe(false);
    expect(hasBirthday({ ...row, birthday: '--12-06', status: 'deceased' }, '2026-12-06')).toBe(false);
  });

  test('a company does not repeat its own name as its company', () => {
    expect(whereabouts({ id: 'b', name: 'Hotel Carrigmore', kind: 'company', org: 'Hotel Carrigmore', town: 'Clonakilty' })).toEqual(['Clonakilty']);
  });

  test('marked pieces put together again give the text', () => {
    const pieces = markedPieces('Niamh Costello', [[0, 2], [6, 14]]);
    expect(pieces.map(({ text }) => text).join('')).toBe('Niamh Costello');
    expect(pieces.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['Ni', 'Costello']);
  });
});

describe('a new customer', () => {
  test('what was searched for goes where it belongs', () => {
    expect(fromSearch('Niamh Mary Costello')).toMatchObject({ given: 'Niamh Mary', family: 'Costello' });
    expect(fromSearch('niamh@example.ie')).toMatchObject({ email: 'niamh@example.ie', given: '' });
    expect(fromSearch('+353 21 477 0000')).toMatchObject({ phone: '+353 21 477 0000' });
  });

  test('blanks alone are nobody', () => {
    expect(hasName(fromSearch('   '))).toBe(false);
  });

  test('"not the same" is written on both', () => {
    const edits = newCustomerEdits('cus_new', { ...fromSearch('Niamh Costello'), email: 'n@example.ie' }, ['cus_old'], '2026-11-22T10:00:00Z');
    expect(edits[0]?.fields).toMatchObject({ 'name/given': 'Niamh', 'name/family': 'Costello', 'notSame/cus_old': true, createdAt: '2026-11-22T10:00:00Z' });
    expect(edits[1]).toEqual({ id: 'cus_old', fields: { 'notSame/cus_new': true } });
  });
});
