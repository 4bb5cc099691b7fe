/** Words with one typo (SPEC I8: from five letters on), looked up in the words that names, companies and towns are made of. */
import { isWithinOneEdit, startsWithinOneEdit } from '../../lib/text';

/** Shorter words have too many neighbours one edit away. */
export const TYPO_MIN_LETTERS = 5;

/** Whether a term is a word that can be misspelt: digits are not. */
export const hasLetters = (text: string): boolean => [...text].length >= TYPO_MIN_LETTERS && /^[^\d@]+$/.test(text);

/**
 * Words of the dictionary within one edit of `typed`, or beginning with something that is; whole words first, then the
 * more frequent ones. `typed` itself is no correction.
 */
export function correctTerm(typed: string, dictionary: ReadonlyMap<string, number>, limit: number): readonly string[] {
  const found: { word: string; whole: boolean; times: number }[] = [];
  for (const [word, times] of dictionary) {
    if (word.length < typed.length - 1 || !startsWithinOneEdit(word, typed) || word.startsWith(typed)) continue;
    found.push({ word, whole: isWithinOneEdit(word, typed), times });
  }
  found.sort((a, b) => Number(b.whole) - Number(a.whole) || b.times - a.times || (a.word < b.word ? -1 : 1));
  return found.slice(0, limit).map(({ word }) => word);
}
