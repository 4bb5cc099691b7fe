import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CustomerRow } from '../../../../src/domain/customer/row';
import { explain } from '../../../../src/domain/search/explain';
import { createSearchIndex, type SearchIndex } from '../../../../src/domain/search/search-index';

const rows: readonly CustomerRow[] = [
  { id: 'brien', name: 'Aoife O’Brien', given: 'Aoife', family: 'O’Brien', emails: ['aoife.obrien@example.ie'], phones: ['353861234567'], town: 'Cork', tags: ['VIP'] },
  { id: 'mueller', name: 'Jürgen Müller', given: 'Jürgen', family: 'Müller', org: 'Müller & Söhne GmbH', phones: ['4989123456'], town: 'München', note: 'Mag Burgunder, seine Schwester Anna kommt oft mit. Lieferung bitte immer vor 12 Uhr und an die Hintertür.' },
  { id: 'anna', name: 'Anna Lindqvist', given: 'Anna', family: 'Lindqvist', phones: ['0214551234'], town: 'Zürich', number: 'K00042' },
  { id: 'susan', name: 'Susan Anderson', given: 'Susan', family: 'Anderson', org: 'Lindqvist Wines', emails: ['s@annabel.example'] },
  { id: 'yamada', name: '山田太郎', given: '太郎', family: '山田', street: 'Hauptstraße 5', postcode: '10115' },
  { id: 'john', name: 'John Murphy', given: 'John', family: 'Murphy' },
];
let index: SearchIndex;
const found = (query: string, order?: readonly string[]): readonly string[] => {
  const result = index.search(query, { typos: false, ...(order ? { order } : {}) });
  return result.ids;
};
beforeEach(() => {
  index = createSearchIndex();
  for (const row of rows) index.upsert(row);
});

