import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerFields } from '../../../../src/domain/customer/fields';
import type { Json } from '../../../../src/lib/json';
import { itemId } from '../../../../src/transfer/import/item-identity';
import type { ItemPrefix } from '../../../../src/transfer/import/item-identity';
import { parseJCard, toJCard } from '../../../../src/transfer/vcard/jcard';
import { parseVCards } from '../../../../src/transfer/vcard/parse-vcards';
import { foldLine, writeVCard } from '../../../../src/transfer/vcard/write-vcard';
import { utf8, vcardFixture, VCARD_FIXTURES } from '../../../support/vcard-fixtures';

const ID = '01890000-0000-7000-8000-000000000000';
const now = (): string => '2026-05-01T10:00:00Z';
const write = (fields: CustomerFields, note = '', version: '3.0' | '4.0' = '4.0'): string => writeVCard({ id: ID, fields, note }, version, { now });
const read = (text: string): { fields: CustomerFields; note: string } => {
  const record = parseVCards(utf8(text)).records[0]!;
  const { 'external/vcard': uid, ...fields } = record.fields;
  expect(uid).toBe(ID);
  return { fields, note: record.note ?? '' };
};
const item = (prefix: ItemPrefix, value: Json): Record<string, Json> => ({ [`${prefix}/${itemId(prefix, value)}`]: value });

describe('every card that comes in', () => {
  for (const name of VCARD_FIXTURES) {
    for (const version of ['4.0', '3.0'] as const) {
      it(`leaves as vCard ${version} and comes in again as it was: ${name}`, () => {
        for (const { fields, note, rejected } of parseVCards(vcardFixture(name)).records) {
          expect(rejected).toBeUndefined();
          const { 'external/vcard': _, ...known } = fields;
          expect(read(write(known, note, version))).toEqual({ fields: known, note: note ?? '' });
        }
      });
    }
  }
});

