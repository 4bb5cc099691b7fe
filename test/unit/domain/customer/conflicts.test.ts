import { describe, expect, it } from 'vitest';
import { conflictsOf } from '../../../../src/domain/customer/conflicts';
import { confirmation } from '../../../../src/domain/customer/history';
import type { Change } from '../../../../src/domain/entry/entry';
import type { Json } from '../../../../src/lib/json';

const FIELD = 'organization';
let next = 0;
const change = (device: string, at: string, before: Json, after: Json, more: Partial<Change> = {}): Change =>
  ({ id: `c${String(next++)}`, kind: 'change', field: FIELD, at: `2026-03-${at}:00Z`, by: device, device, before, after, source: { kind: 'staff' }, ...more });
const conflicts = (kept: Json, ...changes: Change[]) => conflictsOf({ [FIELD]: kept }, changes);

describe('a field that two devices changed apart', () => {
  const anna = change('anna', '02T10:00', 'Old', 'Annas');
  const ben = change('ben', '03T11:00', 'Old', 'Bens');

  it('is asked about, with what has won and what has not, in any order of arrival', () => {
    const expected = [{ field: FIELD, kept: 'Bens', lost: [anna], latestAt: ben.at }];
    expect(conflicts('Bens', anna, ben)).toEqual(expected);
    expect(conflicts('Bens', ben, anna)).toEqual(expected);
    expect(conflicts('Annas', anna, ben)).toEqual([{ field: FIELD, kept: 'Annas', lost: [ben], latestAt: ben.at }]);
  });

  it('is not when somebody has looked since', () => {
    expect(conflicts('Bens', anna, ben, confirmation({ id: 'k', field: FIELD, value: 'Bens', at: '2026-03-04T09:00:00Z', by: 'anna', device: 'anna', source: { kind: 'staff' } }))).toEqual([]);
    expect(conflicts('Both', anna, ben, change('anna', '04T09:00', 'Bens', 'Both'))).toEqual([]);
  });

  it('is not when the second had seen the first', () => {
    expect(conflicts('Bens', anna, change('ben', '03T11:00', 'Annas', 'Bens'))).toEqual([]);
    expect(conflicts('Bens', anna, change('ben', '02T12:00', 'Annas', 'Old'), ben)).toEqual([]);
  });

  it('is not when both say the same, when one device did both, after a week, or by an import', () => {
    expect(conflicts('Annas', anna, change('ben', '03T11:00', 'Old', 'Annas'))).toEqual([]);
    expect(conflicts('Twice', anna, change('anna', '03T11:00', 'Old', 'Twice'))).toEqual([]);
    expect(conflicts('Bens', anna, change('ben', '20T11:00', 'Old', 'Bens'))).toEqual([]);
    expect(conflicts('File', anna, change('ben', '03T11:00', 'Old', 'File', { source: { kind: 'import', importId: 'i', file: 'a.csv' } }))).toEqual([]);
  });

  it('is not for tags and bookkeeping, which nobody can set wrongly twice', () => {
    const tag = (device: string, after: Json): Change => ({ ...change(device, '02T10:00', null, after), field: 'tag/Gourmet' });
    expect(conflictsOf({ 'tag/Gourmet': true }, [tag('anna', true), tag('ben', false)])).toEqual([]);
  });

  it('is told of three of them', () => {
    const cleo = change('cleo', '03T12:00', 'Old', 'Cleos');
    expect(conflicts('Bens', anna, ben, cleo)).toEqual([{ field: FIELD, kept: 'Bens', lost: [cleo, anna], latestAt: cleo.at }]);
  });
});
