import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithPlaces, isWithinOneEdit, startsWithinOneEdit, tokens } from '../../../src/lib/text';

describe('folding text', () => {
  it.each([
    ['Ó Súilleabháin', 'o suilleabhain'], ['Straße', 'strasse'], ['GROẞ', 'gross'], ['Łukasz Żółw', 'lukasz zolw'], ['Bjørn Æbelø', 'bjorn aebelo'],
    ['İstanbul', 'istanbul'], ['ılık', 'ilik'], ['O’Brien', "o'brien"], ['ΟΔΟΣ', 'οδοσ'], ['Ёлка', 'елка'], ['山田太郎', '山田太郎'], ['ｱﾝﾅ', 'アンナ'], ['김', '김'], ['Nguyễn', 'nguyen'], ['ﬁne', 'fine'],
  ])('makes %s comparable as %s', (written, folded) => expect(fold(written)).toBe(folded));

  it('keeps the vowel signs and dakuten that carry meaning', () => {
    expect(fold('がか')).toBe('がか');
    expect(fold('नमस्ते')).toBe('नमस्ते');
  });
  it('is the same whether an accent is one character or two', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(text.normalize('NFD')) === fold(text.normalize('NFC'))));
  });
  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)), { numRuns: 2_000 });
  });
  it('knows where each folded character stood', () => {
    const { text, starts, ends } = foldWithPlaces('Groß é!');
    expect(text).toBe('gross e!');
    expect([starts[3], ends[4]]).toEqual([3, 4]);
    expect('Groß é!'.slice(starts[6], ends[6])).toBe('é');
  });
  it('splits into words, a run of kanji as one', () => expect(tokens("Dr. D'Angelo-Weiß 山田")).toEqual(['dr', 'd', 'angelo', 'weiss', '山田']));
});

describe('one typo', () => {
  it.each([['murphy', 'murfy', false], ['murphy', 'murpyh', true], ['murphy', 'murphi', true], ['murphy', 'murph', true], ['murphy', 'mmurphy', true], ['murphy', 'mruphyx', false], ['', 'a', true], ['', '', true], ['ab', 'ba', true], ['abc', 'cab', false]])(
    '%s and %s: %s', (a, b, expected) => expect(isWithinOneEdit(a, b)).toBe(expected));
  it('agrees with the definition, whichever word comes first', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(fc.property(letters, letters, (a, b) => isWithinOneEdit(a, b) === neighbours(a).has(b) && isWithinOneEdit(a, b) === isWithinOneEdit(b, a)), { numRuns: 3_000 });
  });
  it('is tolerated in a word that is still being typed', () => {
    expect(startsWithinOneEdit('lindqvist', 'lindqi')).toBe(true);
    expect(startsWithinOneEdit('lindqvist', 'lidnq')).toBe(true);
    expect(startsWithinOneEdit('lindqvist', 'lxndx')).toBe(false);
    expect(startsWithinOneEdit('lind', 'lindq')).toBe(true);
  });
});

function neighbours(word: string): Set<string> {
  const found = new Set([word]);
  for (let i = 0; i <= word.length; i++) {
    found.add(word.slice(0, i) + word.slice(i + 1));
    if (i + 1 < word.length) found.add(word.slice(0, i) + word[i + 1]! + word[i]! + word.slice(i + 2));
    for (const letter of 'abc') found.add(word.slice(0, i) + letter + word.slice(i)).add(word.slice(0, i) + letter + word.slice(i + 1));
  }
  return found;
}
