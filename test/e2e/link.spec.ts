/**
 * Links over real WebRTC between separate Chromium processes. In the first part the test carries what the devices publish, and may lose it; in
 * the second one they meet as the app does, sealed, at real meeting points. LINK_CUTS=200 cuts the link so often instead of 20 times.
 */
import { join } from 'node:path';
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { sealedRoomOf } from '../../src/replica/link/sealed-signaling';
import { parseSignal } from '../../src/replica/link/signals';
import { serveModule } from '../support/browser-module.mjs';
import { launch } from '../support/e2e';
import { startMeetingPoint, type TestMeetingPoint } from '../support/meeting-points';
import type { HarnessDevice, LinkHarness } from './harness/link-harness';

declare const harness: LinkHarness;

interface Side { readonly page: Page; readonly device: HarnessDevice }
interface Team {
  /** The one with the lower id dials. */
  readonly low: Side;
  readonly high: Side;
  /** false loses the message. */
  pass: (message: Uint8Array) => boolean;
  start(side: Side): Promise<void>;
  /** By real meeting points; `roster`: what it knows, all by default. */
  startAt(side: Side, urls: readonly string[], roster?: readonly HarnessDevice[]): Promise<void>;
  /** Loads the page anew: another run of the app on the same device. */
  restart(side: Side): Promise<void>;
}

