/** Rows of measurements as a table and as JSON. A verdict is told, never enforced: benches do not fail a run. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';

/**
 * @typedef {object} Row
 * @property {string} work what was done
 * @property {number} customers
 * @property {number} entries in the whole book
 * @property {number} ours
 * @property {'ms' | 'MB' | 'KB' | 'x'} unit of `ours` and `limit`
 * @property {number | undefined} [limit] what the bare browser API, or the plainest code, needs for the same
 * @property {string} [limitName]
 * @property {number} [goalRatio] `ours` over `limit` at most; where given it alone decides (another machine, another second)
 * @property {number} [goalMax] in `unit`
 * @property {number} n measurements behind the number
 * @property {number} load the machine's one-minute load when it was taken
 * @property {string} [note]
 */

/** @typedef {(row: Omit<Row, 'customers' | 'entries' | 'load'> & { readonly entries?: number }) => void} Add `entries`: where not those of the book at hand */

/** @param {Row} row */
const ratioOf = ({ ours, limit }) => (limit === undefined || limit === 0 ? undefined : ours / limit);

/**
 * 'meets', 'misses' or '' where there is no goal.
 * @param {Row} row
 */
export function verdictOf(row) {
  const ratio = ratioOf(row);
  if (row.goalRatio !== undefined && ratio !== undefined) return ratio <= row.goalRatio ? 'meets' : 'misses';
  if (row.goalMax !== undefined) return row.ours <= row.goalMax ? 'meets' : 'misses';
  return '';
}

/** @param {number | undefined} value */
const short = (value) => (value === undefined || Number.isNaN(value) ? '' : value >= 100 ? String(Math.round(value)) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** @param {Row} row */
function goalText({ goalRatio, goalMax, unit }) {
  if (goalRatio !== undefined) return `<= ${short(goalRatio)}x`;
  return goalMax === undefined ? '' : `<= ${goalMax} ${unit}`;
}

/**
 * @param {readonly Row[]} rows
 * @returns {string}
 */
export function formatTable(rows) {
  const cells = [
    ['work', 'customers', 'entries', 'ours', 'limit', 'ratio', 'goal', '', 'n', 'load', 'limit is; notes'],
    ...rows.map((row) => [
      row.work, row.customers.toLocaleString('en'), row.entries.toLocaleString('en'), `${short(row.ours)} ${row.unit}`, row.limit === undefined ? '' : `${short(row.limit)} ${row.unit}`, ratioOf(row) === undefined ? '' : `${short(ratioOf(row))}x`,
      goalText(row), verdictOf(row), String(row.n), row.load.toFixed(1), [row.limitName, row.note].filter(Boolean).join('; '),
    ]),
  ];
  const numeric = new Set([1, 2, 3, 4, 5, 8, 9]);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) => line.map((cell, column) => (numeric.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd());
  return [lines[0], '-'.repeat(Math.max(...lines.map((line) => line.length))), ...lines.slice(1)].join('\n');
}

/** What the numbers depend on besides the code. */
export function describeMachine(/** @type {string} */ browser) {
  return { browser, processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load: loadavg().map((load) => Math.round(load * 10) / 10), node: process.version, commit: commit(), at: new Date().toISOString() };
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown'; // an unpacked archive has no history
  }
}

/**
 * @param {string} file
 * @param {{ readonly machine: unknown, readonly rows: readonly Row[], readonly missing: readonly string[] }} result
 */
export function writeJson(file, { machine, rows, missing }) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine, missing, rows: rows.map((row) => ({ ...row, ratio: ratioOf(row) ?? null, verdict: verdictOf(row) || null })) }, null, 2)}\n`);
}
