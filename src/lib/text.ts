/**
 * Text made comparable: case, accents and letter variants folded away, so that "Ó Súilleabháin" is found by
 * "o suilleabhain" and "Straße" by "strasse". Vowel signs that carry meaning (Devanagari, Thai, kana's dakuten) stay:
 * only marks of scripts where people leave them out when typing are stripped.
 */

const NON_ASCII = /[^\u0000-\u007f]/; // eslint-disable-line no-control-regex -- the range is the point
/** Latin, Greek and Cyrillic accents, Hebrew points, Arabic harakat and tatweel, variation selectors. */
// eslint-disable-next-line no-misleading-character-class -- single marks are meant, whatever they would combine with
const OPTIONAL_MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g;
/** Typed for an apostrophe, or decomposed by NFKD into a space and an accent. */
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02b9\u00b4\u0060\u2032\uff07]/g;
const VARIANTS: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ȷ: 'j', ĸ: 'k', ŋ: 'n', ŧ: 't', ſ: 's', ɨ: 'i', ƀ: 'b', ς: 'σ',
};
const VARIANT_LETTERS = new RegExp(`[${Object.keys(VARIANTS).join('')}]`, 'g');

/**
 * All but the signs that stand for a part of a Korean syllable (circled, halfwidth or alone): made compatible, these would melt with their
 * neighbours, and a piece of the text would not be in the whole any more.
 */
const BUT_LONE_JAMO = /[^\u3131-\u318e\u3200-\u321e\u3260-\u327e\uffa0-\uffdc]+/g;

/** Fullwidth, circled and other forms of a letter as the letter (NFKC). */
export const plainForms = (text: string): string => text.replace(BUT_LONE_JAMO, (run) => run.normalize('NFKC'));

/** Whether the text is plain ASCII, which needs no more folding than lower case. */
export const isAscii = (text: string): boolean => !NON_ASCII.test(text);

/** Lower case without accents; idempotent. Letters of other scripts keep their order and number where that is possible. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(/`/g, "'");
  return text.replace(BUT_LONE_JAMO, foldRun);
}

const foldRun = (text: string): string =>
  text
    .replace(APOSTROPHES, "'").normalize('NFKD').toLowerCase().replace(OPTIONAL_MARKS, '')
    .replace(APOSTROPHES, "'").replace(VARIANT_LETTERS, (letter) => VARIANTS[letter] ?? letter).normalize('NFC');

/** A folded text and, for each of its UTF-16 units, where in the source its character starts and ends. */
export interface FoldedText { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] }

/** Folds character by character and remembers the places, for marking matches in the text as it is written. */
export function foldWithPlaces(source: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of source.matchAll(/[^\p{M}]\p{M}*|\p{M}+/gsu)) {
    const folded = fold(match[0]);
    for (let i = 0; i < folded.length; i++) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
    text += folded;
  }
  return { text, starts, ends };
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** The folded words of a text; a run of CJK without spaces is one word. */
export const tokens = (text: string): readonly string[] => fold(text).match(WORD) ?? [];

/** Whether two words differ by at most one insertion, deletion, change or swap of neighbours (Damerau-Levenshtein <= 1). */
export function isWithinOneEdit(a: string, b: string): boolean {
  return a.length <= b.length ? editsFit(a, b, false) : editsFit(b, a, false);
}

/** Whether some beginning of `word` is within one edit of `typed`: for words that are still being typed. */
export function startsWithinOneEdit(word: string, typed: string): boolean {
  return word.length >= typed.length ? editsFit(typed, word, true) : word.length === typed.length - 1 && editsFit(word, typed, false);
}

/** `short` is not longer than `long`; with `open` the rest of `long` may stand over. */
function editsFit(short: string, long: string, open: boolean): boolean {
  if (!open && long.length - short.length > 1) return false;
  let i = 0;
  while (i < short.length && short.charCodeAt(i) === long.charCodeAt(i)) i++;
  if (i === short.length) return true;
  const fits = (fromShort: number, fromLong: number): boolean => {
    const left = short.length - fromShort;
    if (!open && left !== long.length - fromLong) return false;
    if (left > long.length - fromLong) return false;
    for (let k = 0; k < left; k++) if (short.charCodeAt(fromShort + k) !== long.charCodeAt(fromLong + k)) return false;
    return true;
  };
  return fits(i + 1, i + 1) || fits(i, i + 1) || fits(i + 1, i)
    || (short.charCodeAt(i) === long.charCodeAt(i + 1) && short.charCodeAt(i + 1) === long.charCodeAt(i) && fits(i + 2, i + 2));
}
