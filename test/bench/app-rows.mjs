/**
 * The rows of the built app: from page load to a list that answers, keys to frames, typing to "saved", and the longest task
 * of the main thread meanwhile. The book has been put there by the engine under the same origin.
 */
import { callPage, heapAfterCollection } from './site.mjs';
import { goalAt, median } from './engine-rows.mjs';
import { installProbe } from './pages/app-probe.mjs';

/** @typedef {{ readonly probe: import('./pages/app-probe.mjs').Probe }} ProbeGlobal */

const MB = 1024 * 1024;
const SEARCHES = ['bergmann', 'anna', 'köln', '35321', 'oak samples'];
const TYPED = 20;
const GOAL_START = 0.8 / 0.42;
const LONGEST_TASK = 100;

/** @param {readonly number[]} values @param {number} share */
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? NaN;

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {import('./site.mjs').Site} site
 * @param {{ readonly customers: number, readonly entriesEach: number, readonly runs: number, readonly seeded: boolean }} size
 * @param {import('./report.mjs').Add} add
 */
export async function measureApp(context, site, { customers, entriesEach, runs, seeded }, add) {
  if (!seeded) await callPage(context, site, 'importBook', customers, entriesEach, false);
  const bare = [];
  for (let run = 0; run < runs; run++) bare.push((await callPage(context, site, 'bareStart')).total);
  await context.addInitScript(installProbe, customers);
  const list = `${site.url}#/customers`;

  // The first start installs the service worker; from the second on the app comes from its cache, as on a tablet.
  const first = await context.newPage();
  await first.goto(list);
  await readyAt(first);
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await first.close();

  const starts = [];
  let longest = 0;
  for (let run = 0; run < runs; run++) {
    const page = await context.newPage();
    await page.goto(list);
    starts.push(await readyAt(page));
    longest = Math.max(longest, await longestTask(page));
    await page.close();
  }
  add({ work: 'app: page load to interactive list', ours: median(starts), unit: 'ms', limit: median(bare), limitName: 'bare read + JSON.parse of the rows', ...goalAt(customers, GOAL_START, 800), n: runs, note: `longest task while starting ${longest.toFixed(0)} ms` });

  const page = await context.newPage();
  await page.goto(list);
  await readyAt(page);
  await page.waitForTimeout(1_500);
  add({ work: 'app: heap after start', ours: (await heapAfterCollection(page)) / MB, unit: 'MB', goalMax: 60, n: 1, note: 'everything: code, screen, rows; no search yet' });

  await scroll(page, add);
  await search(page, add);
  add({ work: 'app: heap with the search index', ours: (await heapAfterCollection(page)) / MB, unit: 'MB', n: 1 });
  await openProfiles(page, Math.min(12, customers), add);
  await type(page, add);
  await page.close();
}

/** @typedef {import('./report.mjs').Add} Add */

/** @param {import('@playwright/test').Page} page */
const readyAt = (page) => page.evaluate(() => /** @type {ProbeGlobal} */ (/** @type {unknown} */ (globalThis)).probe.ready);

/**
 * The longest task since the last look, in ms.
 * @param {import('@playwright/test').Page} page
 */
async function longestTask(page) {
  await page.waitForTimeout(250);
  return page.evaluate(() => /** @type {ProbeGlobal} */ (/** @type {unknown} */ (globalThis)).probe.takeLongest());
}

/** @param {import('@playwright/test').Page} page @param {Add} add */
async function scroll(page, add) {
  await page.getByRole('grid', { name: 'Customers' }).hover();
  await longestTask(page);
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, turn % 20 === 19 ? 40_000 : 900);
    await page.waitForTimeout(25);
  }
  add({ work: 'app: longest task while scrolling', ours: await longestTask(page), unit: 'ms', goalMax: LONGEST_TASK, n: 60, note: '0 = none over 50 ms' });
}

/** @param {import('@playwright/test').Page} page @param {Add} add */
async function search(page, add) {
  const box = page.getByRole('searchbox', { name: 'Search customers' });
  await box.click();
  // The index is filled when a search is near; its own tasks count as well.
  await page.keyboard.type('warm', { delay: 60 });
  await page.waitForTimeout(1_500);
  await box.fill('');
  const whileIndexing = await longestTask(page);
  await page.evaluate(() => { /** @type {ProbeGlobal} */ (/** @type {unknown} */ (globalThis)).probe.takeFrames(); });
  for (const text of SEARCHES) {
    await page.keyboard.type(text, { delay: 70 });
    await page.waitForTimeout(400);
    await box.fill('');
    await page.waitForTimeout(150);
  }
  const frames = await page.evaluate(() => /** @type {ProbeGlobal} */ (/** @type {unknown} */ (globalThis)).probe.takeFrames());
  add({ work: 'app: keystroke to results drawn, p95', ours: percentile(frames, 0.95), unit: 'ms', goalMax: 34, n: frames.length, note: `p50 ${percentile(frames, 0.5).toFixed(1)} ms` });
  add({ work: 'app: longest task while searching', ours: await longestTask(page), unit: 'ms', goalMax: LONGEST_TASK, n: frames.length, note: `${whileIndexing.toFixed(0)} ms while the index was filled` });
}

/** Opens the customers with the longest histories by address, as a tap on a row does. @param {import('@playwright/test').Page} page @param {number} count @param {Add} add */
async function openProfiles(page, count, add) {
  const opened = [];
  for (let n = 0; n < count; n++) {
    opened.push(await page.evaluate((at) => /** @type {ProbeGlobal} */ (/** @type {unknown} */ (globalThis)).probe.openCustomer(at), n));
    await page.waitForTimeout(150);
  }
  // The first also loads the profile's code.
  const warm = opened.slice(2).map(({ screen }) => screen), whole = opened.slice(2).map((one) => one.whole);
  add({ work: 'app: open a customer with 200 entries, p95', ours: percentile(warm, 0.95), unit: 'ms', goalMax: 50, n: warm.length, note: `the window filled; p50 ${percentile(warm, 0.5).toFixed(0)} ms, the very first ${(opened[0]?.screen ?? NaN).toFixed(0)} ms; longest task ${(await longestTask(page)).toFixed(0)} ms` });
  add({ work: 'app: all of it, also below the window, p95', ours: percentile(whole, 0.95), unit: 'ms', n: whole.length, note: `40 of 200 entries, every section; p50 ${percentile(whole, 0.5).toFixed(0)} ms` });
}

/** @param {import('@playwright/test').Page} page @param {Add} add */
async function type(page, add) {
  const field = page.getByRole('textbox', { name: 'Given name' });
  await field.click();
  await longestTask(page);
  const saved = [];
  for (let i = 0; i < TYPED; i++) {
    await page.evaluate(() => { /** @type {ProbeGlobal} */ (/** @type {unknown} */ (globalThis)).probe.watchSaving(); });
    await page.keyboard.type('abc', { delay: 60 });
    saved.push(await page.evaluate(() => /** @type {ProbeGlobal} */ (/** @type {unknown} */ (globalThis)).probe.saved()));
  }
  add({ work: 'app: last key to "Saved on this device", p95', ours: percentile(saved, 0.95), unit: 'ms', goalMax: 150, n: saved.length, note: `p50 ${percentile(saved, 0.5).toFixed(0)} ms, 90 ms of it waiting for the next key` });
  add({ work: 'app: longest task while typing in a profile', ours: await longestTask(page), unit: 'ms', goalMax: LONGEST_TASK, n: TYPED * 3 });
}
