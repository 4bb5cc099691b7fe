/**
 * Two devices in two browsers with disks of their own, over real WebRTC: first sync, catch-up, live edits, beside the bare data channel in
 * the same run. `npm run bench -- sync`; one size alone: `npm run bench -- sync --sizes 5000`.
 */
import { startBrowser } from './site.mjs';
import { serveModule } from '../support/browser-module.mjs';
import { join } from 'node:path';

/** @typedef {import('./pages/sync-page').SyncPage} SyncPage */
/** @typedef {<K extends keyof SyncPage>(name: K, ...args: Parameters<SyncPage[K]>) => Promise<Awaited<ReturnType<SyncPage[K]>>>} Call */

const EDITS = 200;
const KB = 1_024;
/** Of DESIGN section 11: ratios to the bare channel. */
const GOAL = { complete: 2.2 / 1.4, usable: 1_000, catchUp: 200, live50: 1.5, live95: 4 };

/**
 * @param {number} customers
 * @param {import('./report.mjs').Add} add
 * @returns {Promise<{ readonly version: string, readonly catchUp: number }>}
 */
export async function measureSync(customers, add) {
  const site = await serveModule(join(import.meta.dirname, 'pages/sync-page.ts'));
  const browsers = [await startBrowser(), await startBrowser()];
  try {
    const [anna, ben] = await Promise.all(browsers.map(async ({ context }) => {
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(site.url);
      await page.waitForFunction('globalThis.page');
      return page;
    }));
    if (!anna || !ben) throw new Error('There are not two pages.');
    /** @param {import('@playwright/test').Page} page @returns {Call} */
    const caller = (page) => async (name, ...args) => /** @type {any} */ (await page.evaluate(
      ([called, given]) => /** @type {{ readonly page: Record<string, (...args: unknown[]) => unknown> }} */ (/** @type {unknown} */ (globalThis)).page[called]?.(...given),
      /** @type {[string, unknown[]]} */ ([name, args]),
    ));
    const onAnna = caller(anna), onBen = caller(ben);
    await anna.exposeFunction('tell', (/** @type {number[]} */ payload) => onBen('signal', payload));
    await ben.exposeFunction('tell', (/** @type {number[]} */ payload) => onAnna('signal', payload));
    const connect = async () => {
      await onBen('connect', false);
      await onAnna('connect', true);
      await Promise.all([onAnna('opened'), onBen('opened')]);
    };
    /** Both books stored and equal; when they were. @param {number} [count] */
    const equal = async (count = 0) => {
      for (;;) {
        const [a, b] = await Promise.all([onAnna('told'), onBen('told')]);
        if (a.root === b.root && b.count >= count) {
          const times = await Promise.all([onAnna('firstWas', a.root), onBen('firstWas', a.root)]);
          return { at: Math.max(...times.map((time) => time ?? 0)), bytes: a.bytes + b.bytes, firstRows: b.firstRows ?? NaN };
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };

    await Promise.all([onAnna('start', 'anna', 'ben'), onBen('start', 'ben', 'anna')]);
    const documentBytes = await onAnna('fill', customers);
    await connect();
    /** @param {number} bytes */
    const bare = async (bytes) => {
      const arrived = onBen('bareReceive', bytes);
      const sent = await onAnna('bareSend', bytes);
      return (await arrived) - sent;
    };
    const bareFirst = await bare(documentBytes);
    await connect();
    const linked = Math.max(await onAnna('sync'), await onBen('sync'));
    const first = await equal(customers);
    add({ work: 'team: first sync, first rows', ours: first.firstRows - linked, unit: 'ms', goalMax: GOAL.usable, n: 1 });
    add({ work: 'team: first sync, complete and stored', ours: first.at - linked, unit: 'ms', limit: bareFirst, limitName: 'same documents, bare data channel', ...(customers >= 50_000 ? { goalRatio: GOAL.complete } : { goalMax: 2_200 }), n: 1, note: `${(documentBytes / KB).toFixed(0)} KB of documents in ${(first.bytes / KB).toFixed(0)} KB` });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await Promise.all([onAnna('cut'), onBen('cut')]);

    const editBytes = (await Promise.all([onAnna('edit', EDITS, customers, 0), onBen('edit', EDITS, customers, 3)])).reduce((sum, each) => sum + each, 0);
    await connect();
    const again = Math.max(await onAnna('sync'), await onBen('sync'));
    const caught = await equal();
    add({ work: 'team: catch-up after 200 + 200 edits', ours: caught.at - again, unit: 'ms', goalMax: GOAL.catchUp, n: 1 });
    add({ work: 'team: bytes of that catch-up', ours: caught.bytes / KB, unit: 'KB', limit: editBytes / KB, limitName: 'the changes alone', goalRatio: 3, n: 1 });

    await onBen('liveEcho');
    const live = await onAnna('livePing');
    await Promise.all([onAnna('cut'), onBen('cut')]);
    await connect();
    await onBen('bareEcho');
    const ping = await onAnna('barePing');
    add({ work: 'team: live edit to the other memory, p50', ours: live.p50, unit: 'ms', limit: ping.p50, limitName: 'half of a bare round trip', goalMax: GOAL.live50, n: 100 });
    add({ work: 'team: live edit to the other memory, p95', ours: live.p95, unit: 'ms', limit: ping.p95, limitName: 'half of a bare round trip', goalMax: GOAL.live95, n: 100 });
    return { version: browsers[0]?.version ?? 'unknown', catchUp: caught.at - again };
  } finally {
    // one that has gone already must not hide why
    await Promise.allSettled(browsers.map((browser) => browser.close()));
    await site.close();
  }
}
