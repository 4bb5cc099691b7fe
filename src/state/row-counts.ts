/** How many rows each of several filters would show, counted in slices after the rows have been quiet for a while. */
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { RowIndex } from '../replica/book';
import type { RowFilter } from './customer-list';
import { createSlicedRunner } from './slices';

const QUIET_MS = 400;
const PAUSE_EVERY = 256;

/** Counts without the trash, in the filters' order; empty until the first count. Needs an owner. */
export function createRowCounts(index: RowIndex, { filters }: { readonly filters: Accessor<readonly RowFilter[]> }): Accessor<readonly number[]> {
  const [counts, setCounts] = createSignal<readonly number[]>([]);
  const runSliced = createSlicedRunner();
  let cancel = (): void => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  function* count(): Generator<void, readonly number[]> {
    const wanted = filters();
    const found = wanted.map(() => 0);
    let seen = 0;
    for (const row of index.all()) {
      if (!row.trashedAt) wanted.forEach((filter, i) => { if (filter(row)) found[i]! += 1; });
      if (++seen % PAUSE_EVERY === 0) yield;
    }
    return found;
  }
  const start = (): void => {
    cancel();
    cancel = runSliced(count(), setCounts, { onFailed: () => setCounts([]) });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(start, QUIET_MS);
  };
  createEffect(on(filters, soon));
  onCleanup(index.onChange(soon));
  onCleanup(() => {
    clearTimeout(timer);
    cancel();
  });
  return counts;
}
