/**
 * Devices of a team in browser tests: each a Chromium of its own with a profile of its own, real meeting point, real WebRTC, all steps
 * through what people see. What a network does to a device is done from outside: `cutOff` ends what is open and lets nothing new begin.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { drive, type AppDriver } from './app-driver';
import { cameraFlags, pointCamera } from './fake-camera';
import { launchWithProfile } from './e2e';

export interface TeamTablet {
  readonly name: string;
  readonly profile: string;
  /** Of the browser that runs now; another one after `comeBack`. */
  readonly context: BrowserContext;
  readonly page: Page;
  readonly app: AppDriver;
  /** Uncaught errors of all its pages. */
  readonly errors: string[];
  /** "On 1 other device". */
  readonly chip: Locator;
  /** Its row in the list of devices on the Team page that is open. */
  device(name: string): Locator;
  /** Another tab, which becomes the one that is driven. */
  newTab(path?: string): Promise<void>;
  /** No network: sockets and connections end, new ones fail. */
  cutOff(): Promise<void>;
  heal(): Promise<void>;
  /** SIGKILL of the whole browser. */
  kill(): Promise<void>;
  /** The same profile in a new browser. */
  comeBack(): Promise<void>;
  /** Its camera sees what somebody's screen shows there now, whenever it is opened from here on. */
  pointCameraAt(shown: Locator): Promise<void>;
  /** Whether a text has come over any link of the page since it was opened, stored or not. */
  hasHeard(text: string): Promise<boolean>;
}

interface Wires { readonly open: Set<{ close(): void }>; readonly heard: string[]; isCut: boolean }

/** In the page: knows what is open, so that it can be ended, and writes down what comes over data channels. */
function watchWires(): void {
  const wires: Wires = { open: new Set(), heard: [], isCut: false };
  Object.assign(globalThis, { wires });
  const watched = <T extends new (...args: never[]) => { close(): void }>(kind: T): T => new Proxy(kind, { construct: (target, args) => {
    const made = new target(...(args as never[]));
    wires.open.add(made);
    // A connection without a meeting point leads nowhere by itself; one that is closed from the start throws, which no network does.
    if (wires.isCut && made instanceof WebSocket) made.close();
    return made;
  } });
  const { createDataChannel } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.createDataChannel = function (...args) {
    const channel = createDataChannel.apply(this, args);
    channel.addEventListener('message', ({ data }) => { if (data instanceof ArrayBuffer) wires.heard.push(new TextDecoder('latin1').decode(data)); });
    return channel;
  };
  Object.assign(globalThis, { WebSocket: watched(WebSocket), RTCPeerConnection: watched(RTCPeerConnection) });
}

/** Opens the start page on a device that has never seen it. The caller ends it with `closeAll`. */
export async function aTablet(url: string, name: string, opened: TeamTablet[]): Promise<TeamTablet> {
  const profile = mkdtempSync(join(tmpdir(), 'regulars-team-'));
  const errors: string[] = [];
  let context: BrowserContext, page: Page;
  const open = async (): Promise<void> => {
    context = await launchWithProfile(profile, { viewport: { width: 1180, height: 820 }, locale: 'en-GB', reducedMotion: 'reduce' }, cameraFlags(profile));
    await context.addInitScript(watchWires);
    context.setDefaultTimeout(30_000);
    page = context.pages()[0] ?? await context.newPage();
    context.on('weberror', (error) => errors.push(error.error().stack ?? error.error().message));
    await page.goto(url);
  };
  await open();
  const tablet: TeamTablet = {
    name, profile, errors,
    get context() { return context; },
    get page() { return page; },
    get app() { return drive(page); },
    get chip() { return page.getByRole('navigation', { name: 'Main' }).filter({ visible: true }).getByRole('status', { name: 'Sync state' }); },
    device: (of) => page.getByRole('list', { name: 'Devices' }).getByRole('listitem').filter({ hasText: of }),
    newTab: async (path = '') => {
      page = await context.newPage();
      await page.goto(url + path);
    },
    cutOff: async () => {
      for (const each of context.pages()) {
        await each.evaluate(() => {
          const wires = (globalThis as unknown as { readonly wires: Wires }).wires;
          wires.isCut = true;
          for (const wire of wires.open) wire.close();
          wires.open.clear();
        });
      }
      await context.setOffline(true);
    },
    heal: async () => {
      for (const each of context.pages()) await each.evaluate(() => { (globalThis as unknown as { readonly wires: Wires }).wires.isCut = false; });
      await context.setOffline(false);
    },
    kill: async () => {
      const browser = context.browser();
      if (!browser) throw new Error('There is no browser to kill.');
      const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
      const main = processInfo.find(({ type }) => type === 'browser');
      if (!main) throw new Error('The browser does not name its process.');
      const gone = new Promise<void>((resolve) => { context.once('close', () => { resolve(); }); });
      process.kill(main.id, 'SIGKILL');
      await gone;
    },
    comeBack: open,
    pointCameraAt: (shown) => pointCamera(profile, shown),
    hasHeard: (text) => page.evaluate((looked) => (globalThis as unknown as { readonly wires: Wires }).wires.heard.some((each) => each.includes(looked)), text),
  };
  opened.push(tablet);
  return tablet;
}

