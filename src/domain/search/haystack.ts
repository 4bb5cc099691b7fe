/**
 * What the search scans: one normalised string per row, in segments, plus the note apart.
 *
 *   \tfamily\tgiven other names \n company \n numbers, e-mails, phone digits \n town, address, tags
 *
 * A tab stands before the words by which people are first looked up, a blank before any other word, so that a match's
 * rank is read off the character before it. Apostrophes vanish (O'Brien = OBrien) and other punctuation is a blank, here
 * and in the query alike.
 */
import { fold, isAscii } from '../../lib/text';
import type { CustomerRow } from '../customer/row';
import { nationalDigits } from '../values/calling-codes';

export interface Haystack {
  readonly head: string;
  readonly note: string;
  /** Ends of the name, company and contact segments in `head`. */
  readonly nameEnd: number; readonly companyEnd: number; readonly contactEnd: number;
}

const ASCII_GAPS = /[^a-z0-9@&]+/g;
const GAPS = /[\p{P}\p{Z}\p{C}$+<=>^`|~]+/gu;

/** Folded, apostrophes gone, runs of punctuation and white space as one blank; '@' and '&' stay. Not trimmed. */
export function normalizeForSearch(text: string): string {
  const folded = fold(text).replace(/'/g, '');
  return isAscii(folded) ? folded.replace(ASCII_GAPS, ' ') : folded.replace(GAPS, (gap) => (gap === '@' || gap === '&' ? gap : keepJoiners(gap)));
}

/** A gap in which '@' or '&' stands beside other punctuation keeps just that character. */
function keepJoiners(gap: string): string {
  if (!/[@&]/.test(gap)) return ' ';
  return gap.replace(/[^@&]+/g, ' ');
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
const HAS_UMLAUT = /[äöü]/;

/** The spelling without umlauts ("Mueller"), or undefined where there is none. */
export function withoutUmlauts(text: string): string | undefined {
  const composed = text.normalize('NFC').toLowerCase();
  return HAS_UMLAUT.test(composed) ? composed.replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter) : undefined;
}

const words = (text: string | undefined): string[] => (text ? normalizeForSearch(text).split(' ').filter(Boolean) : []);

/** Phone digits as every habit types them: with country code, and with the trunk zero in its place. */
export function phoneForms(digits: string): readonly string[] {
  const plain = digits.startsWith('00') ? digits.slice(2) : digits;
  const national = plain.startsWith('0') ? undefined : nationalDigits(plain);
  return national === undefined ? [plain] : [plain, national];
}

export function haystackOf(row: CustomerRow): Haystack {
  const lead = new Set<string>();
  const other = new Set<string>();
  const family = words(row.family);
  const given = words(row.given);
  const shown = words(row.name);
  // Without parts the first and the last word of the shown name stand for given and family name.
  const first = family.length + given.length > 0 || row.kind === 'company' ? [...family, ...given] : shown.length > 0 ? [shown[shown.length - 1]!, shown[0]!] : [];
  for (const word of first) lead.add(word);
  for (const word of [...shown, ...words(row.nickname)]) if (!lead.has(word)) (row.kind === 'company' && other.size === 0 && word === shown[0] ? lead : other).add(word);
  for (const part of [row.family, row.given]) {
    const spelled = part && withoutUmlauts(part);
    if (spelled) for (const word of words(spelled)) lead.add(word);
  }
  const spelledName = !row.family && !row.given ? withoutUmlauts(row.name) : undefined;
  for (const word of words(spelledName)) if (!lead.has(word)) other.add(word);

  const company = words(row.org);
  const spelledCompany = row.org ? withoutUmlauts(row.org) : undefined;
  if (spelledCompany) company.push(...words(spelledCompany));
  const contact = [...words(row.number)];
  for (const email of row.emails ?? []) contact.push(...words(email));
  for (const phone of row.phones ?? []) contact.push(...phoneForms(phone));
  const place = [...words(row.town), ...words(row.postcode), ...words(row.street)];
  for (const spelled of [row.town && withoutUmlauts(row.town), row.street && withoutUmlauts(row.street)]) if (spelled) place.push(...words(spelled));
  for (const tag of row.tags ?? []) place.push(...words(tag));

  const segment = (list: readonly string[]): string => (list.length > 0 ? ` ${list.join(' ')}` : '');
  const name = `${lead.size > 0 ? `\t${[...lead].join('\t')}` : ''}${segment([...other])}`;
  const companyText = segment(company);
  const contactText = segment(contact);
  const nameEnd = name.length;
  const companyEnd = nameEnd + 1 + companyText.length;
  const contactEnd = companyEnd + 1 + contactText.length;
  const note = row.note ? normalizeForSearch(row.note) : '';
  return { head: [name, companyText, contactText, segment(place)].join('\n'), note, nameEnd, companyEnd, contactEnd };
}

/** The words a typo may be corrected to: names, companies, towns; at least four letters. */
export function dictionaryWords(head: string): readonly string[] {
  const [name = '', company = '', , place = ''] = head.split('\n');
  return `${name} ${company} ${place}`.split(/[\t ]+/).filter((word) => word.length >= 4 && !/^\d+$/.test(word));
}
