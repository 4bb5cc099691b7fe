/**
 * Rows as Solid sees them: the engine keeps the plain rows, this keeps who reads which. One remote change of one
 * customer reruns exactly the readers of that customer's row.
 */
import { createMemo, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import type { RowIndex, RowsEvent } from '../replica/book';
import { createTriggers } from './triggers';

/** Key of readers that depend on how many rows there are; no id looks like it. */
const ANY = '*';

export interface RowsStore {
  /** Tracked: reruns when this customer's row changes. */
  row(id: CustomerId): CustomerRow | undefined;
  /** Tracked by every change of any row: for counts only, never for rows of a list. */
  size(): number;
  /** Tracked: whether any row outside the trash is sample data. */
  hasSample(): boolean;
  /** Untracked access to all rows, for scans that do their own bookkeeping. */
  readonly index: RowIndex;
}

/** Needs an owner; stops listening with it. */
export function createRowsStore(index: RowIndex): RowsStore {
  const triggers = createTriggers<CustomerId>();
  const samples = new Set<CustomerId>();

  const noteSample = (row: CustomerRow | undefined, id: CustomerId): void => {
    if (row?.sample && !row.trashedAt) samples.add(id);
    else samples.delete(id);
  };
  const recount = (): void => {
    samples.clear();
    for (const row of index.all()) noteSample(row, row.id);
  };
  const handleChange = (event: RowsEvent): void => {
    if (event.kind === 'reset') {
      recount();
      triggers.markAll();
      return;
    }
    for (const id of event.ids) noteSample(index.get(id), id);
    triggers.mark([...event.ids, ANY]);
  };

  recount();
  onCleanup(index.onChange(handleChange));

  const sampleLeft = createMemo(() => {
    triggers.track(ANY);
    return samples.size > 0;
  });
  return {
    index,
    row: (id) => {
      triggers.track(id);
      return index.get(id);
    },
    size: () => {
      triggers.track(ANY);
      return index.size;
    },
    hasSample: sampleLeft,
  };
}

/** The row of whichever customer `id` names, as an accessor. */
export function rowAccessor(rows: RowsStore, id: Accessor<CustomerId | undefined>): Accessor<CustomerRow | undefined> {
  return () => {
    const current = id();
    return current === undefined ? undefined : rows.row(current);
  };
}
