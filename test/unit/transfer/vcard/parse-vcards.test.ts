import { describe, expect, it } from 'vitest';
import type { ContactRecord } from '../../../../src/transfer/contact-record';
import { CardSplitter } from '../../../../src/transfer/vcard/split-cards';
import { naturalKeyOfCard, parseVCards, readVCards } from '../../../../src/transfer/vcard/parse-vcards';
import { utf8, vcardFixture } from '../../../support/vcard-fixtures';

const items = (record: ContactRecord | undefined, prefix: string): unknown[] => Object.entries(record?.fields ?? {}).filter(([key]) => key.startsWith(`${prefix}/`)).map(([, item]) => item);
const card = (...lines: readonly string[]): Uint8Array => utf8(['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n'));
const one = (...lines: readonly string[]): ContactRecord => parseVCards(card(...lines)).records[0]!;

describe('an Android export (2.1)', () => {
  const [bare, person] = parseVCards(vcardFixture('android-2.1.vcf')).records;

  it('comes in though a card holds nothing but an e-mail, and its system group is no tag', () => {
    expect(items(bare, 'email')).toEqual([{ value: 'asta@example.com', preferred: true }]);
    expect(items(bare, 'tag')).toEqual([]);
    expect(items(bare, 'extra')).toEqual([['categories', {}, 'text', 'My Contacts']]);
  });

  it('has names right that are quoted-printable over several lines', () => {
    expect(person?.fields).toMatchObject({ 'name/family': 'Ås', 'name/given': 'Éloïse Ø', organization: 'Blüte & Blatt' });
    expect(person?.fields['displayName']).toBeUndefined();
    expect(person?.note).toBe('Kräuter und Öl\nzweite Zeile');
  });

  it('keeps one number under two types as two phones', () => {
    expect(items(person, 'phone')).toEqual([
      { raw: '0176123456', type: 'mobile', preferred: true }, { raw: '0176123456', type: 'work' }, { raw: '0891234567', type: 'fax', label: 'work' },
    ]);
  });

  it('reads the dates and relations that Android hides in properties of its own', () => {
    expect(items(person, 'date')).toEqual([{ kind: 'wedding', date: '2011-01-13' }]);
    expect(items(person, 'relation')).toEqual([{ type: 'spouse', name: 'Jörg' }]);
  });

  it('says so where a letter was cut in half, and keeps the rest of the value', () => {
    expect(person?.issues).toEqual([{ code: 'unreadable', row: 2, column: 'ORG' }]);
    expect(items(person, 'extra')).toContainEqual(['org', {}, 'text', 'ÄÄÄ\ufffd']);
  });

  it('brings its photo', () => {
    expect(person?.fields['photo']).toMatch(/^data:image\/jpeg;base64,\/9j\//);
  });
});

describe('a Google export (3.0)', () => {
  const [person, last] = parseVCards(vcardFixture('google-3.0.vcf')).records;

  it('has all parts of the name, and no display name of its own where the parts give the same', () => {
    expect(person?.fields).toMatchObject({ 'name/family': 'Varley', 'name/given': 'John', 'name/middle': 'Albert, Jim', 'name/prefix': 'Mr.', 'name/suffix': 'Sr.', 'name/phoneticGiven': 'Jon' });
    expect(person?.fields['displayName']).toBeUndefined();
  });

  it('takes an address written as lines for lines', () => {
    expect(items(person, 'address')).toEqual([{ type: 'home', formatted: '12 Moon drive\nFlat 5\nNice Area, Albany 12345\nUnited States of America' }]);
  });

  it('reads the labels that stand beside a value', () => {
    expect(items(person, 'date')).toEqual([{ kind: 'birth', date: '1980-03-22' }, { kind: 'wedding', date: '1975-03-01' }, { kind: 'custom', date: '2019-05-02', label: 'First order' }]);
    expect(items(person, 'relation')).toEqual([{ type: 'spouse', name: 'Jenny' }]);
    expect(items(person, 'phone')).toContainEqual({ raw: '+49 89 123456', e164: '+4989123456', label: 'Ski hut' });
  });

  it('keeps an unknown property and its label together', () => {
    const [social, label] = items(person, 'extra').filter((extra) => (extra as string[])[0] !== 'categories') as [string, { group: string }, string, string][];
    expect([social?.[0], social?.[3], label?.[0], label?.[3]]).toEqual(['x-social', 'jv', 'x-ablabel', 'Chess club']);
    expect(social?.[1].group).toBe(label?.[1].group);
  });

  it('has tags, an unescaped link and a note in lines', () => {
    expect(Object.keys(person?.fields ?? {}).filter((key) => key.startsWith('tag/'))).toEqual(['tag/Gourmet', 'tag/Wine club']);
    expect(items(person, 'link')).toEqual([{ url: 'http://www.example.com', type: 'work' }]);
    expect(person?.note).toBe('He said "as is", twice; then\nleft for Boston');
  });

  it('needs no line break at the end of the file', () => {
    expect(last).toMatchObject({ row: 2, fields: { 'name/given': 'Last' } });
    expect(last?.rejected).toBeUndefined();
  });
});

describe('an Outlook export (2.1, Windows-1252 without saying so)', () => {
  const [person] = parseVCards(vcardFixture('outlook-2.1-cp1252.vcf')).records;

  it('has its umlauts right, and says that the encoding was guessed', () => {
    expect(person?.fields).toMatchObject({ 'name/family': 'Müller', 'name/given': 'Jürgen', 'name/middle': 'Karl,Otto', organization: 'Käse, The', department: 'Einkauf', displayName: 'Dr. Jürgen Müller' });
    expect(person?.note).toBe('Path C:\\new, and 20 € off');
    expect(person?.issues.map((issue) => issue.code)).toEqual(['encoding-guessed']);
  });

  it('joins an address with the lines printed for it, the preferred one first', () => {
    expect(items(person, 'address')).toEqual([
      { type: 'work', extended: 'Hof', street: 'Hauptstraße 1', locality: 'München', region: 'BY', postalCode: '80331', country: 'Deutschland', formatted: 'Hauptstraße 1\n80331 München' },
      { type: 'home', street: 'Weg 5,', locality: 'Dachau', postalCode: '85221', country: 'Deutschland' },
    ]);
  });

  it('reads what comes after base64 blocks, and tells a PNG that is called a JPEG', () => {
    expect(items(person, 'email')).toEqual([{ value: 'jm@example.com', preferred: true }]);
    expect(person?.fields['photo']).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(items(person, 'extra')).toContainEqual(['key', {}, 'uri', 'data:application/pkix-cert;base64,MIIDITCCAoqgAwIBAgIQT52W2WawmStUwpV8tBV9TTANBgkqhkiG9w0BAQUFADBM']);
    expect(items(person, 'date')).toEqual([{ kind: 'birth', date: '1980-03-22' }, { kind: 'wedding', date: '2011-01-13' }]);
  });
});

describe('a vCard 4 with bare line feeds', () => {
  const [person] = parseVCards(vcardFixture('rfc-4.0-lf.vcf')).records;

  it('keeps a birthday without a year, an anniversary as a day and suffixes in order', () => {
    expect(items(person, 'date')).toEqual([{ kind: 'birth', date: '--02-03' }, { kind: 'wedding', date: '2009-08-08' }]);
    expect(person?.fields['name/suffix']).toBe('ing. jr, M.Sc.');
  });

  it('reads telephone URIs with extension and types in quotes', () => {
    expect(items(person, 'phone')).toEqual([
      { raw: '+1-418-555-9254 ext. 102', e164: '+14185559254', type: 'work', preferred: true }, { raw: '+1-418-555-6501', e164: '+14185556501', type: 'mobile', label: 'work' },
    ]);
  });

  it('keeps what it does not know as it came, a link to another card among it', () => {
    expect(items(person, 'extra')).toEqual(expect.arrayContaining([
      ['x-unknown', { 'x-p': 'a;b' }, 'unknown', 'raw\\,value;as it was'], ['related', { type: 'child' }, 'uri', 'urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af'],
      ['gender', {}, 'text', 'F'], ['lang', { pref: '2' }, 'language-tag', 'en'],
    ]));
    expect(person?.fields).toMatchObject({ language: 'fr', timeZone: 'Europe/Paris' });
  });

  it('is told again by its UID', () => {
    expect(naturalKeyOfCard(person!)).toBe('4fbe8971-0bc3-424c-9c26-36c3e1eff6b1');
    expect(naturalKeyOfCard(one('FN:Without'))).toBeUndefined();
  });
});

describe('a file with flaws', () => {
  it('rejects a card cut in half and lets the others in', () => {
    const text = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Cut\nTEL:12\nBEGIN:VCARD\nVERSION:3.0\nFN:Eve\nEND:VCARD\nBEGIN:VCARD\nFN:Also cut';
    const { records } = parseVCards(utf8(text));
    expect(records.map(({ row, rejected }) => [row, rejected])).toEqual([[1, undefined], [2, 'cut-off'], [3, undefined], [4, 'cut-off']]);
    expect(records[1]?.raw?.[0]).toContain('FN:Cut');
  });

  it('rejects the second half of a card as well', () => {
    expect(parseVCards(utf8('TEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:Eve\nEND:VCARD\n')).records.map((record) => record.rejected)).toEqual(['cut-off', undefined]);
  });

  it('says of an empty file, of a picture and of other text what they are', () => {
    expect(parseVCards(new Uint8Array(0)).issues).toEqual([{ code: 'empty', row: 0 }]);
    expect(parseVCards(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 10, 1, 2])).issues).toEqual([{ code: 'not-text', row: 0 }]);
    expect(parseVCards(utf8('Name;Phone\nAda;12')).issues).toEqual([{ code: 'unreadable', row: 0 }]);
  });

  it('keeps a bad e-mail and an impossible birthday as they stand, with a word about each', () => {
    const record = one('FN:Ada', 'EMAIL:nonsense', 'BDAY:2001-02-31');
    expect(record.issues.map((issue) => issue.code).sort()).toEqual(['odd-value', 'odd-value']);
    expect(items(record, 'date')).toEqual([{ kind: 'birth', date: '2001-02-31' }]);
    expect(items(record, 'email')).toEqual([{ value: 'nonsense' }]);
  });

  it('reports a birthday in the future only when told what day it is', () => {
    const bytes = card('FN:Ada', 'BDAY:2031-01-01');
    expect(parseVCards(bytes, { today: '2026-05-01' }).records[0]?.issues).toEqual([{ code: 'odd-value', row: 1, column: 'BDAY', value: '2031-01-01' }]);
    expect(parseVCards(bytes).records[0]?.issues).toEqual([]);
  });

  it('rejects a card that says nothing, and speaks up for one without a name', () => {
    expect(one('PRODID:x').rejected).toBe('empty');
    expect(one('BDAY:1980-01-01').issues).toEqual([{ code: 'no-name', row: 1 }]);
  });

  it('reads a note with bare line breaks, and quoted-printable cut off by the end', () => {
    expect(one('FN:Ada', 'NOTE:first', 'second').note).toBe('first\nsecond');
    expect(one('NOTE;QUOTED-PRINTABLE:first=').note).toBe('first');
  });

  it('keeps a card nested below AGENT with the card around it', () => {
    const { records } = parseVCards(utf8('BEGIN:VCARD\nVERSION:2.1\nN:Boss;The\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:Agent;An\nEND:VCARD\nTEL:555\nEND:VCARD\n'));
    expect(records).toHaveLength(1);
    expect(records[0]?.fields).toMatchObject({ 'name/family': 'Boss' });
    expect(items(records[0], 'phone')).toEqual([{ raw: '555' }]);
    expect(JSON.stringify(items(records[0], 'extra'))).toContain('N:Agent;An');
  });

  it('reads UTF-16, a byte order mark, CR alone, and a charset named per property', () => {
    const text = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Žofie\r\nEND:VCARD\r\n';
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8])]);
    expect(parseVCards(utf16).records[0]?.fields['displayName']).toBe('Žofie');
    expect(parseVCards(utf8(`\ufeff${text}`)).records[0]?.fields['displayName']).toBe('Žofie');
    expect(parseVCards(utf8(text.replace(/\r\n/g, '\r'))).records[0]?.fields['displayName']).toBe('Žofie');
    expect(parseVCards(utf8('BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=AEofie\nEND:VCARD\n')).records[0]?.fields['displayName']).toBe('Žofie');
    expect(parseVCards(utf8('BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=X-KLINGON;QUOTED-PRINTABLE:=AEa\nEND:VCARD\n')).records[0]?.issues[0]?.code).toBe('unknown-charset');
  });
});

