/** Headings between groups of rows, in words. */
import type { RowGroup } from '../../domain/filter/groups';
import { customersWords } from './words';

/** '' where a group has no words (a name without letters has '#'). */
export function groupLabel(group: RowGroup): string {
  const words = customersWords();
  switch (group.kind) {
    case 'letter': return group.key === '' ? words.noName : group.key;
    case 'due': return words.dueGroup[group.key];
    case 'past': return words.pastGroup[group.key];
    case 'town': return group.key === '' ? words.noTown : group.key;
  }
}
