import { describe, expect, it } from 'vitest';
import { customerToJSContact, partialDate } from '../../../../src/transfer/export/jscontact';
import { parseVCards } from '../../../../src/transfer/vcard/parse-vcards';
import { vcardFixture } from '../../../support/vcard-fixtures';

const ID = '01890000-0000-7000-8000-000000000000';
const now = (): string => '2026-05-01T10:00:00Z';
const card = (fields: Record<string, never> | Parameters<typeof customerToJSContact>[0]['fields'], note = '') => customerToJSContact({ id: ID, fields, note }, { now });

describe('a customer as JSContact', () => {
  it('has the parts of the name in the kinds of RFC 9555', () => {
    expect(card({ 'name/prefix': 'Dr.', 'name/given': 'Ada', 'name/middle': 'King', 'name/family': 'Byron', 'name/suffix': 'PhD', 'name/phoneticGiven': 'Ayda' })).toEqual({
      '@type': 'Card', version: '1.0', uid: `urn:uuid:${ID}`, updated: '2026-05-01T10:00:00Z', prodId: '-//Regulars//Customer book//EN', kind: 'individual',
      name: {
        full: 'Dr. Ada King Byron PhD', isOrdered: true, phoneticSystem: 'x-plain',
        components: [{ kind: 'title', value: 'Dr.' }, { kind: 'given', value: 'Ada', phonetic: 'Ayda' }, { kind: 'given2', value: 'King' }, { kind: 'surname', value: 'Byron' }, { kind: 'credential', value: 'PhD' }],
      },
    });
  });

  it('has its contact points with contexts, features and preference', () => {
    expect(card({
      'email/e': { value: 'a@x.de', type: 'home', preferred: true }, 'phone/p': { raw: '+49 1', type: 'fax', label: 'work' }, 'phone/q': { raw: '12', label: 'Ski hut' },
      'address/a': { type: 'work', street: 'Weg 5', extended: 'Hof', postalCode: '85221', locality: 'Dachau', formatted: 'Weg 5\nDachau' }, 'link/l': { url: 'https://x.de' },
    })).toMatchObject({
      emails: { e: { address: 'a@x.de', contexts: { private: true }, pref: 1 } },
      phones: { p: { number: '+49 1', features: { fax: true }, contexts: { work: true } }, q: { number: '12', features: { voice: true }, label: 'Ski hut' } },
      addresses: { a: { contexts: { work: true }, full: 'Weg 5\nDachau', components: [{ kind: 'apartment', value: 'Hof' }, { kind: 'name', value: 'Weg 5' }, { kind: 'locality', value: 'Dachau' }, { kind: 'postcode', value: '85221' }] } },
      links: { l: { uri: 'https://x.de' } },
    });
  });

  it('has dates in parts, relations by UID or name, tags, note, photo and organization', () => {
    expect(card({
      kind: 'company', organization: 'Blüte', department: 'Einkauf', jobTitle: 'Chef', 'name/nickname': 'Bee', language: 'de', 'date/birth': { kind: 'birth', date: '--04-12' }, 'date/w': { kind: 'wedding', date: '2011-01-13' },
      'relation/1': { type: 'spouse', name: 'Ben' }, 'relation/2': { type: 'child', customer: ID }, 'tag/Gourmet': true, photo: 'data:image/png;base64,iVBORw==',
    }, 'hello')).toMatchObject({
      kind: 'org', organizations: { o1: { name: 'Blüte', units: [{ name: 'Einkauf' }] } }, titles: { t1: { name: 'Chef', kind: 'title' } }, nicknames: { n1: { name: 'Bee' } }, preferredLanguages: { l1: { language: 'de', pref: 1 } },
      anniversaries: { a1: { kind: 'birth', date: { '@type': 'PartialDate', month: 4, day: 12 } }, a2: { kind: 'wedding', date: { '@type': 'PartialDate', year: 2011, month: 1, day: 13 } } },
      relatedTo: { Ben: { relation: { spouse: true } }, [`urn:uuid:${ID}`]: { relation: { child: true } } }, keywords: { Gourmet: true }, notes: { n1: { note: 'hello' } },
      media: { p1: { kind: 'photo', uri: 'data:image/png;base64,iVBORw==', mediaType: 'image/png' } },
    });
  });

  it('keeps what JSContact has no word for as vCard properties', () => {
    const [record] = parseVCards(vcardFixture('rfc-4.0-lf.vcf')).records;
    expect(card({ ...record!.fields, customerNumber: 'K-1' })['vCardProps']).toEqual(expect.arrayContaining([
      ['gender', {}, 'text', 'F'], ['lang', { pref: '2' }, 'language-tag', 'en'], ['x-unknown', { 'x-p': 'a;b' }, 'unknown', 'raw\\,value;as it was'], ['x-regulars', { 'x-key': 'customerNumber' }, 'text', 'K-1'],
      ['related', { type: 'child' }, 'uri', 'urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af'],
    ]));
  });
});

it('a partial date has the parts that are known', () => {
  expect([partialDate('1980'), partialDate('1980-04'), partialDate('--04-12'), partialDate('about 1980')]).toEqual([
    { '@type': 'PartialDate', year: 1980 }, { '@type': 'PartialDate', year: 1980, month: 4 }, { '@type': 'PartialDate', month: 4, day: 12 }, undefined,
  ]);
});
