/**
 * Measures what packs save: the same documents as one value each, as packs of several sizes (plain and encrypted), and as one
 * blob through the bare API, written and read back in real Chromium. Medians of 3.   Run: node test/bench/storage-packs.mjs [count]
 */
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../support/browser.mjs';
import { serveModule } from '../support/browser-module.mjs';

/** @typedef {{ readonly page: Record<string, (...args: unknown[]) => Promise<Record<string, number>>> }} PageGlobal */

const COUNT = Number(process.argv[2] ?? 50_000);
const BYTES_EACH = 540;
const REPEATS = 3;

const served = await serveModule(join(import.meta.dirname, 'pages/storage-page.ts'));
const browser = await chromium.launch(launchOptions());

/**
 * @param {keyof import('./pages/storage-page').StoragePage} name
 * @param {readonly unknown[]} args
 */
async function measure(name, ...args) {
  /** @type {Record<string, number>[]} */
  const runs = [];
  for (let i = 0; i < REPEATS; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(served.url);
    await page.waitForFunction(() => 'page' in globalThis);
    runs.push(
      await page.evaluate(
        ([called, given]) => /** @type {PageGlobal} */ (/** @type {unknown} */ (globalThis)).page[called]?.(...given) ?? Promise.reject(new Error(called)),
        /** @type {[string, unknown[]]} */ ([name, [COUNT, BYTES_EACH, ...args]]),
      ),
    );
    await context.close();
  }
  const keys = Object.keys(runs[0] ?? {});
  const median = (/** @type {string} */ key) => runs.map((run) => run[key] ?? 0).sort((a, b) => a - b)[REPEATS >> 1] ?? 0;
  return Object.fromEntries(keys.map((key) => [key, Math.round(median(key) * 10) / 10]));
}

try {
  console.log(`Chromium ${browser.version()}, ${COUNT} documents of ${BYTES_EACH} bytes; milliseconds, median of ${REPEATS}`);
  const rows = {
    'one blob, bare API': await measure('bare'),
    'one value each': await measure('singles'),
    'packs of 64 KB': await measure('packs', 64 * 1024, false),
    'packs of 256 KB': await measure('packs', 256 * 1024, false),
    'packs of 1 MB': await measure('packs', 1024 * 1024, false),
    'packs of 256 KB, AES-GCM': await measure('packs', 256 * 1024, true),
  };
  console.table(rows);
} finally {
  await browser.close();
  await served.close();
}
