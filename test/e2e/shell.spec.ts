/** The app as a shell: its policy, its manifest, and that it talks to nobody. */
import { createServer } from 'node:http';
import { spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { projectRoot } from '../../src/server/build.mjs';
import { drive } from '../support/app-driver';
import { expect, launch, test, watch } from '../support/e2e';
import { importing } from '../support/import-steps';
import { startRecordingProxy } from '../support/recording-proxy';
import { startMeetingPoint } from '../support/meeting-points';

test.use({ serviceWorkers: 'allow' });

/** Every place with what stands above it. */
const routes = [['', 'Customers'], ...['Today', 'Customers', 'Portfolio', 'Plan', 'Messages', 'Reports', 'Team', 'Import', 'Settings'].map((place) => [`#/${place.toLowerCase()}`, place])] as [string, string][];

test('the built page carries the same policy as the server, so a static host is as strict', async ({ page, app }) => {
  const response = await page.goto(app.url);
  const header = response?.headers()['content-security-policy'] ?? '';
  const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(header).toBe(`${meta ?? ''}; frame-ancestors 'none'`);
  expect(header).toContain("default-src 'self'");
  // meeting points may be anywhere; nothing else may
  expect(header).toContain("connect-src 'self' wss: ws://localhost:* ws://127.0.0.1:*;");
  expect(header.replace(/connect-src [^;]+/, '')).not.toMatch(/unsafe|\*|https?:|wss?:/);
  expect(response?.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cache-control': 'no-cache' });
});

test('a script that somebody slips into the page does not run, and the attempt is noticed', async ({ page, app, troubles }) => {
  await page.goto(app.url);
  const outcome = await page.evaluate(() => new Promise<string>((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => { resolve(event.effectiveDirective); }, { once: true });
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.head.append(script);
  }));
  expect(outcome).toContain('script-src');
  await expect(page).not.toHaveTitle('taken over');
  await expect.poll(() => troubles.join()).toContain('policy:');
  troubles.length = 0;
});

test('no request leaves the app’s own origin, neither from its pages nor from its service worker', async ({ app, troubles }) => {
  const proxy = await startRecordingProxy(new URL(app.url).host);
  const browser = await launch(proxy.flags);
  try {
    const context = await browser.newContext({ locale: 'en-GB' });
    watch(context, new URL(app.url).origin, troubles);
    const page = await context.newPage();
    await page.goto(app.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    expect(proxy.forwarded()).toBeGreaterThan(3);
    await drive(page).startWithSample();
    for (const [route, heading] of routes) {
      await page.goto(app.url + route);
      await expect(page.getByRole('main').getByRole('heading', { name: heading, level: 1, exact: true })).toBeVisible();
    }
    // with all that works in the background: the note's editor, the workers of import and export
    const steps = importing(page);
    await drive(page).goTo('Customers');
    await drive(page).list.getByRole('row').first().click();
    await drive(page).note.waitFor();
    await steps.all({ name: 'people.csv', content: 'Given name,Email,Website\nAnna,anna@example.com,https://anna.example/\n' });
    await steps.exportAll('Everything as ZIP');
    expect(proxy.strangers).toEqual([]);

    // the recorder can see: what a page without our policy asks elsewhere is written down
    const stranger = await browser.newPage();
    await stranger.goto('http://elsewhere.test/').catch(() => null);
    expect(proxy.strangers).toContain('elsewhere.test');
  } finally {
    await browser.close();
    await proxy.close();
  }
});

test('the manifest is complete and Chromium finds the app installable', async ({ page, context, app }) => {
  await page.goto(app.url);
  const devtools = await context.newCDPSession(page);
  const { errors, data, url } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '') as Record<string, unknown> & { icons: Image[]; screenshots: Image[]; shortcuts: { url: string }[] };
  expect(manifest).toMatchObject({
    id: '/regulars', name: 'Regulars', short_name: 'Regulars', start_url: './', scope: './', display: 'standalone', lang: 'en', dir: 'auto',
    launch_handler: { client_mode: ['navigate-existing', 'auto'] },
    share_target: { action: './share-target', method: 'POST', enctype: 'multipart/form-data' },
    file_handlers: [{ accept: { 'text/vcard': ['.vcf'], 'text/csv': ['.csv'] } }, { action: './#/team', accept: { 'application/vnd.regulars-sync': ['.regulars-sync'] } }],
  });
  expect(manifest['description']).toBeTruthy();
  expect(manifest['theme_color']).toMatch(/^#/);
  expect(manifest['background_color']).toMatch(/^#/);

  const purposes = manifest.icons.map(({ sizes, purpose }) => `${purpose ?? 'any'} ${sizes}`);
  expect(purposes).toEqual(expect.arrayContaining(['any 192x192', 'any 512x512', 'maskable 192x192', 'maskable 512x512', 'monochrome any']));
  for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots]) {
    const image = await page.request.get(new URL(src, url).href);
    expect(image.headers()['content-type'], src).toContain(type);
    if (type === 'image/png') expect(await sizeInBrowser(page, new URL(src, url).href), src).toBe(sizes);
  }
  for (const shortcut of manifest.shortcuts) expect(new URL(shortcut.url, url).href.startsWith(app.url)).toBe(true);

  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // a private window cannot install anything; nothing else may stand in the way
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});

test('when the port is taken, the start says so and names another', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => { blocker.listen(0, '127.0.0.1', resolve); });
  const { port } = blocker.address() as AddressInfo;
  const { status, stderr } = spawnSync(process.execPath, ['src/server/start.mjs'], { cwd: projectRoot, env: { ...process.env, PORT: String(port) }, encoding: 'utf8' });
  blocker.close();
  expect(status).toBe(1);
  expect(stderr).toContain(`Port ${port} is taken by another program`);
  expect(stderr).toContain(`PORT=${port + 1} npm start`);
});

interface Image { readonly src: string; readonly sizes: string; readonly type: string; readonly purpose?: string }

/** Width and height of a decoded image, as the manifest writes them. */
function sizeInBrowser(page: Page, url: string): Promise<string> {
  return page.evaluate(async (source) => {
    const bitmap = await createImageBitmap(await (await fetch(source)).blob());
    return `${bitmap.width}x${bitmap.height}`;
  }, url);
}

test('a page may speak with the meeting point of its own host and with another one, and ask nothing else of that other host', async ({ page, app, troubles }) => {
  await page.goto(app.url);
  const other = await startMeetingPoint([new URL(app.url).origin]);
  const reach = (url: string) => page.evaluate((address) => new Promise<string>((resolve) => {
    const socket = new WebSocket(address);
    socket.onopen = () => { socket.close(); resolve('open'); };
    socket.onerror = () => { resolve('refused'); };
  }), url);
  expect(await reach(`${app.url.replace('http', 'ws')}meeting-point`)).toBe('open');
  expect(await reach(other.url)).toBe('open');
  expect(troubles).toEqual([]);
  const answer = await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => 'answered', () => 'refused'), other.url.replace('ws', 'http'));
  expect(answer).toBe('refused');
  await expect.poll(() => troubles.some((trouble) => trouble.startsWith('policy: '))).toBe(true);
  troubles.length = 0;
  await other.stop();
});