const test = base.extend<{ team: Team }, { served: Awaited<ReturnType<typeof serveModule>>; browsers: readonly Browser[] }>({
  served: [
    async ({}, use) => {
      const served = await serveModule(join(import.meta.dirname, 'harness/link-harness.ts'));
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
  browsers: [
    async ({}, use) => {
      // local addresses by name need multicast, which not every machine has between its processes
      const browsers = await Promise.all([0, 1].map(() => launch(['--disable-features=WebRtcHideLocalIpsWithMdns'])));
      await use(browsers);
      await Promise.all(browsers.map((browser) => browser.close()));
    },
    { scope: 'worker' },
  ],
  team: async ({ served, browsers }, use) => {
    const errors: string[] = [];
    const pages: Page[] = [];
    const team = { pass: () => true } as unknown as Team;
    const load = async (page: Page): Promise<void> => {
      await page.goto(served.url);
      await page.waitForFunction(() => 'harness' in globalThis);
    };
    const open = async (browser: Browser): Promise<Side> => {
      const page = await browser.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.exposeFunction('publishByTest', async (message: number[]) => {
        if (!team.pass(Uint8Array.from(message))) return;
        // a page that is being loaded hears nothing, as at a real meeting point
        await Promise.all(pages.filter((other) => other !== page).map((other) => other.evaluate((told) => harness.hear(told), message).catch(() => undefined)));
      });
      await load(page);
      pages.push(page);
      return { page, device: await page.evaluate(() => harness.makeDevice()) };
    };
    const sides = await Promise.all(browsers.map(open));
    const [low, high] = sides.sort((a, b) => (a.device.id < b.device.id ? -1 : 1)) as [Side, Side];
    const roster = [low.device, high.device];
    const start = ({ page, device }: Side): Promise<void> => page.evaluate(([self, all]) => harness.start(self, all), [device, roster] as const);
    Object.assign(team, { low, high, start, startAt: ({ page, device }: Side, urls: readonly string[], known: readonly HarnessDevice[] = roster) => page.evaluate(([self, all, at]) => harness.startAt(self, all, at), [device, known, urls] as const), restart: async (side: Side) => (await load(side.page), start(side)) });
    await use(team);
    await Promise.all(pages.map((page) => page.context().close()));
    expect(errors).toEqual([]);
  },
});

const isLinked = ({ page }: Side): Promise<boolean> => page.evaluate(() => harness.links !== undefined && harness.linked().length === 1);
const echoes = ({ page }: Side, byte: number): Promise<boolean> => page.evaluate((value) => harness.echo(value), byte);

async function bothLinked({ low, high }: Team): Promise<void> {
  for (const side of [low, high]) await expect.poll(() => isLinked(side), { intervals: [10, 20, 50] }).toBe(true);
}

async function startBoth(team: Team): Promise<void> {
  await Promise.all([team.start(team.low), team.start(team.high)]);
  await bothLinked(team);
}

test('60 MB arrive whole, in order, and the browser never holds more than two of them', async ({ team }) => {
  await startBoth(team);
  const { low, high } = team;
  const sent = await low.page.evaluate(() => harness.sendMany(60));
  await expect.poll(() => high.page.evaluate(() => harness.gotBytes), { timeout: 60_000 }).toBe(60 * 1024 * 1024);
  expect(await high.page.evaluate(() => harness.gotChecksum())).toBe(sent.checksum);
  expect(sent.most).toBeGreaterThan(256 * 1024);
  expect(sent.most).toBeLessThan(2 * 1024 * 1024);
  test.info().annotations.push({ type: 'measured', description: `60 MB in ${Math.round(sent.ms)} ms, at most ${Math.round(sent.most / 1024)} KB in the browser` });
});

const CUTS = Number(process.env['LINK_CUTS'] ?? 20);

test(`both ends drop at once, ${CUTS} times: each time both are linked again and hear each other, and no connection is left behind`, async ({ team }) => {
  test.setTimeout(240_000 + CUTS * 2_000);
  await startBoth(team);
  const { low, high } = team;
  for (let i = 0; i < CUTS; i++) {
    await Promise.all([low, high].map(({ page }) => page.evaluate(() => harness.cut())));
    await bothLinked(team);
    expect([await echoes(low, i % 256), await echoes(high, i % 256)], `cut ${i}`).toEqual([true, true]);
  }
  for (const { page } of [low, high]) {
    expect(await page.evaluate(() => harness.opened.length)).toBe(CUTS + 1);
    await expect.poll(() => page.evaluate(() => harness.openConnections())).toBe(1);
  }
});

test('a first offer that is lost is repeated', async ({ team }) => {
  let offers = 0;
  team.pass = (message) => parseSignal(message)?.kind !== 'dial' || ++offers > 1;
  await startBoth(team);
  expect(offers).toBeGreaterThan(1);
  expect(await echoes(team.low, 1)).toBe(true);
});

test('a first answer that is lost is repeated', async ({ team }) => {
  let answers = 0;
  team.pass = (message) => parseSignal(message)?.kind !== 'reply' || ++answers > 1;
  await startBoth(team);
  expect(answers).toBeGreaterThan(1);
  expect(await echoes(team.high, 2)).toBe(true);
});

for (const name of ['low', 'high'] as const) {
  test(`an app that is started anew on the device with the ${name}er id is linked again within seconds`, async ({ team }) => {
    await startBoth(team);
    const other = team[name === 'low' ? 'high' : 'low'];
    await team.restart(team[name]);
    await bothLinked(team);
    await expect.poll(() => other.page.evaluate(() => harness.ends.length)).toBe(1);
    expect([await echoes(team.low, 3), await echoes(team.high, 4)]).toEqual([true, true]);
  });
}

test('two devices connect without any meeting point, by two texts that people carry', async ({ team }) => {
  team.pass = () => false;
  await Promise.all([team.start(team.low), team.start(team.high)]);
  const { low, high } = team;
  const offer = await high.page.evaluate(() => harness.direct.offer());
  expect(offer.length).toBeLessThan(500);
  const answer = await low.page.evaluate((text) => harness.direct.answer(`Anna: ${text.slice(0, 40)}\n> ${text.slice(40)}`), offer);
  const [there, here] = await Promise.all([high.page.evaluate((text) => harness.direct.finish(text), answer), low.page.evaluate(() => harness.direct.linked())]);
  expect([there, here]).toEqual([low.device.id, high.device.id]);
  await bothLinked(team);
  expect([await echoes(low, 5), await echoes(high, 6)]).toEqual([true, true]);
});

test('what is not an offer, or an answer to another one, is named, and spoils nothing', async ({ team }) => {
  team.pass = () => false;
  await Promise.all([team.start(team.low), team.start(team.high)]);
  const { low, high } = team;
  const first = await low.page.evaluate(() => harness.direct.offer());
  const answer = await high.page.evaluate((text) => harness.direct.answer(text), first);
  expect(await high.page.evaluate((text) => harness.direct.answer(text), answer)).toBe('no-code');
  expect(await high.page.evaluate((text) => harness.direct.answer(text), first.slice(0, -1))).toBe('no-code');
  const second = await low.page.evaluate(() => harness.direct.offer());
  expect(await low.page.evaluate((text) => harness.direct.finish(text), answer)).toBe('other-offer');
  expect(await low.page.evaluate((text) => harness.direct.finish(text), second)).toBe('no-code');
  const right = await high.page.evaluate((text) => harness.direct.answer(text), second);
  expect(await low.page.evaluate((text) => harness.direct.finish(text), right)).toBe(high.device.id);
});

const meeting = test.extend<{ point: TestMeetingPoint }>({
  point: async ({ served }, use) => {
    const point = await startMeetingPoint([new URL(served.url).origin]);
    await use(point);
    await point.stop();
  },
});

/** A stranger who knows the meeting point, and perhaps the name of the room, but no key. */
async function stranger(point: TestMeetingPoint): Promise<{ say(text: string | Buffer): void; readonly heard: string[]; close(): void }> {
  const socket = new WebSocket(point.url);
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString('utf8')));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('open', resolve));
  return { say: (text) => socket.send(text), heard, close: () => socket.close() };
}
/** As the harness derives it. */
const ROOM = sealedRoomOf(new Uint8Array(32).fill(5), 'team');