describe('a file of any size', () => {
  it('is cut into the same cards whatever the pieces in which it comes, with line ends of every kind', () => {
    const whole = utf8('BEGIN:VCARD\r\nFN:Zoë\r\n\r\nEND:VCARD\r\nBEGIN:VCARD\nFN:Ben\nEND:VCARD\rBEGIN:VCARD\rFN:Cyd\rEND:VCARD');
    const inPieces = (size: number): string[] => {
      const splitter = new CardSplitter(), cards = [];
      for (let at = 0; at < whole.length; at += size) cards.push(...splitter.push(whole.subarray(at, at + size)));
      return [...cards, ...splitter.end()].map(({ bytes, flaw }) => `${flaw ?? 'whole'} ${new TextDecoder().decode(bytes)}`);
    };
    expect(inPieces(whole.length)).toEqual(['whole BEGIN:VCARD\nFN:Zoë\n\nEND:VCARD\n', 'whole BEGIN:VCARD\nFN:Ben\nEND:VCARD\n', 'whole BEGIN:VCARD\nFN:Cyd\nEND:VCARD\n']);
    for (const size of [1, 2, 3, 5, 7, 64]) expect(inPieces(size), `pieces of ${size}`).toEqual(inPieces(whole.length));
  });
  it('and a line without end costs time in proportion to its length, not to its square', () => {
    const splitter = new CardSplitter(), piece = new Uint8Array(65_536).fill(65), started = performance.now();
    splitter.push(utf8('BEGIN:VCARD\nNOTE:'));
    for (let i = 0; i < 1_600; i++) splitter.push(piece);
    const cards = [...splitter.push(utf8('\nEND:VCARD\nBEGIN:VCARD\nFN:Ben\nEND:VCARD\n')), ...splitter.end()];
    expect(cards.map(({ flaw }) => flaw)).toEqual(['too-large', undefined]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  const many = Array.from({ length: 450 }, (_, i) => `BEGIN:VCARD\nVERSION:3.0\nFN:Person ${i}\nEND:VCARD\n`).join('');

  it('comes in batches with progress', async () => {
    const sizes: number[] = [];
    let read = 0;
    for await (const batch of readVCards(new Blob([many]))) {
      sizes.push(batch.records.length);
      expect(batch.bytesRead).toBeGreaterThanOrEqual(read);
      read = batch.bytesRead;
    }
    expect(sizes).toEqual([200, 200, 50]);
    expect(read).toBe(many.length);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    await expect((async () => {
      for await (const batch of readVCards(new Blob([many]), { signal: stop.signal })) {
        seen.push(batch.records.length);
        stop.abort();
      }
    })()).rejects.toThrow();
    expect(seen).toEqual([200]);
  });

  it('shrinks a photo that is too large where it can, and else keeps all but the photo', async () => {
    const photo = `PHOTO;ENCODING=b;TYPE=JPEG:${Buffer.alloc(150_000, 7).toString('base64')}`;
    const file = new Blob([card('FN:Ada', photo) as Uint8Array<ArrayBuffer>]);
    const read = async (shrinkPhoto?: Parameters<typeof readVCards>[1]): Promise<ContactRecord | undefined> => {
      for await (const batch of readVCards(file, shrinkPhoto)) return batch.records[0];
      return undefined;
    };
    const small = await read({ shrinkPhoto: ({ bytes }) => Promise.resolve({ mediaType: 'image/jpeg', bytes: bytes.slice(0, 30) }) });
    expect(small?.fields['photo']).toMatch(/^data:image\/jpeg;base64,Bwc/);
    const without = await read();
    expect(without?.fields).toEqual({ displayName: 'Ada' });
    expect(without?.issues.map((issue) => issue.code)).toEqual(['photo-too-large']);
  });
});
