/** Plain arrays of ids in a row sorter's order, patched in place; splicing 50,000 ids costs microseconds, sorting them anew 150 ms. */
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import type { RowSorter } from '../domain/filter/sort';

export interface OrderedIds {
  readonly ids: CustomerId[];
  /** Its place before, -1 where it was not there. */
  remove(id: CustomerId): number;
  /** Its place now. Every other row must stand where its present values belong. */
  insert(row: CustomerRow): number;
}

export function createOrderedIds(ids: CustomerId[], rowOf: (id: CustomerId) => CustomerRow | undefined, sorter: RowSorter): OrderedIds {
  return {
    ids,
    remove: (id) => {
      // By identity, since the row under which it was sorted in may be gone.
      const at = ids.indexOf(id);
      if (at >= 0) ids.splice(at, 1);
      return at;
    },
    insert: (row) => {
      let low = 0, high = ids.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = rowOf(ids[middle]!);
        if (other && sorter.compare(other, row) < 0) low = middle + 1;
        else high = middle;
      }
      ids.splice(low, 0, row.id);
      return low;
    },
  };
}
