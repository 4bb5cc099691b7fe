/**
 * The one search index of the book, shared by the list, the command palette and pickers. Filled on first need, in slices,
 * and kept up with the rows; results say how many rows are still to come.
 */
import { createSignal, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import { createSearchIndex } from '../domain/search/search-index';
import type { SearchOptions, SearchResult } from '../domain/search/search-index';
import type { RowIndex } from '../replica/book';
import { createSlicedRunner } from './slices';

export interface BookSearch {
  /** Starts indexing, if it has not; call it when a search is near (focus, idle). */
  prepare(): void;
  /** Cheap once prepared; before that the answer is partial and `pending` says so. */
  search(query: string, options?: SearchOptions): SearchResult;
  /** Tracked: counts up when more rows became searchable, so that a partial answer is asked for again. */
  readonly progress: Accessor<number>;
}

/** Needs an owner. Trashed rows are not found. */
export function createBookSearch(rows: RowIndex): BookSearch {
  const index = createSearchIndex();
  const [progress, setProgress] = createSignal(0);
  const runSliced = createSlicedRunner();
  let prepared = false;
  let cancel = (): void => {};

  function* fill(all: boolean): Generator<void, void> {
    if (all) for (const row of rows.all()) if (!row.trashedAt) index.upsert(row);
    yield;
    while (!index.indexSome(4, () => performance.now())) yield;
  }
  const run = (all: boolean): void => {
    cancel();
    cancel = runSliced(fill(all), () => setProgress((n) => n + 1), { onFailed: () => { prepared = false; } });
  };
  onCleanup(rows.onChange((event) => {
    if (!prepared) return;
    if (event.kind === 'reset') {
      index.clear();
      run(true);
      return;
    }
    for (const id of event.ids) {
      const row = rows.get(id);
      if (row && !row.trashedAt) index.upsert(row);
      else index.remove(id);
    }
    run(false);
  }));
  onCleanup(() => { cancel(); });

  const prepare = (): void => {
    if (prepared) return;
    prepared = true;
    run(true);
  };
  return {
    progress, prepare,
    search: (query, options) => {
      prepare();
      return index.search(query, options);
    },
  };
}
