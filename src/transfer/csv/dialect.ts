/**
 * How a text file separates its columns: one of `, ; tab |`, or runs of blanks as statistics programs write them.
 * Decided by which separator splits the first records into the same number of columns most often.
 */
import Papa from 'papaparse';

export type Delimiter = ',' | ';' | '\t' | '|' | 'blanks';
const CANDIDATES: readonly Exclude<Delimiter, 'blanks'>[] = [',', ';', '\t', '|'];

/** Line ends of every kind to '\n', so that one parser setting reads files that mix them. */
export const unifyLineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

export function splitBlanks(line: string): string[] {
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(/[ \t\u00a0]+/);
}

/** `sample` starts at the file's beginning, line ends unified; `whole` says that it is the file to its end. */
export function detectDelimiter(sample: string, whole: boolean): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    if (!sample.includes(delimiter)) continue;
    const { data } = new Papa.Parser({ delimiter, newline: '\n' }).parse(sample, 0, !whole) as { data: string[][] };
    const score = consistency(data.slice(0, 60).filter((row) => row.length > 1 || row[0]?.trim()).map((row) => row.length));
    // A tab within fields is rare, a comma within fields is common: on equal terms the rarer sign wins.
    if (score > best.score) best = { delimiter, score };
  }
  return best.score < 1.5 && isColumnsOfBlanks(sample) ? 'blanks' : best.delimiter;
}

/** Every line has as many words, and some of them are figures: "Anna Kim" below "Full name" is not two columns. */
function isColumnsOfBlanks(sample: string): boolean {
  const lines = sample.split('\n').slice(0, 60).map(splitBlanks).filter((words) => words.length > 0);
  const body = lines.length > 1 ? lines.slice(1) : lines;
  return consistency(lines.map((words) => words.length)) >= 1.9 && body.every((words) => words.some((word) => /^-?[\d.,/-]*\d$/.test(word)));
}

/** 0 where nothing is split; else the share of rows (0-1) with the commonest width, plus up to 1 for that width. */
function consistency(widths: readonly number[]): number {
  if (widths.length === 0) return 0;
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let common = 1, rows = 0;
  for (const [width, count] of counts) if (count > rows || (count === rows && width > common)) [common, rows] = [width, count];
  if (common < 2) return 0;
  return rows / widths.length + Math.min(1, 0.9 + common / 1_000);
}
