/** Customers whose name contains what is typed, to link to. Four are enough to choose from; the scan stops there. */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { fold } from '../../../lib/text';
import type { CustomerId } from '../../../domain/customer/fields';
import type { CustomerRow } from '../../../domain/customer/row';
import { useBook } from '../../../state/book-context';

const MOST = 4;

export function createNameSuggestions(name: Accessor<string>, self: Accessor<CustomerId>): Accessor<readonly CustomerRow[]> {
  const book = useBook();
  const suggestions = createMemo(() => {
    const wanted = fold(name().trim());
    const found: CustomerRow[] = [];
    if (wanted.length < 2) return found;
    for (const row of book.rows.all()) {
      if (row.id !== self() && !row.trashedAt && fold(row.name).includes(wanted)) found.push(row);
      if (found.length === MOST) break;
    }
    return found;
  });
  return suggestions;
}