describe('search', () => {
  it.each([
    ['obrien', 'brien'], ["o'brien", 'brien'], ['O’BRI', 'brien'], ['o brien', 'brien'], ['muller', 'mueller'], ['mueller', 'mueller'], ['Müll', 'mueller'], ['zürich', 'anna'], ['zuerich', 'anna'],
    ['山田', 'yamada'], ['太', 'yamada'], ['hauptstrasse', 'yamada'], ['k00042', 'anna'], ['hintertür', 'mueller'], ['vip', 'brien'], ['aoife.obrien@example.ie', 'brien'], ['cork aoife', 'brien'], ['burgunder muller', 'mueller'],
    ['ndqv 4551', 'anna'], ['GmbH &', 'mueller'],
  ])('for "%s" finds %s', (query, id) => expect(found(query)).toEqual([id]));

  it.each([
    ['+353 86 123 4567', 'brien'], ['086 123 45 67', 'brien'], ['0861', 'brien'], ['00353 (0)86 1234567', 'brien'], ['(086) 123-4567', 'brien'], ['4567', 'brien'], ['123456', 'brien mueller'],
    ['021 455 1234', 'anna'], ['+353 21 455 1234', 'anna'], ['089/123456', 'mueller'], ['+49 89 1234', 'mueller'], ['5512', 'anna'],
  ])('finds a phone typed as "%s"', (query, ids) => expect(found(query).join(' ')).toBe(ids));

  it('puts people whose name begins with the query first, then companies, contacts and notes', () => {
    expect(found('anna')).toEqual(['anna', 'susan', 'mueller']);
    expect(found('lindqvist')).toEqual(['anna', 'susan']);
    expect(found('an')).toEqual(['anna', 'susan', 'mueller']);
  });
  it('keeps the order of the list within a rank, and finds only what the list holds', () => {
    expect(found('anna', ['susan', 'mueller'])).toEqual(['susan', 'mueller']);
    expect(found('o', ['john', 'brien', 'anna'])).toEqual(['brien', 'john']);
    expect(found('', ['john', 'anna'])).toEqual(['john', 'anna']);
  });
  it('tolerates one typo in words of five letters, says so, and suggests the word meant', () => {
    const result = index.search('lindqist');
    expect(result).toMatchObject({ exact: 0, ids: ['anna', 'susan'], suggestion: 'lindqvist' });
    expect(index.search('murphz').ids).toEqual(['john']);
    expect(index.search('jhon').ids).toEqual([]);
    expect(explain(rows[2]!, result.corrected!)).toEqual([{ field: 'name', snippet: 'Anna Lindqvist', ranges: [[5, 14]] }]);
  });
  it('follows an edit, a removal and an undo', () => {
    index.upsert({ id: 'john', name: 'John Kowalski', family: 'Kowalski' });
    expect([found('murphy'), found('kowal')]).toEqual([[], ['john']]);
    index.remove('john');
    expect(found('kowal')).toEqual([]);
    index.upsert(rows[5]!);
    expect([found('murphy'), index.size, index.pending]).toEqual([['john'], 6, 0]);
    expect(index.search('kowalsky').suggestion).toBeUndefined();
  });
  it('narrows to the same answer as a fresh search, letter by letter, also after an edit in between', () => {
    for (const query of ['an', 'ann', 'anna', 'anna l', '08', '086', '0861', '+353', '+353 8', '+353 86 1', 'mu', 'mue', 'muel']) {
      const fresh = createSearchIndex();
      for (const row of rows) fresh.upsert(row);
      expect(index.search(query)).toEqual(fresh.search(query));
    }
    index.search('an');
    index.upsert({ id: 'new', name: 'Annabel New', given: 'Annabel', family: 'New' });
    expect(found('anna')).toContain('new');
  });
  it('becomes searchable in slices and says how much is still to come', () => {
    const many = createSearchIndex();
    for (let i = 0; i < 2_000; i++) many.upsert({ id: `c${i}`, name: `Customer ${i}` });
    let clock = 0;
    expect(many.indexSome(1, () => clock++)).toBe(false);
    expect(many.search('customer').pending).toBeGreaterThan(1_000);
    while (!many.indexSome(5, () => clock++));
    expect(many.search('customer')).toMatchObject({ exact: 2_000, pending: 0 });
    expect(many.search('1999').ids).toEqual(['c1999']);
  });
  it('finds every row by every piece of its name', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(fc.property(name, fc.nat(), fc.nat(), (text, a, b) => {
      const written = text.normalize('NFC');
      const chars = [...written];
      const from = a % chars.length;
      const piece = chars.slice(from, from + 1 + (b % chars.length)).join('');
      const own = createSearchIndex();
      own.upsert({ id: 'x', name: written });
      return own.search(piece, { typos: false }).ids.length === 1;
    }), { numRuns: 2_000 });
  });
  it('finds letters that would melt into one with their neighbours', () => {
    for (const [text, piece] of [['㉠ㅏ ', '㉠'], ['㉠ㅏ ', 'ㅏ'], ['ﾡￂ', 'ￂ'], ['가', '가'.normalize('NFD')], ['Ｍａｒｉａ', 'maria']] as const) {
      const own = createSearchIndex();
      own.upsert({ id: 'x', name: text });
      expect(own.search(piece, { typos: false }).ids, piece).toEqual(['x']);
    }
  });
  it('survives absurd queries', () => {
    for (const query of ['\u0000', '\ud800', '((((', '+', '+++1', '-'.repeat(5_000), '1 '.repeat(500), '.*', '\\', '%', '\n\t', 'ﷺ', '🍷', '💥'.repeat(300)]) {
      expect(() => index.search(query)).not.toThrow();
      expect(() => explain(rows[1]!, query)).not.toThrow();
    }
  });
});

describe('why a row was found', () => {
  const because = (id: string, query: string) => explain(rows.find((row) => row.id === id)!, query);
  it('marks the words in the name as it is written', () => {
    expect(because('mueller', 'jur')).toEqual([{ field: 'name', snippet: 'Jürgen Müller', ranges: [[0, 3]] }]);
    expect(because('mueller', 'mueller')).toEqual([{ field: 'name', snippet: 'Jürgen Müller', ranges: [[7, 13]] }]);
    expect(because('brien', 'obrien')).toEqual([{ field: 'name', snippet: 'Aoife O’Brien', ranges: [[6, 13]] }]);
  });
  it('shows the piece of a note around the match', () => {
    const [reason] = because('mueller', 'hintertur');
    expect(reason!.field).toBe('note');
    expect(reason!.snippet.slice(...reason!.ranges[0]!)).toBe('Hintertür');
    expect(reason!.snippet.length).toBeLessThan(100);
    expect(reason!.snippet.startsWith('…')).toBe(true);
    // on a phone a row holds about 30 characters: the match is among the first of them
    expect(reason!.ranges[0]![0]).toBeLessThanOrEqual(20);
  });
  it('names phone, e-mail, town, street and tag', () => {
    expect(because('brien', '0861')).toEqual([{ field: 'phone', snippet: '353861234567', ranges: [[3, 6]] }]);
    expect(because('brien', 'cork vip').map(({ field }) => field)).toEqual(['town', 'tag']);
    expect(because('yamada', 'hauptstrasse')[0]).toEqual({ field: 'address', snippet: 'Hauptstraße 5', ranges: [[0, 11]] });
  });
  it('has nothing to say for a row that does not match', () => expect(because('john', 'cork')).toEqual([]));
});
