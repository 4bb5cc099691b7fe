import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerRow } from '../../../../src/domain/customer/row';
import { createDuplicateIndex } from '../../../../src/domain/duplicates/duplicate-index';
import { isNicknameOf } from '../../../../src/domain/duplicates/nicknames';
import { type DuplicateDraft, scorePair } from '../../../../src/domain/duplicates/score';

const anna: CustomerRow = { id: 'anna', name: 'Anna O’Brien', given: 'Anna', family: 'O’Brien', emails: ['anna@example.ie'], phones: ['353861234567'], birthday: '1979-12-06', postcode: 'T12 X70A', org: 'Brien Wines Ltd' };
const score = (draft: DuplicateDraft) => scorePair(draft, anna);

describe('a customer being typed', () => {
  it.each<[string, DuplicateDraft, number | undefined, string | undefined]>([
    ['with the same e-mail in other letters is stopped', { emails: [' ANNA@example.ie'] }, 100, 'stop'],
    ['with the same name and birthday is stopped, even without the year', { given: 'Ann', family: "O'brien", birthday: '--12-06' }, 90, 'stop'],
    ['with the same phone typed nationally gets a hint', { given: 'Anna', phones: ['0861234567'] }, 80, 'hint'],
    ['with the same phone and name is stopped', { given: 'Anna', family: 'OBrien', phones: ['0861234567'] }, 95, 'stop'],
    ['with the same name and postcode gets a hint', { given: 'Annie', family: 'O’Brien', postcode: 't12x70a' }, 70, 'hint'],
    ['with the same name and company gets a hint', { given: 'Anna', family: 'O’Brien', org: 'Brien Wines' }, 60, 'hint'],
    ['with the same name alone is left in peace', { given: 'Anna', family: 'O’Brien' }, 30, 'low'],
    ['who shares the family’s phone is left in peace', { given: 'Paul', family: 'Murphy', phones: ['353861234567'] }, 50, 'low'],
    ['who shares the phone of a relative with the same family name is left in peace', { given: 'Paul', family: 'O’Brien', phones: ['353861234567'] }, 50, 'low'],
    ['with another birthday is somebody else', { given: 'Bea', family: 'O’Brien', birthday: '1979-12-06' }, undefined, undefined],
    ['of another country with the same last digits is somebody else', { given: 'Otto', family: 'Lang', phones: ['49861234567'] }, undefined, undefined],
    ['who knows nothing yet is nobody', {}, undefined, undefined],
  ])('%s', (_, draft, expected, level) => {
    expect(score(draft)?.score).toBe(expected);
    expect(score(draft)?.level).toBe(level);
  });
  it('who uses the shop’s info@ address is not stopped unless the name agrees', () => {
    const shop: CustomerRow = { id: 's', name: 'Ben Lang', given: 'Ben', family: 'Lang', emails: ['info@lang.example'] };
    expect(scorePair({ given: 'Eva', family: 'Lang', emails: ['info@lang.example'] }, shop)).toEqual({ score: 50, level: 'low', reasons: ['sharedMailbox'] });
    expect(scorePair({ given: 'Benjamin', family: 'Lang', emails: ['info@lang.example'] }, shop)?.score).toBe(100);
  });
  it('who was said to be not the same is not shown again, whichever side remembers', () => {
    expect(score({ id: 'x', emails: ['anna@example.ie'], notSame: ['anna'] })).toBeUndefined();
    expect(scorePair({ id: 'x', emails: ['anna@example.ie'] }, { ...anna, notSame: ['x'] })).toBeUndefined();
    expect(score({ id: 'anna', emails: ['anna@example.ie'] })).toBeUndefined();
  });
  it('is known by nickname in English and German', () => {
    expect([isNicknameOf('bill', 'william'), isNicknameOf('sepp', 'josef'), isNicknameOf('uschi', 'ursula'), isNicknameOf('bill', 'bob'), isNicknameOf('', '')]).toEqual([true, true, true, false, false]);
  });
});

describe('the index of possible duplicates', () => {
  it('finds by e-mail, phone, and name with postcode or birthday; best first; and follows edits', () => {
    const index = createDuplicateIndex([anna, { id: 'bill', name: 'Bill Lang', given: 'Bill', family: 'Lang', postcode: '80331', birthday: '1970-01-01' }]);
    expect(index.find({ phones: ['0861234567'], emails: ['anna@example.ie'] }).map(({ id, score: points }) => [id, points])).toEqual([['anna', 100]]);
    expect(index.find({ given: 'William', family: 'LANG', postcode: '80331' }).map(({ id }) => id)).toEqual(['bill']);
    expect(index.find({ given: 'Wilhelm', family: 'Lang', birthday: '--01-01' }).map(({ level }) => level)).toEqual(['stop']);
    index.upsert({ ...anna, emails: ['new@example.ie'] });
    expect([index.find({ emails: ['anna@example.ie'] }).length, index.find({ emails: ['new@example.ie'] }).length]).toEqual([0, 1]);
    index.upsert({ ...anna, trashedAt: '2026-01-01T00:00:00Z' });
    index.remove('bill');
    expect([index.find({ emails: anna.emails! }).length, index.find({ family: 'Lang', given: 'Bill', postcode: '80331' }).length, index.size]).toEqual([0, 0, 1]);
  });

  const draft: fc.Arbitrary<DuplicateDraft> = fc.record({
    id: fc.uuid(), given: fc.constantFrom('Anna', 'Ann', 'Bill', 'William', 'Otto', 'A', ''), family: fc.constantFrom('Lang', 'lang', 'Lange', 'O’Brien', 'Bill', ''), name: fc.constantFrom('Anna Lang', 'X', ''),
    emails: fc.subarray(['a@b.de', 'A@B.de', 'info@b.de', '']), phones: fc.subarray(['353861234567', '0861234567', '12']), birthday: fc.constantFrom('1979-12-06', '--12-06', '1979', 'x'), postcode: fc.constantFrom('1010', 'T12 X', ''), org: fc.constantFrom('B GmbH', 'B', ''), kind: fc.constantFrom('company', 'household'),
  }, { requiredKeys: ['id'] });
  it('judges a pair the same from both sides', () => {
    fc.assert(fc.property(draft, draft, (a, b) => { expect(scorePair(a, b)).toEqual(scorePair(b, a)); }), { numRuns: 3_000 });
  });
  it('misses no pair that would be stopped or hinted at', () => {
    fc.assert(fc.property(draft, draft, (a, b) => {
      const worth = scorePair(a, b);
      if (!worth || worth.level === 'low') return;
      expect(createDuplicateIndex([{ name: '', ...b } as CustomerRow]).find(a).length).toBe(1);
    }), { numRuns: 5_000 });
  });
});
