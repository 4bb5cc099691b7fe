/** What the reader of tables and its helpers share. */
import type { Issue } from '../contact-record';

export interface TableRow { /** As a spreadsheet numbers it. */ readonly row: number; readonly cells: readonly string[] }

export const ISSUE_LIMIT = 1_000;

/** Keeps the first issues and counts the rest: a broken file of 200 MB must not fill the memory with complaints. */
export class IssueList {
  readonly kept: Issue[] = [];
  count = 0;
  add(issue: Issue): void {
    this.count += 1;
    if (this.kept.length < ISSUE_LIMIT) this.kept.push(issue);
  }
}
