/**
 * The list of customers: sorted, filtered and searched ids, never rows. Built in slices and kept up incrementally, so
 * that one changed customer costs a binary search, and no task is long at 50,000.
 *
 *   rows --sort keys, merge sort (slices)--> all --filter (slices)--> shown --search index--> ids
 *     \------- one changed row: out by its old key, in by its new one -------/
 *
 * The arrays handed out are never changed afterwards: a new list is a new array.
 */
import { batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import type { Query } from '../domain/search/query';
import type { RowIndex } from '../replica/book';
import type { BookSearch } from './book-search';
import { groupOf, groupsOf, sortKey } from './customer-order';
import type { CustomerSort, Group } from './customer-order';
import { runSliced } from './slices';
import { insertId, placeOf, removeId, sortIds } from './sorted-ids';

export type RowFilter = (row: CustomerRow) => boolean;

export interface CustomerListOptions {
  readonly query: Accessor<string>;
  /** undefined shows everybody. A new function means a new filter: keep it while it has not changed. */
  readonly filter: Accessor<RowFilter | undefined>;
  readonly sort: Accessor<CustomerSort>;
  /** ISO day, for headings such as "Late". */
  readonly today: Accessor<string>;
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
/** Quiet time before a query that finds next to nothing is tried with typos, which costs several scans. */
const TYPO_PAUSE_MS = 150;

/** Needs an owner. */
export function createCustomerList(index: RowIndex, search: BookSearch, options: CustomerListOptions): CustomerList {
  let keys = new Map<CustomerId, string>();
  let all: CustomerId[] = [];
  let shown: CustomerId[] = [];
  let building = false;
  const late = new Set<CustomerId>();
  let cancel = (): void => {};
  const [shownIds, setShownIds] = createSignal<readonly CustomerId[]>([]);
  const [total, setTotal] = createSignal(0);
  const [isBuilding, setIsBuilding] = createSignal(true);
  /** Counts changes of rows in place, which may change what a search finds though the list is the same. */
  const [content, setContent] = createSignal(0);

  const isListed = (row: CustomerRow | undefined): row is CustomerRow => row !== undefined && Boolean(row.trashedAt) === (options.trashed ?? false);

  function* build(sort: CustomerSort): Generator<void, void> {
    const nextKeys = new Map<CustomerId, string>();
    for (const row of index.all()) {
      if (isListed(row)) nextKeys.set(row.id, sortKey(row, sort));
      if (nextKeys.size % PAUSE_EVERY === 0) yield;
    }
    const sorted = yield* sortIds([...nextKeys.keys()], nextKeys);
    keys = nextKeys;
    all = sorted;
    yield* refilter();
  }

  function* refilter(): Generator<void, void> {
    const filter = untrack(options.filter);
    if (!filter) {
      shown = all.slice();
      return;
    }
    const next: CustomerId[] = [];
    for (let i = 0; i < all.length; i++) {
      const row = index.get(all[i]!);
      if (row && filter(row)) next.push(row.id);
      if (i % PAUSE_EVERY === 0) yield;
    }
    shown = next;
  }

  const publish = (): void => batch(() => {
    setShownIds(shown.slice());
    setTotal(all.length);
    setIsBuilding(false);
  });

  const start = (work: Generator<void, void>): void => {
    cancel();
    building = true;
    cancel = runSliced(work, () => {
      building = false;
      patchRows([...late]);
      late.clear();
      publish();
    });
  };
  const rebuild = (): void => { start(build(untrack(options.sort))); };

  /** Moves these rows to where they belong; whether the list or its order changed. */
  function patchRows(ids: readonly CustomerId[]): boolean {
    const filter = untrack(options.filter);
    const sort = untrack(options.sort);
    let changed = false;
    for (const id of ids) {
      const row = index.get(id);
      const key = isListed(row) ? sortKey(row, sort) : undefined;
      const before = keys.get(id);
      const belongs = isListed(row) && (!filter || filter(row));
      const stood = before !== undefined && shown[placeOf(shown, id, keys)] === id;
      if (key === before && belongs === stood) continue;
      changed = true;
      if (before !== undefined) {
        removeId(all, id, keys);
        if (stood) removeId(shown, id, keys);
        keys.delete(id);
      }
      if (key === undefined) continue;
      keys.set(id, key);
      insertId(all, id, keys);
      if (belongs) insertId(shown, id, keys);
    }
    return changed;
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
  createEffect(on(options.sort, rebuild));
  createEffect(on(options.filter, () => { if (building) rebuild(); else start(refilter()); }, { defer: true }));

  const term = createMemo(() => options.query().trim());
  const found = createSearchResult({ term, shownIds, content, search });
  const ids = createMemo(() => found()?.ids ?? shownIds());
  const groups = createMemo(() => {
    const sort = options.sort();
    const today = options.today();
    return found() ? [] : groupsOf(shownIds(), (id) => { const row = index.get(id); return row ? groupOf(row, sort, today) : ''; });
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
  return createMemo(() => {
    const term = input.term();
    if (term === '') return undefined;
    input.content();
    input.search.progress();
    return input.search.search(term, { order: input.shownIds(), typos: forgiving() === term });
  });
}
