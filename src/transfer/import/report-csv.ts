/** The rows with reasons as a CSV that can be mended in a spreadsheet and imported again: the file's own columns, then 'Row' and 'Reason'. */
import { writeCsv, type CsvColumn } from '../export/csv';
import type { ReportedRow } from './row-report';
import type { Issue } from '../contact-record';

export interface ReportWords { readonly row: string; readonly reason: string; readonly sentence: (issue: Issue) => string }

/** With BOM, so that Excel reads it as UTF-8. */
export function reportToCsv(columns: readonly string[], rows: readonly ReportedRow[], words: ReportWords): string {
  const cells: CsvColumn<ReportedRow>[] = columns.map((header, index) => ({ header, cell: ({ raw }) => raw[index] ?? '' }));
  cells.push({ header: words.row, cell: ({ row }) => row }, { header: words.reason, cell: ({ issues }) => issues.map(words.sentence).join(' ') });
  return writeCsv(rows, cells, { bom: true });
}
