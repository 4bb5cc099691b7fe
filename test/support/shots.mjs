/**
 * `npm run shots`: every screen as a picture, in three sizes, light and dark, with 0, 3 and 5,000 customers, written to
 * test-results/shots/<screen>-<size>-<theme>-<customers>.png. Words narrow it down to the pictures whose name has them all:
 *
 *     npm run shots -- profile dark        npm run shots -- 1180x820 light 5000
 *
 * The built app in one Chromium, one context per book. A screen is brought up once and then resized and recoloured, for loading
 * takes longer than drawing. `npm run shots -- publish` renews the pictures of manifest and README in public/screenshots.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, distFolder, isBuildStale, projectRoot } from '../../src/server/build.mjs';
import { serve } from '../../src/server/serve.mjs';
import { launchOptions } from './browser.mjs';
import { bundleScript } from './browser-module.mjs';
import { SIZES, published, screens } from './shots/screens.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./shots/screens.mjs').Screen} Screen */

const THEMES = /** @type {const} */ (['light', 'dark']);
/** 'none': before the first run, no book at all. */
const BOOKS = /** @type {const} */ (['none', 0, 3, 5000]);

const words = process.argv.slice(2);
const isPublishing = words.includes('publish');
const folder = isPublishing ? join(projectRoot, 'public', 'screenshots') : join(projectRoot, 'test-results', 'shots');

/** @typedef {{ readonly screen: Screen, readonly book: 'none' | number, readonly size: string, readonly theme: 'light' | 'dark', readonly name: string }} Shot */

/** @type {readonly Shot[]} */
const shots = isPublishing
  ? published.map(({ screen, size, name }) => ({ screen, book: 60, size, theme: 'light', name }))
  : screens.flatMap((screen) => BOOKS.filter((book) => screen.books.includes(book)).flatMap((book) => (screen.sizes ?? SIZES).flatMap((size) => (screen.themes ?? THEMES).map((theme) => ({
      screen, book, size, theme, name: `${screen.name}-${size}-${theme}-${String(book === 'none' ? 0 : book)}`,
    })))).filter(({ name }) => words.every((word) => (/^\d+$/.test(word) ? name.split('-').includes(word) : name.includes(word)))));
if (shots.length === 0) throw new Error(`No picture has all of these words in its name: ${words.join(' ')}. Screens: ${screens.map(({ name }) => name).join(', ')}`);

if (isBuildStale()) await build();
mkdirSync(folder, { recursive: true });
const started = performance.now();
const app = await serve({ root: distFolder, port: 0 });
const seed = await bundleScript(join(import.meta.dirname, 'shots', 'seed-book.ts'));
const browser = await chromium.launch(launchOptions());
/** @type {string[]} */
const troubles = [];
try {
  for (const book of new Set(shots.map((shot) => shot.book))) await takeAll(book, shots.filter((shot) => shot.book === book));
} finally {
  await browser.close();
  await app.close();
}
console.log(`${String(shots.length - troubles.length)} pictures in ${folder}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
for (const trouble of troubles) console.error(trouble);
process.exitCode = troubles.length > 0 ? 1 : 0;

/**
 * @param {'none' | number} book
 * @param {readonly Shot[]} wanted
 */
async function takeAll(book, wanted) {
  for (const locale of new Set(wanted.map(({ screen }) => screen.locale ?? 'en-IE'))) {
    const context = await browser.newContext({ locale, timezoneId: 'Europe/Dublin', reducedMotion: 'reduce', serviceWorkers: 'block' });
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(`uncaught with ${String(book)} customers: ${error.message}`));
    const shown = book === 'none' ? undefined : await fill(page, book);
    const mine = wanted.filter(({ screen }) => (screen.locale ?? 'en-IE') === locale);
    for (const screen of new Set(mine.map((shot) => shot.screen))) {
      await takeScreen(page, screen, shown, mine.filter((shot) => shot.screen === screen)).catch((/** @type {unknown} */ error) => {
        troubles.push(`${screen.name} with ${String(book)}: ${error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error)}`);
      });
    }
    await context.close();
  }
}

/**
 * Fills the book of the app's own origin, from a page beside the app.
 * @param {Page} page
 * @param {number} count
 * @returns {Promise<string | undefined>} id of the customer whose profile is shown
 */
async function fill(page, count) {
  await page.route('**/__seed*', (route) => route.fulfill(route.request().url().endsWith('.js')
    ? { contentType: 'text/javascript', body: seed }
    : { contentType: 'text/html', body: '<!doctype html><title>seed</title><script type="module" src="__seed.js"></script>' }));
  await page.goto(`${app.url}__seed.html`);
  await page.waitForFunction(() => 'seedBook' in globalThis);
  const today = new Date().toISOString().slice(0, 10);
  return page.evaluate(async ([n, day]) => {
    const { seedBook } = /** @type {{ seedBook: typeof import('./shots/seed-book').seedBook }} */ (/** @type {unknown} */ (globalThis));
    return (await seedBook(n, day)).shown;
  }, /** @type {const} */ ([count, today]));
}

/**
 * @param {Page} page
 * @param {Screen} screen
 * @param {string | undefined} shown
 * @param {readonly Shot[]} wanted
 */
async function takeScreen(page, screen, shown, wanted) {
  await page.setViewportSize(sizeOf(wanted[0]?.size ?? ''));
  await page.emulateMedia({ media: screen.print ? 'print' : 'screen', contrast: screen.contrast ?? 'no-preference', colorScheme: wanted[0]?.theme ?? 'light' });
  // left first: a change of the address behind the # alone would keep what the screen before has opened
  await page.goto('about:blank');
  await page.goto(`${app.url}#${screen.path.replace(':id', shown ?? '')}`);
  await screen.ready(page);
  await page.mouse.move(0, 0);
  for (const size of new Set(wanted.map((shot) => shot.size))) {
    await page.setViewportSize(sizeOf(size));
    await screen.before?.(page);
    for (const shot of wanted.filter((one) => one.size === size)) {
      await page.emulateMedia({ colorScheme: shot.theme });
      await settle(page);
      await page.screenshot({ path: join(folder, `${shot.name}.png`), fullPage: screen.print ?? false, animations: 'disabled' });
    }
  }
}

/** @param {string} size such as 1180x820 */
function sizeOf(size) {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}

/** Two frames and the fonts. @param {Page} page */
function settle(page) {
  return page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  });
}