describe('a written vCard 4', () => {
  const fields: CustomerFields = {
    'name/given': 'Anna', 'name/family': 'Bärtl; the 2nd', organization: 'Käse, Brot', ...item('phone', { raw: '+49 89 1234', e164: '+49891234', type: 'mobile', preferred: true }),
    'date/birth': { kind: 'birth', date: '--04-12' }, ...item('relation', { type: 'spouse', name: 'Ben' }), 'tag/Gourmet': true, 'custom/shoe': 42, customerNumber: 'K-1',
    trashedAt: '2026-01-01T00:00:00Z', 'notSame/x': true, photo: 'data:image/png;base64,iVBORw==',
  };
  const text = write(fields, 'one\ntwo');

  it('says what RFC 6350 wants, in its words', () => {
    for (const line of [
      'UID:urn:uuid:01890000-0000-7000-8000-000000000000', 'REV:2026-05-01T10:00:00Z', 'KIND:individual', 'FN:Anna Bärtl\\; the 2nd', 'N:Bärtl\\; the 2nd;Anna;;;', 'ORG:Käse\\, Brot',
      'TEL;VALUE=uri;TYPE=cell;PREF=1;X-TEXT="+49 89 1234":tel:+49891234', 'BDAY:--0412', 'RELATED;VALUE=text;TYPE=spouse:Ben', 'CATEGORIES:Gourmet', 'NOTE:one\\ntwo', 'PHOTO:data:image/png;base64,iVBORw==',
      'X-REGULARS;X-KEY=custom/shoe;X-JSON=1:42', 'X-REGULARS;X-KEY=customerNumber:K-1',
    ]) expect(text.split('\r\n')).toContain(line);
  });

  it('keeps a number as it was typed and the country it is in', () => {
    const phone = item('phone', { raw: '089 1234', e164: '+49891234', type: 'work' });
    expect(read(write(phone)).fields).toEqual(phone);
  });

  it('takes no value into a field that nests deeper than a document may', () => {
    const deep = `${'['.repeat(30)}${']'.repeat(30)}`;
    const [person] = parseVCards(utf8(`BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Deep Well\r\nX-REGULARS;X-KEY=custom/abc;X-JSON=1:${deep}\r\nEND:VCARD\r\n`)).records;
    expect(person?.fields['custom/abc']).toBeUndefined();
    expect(Object.values(person!.fields)).toContainEqual(['x-regulars', { 'x-key': 'custom/abc', 'x-json': '1' }, 'text', deep]);
  });

  it('keeps to itself what belongs to this book alone', () => {
    expect(text).not.toMatch(/trash|notSame/i);
  });

  it('ends every line with CRLF and folds at 75 octets without cutting a letter', () => {
    const long = write({ displayName: 'Ä😀'.repeat(60) });
    expect(long.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    for (const line of long.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(long).not.toContain('\ufffd');
    expect(read(long).fields['displayName']).toBe('Ä😀'.repeat(60));
  });

  it('takes the stamp of the last change for REV', () => {
    const entry = { id: 'c', kind: 'change', at: '2026-02-03T00:00:00Z', by: 'm', field: 'x', before: null, after: null, source: { kind: 'staff' } } as const;
    expect(writeVCard({ id: ID, fields, note: '', entries: [entry] }, '4.0', { now })).toContain('REV:2026-02-03T00:00:00Z');
  });

  it('names a related customer by UID, and says the name beside it', () => {
    const card = writeVCard({ id: ID, fields: { 'relation/1': { type: 'child', customer: '03a0e51f-d1aa-4385-8a53-e29025acd8af' } }, note: '' }, '4.0', { now, customerName: () => 'Mia' });
    expect(card.replace(/\r\n /g, '')).toContain('RELATED;TYPE=child;X-TEXT=Mia:urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af');
  });
});

it('a vCard 3 speaks as phones do', () => {
  const text = write({
    kind: 'company', organization: 'Blüte', ...item('phone', { raw: '+49 89 1234', e164: '+49891234', type: 'work', preferred: true }), 'date/birth': { kind: 'birth', date: '--04-12' },
    ...item('relation', { type: 'spouse', name: 'Ben' }), photo: 'data:image/png;base64,iVBORw==',
  }, '', '3.0').split('\r\n');
  for (const line of ['VERSION:3.0', 'N:;;;;', 'X-ABSHOWAS:COMPANY', 'TEL;TYPE=work,pref:+49 89 1234', 'BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12', 'rel1.X-ABRELATEDNAMES:Ben', 'rel1.X-ABLABEL:_$!<Spouse>!$_', 'PHOTO;ENCODING=b;TYPE=PNG:iVBORw==']) expect(text).toContain(line);
});

describe('whatever a customer holds', () => {
  const plain = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).map((text) => text.replace(/\s+/g, ' ').replace(/[\u0000-\u001f\u007f\ufeff]/g, '').trim()).filter((text) => text !== ''); // eslint-disable-line no-control-regex -- control characters are no names
  const lines = fc.array(plain, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n'));
  const label = plain.filter((text) => !/^_\$!</.test(text));
  const type = fc.option(fc.constantFrom('home', 'work', 'mobile', 'fax', 'other'), { nil: undefined });
  const clean = (value: Record<string, unknown>): Json => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Json;
  const fieldsOf = (prefix: ItemPrefix, value: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, Json>> => value.map((found) => item(prefix, clean(found)));
  const labelled = { type, label: fc.option(label, { nil: undefined }) };
  const customer = fc.tuple(
    fc.record({ 'name/given': plain, 'name/family': plain, 'name/middle': plain, 'name/nickname': plain, organization: plain, department: plain, jobTitle: plain, customerNumber: plain }, { requiredKeys: ['name/family', 'organization'] }),
    fieldsOf('email', fc.record({ value: fc.emailAddress(), ...labelled })),
    fieldsOf('phone', fc.record({ raw: fc.integer({ min: 10_000_000, max: 999_999_999 }).map((n) => `+49 ${n}`), e164: fc.constant(undefined), ...labelled })
      .map((phone) => ({ ...phone, e164: (phone.raw).replace(' ', '') }))),
    fieldsOf('address', fc.record({ ...labelled, street: plain, extended: fc.option(plain, { nil: undefined }), locality: fc.option(plain, { nil: undefined }), postalCode: plain, formatted: fc.option(lines.map((text) => text), { nil: undefined }) })),
    fieldsOf('relation', fc.record({ type: fc.constantFrom('spouse', 'child', 'worksAt', 'referredBy'), name: plain.filter((name) => !name.includes(':')) })),
    plain.map((tag) => ({ [`tag/${tag}`]: true })),
    fc.record({ 'custom/a': fc.oneof(plain, fc.integer(), fc.boolean(), fc.array(plain, { minLength: 1 })) }),
  ).map((parts): Record<string, Json> => Object.assign({}, ...parts) as Record<string, Json>);

  it('is the same after vCard 4, vCard 3 and jCard', () => {
    fc.assert(fc.property(customer, lines, (fields, note) => {
      expect(read(write(fields, note))).toEqual({ fields, note });
      expect(read(write(fields, note, '3.0'))).toEqual({ fields, note });
      const json = parseJCard(JSON.stringify(toJCard({ id: ID, fields, note }, { now }))).records[0]!;
      expect({ fields: json.fields, note: json.note }).toEqual({ fields: { ...fields, 'external/vcard': ID }, note });
    }), { numRuns: 150 });
  });

  it('is never thrown at by any bytes', () => {
    const noise = fc.array(fc.constantFrom('BEGIN:VCARD', 'END:VCARD', 'N;', 'FN:x', 'TEL;TYPE="', ';CHARSET=', ':', '=C3', '=\n', '\n', ' ', 'PHOTO;ENCODING=b:', 'AGENT:', '\\', '\u0000', 'ü'), { maxLength: 60 });
    fc.assert(fc.property(noise, (parts) => void parseVCards(utf8(`BEGIN:VCARD\n${parts.join('')}\nEND:VCARD`))), { numRuns: 300 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseVCards(bytes)));
  });

  it('can start no line of its own', () => {
    const evil = 'x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Mallory';
    const fields: CustomerFields = { displayName: evil, 'link/1': { url: evil }, 'relation/1': { type: 'spouse', name: 'B', note: evil }, 'extra/1': ['x-a', { p: evil }, 'unknown', evil], 'extra/2': ['x:b', {}, 'text', evil] };
    for (const version of ['3.0', '4.0'] as const) expect(parseVCards(utf8(write(fields, evil, version))).records).toHaveLength(1);
  });
});

it('a line of 75 octets is not folded, one of 76 is', () => {
  expect(foldLine('a'.repeat(75))).toBe('a'.repeat(75));
  expect(foldLine('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a`);
});

describe('jCard', () => {
  it('comes in alone, as a list and as a stream, and is refused card by card', () => {
    const card = ['vcard', [['version', {}, 'text', '4.0'], ['fn', {}, 'text', 'Ada'], ['tel', { type: ['work', 'voice'], pref: '1' }, 'uri', 'tel:+49-89-123456'], ['n', {}, 'text', ['Ada', '', '', '', '']]]];
    for (const json of [card, [card], ['vcardstream', card]]) {
      expect(Object.values(parseJCard(JSON.stringify(json)).records[0]!.fields)).toEqual(['Ada', { raw: '+49-89-123456', e164: '+4989123456', type: 'work', preferred: true }]);
    }
    expect(parseJCard(JSON.stringify([card, { a: 1 }])).records.map((record) => record.rejected)).toEqual([undefined, 'unreadable']);
  });

  it('says what is wrong with text that is none', () => {
    expect(parseJCard('{"a"').issues[0]?.code).toBe('unreadable');
    expect(parseJCard(`${'['.repeat(40_000)}${']'.repeat(40_000)}`).issues[0]?.code).toBe('unreadable');
    expect(parseJCard(' ').issues[0]?.code).toBe('empty');
  });
});
