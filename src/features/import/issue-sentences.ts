/** An issue of a row as one sentence. */
import type { Issue } from '../../transfer/contact-record';
import type { ImportWords } from './words';

const NAMED_BY_VALUE = new Set<Issue['code']>(['duplicate-header', 'ragged-row', 'name-differs']);

export function issueSentence(issue: Issue, t: ImportWords): string {
  const sentence = t.issues[issue.code](issue.value ?? '');
  return issue.column && !NAMED_BY_VALUE.has(issue.code) ? `${t.column(issue.column)} ${sentence}` : sentence;
}