export async function closeAll(opened: TeamTablet[]): Promise<void> {
  for (const { context, profile } of opened.splice(0)) {
    await context.close().catch(() => undefined); // Killed in the test.
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The whole app is stored on these: no screen has to be fetched any more. */
export async function readyForOffline(...tablets: readonly TeamTablet[]): Promise<void> {
  for (const { page } of tablets) await page.evaluate(async () => { await navigator.serviceWorker.ready; });
}

/** A book with one customer, made a team's; hands back the code that is printed. */
export async function foundTeam({ page, app, name }: TeamTablet): Promise<string> {
  await app.startBook();
  await app.newCustomer({ given: 'Maria', family: 'Byrne' });
  await app.goTo('Team');
  const form = page.getByRole('region', { name: 'This book is only on this device' });
  await form.getByLabel('Team name').fill('Quay Street Wines');
  await form.getByLabel('Your name').fill('Aoife');
  await form.getByLabel('Device name').fill(name);
  await page.getByRole('button', { name: 'Create a team' }).click();
  const code = await page.getByLabel('Recovery code').innerText();
  await page.getByRole('button', { name: 'I have it on paper' }).click();
  return code;
}

/** Invites on one device, joins on another that has no book yet, compares the digits, confirms. What there is begins to arrive then. */
export async function confirmThroughScreens(inviter: TeamTablet, joiner: TeamTablet): Promise<void> {
  await inviter.app.goTo('Team');
  await inviter.page.getByRole('button', { name: 'Invite a device' }).click();
  const link = await inviter.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await joiner.page.getByRole('button', { name: 'Join a team' }).click();
  const form = joiner.page.getByRole('dialog', { name: 'Join a team' });
  await form.getByRole('textbox', { name: 'Invite link' }).fill(link);
  await form.getByLabel('Your name').fill(`${joiner.name}'s owner`);
  await form.getByLabel('Device name').fill(joiner.name);
  await form.getByRole('button', { name: 'Join', exact: true }).click();
  await compareAndConfirm(inviter, joiner);
}

/** Compares the digits on both, and confirms. */
export async function compareAndConfirm(inviter: TeamTablet, joiner: TeamTablet): Promise<void> {
  const [asked, shown] = await Promise.all([inviter, joiner].map(({ page }) => page.getByLabel('Check code').innerText()));
  if (!asked || asked !== shown) throw new Error(`The codes differ: ${asked} and ${shown}.`);
  await inviter.page.getByRole('button', { name: 'Codes match' }).click();
}

/** Lets in as `confirmThroughScreens`, and goes on to the Customers page there. */
export async function letInThroughScreens(inviter: TeamTablet, joiner: TeamTablet): Promise<void> {
  await confirmThroughScreens(inviter, joiner);
  // A small book may have arrived before there is a button to go on with.
  const goOn = joiner.page.getByRole('button', { name: 'To the customers' });
  await goOn.or(joiner.app.search).first().waitFor();
  if (await goOn.isVisible()) await goOn.click();
  await inviter.page.getByRole('button', { name: 'Close' }).click();
}
