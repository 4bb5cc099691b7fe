/** What is made of names: initials for avatars, names for lists and letters, and how to say them. */
import type { CustomerRow } from './row';

const firstLetter = (text: string): string => /[\p{L}\p{N}]\p{M}*/u.exec(text)?.[0] ?? '';
/** Han, kana and Hangul names are known by one character. */
const IS_CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** One or two upper-case letters; '' where there is no letter at all. Companies: of the first two words. */
export function initialsOf(row: Pick<CustomerRow, 'name' | 'given' | 'family' | 'kind'>): string {
  if (row.kind === undefined && row.given && row.family) {
    if (IS_CJK.test(row.family)) return firstLetter(row.family);
    return (firstLetter(row.given) + firstLetter(withoutParticles(row.family))).toUpperCase();
  }
  const words = row.name.split(/[\s/&,-]+/).filter((word) => firstLetter(word) !== '');
  const first = words[0];
  if (first === undefined) return '';
  if (IS_CJK.test(first)) return firstLetter(first);
  const second = row.kind === undefined ? words.at(-1) : words[1];
  return (firstLetter(first) + (words.length > 1 && second ? firstLetter(second) : '')).toUpperCase();
}

const PARTICLES = /^(?:(?:von|van|vom|zu|zur|de|del|della|der|den|di|da|dos|du|la|le|el|al|bin|ten|ter|ó|o|mac|ní|nic|uí)['’]?\s+)+(?=\S)|^(?:d|o|l)['’](?=\p{L})/iu;

/** 'van der Berg' -> 'Berg', 'O’Brien' -> 'Brien'; the name itself where nothing else is left. */
export const withoutParticles = (family: string): string => family.trim().replace(PARTICLES, '') || family.trim();

/** A typed whole name as parts: 'Dr. Anna van der Berg', 'Berg, Anna'. A guess for quick entry, always shown for correction. */
export function splitName(typed: string): { readonly prefix: string; readonly given: string; readonly middle: string; readonly family: string; readonly suffix: string } {
  let rest = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  const prefix = /^(?:(?:dr|prof|mr|mrs|ms|miss|herr|frau|sir|dame|fr|mag|ing|dipl|rev|sr)\.?\s+)+/i.exec(rest)?.[0].trim() ?? '';
  if (prefix) rest = rest.slice(prefix.length).trim();
  const suffix = /,?\s+((?:jr|sr|ii|iii|iv|phd|md|mba|esq)\.?)$/i.exec(rest);
  if (suffix) rest = rest.slice(0, suffix.index);
  const parts = { prefix, given: '', middle: '', family: '', suffix: suffix?.[1] ?? '' };
  const comma = rest.indexOf(',');
  if (comma > 0) return { ...parts, family: rest.slice(0, comma).trim(), given: rest.slice(comma + 1).trim() };
  const words = rest.split(' ').filter(Boolean);
  if (words.length <= 1) return { ...parts, given: words[0] ?? '' };
  const particle = words.findIndex((word, i) => i > 0 && /^(?:von|van|vom|zu|de|del|della|der|den|di|da|dos|du|la|le|ó|o|ní|nic|mac|uí)$/i.test(word));
  const from = particle > 0 && particle < words.length - 1 ? particle : words.length - 1;
  return { ...parts, given: words[0]!, middle: words.slice(1, from).join(' '), family: words.slice(from).join(' ') };
}
