/**
 * Storage in a real browser: the contract on real IndexedDB, and the failures that only a browser can make. Every test
 * also fails on an uncaught exception or an unhandled rejection in the page.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { serveModule } from '../support/browser-module.mjs';
import { launchWithProfile } from '../support/e2e';
import type { StorageHarness } from './harness/storage-harness';

declare const harness: StorageHarness;

const test = base.extend<{ openTab: () => Promise<Page> }, { served: Awaited<ReturnType<typeof serveModule>> }>({
  served: [
    async ({}, use) => {
      const served = await serveModule(join(import.meta.dirname, 'harness/storage-harness.ts'));
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
  openTab: async ({ context, served }, use) => {
    const errors: string[] = [];
    await use(async () => {
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(served.url);
      await page.waitForFunction(() => 'harness' in globalThis);
      return page;
    });
    expect(errors).toEqual([]);
  },
});

for (const encrypted of [false, true]) {
  test(`IndexedDB keeps the contract of storage${encrypted ? ', encrypted' : ''}`, async ({ openTab }) => {
    const page = await openTab();
    const result = await page.evaluate((encrypt) => harness.runContract(encrypt), encrypted);
    expect(result.failures).toEqual([]);
    expect(result.cases).toBeGreaterThan(10);
  });
}

test('a full disk is reported as such, keeps what was stored, and commits work again when there is space', async ({ openTab, context, served }) => {
  const page = await openTab();
  const devtools = await context.newCDPSession(page);
  const origin = new URL(served.url).origin;
  // Before the first write: Chromium remembers the space that was left for up to 30 seconds.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 3_000_000 });
  await page.evaluate(() => harness.keep({ name: 'quota' }));
  expect(await page.evaluate(() => harness.put('before', 1000))).toMatchObject({ ok: true });
  const full = await page.evaluate(async () => {
    const results = [];
    for (let i = 0; i < 8; i++) results.push(await harness.put(`big${i}`, 1_000_000));
    return { results, keys: await harness.storage.keys('docs') };
  });
  expect(full.results.at(-1)).toEqual({ ok: false, error: { kind: 'quota' } });
  // All or nothing: exactly those commits that said so are there.
  const stored = full.results.flatMap((result, i) => (result.ok ? [`big${i}`] : []));
  expect(full.keys).toEqual({ ok: true, value: ['before', ...stored] });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await page.evaluate(() => harness.put('after', 1_000_000))).toMatchObject({ ok: true });
  expect(await page.evaluate(() => harness.statuses)).toEqual([]);
});

test('a connection closed mid-session is reopened and nothing that was written is lost', async ({ openTab }) => {
  const page = await openTab();
  const outcome = await page.evaluate(async () => {
    await harness.keep({ name: 'closed' });
    const results = [];
    for (let i = 0; i < 10; i++) {
      if (i % 3 === 0) harness.connections.at(-1)!.close();
      results.push(await harness.put(`k${i}`, 100));
    }
    return { results, keys: await harness.storage.keys('docs'), statuses: harness.statuses.map(({ kind }) => kind) };
  });
  expect(outcome.results.every((result) => result.ok)).toBe(true);
  expect(outcome.keys.ok && outcome.keys.value).toHaveLength(10);
  expect(outcome.statuses).toEqual(Array(4).fill(['reopening', 'open']).flat());
});

test('site data cleared under the open book is reported; no empty book takes its place', async ({ openTab, context, served }) => {
  const page = await openTab();
  const devtools = await context.newCDPSession(page);
  await page.evaluate(() => harness.keep({ name: 'cleared' }));
  await page.evaluate(() => harness.put('a', 100));
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(served.url).origin, storageTypes: 'indexeddb' });
  await expect.poll(() => page.evaluate(() => harness.statuses.at(-1)?.kind), { timeout: 20_000 }).toBe('failed');
  expect(await page.evaluate(() => harness.put('b', 100))).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).not.toContain('cleared');
});

test('a newer build in another tab upgrades at once; the older tab gives way and says so', async ({ openTab }) => {
  const [older, newer] = [await openTab(), await openTab()];
  await older.evaluate(() => harness.keep({ name: 'upgrade' }));
  await older.evaluate(() => harness.put('a', 100));
  await newer.evaluate(() => harness.keep({ name: 'upgrade', version: 2, openTimeoutMs: 5000 }));
  expect(await older.evaluate(() => harness.statuses)).toEqual([{ kind: 'failed', error: { kind: 'newer-version' } }]);
  expect(await older.evaluate(() => harness.put('b', 100))).toEqual({ ok: false, error: { kind: 'newer-version' } });
  expect(await newer.evaluate(() => harness.storage.keys('docs'))).toEqual({ ok: true, value: ['a'] });
});

test('removing the book in one tab is told to the other, which does not bring it back', async ({ openTab }) => {
  const [one, other] = [await openTab(), await openTab()];
  await one.evaluate(() => harness.keep({ name: 'removed' }));
  await other.evaluate(() => harness.keep({ name: 'removed' }));
  expect(await one.evaluate(() => (harness.storage.close(), harness.deleteIndexedDbStorage('removed')))).toMatchObject({ ok: true });
  expect(await other.evaluate(() => harness.put('a', 100))).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
});

for (const end of ['closes', 'crashes'] as const) {
  test(`when the leading tab ${end}, one of the others leads and answers what was left open`, async ({ openTab, context }) => {
    const [first, second, third] = [await openTab(), await openTab(), await openTab()];
    await first.evaluate(() => (harness.joinTabs('first', true), harness.leader.settled));
    await second.evaluate(() => (harness.joinTabs('second', false), harness.leader.settled));
    await third.evaluate(() => (harness.joinTabs('third', false), harness.leader.settled));
    const roles = () => Promise.all([second, third].map((page) => page.evaluate(() => harness.leader.role())));
    expect(await first.evaluate(() => harness.leader.role())).toBe('leader');
    expect(await roles()).toEqual(['follower', 'follower']);
    const answers = Promise.all([third.evaluate(() => harness.channel.request('one')), second.evaluate(() => harness.channel.request('two'))]);
    await third.waitForTimeout(200);
    if (end === 'closes') await first.close();
    else {
      const crashed = first.waitForEvent('crash');
      const devtools = await context.newCDPSession(first);
      devtools.send('Page.crash').catch(() => undefined); // Its answer dies with the page.
      await crashed;
    }
    await expect.poll(roles).toEqual(['leader', 'follower']);
    expect(await answers).toEqual(['second did one', 'second did two']);
  });
}

test('a value whose file on disk is gone does not take the others with it', async ({ served }) => {
  const profile = mkdtempSync(join(tmpdir(), 'storage-profile-'));
  try {
    const before = await launchWithProfile(profile);
    const writer = before.pages()[0] ?? (await before.newPage());
    await writer.goto(served.url);
    await writer.evaluate(async () => {
      await harness.keep({ name: 'damaged' });
      // Chromium keeps large values in files of their own.
      for (const key of ['a', 'b', 'c']) await harness.put(key, key === 'b' ? 400_000 : 500);
    });
    await before.close();

    const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && file.parentPath.includes('.indexeddb.blob'));
    expect(files.length).toBeGreaterThan(0);
    files.forEach((file) => rmSync(join(file.parentPath, file.name)));

    const after = await launchWithProfile(profile);
    const reader = after.pages()[0] ?? (await after.newPage());
    await reader.goto(served.url);
    const read = await reader.evaluate(async () => {
      await harness.keep({ name: 'damaged' });
      const all = await harness.storage.getAll('docs');
      const one = await harness.storage.get('docs', 'b');
      return { sizes: all.ok ? all.value.map(({ key, value }) => [key, value.length]) : all.error, one: one.ok ? one.value?.length : one.error };
    });
    await after.close();
    expect(read).toEqual({ sizes: [['a', 500], ['b', 0], ['c', 500]], one: 0 });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});