meeting('by a real meeting point devices link and hear each other; it is restarted and the link lives; both drop meanwhile and come back', async ({ team, point }) => {
  const { low, high } = team;
  await Promise.all([low, high].map((side) => team.startAt(side, [point.url])));
  await bothLinked(team);
  await point.stop();
  await expect.poll(() => low.page.evaluate(() => harness.client.status()[0]!.state)).not.toBe('open');
  expect([await echoes(low, 1), await echoes(high, 2)]).toEqual([true, true]);
  await Promise.all([low, high].map(({ page }) => page.evaluate(() => harness.cut())));
  await expect.poll(async () => [await isLinked(low), await isLinked(high)]).toEqual([false, false]);
  await point.start();
  await bothLinked(team);
  expect([await echoes(low, 3), await echoes(high, 4)]).toEqual([true, true]);
});

meeting('garbage in the room harms nobody, and a stranger in it reads neither names nor addresses', async ({ team, point }) => {
  const { low, high } = team;
  const eve = await stranger(point);
  eve.say(JSON.stringify({ type: 'subscribe', topics: [ROOM] }));
  const garbage = setInterval(() => {
    for (const data of ['AAAA', 'A'.repeat(400), '!!!', '', Buffer.from(crypto.getRandomValues(new Uint8Array(284))).toString('base64url')]) eve.say(JSON.stringify({ type: 'publish', topic: ROOM, data }));
    for (const text of ['{', 'null', '{"type":"publish","topic":7}']) eve.say(text);
  }, 500);
  await Promise.all([low, high].map((side) => team.startAt(side, [point.url])));
  await bothLinked(team);
  // what was played again is not what somebody says
  for (const text of eve.heard) eve.say(text);
  expect([await echoes(low, 1), await echoes(high, 2)]).toEqual([true, true]);
  clearInterval(garbage);
  const heard = eve.heard.map((text) => Buffer.from((JSON.parse(text) as { data: string }).data, 'base64url'));
  expect(heard.length).toBeGreaterThan(3);
  for (const message of heard) {
    expect((message.length - 28) % 256).toBe(0);
    for (const secret of [low.device.id, high.device.id, '127.0.0.1', 'team']) expect(message.includes(secret)).toBe(false);
  }
  expect(await low.page.evaluate(() => harness.madeConnections())).toBe(1);
  eve.close();
});

meeting('through two meeting points the same two devices have one link, and one of them suffices', async ({ team, point, served }) => {
  const other = await startMeetingPoint([new URL(served.url).origin]);
  const { low, high } = team;
  await team.startAt(low, [point.url, other.url, 'ws://127.0.0.1:9/nobody', 'no address']);
  await team.startAt(high, [other.url, point.url]);
  await bothLinked(team);
  await other.stop();
  await Promise.all([low, high].map(({ page }) => page.evaluate(() => harness.cut())));
  await bothLinked(team);
  expect([await echoes(low, 1), await echoes(high, 2)]).toEqual([true, true]);
  for (const { page } of [low, high]) expect(await page.evaluate(() => harness.opened.length)).toBe(2);
});

meeting('a device that always refuses is dialed less than once in five seconds', async ({ team, point }) => {
  const { low, high } = team;
  await team.startAt(high, [point.url], [high.device]);
  await team.startAt(low, [point.url]);
  await expect.poll(() => low.page.evaluate(() => [...harness.door.peers().values()])).toEqual(['refused']);
  const from = Date.now();
  const before = await low.page.evaluate(() => harness.madeConnections());
  await low.page.waitForTimeout(16_000);
  const dials = (await low.page.evaluate(() => harness.madeConnections())) - before;
  expect(dials).toBeLessThanOrEqual(Math.ceil((Date.now() - from) / 5_000));
  expect(await low.page.evaluate(() => harness.opened.length)).toBe(0);
  expect(await high.page.evaluate(() => harness.opened.length)).toBe(0);
});

meeting('who wants to leave and stays after all keeps the link', async ({ team, point }) => {
  const { low, high } = team;
  await Promise.all([low, high].map((side) => team.startAt(side, [point.url])));
  await bothLinked(team);
  await low.page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  await low.page.mouse.click(10, 10); // browsers ask only those who have touched the page
  const asked = new Promise<string>((resolve) => low.page.once('dialog', (dialog) => void dialog.dismiss().then(() => resolve(dialog.type()))));
  await low.page.evaluate(() => location.reload());
  expect(await asked).toBe('beforeunload');
  expect([await echoes(low, 1), await echoes(high, 2)]).toEqual([true, true]);
  await low.page.evaluate(() => harness.cut());
  await expect.poll(() => low.page.evaluate(() => harness.ends.length)).toBe(1);
  await bothLinked(team);
  expect([await echoes(low, 3), await echoes(high, 4)]).toEqual([true, true]);
});
