/**
 * A typed query as terms that all must be found. Each term has alternatives, any of which will do: the spelling without
 * umlauts, or the digits of a phone number however it was typed ("+44 (0)20 7946", "020-7946").
 */
import { plainForms } from '../../lib/text';
import { callingCodeOf } from '../values/calling-codes';
import { normalizeForSearch, withoutUmlauts } from './haystack';

export interface Term {
  readonly text: string;
  readonly alternatives: readonly string[];
  /** For digits typed with gaps: found as well where each group is found on its own ("1990 2020"). */
  readonly groups?: readonly string[];
}
export interface Query { readonly terms: readonly Term[] }

const PHONE_RUN = /(?<![\p{L}\p{N}@&])(?:\+|00)?[(\d][\d\s()./\u2010-\u2015\u00a0-]*\d(?![\p{L}\p{N}@&])/gu;
/** Fewer digits are looked up as plain text (house numbers, vintages). */
export const PHONE_DIGITS = 4;

/** Never fails; blank or mere punctuation gives no terms, which matches everything. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const rest = plainForms(text.slice(0, 200)).replace(PHONE_RUN, (run) => {
    const term = phoneTerm(run);
    if (!term) return run;
    terms.push(term);
    return ' ';
  });
  const spelled = withoutUmlauts(rest);
  const plain = wordsOf(rest);
  const expanded = spelled === undefined ? plain : wordsOf(spelled);
  plain.forEach((word, i) => {
    const other = expanded.length === plain.length ? expanded[i] : undefined;
    terms.push({ text: word, alternatives: other && other !== word ? [word, other] : [word] });
  });
  return { terms: terms.filter((term, i) => !terms.some((other, j) => j !== i && (other.text.length > term.text.length || j < i) && covers(other, term))) };
}

const wordsOf = (text: string): string[] => normalizeForSearch(text).split(' ').filter(Boolean);

function phoneTerm(run: string): Term | undefined {
  const withoutTrunk = /^\s*(?:\+|00)/.test(run) ? run.replace(/\(0\)/, '') : run;
  const digits = withoutTrunk.replace(/\D/g, '');
  if (digits.length < PHONE_DIGITS) return undefined;
  const groups = run.split(/\D+/).filter(Boolean);
  const international = run.startsWith('+') ? digits : digits.startsWith('00') ? digits.slice(2) : undefined;
  const alternatives = [international ?? digits];
  if (international !== undefined) {
    const code = callingCodeOf(international);
    if (code !== undefined && international.length - code.length >= 3) alternatives.push(`0${international.slice(code.length)}`);
    if (digits !== international) alternatives.push(digits);
  }
  return { text: digits, alternatives, ...(groups.length > 1 ? { groups } : {}) };
}

/** Whether whatever `narrow` finds, `wide` finds too, so that `wide` adds nothing beside it. */
function covers(narrow: Term, wide: Term): boolean {
  if (narrow.groups && !wide.alternatives.some((w) => narrow.groups?.some((group) => group.includes(w)))) return false;
  return narrow.alternatives.every((n) => wide.alternatives.some((w) => n.includes(w)));
}

/** Whether every match of `next` is among the matches of `previous`: then only those need to be looked at. */
export function isNarrowing(previous: Query, next: Query): boolean {
  return previous.terms.length > 0 && previous.terms.every((wide) => next.terms.some((narrow) => covers(narrow, wide)));
}
