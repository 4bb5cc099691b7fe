/**
 * Measures y-indexeddb as published beside our own store, in real Chromium: what is lost and what is told when the connection
 * closes, the disk is full or a row is damaged, and what a start costs. The numbers stand in
 * src/decisions/0001-team-document-in-our-own-store.md.   Run: node test/bench/y-indexeddb-as-published.mjs
 */
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../support/browser.mjs';
import { serveModule } from '../support/browser-module.mjs';

/** @typedef {import('./pages/team-document-page').TeamDocumentPage} TeamDocumentPage */
/** @typedef {{ readonly page: Record<string, (...args: unknown[]) => Promise<Record<string, unknown>>> }} PageGlobal */

const served = await serveModule(join(import.meta.dirname, 'pages/team-document-page.ts'));
const browser = await chromium.launch(launchOptions());

/**
 * Runs one situation on a device of its own.
 * @param {keyof TeamDocumentPage} situation
 * @param {readonly unknown[]} args
 * @param {number} [quotaSize] bytes
 * @returns {Promise<Record<string, unknown>>}
 */
async function run(situation, args, quotaSize) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(served.url);
  await page.waitForFunction(() => 'page' in globalThis);
  if (quotaSize) await (await context.newCDPSession(page)).send('Storage.overrideQuotaForOrigin', { origin: new URL(served.url).origin, quotaSize });
  const result = await page.evaluate(
    ([name, given]) => /** @type {PageGlobal} */ (/** @type {unknown} */ (globalThis)).page[name]?.(...given) ?? Promise.reject(new Error(name)),
    /** @type {[string, readonly unknown[]]} */ ([situation, args]),
  );
  await context.close();
  return result;
}

try {
  const rows = {
    'connection closed, as published': await run('closedConnection', ['published']),
    'connection closed, ours': await run('closedConnection', ['ours']),
    'disk full, as published': await run('fullDisk', ['published'], 3_000_000),
    'disk full, ours': await run('fullDisk', ['ours'], 3_000_000),
  };
  console.log(`Chromium ${browser.version()}: ten records written after the failure, read back after a restart`);
  console.table(rows);
  console.log('damaged row, as published:', await run('corruptRow', []));
  console.log('start, small team document:', await run('startUp', [100, 21]));
  console.log('start, large team document:', await run('startUp', [5000, 21]));
} finally {
  await browser.close();
  await served.close();
}
