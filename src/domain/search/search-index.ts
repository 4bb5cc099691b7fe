/**
 * Search over all rows of a book as a plain scan (DESIGN section 3): one normalised string per row, every substring
 * found, nothing to tune; signatures spare it the rows that cannot match. Rows are queued by `upsert` and made searchable in time slices by `indexSome`, so that a cold
 * start never blocks the screen.
 *
 *   upsert(row) -> queue -> indexSome -> slot { id, head, note, segment ends } <- search: scan in list order
 *                                                                           \-> dictionary (words of names and towns, for typos)
 *
 * A query that extends the one before looks only at what that one found. Typos are looked for only where the scan finds
 * next to nothing, and are flagged as such.
 */
import type { CustomerId } from '../customer/fields';
import type { CustomerRow } from '../customer/row';
import { haystackOf, dictionaryWords } from './haystack';
import type { Query, Term } from './query';
import { isNarrowing, parseQuery } from './query';
import { createSignatures } from './signatures';
import { correctTerm, hasLetters } from './typo';

/** Ranks of a match, best first; a row stands in the rank of its weakest term. */
const NAME_START = 0, NAME_WORD = 1, COMPANY_WORD = 2, NAME_INSIDE = 3, CONTACT = 4, PLACE = 5, NOTE = 6, NONE = 7;

/** Below this many matches a typo is suspected. */
const TOO_FEW = 3;
/** Rows that a search indexes by itself before it answers; more stay queued and are reported as `pending`. */
const INDEX_AT_ONCE = 500;
/** Corrections tried for one term: each costs a scan. */
const CORRECTIONS = 4;

export interface SearchOptions {
  /** The list's ids in its order; only these are found. Keep the same array while it has not changed: it is compared by identity. */
  readonly order?: readonly CustomerId[];
  /** false: literal matches only. */
  readonly typos?: boolean;
}

export interface SearchResult {
  /** Literal matches, best rank first and in list order within a rank; then, from `exact` on, matches with one typo allowed. */
  readonly ids: readonly CustomerId[];
  /** How many of `ids` are literal matches. */
  readonly exact: number;
  /** "Did you mean": the query with its misspelt words replaced; only where a correction finds something. */
  readonly suggestion?: string;
  /** The query as corrected, for `explain` of the rows from `exact` on. */
  readonly corrected?: Query;
  /** Rows that are not searchable yet; 0 once `indexSome` has returned true. */
  readonly pending: number;
}

export interface SearchIndex {
  upsert(row: CustomerRow): void;
  remove(id: CustomerId): void;
  clear(): void;
  /** Indexes queued rows for about `budgetMs`; true when none is left. `now` is any millisecond clock. */
  indexSome(budgetMs: number, now: () => number): boolean;
  search(query: string, options?: SearchOptions): SearchResult;
  /** Rows known, queued ones included. */
  readonly size: number;
  readonly pending: number;
}

interface View { readonly order: readonly CustomerId[] | undefined; readonly layout: number; readonly slots: Int32Array; readonly members: Uint32Array }
/** `found` is a bit per slot, `ranks` a byte. */
interface Matches { readonly found: Uint32Array; readonly ranks: Uint8Array }

