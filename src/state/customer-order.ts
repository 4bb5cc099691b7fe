/** The orders a list offers, by name, and where its headings stand. The comparing itself is the domain's. */
import { createGrouper } from '../domain/filter/groups';
import type { GroupOptions, RowGroup } from '../domain/filter/groups';
import type { Sort } from '../domain/filter/sort';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';

/** 'silent' begins with the longest silence, 'recent' with the latest contact, 'bought' with the highest sum. */
export const CUSTOMER_SORTS = ['name', 'nextDue', 'silent', 'recent', 'newest', 'bought', 'town'] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

export const SORT_OF: Readonly<Record<CustomerSort, Sort>> = {
  name: { by: 'name' }, nextDue: { by: 'nextDue' }, silent: { by: 'lastContact' }, recent: { by: 'lastContact', descending: true },
  newest: { by: 'created', descending: true }, bought: { by: 'bought', descending: true }, town: { by: 'town' },
};

/** `start` and `count` are places in the list. */
export interface Group { readonly group: RowGroup; readonly start: number; readonly count: number }

const codeOf = (group: RowGroup | undefined): string => (group ? `${group.kind}:${group.key}` : '');

/**
 * Headings of a sorted list. Rows of one heading are neighbours, so each boundary is searched for instead of walked to:
 * a few hundred looks at 50,000 rows. Rows without a heading give none.
 */
export function groupsOf(ids: readonly CustomerId[], rowOf: (id: CustomerId) => CustomerRow | undefined, sort: CustomerSort, options: GroupOptions): Group[] {
  const groupOf = createGrouper(SORT_OF[sort], options);
  const groupAt = (index: number): RowGroup | undefined => {
    const row = rowOf(ids[index]!);
    return row && groupOf(row);
  };
  const groups: Group[] = [];
  let start = 0;
  while (start < ids.length) {
    const group = groupAt(start);
    const code = codeOf(group);
    let low = start + 1, high = ids.length;
    // Gallop first: most groups are short.
    for (let step = 1; low + step < ids.length; step *= 2) {
      if (codeOf(groupAt(low + step)) !== code) {
        high = low + step;
        break;
      }
      low += step;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (codeOf(groupAt(middle)) === code) low = middle + 1;
      else high = middle;
    }
    if (group) groups.push({ group, start, count: low - start });
    start = low;
  }
  return groups;
}
