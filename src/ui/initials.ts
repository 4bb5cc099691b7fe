/**
 * Two letters for a face that has no photo. Graphemes, not code units: "Ólafur", flags and composed letters stay whole.
 * Locale decides upper case (Turkish i). Names written without spaces (Chinese, Japanese) give their first character.
 */
const segmenters = new Map<string, Intl.Segmenter>();

function firstGrapheme(text: string, locale: string): string {
  let segmenter = segmenters.get(locale);
  if (!segmenter) segmenters.set(locale, (segmenter = new Intl.Segmenter(locale, { granularity: 'grapheme' })));
  for (const { segment } of segmenter.segment(text)) return segment;
  return '';
}

/** Words that hold a letter or a digit: no "&", no dash. */
function wordsOf(name: string): string[] {
  return name.trim().split(/[\s\u00a0]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''));
}

const TITLES = /^(?:dr|prof|mr|mrs|ms|mx|herr|frau|sir|dame|ing|mag|dipl)\.?$/iu;

/** Initials of a person (first and last word, titles left out) or a company (first two words). At most two graphemes. */
export function initialsOf(name: string, shape: 'person' | 'company', locale: string): string {
  const all = wordsOf(name);
  const named = all.filter((word) => !TITLES.test(word));
  const words = shape === 'person' && named.length > 0 ? named : all;
  const first = words[0];
  const second = words.length < 2 ? undefined : shape === 'person' ? words.at(-1) : words[1];
  return [first, second].map((word) => (word === undefined ? '' : firstGrapheme(word, locale).toLocaleUpperCase(locale))).join('');
}

/** Two people in one name: "Tom & Edith Varley" gives TV and EV; "Varley family" gives V and F's place stays empty. */
export function householdInitials(name: string, locale: string): readonly [string, string] {
  const parts = name.split(/\s*[&+/,]\s*|\s+(?:and|und|y|et|e|en|og|och)\s+/iu).filter((part) => part.trim() !== '');
  const [one, two] = parts;
  if (one === undefined || two === undefined) return [initialsOf(name, 'person', locale), ''];
  const family = wordsOf(two).at(-1);
  const whole = wordsOf(one).length === 1 && wordsOf(two).length > 1 && family !== undefined ? `${one} ${family}` : one;
  return [initialsOf(whole, 'person', locale), initialsOf(two, 'person', locale)];
}
