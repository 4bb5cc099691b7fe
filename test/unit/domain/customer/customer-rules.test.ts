import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressLines, emailItemId, mailHref, phoneItemId, preferEdits, telHref } from '../../../../src/domain/customer/contact-points';
import { convertPreview, CUSTOM_FIELD_TYPES, type CustomFieldDefinition, formatCustomValue, groupDefinitions, parseCustomValue, parseDefinition, validateCustomValue } from '../../../../src/domain/customer/custom-fields';
import { confirmation, factOf, lostToAnother } from '../../../../src/domain/customer/history';
import { initialsOf, splitName, withoutParticles } from '../../../../src/domain/customer/names';
import { addRelation, householdRollUp, inverseOf, makesReferralCycle, removeRelation, sameAddress } from '../../../../src/domain/customer/relations';
import type { Change } from '../../../../src/domain/entry/entry';

describe('names', () => {
  it('give initials in every script, for companies too', () => {
    expect([{ name: 'Aoife Ní Bhriain', given: 'Aoife', family: 'Ní Bhriain' }, { name: '山田太郎', given: '太郎', family: '山田' }, { name: 'Harbour Lights', kind: 'company' as const }, { name: 'anna' }, { name: '…' }, { name: 'P. van der Berg', given: 'Pieter', family: 'van der Berg' }].map(initialsOf)).toEqual(['AB', '山', 'HL', 'A', '', 'PB']);
  });
  it('are taken apart for quick entry', () => {
    expect(splitName('Dr. Anna Maria van der Berg')).toEqual({ prefix: 'Dr.', given: 'Anna', middle: 'Maria', family: 'van der Berg', suffix: '' });
    expect(splitName('Lang, Ben')).toMatchObject({ given: 'Ben', family: 'Lang' });
    expect(splitName('Cher')).toMatchObject({ given: 'Cher', family: '' });
    expect([withoutParticles('O’Brien'), withoutParticles('von'), withoutParticles('Lang')]).toEqual(['Brien', 'von', 'Lang']);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => typeof splitName(text).family === 'string' && typeof initialsOf({ name: text }) === 'string'));
  });
});

describe('contact points', () => {
  it('typed twice on two devices become one item', () => {
    expect(emailItemId('Anna@X.ie')).toBe(emailItemId(' anna@x.ie'));
    expect(phoneItemId({ raw: '+353 86 123 4567' })).toBe(phoneItemId({ raw: '353861234567', e164: '+353861234567' }));
  });
  it('have one preferred item at a time', () => {
    expect(preferEdits({ 'email/a': { value: 'a', preferred: true }, 'email/b': { value: 'b' } }, 'email', 'b')).toEqual({ 'email/a': { value: 'a' }, 'email/b': { value: 'b', preferred: true } });
  });
  it('are written as each country does, and make links that add nothing', () => {
    expect(addressLines({ street: 'Hauptstr. 5', postalCode: '80331', locality: 'München' }, 'DE')).toEqual(['Hauptstr. 5', '80331 München']);
    expect(addressLines({ street: '3 Pier Road', postalCode: 'P17', locality: 'Kinsale', country: 'Ireland' })).toEqual(['3 Pier Road', 'Kinsale', 'P17', 'Ireland']);
    expect([telHref({ raw: 'ask' }), telHref({ raw: '(021) 12' }), mailHref('a@b.de?bcc=x@y.z')]).toEqual([undefined, 'tel:02112', 'mailto:a@b.de']);
  });
});

