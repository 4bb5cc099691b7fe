/**
 * What a team costs while nobody does anything: the app as it is served, each device with storage of its own, all in one Chromium on this
 * machine. `npm run bench -- idle`; it takes some ten minutes.
 */
import { chromium } from '@playwright/test';
import { launchOptions } from '../support/browser.mjs';
import { loadNow } from './engine-rows.mjs';
import { installTrafficProbe } from './pages/traffic-probe.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ readonly traffic: () => Promise<import('./pages/traffic-probe.mjs').Traffic> }} Probed */

const TEAMS = [2, 5, 10];
const MINUTE_MS = 60_000;
/** Links come to rest: those beyond a device's neighbours are shed. */
const SETTLE_MS = 30_000;
const KB = 1_024;
/** Of DESIGN section 11: a minute, to each other device. */
const GOAL_KB = 2;

/**
 * @param {import('./site.mjs').Site} site
 * @param {import('./report.mjs').Row[]} rows
 * @returns {Promise<string>} the browser's version
 */
export async function measureIdle(site, rows) {
  const browser = await chromium.launch(launchOptions());
  try {
    const session = await browser.newBrowserCDPSession();
    /** Milliseconds that all processes of the browser have computed. */
    const computed = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
    /** @param {readonly Page[]} pages */
    const minute = async (pages) => {
      const read = () => Promise.all(pages.map((page) => page.evaluate(() => /** @type {Probed} */ (/** @type {unknown} */ (globalThis)).traffic())));
      const before = await read(), computedBefore = await computed();
      await new Promise((resolve) => setTimeout(resolve, MINUTE_MS));
      const computing = (await computed()) - computedBefore, after = await read();
      /** @param {'meeting' | 'said' | 'bytes' | 'checks'} what */
      const each = (what) => after.reduce((sum, now, i) => sum + now[what] - (before[i]?.[what] ?? 0), 0) / pages.length;
      return { computing: computing / pages.length, meeting: each('meeting'), said: each('said'), bytes: each('bytes'), checks: each('checks'), links: after.reduce((sum, { links }) => sum + links, 0) / pages.length };
    };
    /** @param {Omit<import('./report.mjs').Row, 'customers' | 'entries' | 'load' | 'n'>} row */
    const add = (row) => {
      rows.push({ customers: 1, entries: 0, load: loadNow(), n: 1, ...row });
      console.error(`  ${row.work}`);
    };

    const till = await openDevice(browser, site.url);
    await startBook(till);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const alone = await minute([till]);
    await createTeam(till);
    const pages = [till];
    for (const size of TEAMS) {
      while (pages.length < size) pages.push(await letIn(till, await openDevice(browser, site.url), `Tablet ${String(pages.length + 1)}`));
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const idle = await minute(pages);
      const team = `team of ${String(size)}, idle, each device, a minute`;
      add({ work: `${team}: said to each other one`, ours: idle.said / KB / idle.links, unit: 'KB', goalMax: GOAL_KB, note: `over ${idle.links.toFixed(1)} links` });
      add({ work: `${team}: on the way to all others`, ours: idle.bytes / KB, unit: 'KB', note: `with what the channels need; ${idle.checks.toFixed(0)} checks of consent beside it` });
      add({ work: `${team}: sent to the meeting point`, ours: idle.meeting / KB, unit: 'KB' });
      add({ work: `${team}: processor`, ours: idle.computing, unit: 'ms', limit: alone.computing, limitName: 'the app in no team' });
    }
    return browser.version();
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 */
async function openDevice(browser, url) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1180, height: 820 }, serviceWorkers: 'block' });
  await context.addInitScript(installTrafficProbe);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** @param {Page} page */
async function startBook(page) {
  await page.getByRole('button', { name: 'Start a new customer book' }).click();
  const form = page.getByRole('dialog', { name: 'A new customer book' });
  await form.getByLabel('Name of the book').fill('Quay Street Wines');
  await form.getByLabel('Your name').fill('Aoife');
  await form.getByRole('button', { name: 'Create the book' }).click();
  await page.getByRole('searchbox', { name: 'Search customers' }).waitFor();
}

/** @param {Page} page */
async function createTeam(page) {
  await page.getByRole('navigation', { name: 'Main' }).filter({ visible: true }).getByRole('link', { name: 'Team', exact: true }).click();
  const form = page.getByRole('region', { name: 'This book is only on this device' });
  await form.getByLabel('Team name').fill('Quay Street Wines');
  await form.getByLabel('Your name').fill('Aoife');
  await form.getByLabel('Device name').fill('Till');
  await page.getByRole('button', { name: 'Create a team' }).click();
  await page.getByRole('button', { name: 'I have it on paper' }).click();
}

/**
 * @param {Page} till
 * @param {Page} page
 * @param {string} name
 */
async function letIn(till, page, name) {
  await till.getByRole('button', { name: 'Invite a device' }).click();
  const link = await till.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await page.getByRole('button', { name: 'Join a team' }).click();
  const form = page.getByRole('dialog', { name: 'Join a team' });
  await form.getByRole('textbox', { name: 'Invite link' }).fill(link);
  await form.getByLabel('Your name').fill(name);
  await form.getByLabel('Device name').fill(name);
  await form.getByRole('button', { name: 'Join', exact: true }).click();
  await till.getByRole('button', { name: 'Codes match' }).click();
  await page.getByRole('navigation', { name: 'Main' }).filter({ visible: true }).waitFor();
  await till.getByRole('region', { name: 'Invite a device' }).getByRole('button', { name: 'Close' }).click();
  return page;
}
