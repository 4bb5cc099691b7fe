/**
 * `npm run bench`: DESIGN section 11 as far as one device goes, in real Chromium with real IndexedDB, each number beside its
 * limit from the same run.
 *
 *   npm run bench                         engine and app at 500, 5,000 and 50,000 customers with 10 entries each
 *   npm run bench -- engine               without the app; `app` the other way round
 *   npm run bench -- sync                 two devices over WebRTC alone; a part of the whole run too
 *   npm run bench -- idle                 what teams of 2, 5 and 10 devices cost while nobody does anything; a part of the whole run too
 *   npm run bench -- storage [count]      packs against single values        npm run bench -- y-indexeddb     as published
 *   npm run bench -- exchange             two books over a channel in memory, in Node
 *   --sizes 500,5000   --runs 5   --json test-results/bench.json
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureApp } from './app-rows.mjs';
import { loadNow, measureEngine } from './engine-rows.mjs';
import { describeMachine, formatTable, writeJson } from './report.mjs';
import { startBrowser, startSite } from './site.mjs';
import { measureIdle } from './idle-rows.mjs';
import { measureSync } from './sync-rows.mjs';

const ENTRIES_EACH = 10;
const root = join(import.meta.dirname, '../..');
const others = { storage: './storage-packs.mjs', 'y-indexeddb': './y-indexeddb-as-published.mjs', exchange: './exchange.mjs' };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { sizes: { type: 'string', default: '500,5000,50000' }, runs: { type: 'string', default: '5' }, json: { type: 'string', default: join(root, 'test-results/bench.json') } },
});
const wanted = positionals[0] ?? 'all';

if (wanted === 'storage' || wanted === 'y-indexeddb' || wanted === 'exchange') {
  process.argv.splice(2, 1); // These read their own arguments.
  await import(others[wanted]);
} else if (wanted === 'all' || wanted === 'engine' || wanted === 'app' || wanted === 'sync' || wanted === 'idle') await main(wanted);
else {
  console.error(`There is no bench named ${wanted}. Choose all, engine, app, sync, idle, storage, y-indexeddb or exchange.`);
  process.exitCode = 2;
}

/** @param {'all' | 'engine' | 'app' | 'sync' | 'idle'} what */
async function main(what) {
  const sizes = options.sizes.split(',').map(Number);
  const runs = Number(options.runs);
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  /** @type {string[]} */
  const missing = [];
  /** @type {Map<number, Awaited<ReturnType<typeof measureEngine>>>} */
  const growth = new Map();
  let version = 'unknown';
  if (what === 'all' || what === 'sync') version = await addSync(sizes, rows, missing);
  if (what === 'all' || what === 'idle') version = await addIdle(rows, missing);
  if (what === 'sync' || what === 'idle') return report(version, rows, missing);
  const site = await startSite({ withApp: what !== 'engine' });
  if (site.appProblem && what !== 'engine') missing.push(`every row of the app: ${site.appProblem}`);

  /**
   * One size on a device of its own; what fails is reported as missing, and the rest goes on.
   * @param {number} customers
   * @param {number} entriesEach
   * @param {(context: import('@playwright/test').BrowserContext, add: import('./report.mjs').Add) => Promise<void>} work
   */
  const onDevice = async (customers, entriesEach, work) => {
    const browser = await startBrowser();
    version = browser.version;
    try {
      await work(browser.context, (row) => {
        rows.push({ customers, entries: customers * entriesEach, load: loadNow(), ...row });
        console.error(`  ${customers} customers: ${row.work}`);
      });
    } catch (error) {
      missing.push(`rest of ${customers} customers: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      await browser.close();
    }
  };

  try {
    for (const customers of sizes) {
      await onDevice(customers, ENTRIES_EACH, async (context, add) => {
        if (what !== 'app') growth.set(customers, await measureEngine(context, site, { customers, entriesEach: ENTRIES_EACH, runs }, add));
        if (site.app) await measureApp(context, site, { customers, entriesEach: ENTRIES_EACH, runs, seeded: what !== 'app' }, add);
      });
    }
    const largest = Math.max(...sizes), smallest = Math.min(...sizes);
    const large = growth.get(largest), small = growth.get(smallest);
    if (large && small && largest > smallest) {
      /** @param {string} work @param {number} ours @param {number} limit @param {string} limitName */
      const flat = (work, ours, limit, limitName) => rows.push({ work, customers: largest, entries: largest * ENTRIES_EACH, ours, limit, limitName, unit: 'ms', goalRatio: 1.5, n: 1, load: loadNow() });
      flat(`edit p50 against ${smallest} customers`, large.edit ?? NaN, small.edit ?? NaN, `the same at ${smallest} customers`);
      await onDevice(largest, 0, async (context, add) => {
        const without = await measureEngine(context, site, { customers: largest, entriesEach: 0, runs }, add);
        flat('cold start with entries against none', large.start, without.start, 'the same without entries');
        flat('search p95 with entries against none', large.search, without.search, 'the same without entries');
      });
    }
  } finally {
    await site.close();
  }
  report(version, rows, missing);
}

/**
 * Every size of the team's rows, and how flat catching up is over them; the browser's version.
 * @param {readonly number[]} sizes
 * @param {import('./report.mjs').Row[]} rows
 * @param {string[]} missing
 */
async function addSync(sizes, rows, missing) {
  let version = 'unknown';
  /** @type {{ readonly customers: number, readonly catchUp: number }[]} */
  const done = [];
  for (const customers of sizes) {
    try {
      const told = await measureSync(customers, (row) => {
        rows.push({ customers, entries: 0, load: loadNow(), ...row });
        console.error(`  ${customers} customers: ${row.work}`);
      });
      version = told.version;
      done.push({ customers, catchUp: told.catchUp });
    } catch (error) {
      missing.push(`rest of the team's rows with ${customers} customers: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  const small = done[0], large = done.at(-1);
  if (small && large && small !== large) {
    rows.push({ work: `team: catch-up against ${small.customers} customers`, customers: large.customers, entries: 0, ours: large.catchUp, limit: small.catchUp, limitName: `the same at ${small.customers} customers`, unit: 'ms', goalRatio: 1.5, n: 1, load: loadNow() });
  }
  return version;
}

/**
 * @param {import('./report.mjs').Row[]} rows
 * @param {string[]} missing
 */
async function addIdle(rows, missing) {
  const site = await startSite({ withApp: true });
  try {
    return await measureIdle(site, rows);
  } catch (error) {
    missing.push(`rest of the idle team: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 'unknown';
  } finally {
    await site.close();
  }
}

/**
 * @param {string} version
 * @param {import('./report.mjs').Row[]} rows
 * @param {string[]} missing
 */
function report(version, rows, missing) {
  const machine = describeMachine(version);
  console.log(`Chromium ${machine.browser}, ${machine.processor} x ${machine.cores}, load ${machine.load.join(' ')}, commit ${machine.commit}\n`);
  console.log(formatTable(rows));
  if (missing.length > 0) console.log(`\nNot measured:\n${missing.map((line) => `- ${line}`).join('\n')}`);
  writeJson(options.json, { machine, rows, missing });
  console.log(`\nAlso in ${options.json}`);
}