export function createSearchIndex(): SearchIndex {
  const queue = new Map<CustomerId, CustomerRow>();
  const slotById = new Map<CustomerId, number>();
  const ids: (CustomerId | undefined)[] = [];
  const heads: string[] = [];
  const notes: string[] = [];
  const free: number[] = [];
  const dictionary = new Map<string, number>();
  const signatures = createSignatures();
  let ends = new Uint16Array(3 * 1_024);
  /** Counts every change to what a scan may find. */
  let version = 0;
  /** Counts changes to which slot holds which id. */
  let layout = 0;
  let view: View | undefined;
  let last: { readonly query: Query; readonly view: View; readonly version: number; readonly found: Uint32Array } | undefined;

  function count(head: string, by: 1 | -1): void {
    for (const word of dictionaryWords(head)) {
      const times = (dictionary.get(word) ?? 0) + by;
      if (times > 0) dictionary.set(word, times);
      else dictionary.delete(word);
    }
  }

  function put(row: CustomerRow): void {
    let slot = slotById.get(row.id);
    if (slot === undefined) {
      slot = free.pop() ?? heads.length;
      slotById.set(row.id, slot);
      layout += 1;
    } else count(heads[slot] ?? '', -1);
    const made = haystackOf(row);
    ids[slot] = row.id;
    heads[slot] = made.head;
    notes[slot] = made.note;
    if (ends.length < 3 * heads.length) {
      const wider = new Uint16Array(2 * 3 * heads.length);
      wider.set(ends);
      ends = wider;
    }
    ends[3 * slot] = Math.min(made.nameEnd, 0xffff);
    ends[3 * slot + 1] = Math.min(made.companyEnd, 0xffff);
    ends[3 * slot + 2] = Math.min(made.contactEnd, 0xffff);
    signatures.add(slot, made.head);
    signatures.add(slot, made.note);
    count(made.head, 1);
    version += 1;
  }

  function indexSome(budgetMs: number, now: () => number): boolean {
    const until = now() + budgetMs;
    let done = 0;
    for (const [id, row] of queue) {
      queue.delete(id);
      put(row);
      if (++done % 32 === 0 && now() >= until) break;
    }
    return queue.size === 0;
  }

  /** The list's order as slots, and the same as a set; computed again only when the list or the slots have changed. */
  function viewOf(order: readonly CustomerId[] | undefined): View {
    if (view && view.order === order && view.layout === layout) return view;
    const slots = new Int32Array(order ? order.length : heads.length);
    const members = new Uint32Array(Math.ceil(heads.length / 32));
    let length = 0;
    const push = (slot: number): void => {
      slots[length++] = slot;
      members[slot >>> 5]! |= 1 << (slot & 31);
    };
    if (order) {
      for (const id of order) {
        const slot = slotById.get(id);
        if (slot !== undefined) push(slot);
      }
    } else for (let slot = 0; slot < heads.length; slot++) if (ids[slot] !== undefined) push(slot);
    view = { order, layout, slots: slots.subarray(0, length), members };
    return view;
  }

  function rankInHead(slot: number, head: string, text: string): number {
    let at = head.indexOf(text);
    if (at < 0) return NONE;
    const nameEnd = ends[3 * slot]!;
    const companyEnd = ends[3 * slot + 1]!;
    if (at >= companyEnd) return at < ends[3 * slot + 2]! ? CONTACT : PLACE;
    let best = NONE;
    while (at >= 0 && at < companyEnd) {
      const before = at > 0 ? head.charCodeAt(at - 1) : 0;
      const rank = at >= nameEnd ? (before === 32 ? COMPANY_WORD : NAME_INSIDE) : before === 9 ? NAME_START : before === 32 ? NAME_WORD : NAME_INSIDE;
      if (rank < best) best = rank;
      if (best === NAME_START || at >= nameEnd) break;
      at = head.indexOf(text, at + 1);
    }
    return best;
  }

  function rankOfTerm(slot: number, head: string, note: string, term: Term): number {
    const { alternatives } = term;
    for (let i = 0; i < alternatives.length; i++) {
      const rank = rankInHead(slot, head, alternatives[i]!);
      if (rank < NONE) return rank;
    }
    if (note !== '') for (let i = 0; i < alternatives.length; i++) if (note.includes(alternatives[i]!)) return NOTE;
    if (!term.groups) return NONE;
    let best = NONE;
    for (const group of term.groups) {
      const rank = rankInHead(slot, head, group);
      const reached = rank < NONE ? rank : note.includes(group) ? NOTE : NONE;
      if (reached === NONE) return NONE;
      best = best === NONE ? reached : Math.max(best, reached);
    }
    return best;
  }

  /** Ranks every slot in `among`, in the order of memory: walking in list order instead costs three times as much. */
  function scan(among: Uint32Array, query: Query): Matches {
    const { terms } = query;
    const found = signatures.candidates(terms.map(({ alternatives, groups }) => [...alternatives.map((text) => [text]), ...(groups ? [groups] : [])]), heads.length);
    const ranks = new Uint8Array(heads.length).fill(NONE);
    for (let w = 0; w < found.length; w++) {
      let bits = found[w]! & among[w]!;
      let kept = 0;
      while (bits !== 0) {
        const bit = bits & -bits;
        bits ^= bit;
        const slot = (w << 5) + 31 - Math.clz32(bit);
        const head = heads[slot]!;
        const note = notes[slot]!;
        let rank = 0;
        for (let t = 0; t < terms.length && rank < NONE; t++) {
          const reached = rankOfTerm(slot, head, note, terms[t]!);
          if (reached > rank) rank = reached;
        }
        if (rank === NONE) continue;
        ranks[slot] = rank;
        kept |= bit;
      }
      found[w] = kept;
    }
    return { found, ranks };
  }

  /** Ids by rank, within a rank in list order; `skip` leaves out what is shown already. */
  function ranked({ slots }: View, { ranks }: Matches, skip?: Uint32Array): CustomerId[] {
    const counts = new Uint32Array(NONE + 2);
    const isShown = (slot: number): boolean => skip === undefined || (skip[slot >>> 5]! & (1 << (slot & 31))) === 0;
    for (let i = 0; i < slots.length; i++) if (isShown(slots[i]!)) counts[ranks[slots[i]!]! + 1]! += 1;
    for (let rank = 1; rank <= NONE; rank++) counts[rank]! += counts[rank - 1]!;
    const list = new Array<CustomerId>(counts[NONE]!);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      const rank = ranks[slot]!;
      if (rank < NONE && isShown(slot)) list[counts[rank]!++] = ids[slot]!;
    }
    return list;
  }

  function withTypos(shown: View, query: Query, alreadyFound: Uint32Array): { ids: CustomerId[]; suggestion?: string; corrected?: Query } {
    const changed: { term: Term; word: string }[] = [];
    const terms = query.terms.map((term): Term => {
      if (!hasLetters(term.text)) return term;
      const words = correctTerm(term.text, dictionary, CORRECTIONS);
      if (words.length === 0) return term;
      changed.push({ term, word: words[0]! });
      return { text: term.text, alternatives: [...new Set([...term.alternatives, ...words])] };
    });
    if (changed.length === 0) return { ids: [] };
    const corrected = { terms };
    const more = ranked(shown, scan(shown.members, corrected), alreadyFound);
    if (more.length === 0) return { ids: [] };
    const suggestion = query.terms.map((term) => changed.find((entry) => entry.term === term)?.word ?? term.text).join(' ');
    return { ids: more, suggestion, corrected };
  }

  function search(text: string, options: SearchOptions = {}): SearchResult {
    if (queue.size > 0 && queue.size <= INDEX_AT_ONCE) indexSome(Infinity, () => 0);
    const shown = viewOf(options.order);
    const query = parseQuery(text);
    const pending = queue.size;
    if (query.terms.length === 0) {
      last = undefined;
      const all = ranked(shown, { found: shown.members, ranks: new Uint8Array(heads.length) });
      return { ids: all, exact: all.length, pending };
    }
    const narrowed = last !== undefined && last.view === shown && last.version === version && isNarrowing(last.query, query) ? last.found : shown.members;
    const matches = scan(narrowed, query);
    last = { query, view: shown, version, found: matches.found };
    const exactIds = ranked(shown, matches);
    if (exactIds.length >= TOO_FEW || options.typos === false) return { ids: exactIds, exact: exactIds.length, pending };
    const fuzzy = withTypos(shown, query, matches.found);
    return {
      ids: [...exactIds, ...fuzzy.ids], exact: exactIds.length, pending,
      ...(fuzzy.suggestion === undefined ? {} : { suggestion: fuzzy.suggestion }), ...(fuzzy.corrected ? { corrected: fuzzy.corrected } : {}),
    };
  }

  function remove(id: CustomerId): void {
    queue.delete(id);
    const slot = slotById.get(id);
    if (slot === undefined) return;
    count(heads[slot] ?? '', -1);
    slotById.delete(id);
    ids[slot] = undefined;
    heads[slot] = notes[slot] = '';
    free.push(slot);
    layout += 1;
    version += 1;
  }

  return {
    upsert(row) { queue.set(row.id, row); },
    remove,
    clear() {
      queue.clear();
      slotById.clear();
      dictionary.clear();
      signatures.clear();
      ids.length = heads.length = notes.length = free.length = 0;
      layout += 1;
      version += 1;
      view = last = undefined;
    },
    indexSome,
    search,
    get size() {
      let known = slotById.size;
      for (const id of queue.keys()) if (!slotById.has(id)) known += 1;
      return known;
    },
    get pending() { return queue.size; },
  };
}
