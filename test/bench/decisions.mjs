/**
 * The measurements behind src/decisions that need no screen: undo, first states, search. Each in a page of its own.
 * Run: node test/bench/decisions.mjs [customers, default 50000] [search]
 */
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../support/browser.mjs';
import { bundleScript } from '../support/browser-module.mjs';

/** @typedef {import('./pages/decisions-page').DecisionsPage} DecisionsPage */

const COUNT = Number(process.argv[2] ?? 50_000);
/** 'search': that alone. */
const only = process.argv[3];
const ORIGIN = 'http://decisions.invalid/';
const entry = join(import.meta.dirname, 'pages/decisions-page.ts');
const everyRow = `export const createSignatures = () => ({ add() {}, candidates: (needs, slots) => new Uint32Array(Math.ceil(slots / 32)).fill(0xffffffff), clear() {} });`;

const asIs = await bundleScript(entry);
/** The same page, with a look at every row instead. */
const withoutSignatures = await bundleScript(entry, [{
  name: 'no-signatures',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('/signatures') ? '\0no-signatures' : null),
  load: (id) => (id === '\0no-signatures' ? everyRow : null),
}]);
if (withoutSignatures.includes('COLUMNS = 509')) throw new Error('The signatures are still in.');
const options = launchOptions();
const browser = await chromium.launch({ ...options, args: [...options.args, '--enable-precise-memory-info', '--js-flags=--expose-gc'] });
try {
  console.log(`Chromium ${browser.version()}, ${String(COUNT)} customers with 20 fields and 10 entries`);
  if (only !== 'search') {
    for (const how of /** @type {const} */ (['managers', 'records'])) console.log('undo of one tag on 5,000,', how, await call(asIs, 'undo', 5_000, how));
    console.log('a Y.UndoManager still undoes after its document was closed and opened:', (await call(asIs, 'undoAfterReopening')).result);
    console.log('first states', await call(asIs, 'firstStates', COUNT));
  }
  for (const noteWords of [0, 60]) {
    console.log(`search, notes longer by ${String(noteWords)} words, with signatures`, await call(asIs, 'search', COUNT, noteWords));
    console.log(`search, notes longer by ${String(noteWords)} words, without`, await call(withoutSignatures, 'search', COUNT, noteWords));
  }
} finally {
  await browser.close();
}

/**
 * Calls one function in a fresh page; `heapMB` is what it has kept.
 * @template {keyof DecisionsPage} K
 * @param {string} script
 * @param {K} name
 * @param {Parameters<DecisionsPage[K]>} args
 * @returns {Promise<{ result: Awaited<ReturnType<DecisionsPage[K]>>, heapMB: number }>}
 */
async function call(script, name, ...args) {
  const page = await browser.newPage();
  await page.route(`${ORIGIN}**`, (route) => route.fulfill(route.request().url().endsWith('.js')
    ? { contentType: 'text/javascript', body: script }
    : { contentType: 'text/html', body: '<!doctype html><title>decisions</title><script type="module" src="page.js"></script>' }));
  await page.goto(ORIGIN);
  await page.waitForFunction(() => 'page' in globalThis);
  const answer = await page.evaluate(async ([called, given]) => {
    const scope = /** @type {{ gc(): void, performance: { memory: { usedJSHeapSize: number } }, page: Record<string, (...args: unknown[]) => unknown> }} */ (/** @type {unknown} */ (globalThis));
    const heap = () => { scope.gc(); return scope.performance.memory.usedJSHeapSize / 1e6; };
    const before = heap();
    const result = /** @type {Awaited<ReturnType<DecisionsPage[K]>>} */ (await scope.page[called]?.(...given));
    return { result, heapMB: Math.round((heap() - before) * 10) / 10 };
  }, /** @type {[string, unknown[]]} */ ([name, args]));
  await page.close();
  return answer;
}
