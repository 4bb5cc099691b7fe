/**
 * The list of customers: sorted, filtered and searched ids, never rows. Built in slices and kept up incrementally, so
 * that one changed customer costs a binary search, and no task is long at 50,000.
 *
 *   rows --sort (slices)--> all --filter (slices)--> shown --search index--> ids
 *     \---- one changed row: taken out, put in where it now belongs ----/
 *
 * The arrays handed out are never changed afterwards: a new list is a new array.
 */
import { batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import { createRowSorter } from '../domain/filter/sort';
import type { Query } from '../domain/search/query';
import type { RowIndex } from '../replica/book';
import type { BookSearch } from './book-search';
import { SORT_OF, groupsOf } from './customer-order';
import type { CustomerSort, Group } from './customer-order';
import { createSlicedRunner } from './slices';
import { createOrderedIds } from './ordered-ids';

export type RowFilter = (row: CustomerRow) => boolean;

export interface CustomerListOptions {
  readonly query: Accessor<string>;
  /** undefined shows everybody. A new function means a new filter: keep it while it has not changed. */
  readonly filter: Accessor<RowFilter | undefined>;
  readonly sort: Accessor<CustomerSort>;
  /** ISO day, for headings such as "Late". */
  readonly today: Accessor<string>;
  /** BCP 47; decides the alphabet. */
  readonly locale: Accessor<string>;
  /** IANA name, for the days of stamps. Default UTC. */
  readonly timeZone?: string;
  /** While false the rows are still being read: nothing is listed, so that no count is half of the truth. */
  readonly isReady?: Accessor<boolean>;
  /** Lists the trash instead. */
  readonly trashed?: boolean;
}

export interface CustomerList {
  /** What is shown, in order. While searching: best match first. */
  readonly ids: Accessor<readonly CustomerId[]>;
  readonly count: Accessor<number>;
  /** Everybody in the book (or the trash), before filter and search. */
  readonly total: Accessor<number>;
  /** Headings over `ids`; none while searching, where the order is by rank. */
  readonly groups: Accessor<readonly Group[]>;
  /** Until the first list stands. */
  readonly isBuilding: Accessor<boolean>;
  readonly isSearching: Accessor<boolean>;
  /** "Did you mean": the query with its misspelt words replaced. */
  readonly suggestion: Accessor<string | undefined>;
  /** The query to explain the match of the row at `index` with. */
  matchQuery(index: number): string | Query;
}

interface Found { readonly ids: readonly CustomerId[]; readonly exact: number; readonly suggestion?: string | undefined; readonly corrected?: Query | undefined }

/** More changes at once than this are a new list. */
const PATCH_LIMIT = 400;
const PAUSE_EVERY = 256;
/** Sorting hands back control this often, in ms. */
const STEP_MS = 4;
/** As in a card index. */
const NAME_ORDER = 'family';
const now = (): number => performance.now();
/** Quiet time before a query that finds next to nothing is tried with typos, which costs several scans. */
const TYPO_PAUSE_MS = 150;

/** Needs an owner. */
export function createCustomerList(index: RowIndex, search: BookSearch, options: CustomerListOptions): CustomerList {
  const isReady = options.isReady ?? (() => true);
  const runSliced = createSlicedRunner();
  const rowOf = (id: CustomerId): CustomerRow | undefined => index.get(id);
  let sorter = createRowSorter(SORT_OF.name, { locale: 'en', nameOrder: NAME_ORDER });
  let all = createOrderedIds([], rowOf, sorter);
  let shown = createOrderedIds([], rowOf, sorter);
  let building = false;
  const late = new Set<CustomerId>();
  let cancel = (): void => {};
  const [shownIds, setShownIds] = createSignal<readonly CustomerId[]>([]);
  const [total, setTotal] = createSignal(0);
  const [isBuilding, setIsBuilding] = createSignal(true);
  /** Counts changes of rows in place, which may change what a search finds though the list is the same. */
  const [content, setContent] = createSignal(0);

  const isListed = (row: CustomerRow | undefined): row is CustomerRow => row !== undefined && Boolean(row.trashedAt) === (options.trashed ?? false);

  function* build(): Generator<void, void> {
    const next = createRowSorter(SORT_OF[untrack(options.sort)], { locale: untrack(options.locale), nameOrder: NAME_ORDER });
    const rows: CustomerRow[] = [];
    for (const row of index.all()) {
      if (isListed(row)) rows.push(row);
      if (rows.length % PAUSE_EVERY === 0) yield;
    }
    const job = next.start(rows);
    let ids = job.run(STEP_MS, now);
    while (ids === undefined) {
      yield;
      ids = job.run(STEP_MS, now);
    }
    sorter = next;
    all = createOrderedIds(ids, rowOf, sorter);
    yield* refilter();
  }

  function* refilter(): Generator<void, void> {
    const filter = untrack(options.filter);
    const source = all.ids;
    const next: CustomerId[] = [];
    for (let i = 0; i < source.length; i++) {
      const row = rowOf(source[i]!);
      if (row && (!filter || filter(row))) next.push(row.id);
      if (i % PAUSE_EVERY === 0) yield;
    }
    shown = createOrderedIds(next, rowOf, sorter);
  }

  const publish = (): void => batch(() => {
    setShownIds(shown.ids.slice());
    setTotal(all.ids.length);
    setIsBuilding(false);
  });
  const start = (work: Generator<void, void>): void => {
    cancel();
    building = true;
    cancel = runSliced(work, () => {
      building = false;
      patchRows(late);
      late.clear();
      publish();
    }, { onFailed: () => {
      // The last whole list stays, under an error screen; a list that was never made is not "being made" any more.
      building = false;
      setIsBuilding(false);
    } });
  };
  const rebuild = (): void => { if (untrack(isReady)) start(build()); };

  /** Moves these rows to where they belong; whether the list or its order changed. */
  function patchRows(ids: Iterable<CustomerId>): boolean {
    const filter = untrack(options.filter);
    let changed = false;
    // All out before any goes in: the search for a place relies on every row standing where it belongs.
    const moved = [...ids].map((id) => ({ id, row: rowOf(id), fromAll: all.remove(id), fromShown: shown.remove(id) }));
    for (const { row, fromAll, fromShown } of moved) {
      const intoAll = isListed(row) ? all.insert(row) : -1;
      const intoShown = isListed(row) && (!filter || filter(row)) ? shown.insert(row) : -1;
      if (intoAll !== fromAll || intoShown !== fromShown) changed = true;
    }
    return changed || moved.length > 1;
  }

  onCleanup(index.onChange((event) => {
    if (event.kind === 'reset' || event.ids.length > PATCH_LIMIT) {
      rebuild();
      return;
    }
    if (building) {
      for (const id of event.ids) late.add(id);
      return;
    }
    batch(() => {
      if (patchRows(event.ids)) publish();
      setContent((n) => n + 1);
    });
  }));
  onCleanup(() => { cancel(); });
  createEffect(on([options.sort, options.locale, isReady], rebuild));
  createEffect(on(options.filter, () => { if (building) rebuild(); else start(refilter()); }, { defer: true }));

  const term = createMemo(() => options.query().trim());
  const found = createSearchResult({ term, shownIds, content, search });
  const ids = createMemo(() => found()?.ids ?? shownIds());
  const groups = createMemo(() => {
    const sort = options.sort();
    const today = options.today();
    return found() ? [] : groupsOf(shownIds(), rowOf, sort, { today, nameOrder: NAME_ORDER, timeZone: options.timeZone ?? 'UTC' });
  });
  return {
    ids, total, groups, isBuilding,
    count: () => ids().length,
    isSearching: () => term() !== '',
    suggestion: () => found()?.suggestion,
    matchQuery: (i) => { const result = found(); return result?.corrected && i >= result.exact ? result.corrected : term(); },
  };
}

interface SearchInput { readonly term: Accessor<string>; readonly shownIds: Accessor<readonly CustomerId[]>; readonly content: Accessor<number>; readonly search: BookSearch }

/** undefined while nothing is asked. Literal matches at once; typos only after a pause. */
function createSearchResult(input: SearchInput): Accessor<Found | undefined> {
  const [forgiving, setForgiving] = createSignal('');
  createEffect(on(input.term, (term) => {
    if (term === '') return;
    const timer = setTimeout(() => setForgiving(term), TYPO_PAUSE_MS);
    onCleanup(() => { clearTimeout(timer); });
  }));
  const found = createMemo((): Found | undefined => {
    const term = input.term();
    if (term === '') return undefined;
    input.content();
    input.search.progress();
    return input.search.search(term, { order: input.shownIds(), typos: forgiving() === term });
  });
  return found;
}