describe('relations', () => {
  it('stand on both profiles and go from both', () => {
    const [mine, theirs] = addRelation('anna', { type: 'child', customer: 'ben' }, 'n');
    expect(Object.values(theirs!.fields)).toEqual([{ type: 'parent', customer: 'anna' }]);
    const itemId = Object.keys(mine!.fields)[0]!.slice('relation/'.length);
    expect(removeRelation('anna', itemId, { type: 'child', customer: 'ben' }, theirs!.fields)).toEqual([{ id: 'anna', fields: { [`relation/${itemId}`]: null } }, { id: 'ben', fields: { [Object.keys(theirs!.fields)[0]!]: null } }]);
    expect(addRelation('ben', { type: 'parent', customer: 'anna' }, 'm').map(({ id, fields }) => [id, Object.keys(fields)])).toEqual([['ben', Object.keys(theirs!.fields)], ['anna', Object.keys(mine!.fields)]]);
    expect(addRelation('anna', { type: 'spouse', customer: 'anna' }, 'n')).toEqual([]);
    expect(addRelation('anna', { type: 'child', name: 'Cáit' }, 'n')).toEqual([{ id: 'anna', fields: { 'relation/n': { type: 'child', name: 'Cáit' } } }]);
    for (const type of ['spouse', 'parent', 'child', 'sibling', 'worksAt', 'employs', 'referred', 'referredBy', 'advisor', 'advises', 'member', 'household', 'custom'] as const) expect(inverseOf(inverseOf(type))).toBe(type);
  });
  it('roll a household up per currency, each member once', () => {
    const bought = (minor: number, currency: string) => ({ count: 2, minor, currency, first: '2025-01-01', last: '2025-01-02' });
    const anna = { id: 'a', name: 'A', bought: bought(100, 'EUR'), lastContact: '2026-01-01' };
    expect(householdRollUp([anna, anna, { id: 'b', name: 'B', bought: bought(5, 'CHF') }])).toEqual({ members: 2, purchases: 4, bought: [{ minor: 100, currency: 'EUR' }, { minor: 5, currency: 'CHF' }], lastContact: '2026-01-01' });
  });
  it('are suggested for people at the same address, never for companies or the other side of town', () => {
    const home = { street: 'Hauptstraße 5', postcode: '80331' };
    const found = sameAddress({ id: 'a', name: 'A', ...home }, [{ id: 'a', name: 'A', ...home }, { id: 'b', name: 'B', street: 'Hauptstr. 5', postcode: '80331' }, { id: 'c', name: 'C', street: 'Hauptstraße 55', postcode: '80331' }, { id: 'd', name: 'D', kind: 'company', ...home }, { id: 'e', name: 'E' }]);
    expect(found.map(({ id }) => id)).toEqual(['b']);
  });
  it('of referral never run in a circle', () => {
    const by: Record<string, string> = { c: 'b', b: 'a' };
    expect([makesReferralCycle('c', 'a', (id) => by[id]), makesReferralCycle('a', 'd', (id) => by[id])]).toEqual([true, false]);
  });
});

describe('what is known of a field', () => {
  const change = (id: string, at: string, before: string, after: string): Change => ({ kind: 'change', id, at, by: 'Nora', field: 'jobTitle', before, after, source: { kind: 'customer' } });
  it('tells who said so last, and that it was confirmed later', () => {
    const entries = [change('1', '2025-01-01', '', 'Cook'), change('2', '2025-06-01', 'Cook', 'Chef')];
    expect(factOf('jobTitle', { jobTitle: 'Chef' }, entries)).toMatchObject({ value: 'Chef', by: 'Nora', at: '2025-06-01', confirmedAt: undefined, changes: [{ id: '2' }, { id: '1' }] });
    const still = confirmation({ id: '3', field: 'jobTitle', value: 'Chef', at: '2026-01-01', by: 'Ben', source: { kind: 'staff' } });
    expect(factOf('jobTitle', { jobTitle: 'Chef' }, [...entries, still])).toMatchObject({ confirmedAt: '2026-01-01', by: 'Ben' });
    expect(factOf('jobTitle', {}, [], { by: 'import', at: '2024-01-01' })).toMatchObject({ value: null, by: 'import', at: '2024-01-01' });
    expect(lostToAnother(factOf('jobTitle', { jobTitle: 'Waiter' }, entries))).toBe(true);
  });
});

const definition = (over: Partial<CustomFieldDefinition>): CustomFieldDefinition => ({ id: 'f', label: 'Field', type: 'text', ...over });
const colours = [{ id: 'r', label: 'Red' }, { id: 'w', label: 'Weiß' }];

