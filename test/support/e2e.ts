/**
 * What browser tests start from: the built app on a server of its own, and devices (browser contexts with storage of their
 * own) that look at it. Every test that uses this `test` also fails when the app throws, breaks its content security policy or
 * asks anything of another origin.
 *
 *     import { expect, test } from '../support/e2e';
 *     test('a customer typed in on one tablet …', async ({ page, app, newDevice }) => { await page.goto(app.url); … });
 */
import { chromium, test as base, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { distFolder } from '../../src/server/build.mjs';
import { serve } from '../../src/server/serve.mjs';
import { launchOptions } from './browser.mjs';

/** A running copy of the app. */
export interface RunningApp {
  /** Address of the start page, with its base path and a slash at the end. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** One device: its own storage, service worker and window. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
}

interface TestFixtures {
  /** Opens another device on the start page; closed after the test. */
  newDevice: (options?: BrowserContextOptions) => Promise<Device>;
  /** What went wrong on any device; a test that provokes an error empties it: `troubles.length = 0`. */
  troubles: string[];
}

interface WorkerFixtures { app: RunningApp }

/**
 * Serves the built app on a free port.
 * @param options `base`: path such as `/crm/`; `port`: to come back under the same address after a stop; `root`: another build
 */
export async function startApp(options: { base?: string; port?: number; root?: string } = {}): Promise<RunningApp> {
  const server = await serve({ root: options.root ?? distFolder, port: options.port ?? 0, base: options.base ?? '/' });
  return { url: server.url, port: server.port, stop: server.close };
}

/** Starts a browser apart from the fixtures, for scripts and for tests that close it; the caller closes it. */
export function launch(args: readonly string[] = []) {
  const options = launchOptions();
  return chromium.launch({ ...options, args: [...options.args, ...args] });
}

/**
 * Starts a browser whose storage outlives it, to test a restart of the whole browser: with a service worker, as where people work.
 * @param profileFolder an empty or formerly used folder; the caller removes it
 */
export function launchWithProfile(profileFolder: string, contextOptions: BrowserContextOptions = {}, args: readonly string[] = []) {
  const options = launchOptions();
  return chromium.launchPersistentContext(profileFolder, { ...options, args: [...options.args, ...args], serviceWorkers: 'allow', ...contextOptions });
}

/** Writes errors of the app, violations of its policy and requests to other origins into `troubles`. */
export function watch(context: BrowserContext, origin: string, troubles: string[]): void {
  const watchPage = (page: Page) => {
    page.on('pageerror', (error) => troubles.push(`uncaught: ${error.stack ?? error.message}`));
  };
  context.pages().forEach(watchPage);
  context.on('page', watchPage);
  context.on('console', (message) => {
    if (/content security policy|permissions-policy/i.test(message.text())) troubles.push(`policy: ${message.text()}`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(url.protocol) && url.origin !== origin) troubles.push(`foreign request: ${request.url()}`);
  });
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  app: [async ({}, use) => {
    const app = await startApp();
    await use(app);
    await app.stop();
  }, { scope: 'worker' }],

  baseURL: async ({ app }, use) => { await use(app.url); },

  troubles: async ({}, use) => {
    const troubles: string[] = [];
    await use(troubles);
    if (troubles.length > 0) throw new Error(`The app was not quiet:\n${troubles.join('\n')}`);
  },

  context: async ({ context, app, troubles }, use) => {
    watch(context, new URL(app.url).origin, troubles);
    await use(context);
  },

  newDevice: async ({ browser, app, troubles }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: app.url, ...options });
      opened.push(context);
      watch(context, new URL(app.url).origin, troubles);
      const page = await context.newPage();
      await page.goto(app.url);
      return { context, page };
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

export { expect } from '@playwright/test';
