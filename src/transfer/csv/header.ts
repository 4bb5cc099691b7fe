/** The first row: names of columns, or already data? And names that can be told apart. */
import type { IssueList, TableRow } from './table-row';

const VALUE = /^(?:[-+(]?[€$£]?\s?\d[\d.,'/:\s-]*[€$£%)]?|[^\s@]+@[^\s@]+\.[^\s@]+|true|false|yes|no|ja|nein)$/iu;
const isValue = (cell: string): boolean => VALUE.test(cell.trim());

/** A first row that itself holds dates, figures or addresses is data. Columns such as "2024" or a lone figure among names do not fool it: more than a third must be values. */
export function hasHeaderRow(rows: readonly (readonly string[])[]): boolean {
  const first = rows[0];
  if (!first) return false;
  const filled = first.filter((cell) => cell.trim() !== '');
  const values = filled.filter(isValue).length;
  if (values === 0) return true;
  return values / filled.length <= 1 / 3 && !filled.some((cell) => cell.includes('@'));
}

/** Names as in the file; blank ones become 'Column n', doubled ones 'Phone (2)' with an issue each. */
export function nameColumns(first: TableRow, hasHeader: boolean, issues: IssueList): string[] {
  const used = new Set<string>();
  return first.cells.map((cell, index) => {
    const name = (hasHeader ? cell.trim() : '') || `Column ${index + 1}`;
    let unique = name;
    for (let n = 2; used.has(unique.toLowerCase()); n++) unique = `${name} (${n})`;
    used.add(unique.toLowerCase());
    if (unique !== name) issues.add({ code: 'duplicate-header', row: first.row, column: unique, value: name });
    return unique;
  });
}