describe('a custom field', () => {
  it.each<[Partial<CustomFieldDefinition>, string, unknown]>([
    [{ type: 'number' }, '1.234,5', 1234.5], [{ type: 'number' }, '1,234', 1234], [{ type: 'number' }, '-0.5', -0.5], [{ type: 'money' }, '12,50 €', { minor: 1250, currency: 'EUR' }], [{ type: 'date' }, '31.12.1979', '1979-12-31'], [{ type: 'yesNo' }, 'Ja', true], [{ type: 'yesNo' }, 'no', false],
    [{ type: 'oneOf', choices: colours }, 'WEISS', 'w'], [{ type: 'manyOf', choices: colours }, 'red; weiß', ['r', 'w']], [{ type: 'rating' }, '★★★', 3], [{ type: 'rating' }, '4/5', 4], [{ type: 'text' }, '  a ', 'a'], [{ type: 'number' }, ' ', null],
  ])('%o reads "%s"', (over, typed, value) => expect(parseCustomValue(definition(over), typed)).toEqual({ ok: true, value }));
  it.each<[Partial<CustomFieldDefinition>, string]>([[{ type: 'number' }, 'many'], [{ type: 'rating' }, '6'], [{ type: 'date' }, '31.2.2001'], [{ type: 'yesNo' }, 'perhaps'], [{ type: 'oneOf', choices: colours }, 'Blue'], [{ type: 'manyOf', choices: colours }, 'red; blue'], [{ type: 'money' }, 'free']])(
    '%o refuses "%s"', (over, typed) => expect(parseCustomValue(definition(over), typed).ok).toBe(false));
  it('comes back from its text', () => {
    const cases: [CustomFieldDefinition, fc.Arbitrary<never>][] = [
      [definition({ type: 'money' }), fc.record({ minor: fc.integer({ min: -1e9, max: 1e9 }), currency: fc.constantFrom('EUR', 'JPY') }) as never], [definition({ type: 'yesNo' }), fc.boolean() as never], [definition({ type: 'rating' }), fc.integer({ min: 1, max: 5 }) as never],
      [definition({ type: 'manyOf', choices: colours }), fc.subarray(['r', 'w'], { minLength: 1 }) as never], [definition({ type: 'number' }), fc.integer() as never],
    ];
    for (const [field, values] of cases) fc.assert(fc.property(values, (value) => { expect(parseCustomValue(field, formatCustomValue(field, value))).toEqual({ ok: true, value }); }));
  });
  it('says before a change of type how many values would be lost, and which', () => {
    expect(convertPreview(['12', 'a dozen', null, '3.5'], definition({}), definition({ type: 'number' }))).toEqual({ converts: 2, fails: 1, examples: ['a dozen'] });
    expect(convertPreview(['r'], definition({ type: 'oneOf', choices: colours }), definition({ type: 'manyOf', choices: colours }))).toMatchObject({ converts: 1, fails: 0 });
    expect(convertPreview([{ name: 'a.pdf', blob: 'x' }], definition({ type: 'file' }), definition({ type: 'text' }))).toMatchObject({ fails: 1 });
  });
  it('is refused where its definition is not one, and hidden once deleted', () => {
    expect([null, {}, { id: 'a', label: ' ', type: 'text' }, { id: 'a', label: 'A', type: 'colour' }, { id: 'a', label: 'A', type: 'oneOf' }].map((input) => parseDefinition(input).ok)).toEqual([false, false, false, false, false]);
    expect(parseDefinition({ id: 'a', label: 'A', type: 'oneOf', choices: colours, later: 1 })).toEqual({ ok: true, value: { id: 'a', label: 'A', type: 'oneOf', choices: colours } });
    expect(groupDefinitions([definition({ id: 'b', label: 'B', group: 'Wine' }), definition({ id: 'a', label: 'A' }), definition({ id: 'c', deletedAt: '2026-01-01' })]).map(({ group, fields }) => [group, fields.length])).toEqual([['', 1], ['Wine', 1]]);
  });
  it('survives any stored value', () => {
    fc.assert(fc.property(fc.constantFrom(...CUSTOM_FIELD_TYPES), fc.jsonValue(), (type, value) => {
      const field = definition({ type, choices: colours });
      return typeof validateCustomValue(field, value as never).ok === 'boolean' && typeof formatCustomValue(field, value as never) === 'string' && convertPreview([value as never], field, definition({ type: 'number' })).fails >= 0;
    }));
  });
});
