/**
 * Why a row was found, for the rows that are on screen: per field the words that matched, with their places in the text
 * as it is written ("Straße" for "strasse"). Computed on demand; the scan itself keeps no places.
 */
import { fold, foldWithPlaces } from '../../lib/text';
import type { CustomerRow } from '../customer/row';
import { normalizeForSearch, phoneForms, withoutUmlauts } from './haystack';
import type { Query, Term } from './query';
import { parseQuery } from './query';

export type MatchField = 'name' | 'nickname' | 'organization' | 'customerNumber' | 'email' | 'phone' | 'town' | 'address' | 'tag' | 'note';

export interface MatchReason {
  readonly field: MatchField;
  /** The matched value; for a note a piece of it, with '…' where it was cut. */
  readonly snippet: string;
  /** UTF-16 places [start, end) in `snippet`, in order and without overlap; empty where the match is one of spelling only. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** Characters shown of a note: few enough before the match that it is seen on a phone, where a row holds about 30. */
const SNIPPET_BEFORE = 18, SNIPPET_AFTER = 60;

/** One reason per term, in the query's order, terms in the same value joined; empty where the row does not match (any more). */
export function explain(row: CustomerRow, query: string | Query): readonly MatchReason[] {
  const { terms } = typeof query === 'string' ? parseQuery(query) : query;
  const values = valuesOf(row);
  const reasons = new Map<number, { value: (typeof values)[number]; ranges: (readonly [number, number])[] }>();
  for (const term of terms.flatMap(splitWhereNeeded(values))) {
    const at = values.findIndex((value) => isIn(value, term));
    const value = values[at];
    if (!value) return [];
    const reason = reasons.get(at) ?? { value, ranges: [] };
    reason.ranges.push(...rangesOf(value, term));
    reasons.set(at, reason);
  }
  return [...reasons.values()].map(({ value, ranges }) => toReason(value.field, value.text, ranges));
}

interface Value { readonly field: MatchField; readonly text: string; readonly haystack: string }

function valuesOf(row: CustomerRow): Value[] {
  const values: Value[] = [];
  const add = (field: MatchField, text: string | undefined, haystack?: string): void => {
    if (!text) return;
    const spelled = withoutUmlauts(text);
    values.push({ field, text, haystack: haystack ?? ` ${normalizeForSearch(text)}${spelled === undefined ? '' : ` ${normalizeForSearch(spelled)}`}` });
  };
  const spelledParts = [row.family, row.given].map((part) => part ?? '').join(' ');
  add('name', row.name, ` ${normalizeForSearch(`${row.name} ${spelledParts} ${withoutUmlauts(row.name) ?? ''} ${withoutUmlauts(spelledParts) ?? ''}`)}`);
  add('nickname', row.nickname);
  add('organization', row.org);
  add('customerNumber', row.number);
  for (const email of row.emails ?? []) add('email', email);
  for (const phone of row.phones ?? []) add('phone', phone, ` ${phoneForms(phone).join(' ')}`);
  add('town', row.town);
  add('address', row.postcode);
  add('address', row.street);
  for (const tag of row.tags ?? []) add('tag', tag);
  add('note', row.note);
  return values;
}

const isIn = (value: Value, term: Term): boolean => term.alternatives.some((text) => value.haystack.includes(text));

/** Digits that stand nowhere in one piece are explained group by group, as they were found. */
const splitWhereNeeded = (values: readonly Value[]) => (term: Term): readonly Term[] =>
  term.groups && !values.some((value) => isIn(value, term)) ? term.groups.map((text) => ({ text, alternatives: [text] })) : [term];

/** The normalised text again, with the place of each character in the source. */
function placesOf(source: string): { text: string; starts: number[]; ends: number[] } {
  const folded = foldWithPlaces(source);
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < folded.text.length;) {
    const unit = String.fromCodePoint(folded.text.codePointAt(i)!);
    const normal = unit === "'" ? '' : normalizeForSearch(unit);
    const skipped = normal === ' ' && text.endsWith(' ');
    for (let k = 0; k < (skipped ? 0 : normal.length); k++) {
      starts.push(folded.starts[i]!);
      ends.push(folded.ends[i + unit.length - 1]!);
    }
    if (!skipped) text += normal;
    i += unit.length;
  }
  return { text, starts, ends };
}

function rangesOf(value: Value, term: Term): (readonly [number, number])[] {
  const places = placesOf(value.text);
  // A phone's national form and a German spelling are longer than what is written: mark what both share.
  const candidates = [...term.alternatives, ...term.alternatives.map((text) => text.replace(/([aou])e/g, '$1')), ...(value.field === 'phone' ? term.alternatives.map((text) => text.replace(/^0/, '')) : [])];
  for (const text of candidates) {
    const at = wordStart(places.text, text);
    if (at >= 0 && text) return [[places.starts[at]!, places.ends[at + text.length - 1]!]];
  }
  return [];
}

/** The first place where a word begins with `text`, else the first place of all. */
function wordStart(haystack: string, text: string): number {
  if (haystack.startsWith(text)) return 0;
  const at = haystack.indexOf(` ${text}`);
  return at >= 0 ? at + 1 : haystack.indexOf(text);
}

function toReason(field: MatchField, text: string, found: readonly (readonly [number, number])[]): MatchReason {
  const ranges: [number, number][] = [];
  for (const [start, end] of [...found].sort((a, b) => a[0] - b[0])) {
    const previous = ranges.at(-1);
    if (previous && start <= previous[1]) previous[1] = Math.max(previous[1], end);
    else ranges.push([start, end]);
  }
  const first = ranges[0];
  const isWhole = (first?.[0] ?? 0) <= SNIPPET_BEFORE && text.length <= SNIPPET_BEFORE + SNIPPET_AFTER;
  if (field !== 'note' || isWhole) return { field, snippet: text, ranges };
  const from = first && first[0] > SNIPPET_BEFORE ? afterBlank(text, first[0] - SNIPPET_BEFORE, first[0]) : 0;
  const to = Math.min(text.length, Math.max(first?.[1] ?? 0, from + SNIPPET_BEFORE + SNIPPET_AFTER));
  const lead = from > 0 ? '…' : '';
  const inside = ranges.filter(([start, end]) => start >= from && end <= to).map(([start, end]): [number, number] => [start - from + lead.length, end - from + lead.length]);
  return { field, snippet: `${lead}${text.slice(from, to).replace(/\s/g, ' ')}${to < text.length ? '…' : ''}`, ranges: inside };
}

/** The first place after white space from `from` on, before `limit`; never inside a surrogate pair. */
function afterBlank(text: string, from: number, limit: number): number {
  for (let i = from; i < limit; i++) if (/\s/.test(text[i]!)) return i + 1;
  return fold(text.slice(from, from + 1)) === '' || (text.charCodeAt(from) >= 0xdc00 && text.charCodeAt(from) <= 0xdfff) ? from + 1 : from;
}
