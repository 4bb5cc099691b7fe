/**
 * The exchange of two books in Node, over memory on both sides: what reconcile itself costs, beside the same bytes over the channel
 * alone. `npm run bench -- exchange`; with other sizes `npm run bench -- exchange --sizes 500,5000`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleModule } from '../support/browser-module.mjs';
import { loadNow } from './engine-rows.mjs';
import { formatTable } from './report.mjs';

const { values } = parseArgs({ allowPositionals: true, options: { sizes: { type: 'string', default: '500,5000,50000' } } });
const folder = mkdtempSync(join(tmpdir(), 'regulars-exchange-'));
const KB = 1_024;
/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

try {
  const { main, files } = await bundleModule(join(import.meta.dirname, 'pages/exchange-page.ts'));
  for (const [name, content] of files) writeFileSync(join(folder, name.replace(/\.js$/, '.mjs')), content);
  /** @type {unknown} */
  const page = await import(pathToFileURL(join(folder, main.replace(/\.js$/, '.mjs'))).href);
  const { measureExchange } = /** @type {typeof import('./pages/exchange-page')} */ (page);
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  for (const customers of values.sizes.split(',').map(Number)) {
    const told = await measureExchange(customers);
    /** @param {Omit<import('./report.mjs').Row, 'customers' | 'entries' | 'load' | 'unit'>} row */
    const add = (row) => rows.push({ customers, entries: 0, load: loadNow(), unit: 'ms', ...row });
    add({ work: 'first sync, first rows', ours: told.usable, goalMax: 1_000, n: 1 });
    add({ work: 'first sync, complete and stored', ours: told.complete, limit: told.bareFirst, limitName: 'same documents, channel alone', goalMax: 2_200, n: 1, note: `${kilobytes(told.documentBytes)} of documents in ${kilobytes(told.firstBytes)}; ${told.completeCpu.toFixed(0)} ms of processor on both sides` });
    add({ work: 'catch-up after 200 + 200 edits', ours: told.catchUp, limit: told.bareCatchUp, limitName: 'same changes, channel alone', goalMax: 200, n: 1, note: `${kilobytes(told.editBytes)} of changes in ${kilobytes(told.catchUpBytes)} (${(told.catchUpBytes / told.editBytes).toFixed(1)}x; goal <= 3x); ${told.catchUpCpu.toFixed(0)} ms of processor on both sides` });
    add({ work: 'live edit to the other memory, p50', ours: told.live50, limit: told.bare50, limitName: 'bare message, p50', goalMax: 1.5, n: 200 });
    add({ work: 'live edit to the other memory, p95', ours: told.live95, limit: told.bare95, limitName: 'bare message, p95', goalMax: 4, n: 200, note: `two equal books: ${told.equalBytes} bytes` });
    add({ work: 'index made anew', ours: told.indexMs, n: 1 });
    console.error(`  ${customers} customers`);
  }
  console.log(formatTable(rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
