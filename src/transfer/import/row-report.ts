/** Rows with something to say about them: rejected with its reason, or in with an issue. Kept for the screen and for the file of such rows. */
import type { Issue, IssueCode } from '../contact-record';
import type { ImportRecord } from './plan-types';

export interface ReportedRow { readonly row: number; readonly raw: readonly string[]; readonly issues: readonly Issue[]; readonly rejected: boolean }

/** More rows than this with trouble are counted, not kept; the file then says how many are missing from it. */
export const REPORT_LIMIT = 20_000;

export class RowReport {
  readonly rows: ReportedRow[] = [];
  /** Rows that did not come in; rows that came in with an issue. */
  rejected = 0;
  withIssues = 0;

  add(record: ImportRecord, rejected?: IssueCode): void {
    const issues = rejected && !record.issues.some(({ code }) => code === rejected) ? [...record.issues, { code: rejected, row: record.row }] : record.issues;
    if (rejected) this.rejected += 1;
    else if (issues.length > 0) this.withIssues += 1;
    if (issues.length > 0 && this.rows.length < REPORT_LIMIT) this.rows.push({ row: record.row, raw: record.raw ?? [], issues, rejected: rejected !== undefined });
  }

  note(record: ImportRecord, issue: Issue): void {
    this.add({ ...record, issues: [issue] });
  }
}
