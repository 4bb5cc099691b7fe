/**
 * What the benches load: the built app and, on the same origin, the bench page, on a server and in a browser of their own.
 * The browser has a profile on disk, for a private window keeps its IndexedDB in memory.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, distFolder, isBuildStale } from '../../src/server/build.mjs';
import { serve } from '../../src/server/serve.mjs';
import { bundleModule } from '../support/browser-module.mjs';
import { launchOptions } from '../support/browser.mjs';

const source = join(import.meta.dirname, '../../src');

/**
 * @typedef {{ readonly url: string, readonly pageUrl: string, readonly app: boolean, readonly appProblem: string | undefined, close(): Promise<void> }} Site
 *   `pageUrl`: the bench page; `app`: whether the app is there to be measured
 */

/**
 * @param {{ readonly withApp: boolean }} options
 * @returns {Promise<Site>}
 */
export async function startSite({ withApp }) {
  const root = mkdtempSync(join(tmpdir(), 'regulars-bench-site-'));
  let problem = withApp ? undefined : 'not asked for';
  if (withApp) {
    try {
      if (isBuildStale()) await build();
      cpSync(distFolder, root, { recursive: true });
    } catch (error) {
      // The rows of the engine are worth having without those of the app; the report says that these are missing.
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  await writeModule(join(root, 'bench/engine'), join(import.meta.dirname, 'pages/engine-page.ts'));
  await writeModule(join(root, 'bench/import'), join(source, 'features/import/import.worker.ts'));
  writeFileSync(join(root, 'bench/engine/index.html'), '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="./module.js"></script>');
  const server = await serve({ root, port: 0 });
  return {
    url: server.url, pageUrl: `${server.url}bench/engine/index.html`, app: problem === undefined, appProblem: problem,
    close: async () => {
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/**
 * @param {string} folder
 * @param {string} entry
 */
async function writeModule(folder, entry) {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of (await bundleModule(entry)).files) writeFileSync(join(folder, name), content);
}

/** A browser with a new profile on disk. */
export async function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'regulars-bench-profile-'));
  const { args, ...options } = launchOptions();
  const context = await chromium.launchPersistentContext(profile, { ...options, args: [...args, '--enable-precise-memory-info'], viewport: { width: 1180, height: 820 } });
  return {
    context,
    version: context.browser()?.version() ?? 'unknown',
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** @typedef {import('./pages/engine-page').EnginePage} EnginePage */

/**
 * Calls one function of the bench page, in a page of its own.
 * @template {keyof EnginePage} K
 * @param {import('@playwright/test').BrowserContext} context
 * @param {Site} site
 * @param {K} name
 * @param {Parameters<EnginePage[K]>} args
 * @returns {Promise<Awaited<ReturnType<EnginePage[K]>>>}
 */
export async function callPage(context, site, name, ...args) {
  return usePage(context, site, (page) => evaluateIn(page, name, ...args));
}

/**
 * @template T
 * @param {import('@playwright/test').BrowserContext} context
 * @param {Site} site
 * @param {(page: import('@playwright/test').Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function usePage(context, site, work) {
  const page = await context.newPage();
  try {
    await page.goto(site.pageUrl);
    return await work(page);
  } finally {
    await page.close();
  }
}

/**
 * @template {keyof EnginePage} K
 * @param {import('@playwright/test').Page} page
 * @param {K} name
 * @param {Parameters<EnginePage[K]>} args
 * @returns {Promise<Awaited<ReturnType<EnginePage[K]>>>}
 */
export async function evaluateIn(page, name, ...args) {
  const result = await page.evaluate(
    ([called, given]) => /** @type {{ readonly page: Record<string, (...args: unknown[]) => Promise<unknown>> }} */ (/** @type {unknown} */ (globalThis)).page[called]?.(...given) ?? Promise.reject(new Error(called)),
    /** @type {[string, unknown[]]} */ ([name, args]),
  );
  return /** @type {Awaited<ReturnType<EnginePage[K]>>} */ (result);
}

/**
 * Bytes that a page keeps after a full garbage collection: JavaScript objects and array buffers.
 * @param {import('@playwright/test').Page} page
 */
export async function heapAfterCollection(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const usage = /** @type {{ usedSize: number, backingStorageSize?: number }} */ (await session.send('Runtime.getHeapUsage'));
  await session.detach();
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}
