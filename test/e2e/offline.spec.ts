/** Without a network, in a folder of a host, and when a newer version comes. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distFolder } from '../../src/server/build.mjs';
import { expect, launchWithProfile, startApp, test, watch } from '../support/e2e';

test.use({ serviceWorkers: 'allow' });

const folders: string[] = [];
const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-'));
  folders.push(folder);
  return folder;
};
test.afterAll(() => { folders.forEach((folder) => { rmSync(folder, { recursive: true, force: true }); }); });

for (const base of ['/', '/shops/north/']) {
  test(`the second start needs no network, with the app under ${base}`, async ({ troubles }) => {
    const app = await startApp({ base });
    const profile = temporaryFolder();
    const first = await launchWithProfile(profile);
    const firstPage = await first.newPage();
    await firstPage.goto(app.url);
    await firstPage.evaluate(() => navigator.serviceWorker.ready);
    expect(await firstPage.evaluate(async () => (await navigator.serviceWorker.ready).scope)).toBe(app.url);
    await first.close();
    await app.stop();

    const second = await launchWithProfile(profile);
    watch(second, new URL(app.url).origin, troubles);
    const page = await second.newPage();
    await page.goto(app.url);
    await expect(page.locator('#root')).not.toBeEmpty();
    const files = readdirSync(distFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(distFolder.length + 1)).filter((path) => path !== 'service-worker.js' && !path.startsWith('screenshots/'));
    expect(files.length).toBeGreaterThan(5);
    const missing = await page.evaluate(async (paths) => {
      const found = await Promise.all(paths.map((path) => fetch(path).then((response) => response.ok, () => false)));
      return paths.filter((_, index) => !found[index]);
    }, files);
    expect(missing).toEqual([]);

    // an address from somewhere else, such as an old bookmark, ends in the app too
    await page.goto(`${app.url}somewhere/else`);
    expect(page.url()).toBe(app.url);
    await expect(page.locator('#root')).not.toBeEmpty();
    await second.close();
  });
}

test('two books in two folders of one host are two apps', async ({ page }) => {
  const ids: unknown[] = [];
  for (const base of ['/north/', '/south/']) {
    const app = await startApp({ base });
    const manifest: unknown = await (await page.request.get(`${app.url}manifest.webmanifest`)).json();
    ids.push((manifest as { id: unknown }).id);
    await app.stop();
  }
  expect(ids).toEqual(['/north/regulars', '/south/regulars']);
});

test('a newer version waits until the user agrees, and does not reload the page under the user’s hands', async ({ browser, troubles }) => {
  const root = temporaryFolder();
  cpSync(distFolder, root, { recursive: true });
  const older = await startApp({ root });
  const context = await browser.newContext();
  watch(context, new URL(older.url).origin, troubles);
  const page = await context.newPage();
  await page.goto(older.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.evaluate(() => { document.body.dataset['sentence'] = 'half-typed'; });
  await older.stop();

  rewrite(join(root, 'index.html'), (html) => html.replace('<title>Regulars</title>', '<title>Regulars, newer</title>'));
  rewrite(join(root, 'service-worker.js'), (script) => script.replace(/"revision":"[0-9a-f]+","url":"index\.html"/, '"revision":"newer","url":"index.html"'));
  const newer = await startApp({ root, port: older.port });
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (!registration.waiting) await new Promise((resolve) => { setTimeout(resolve, 50); });
  });
  await page.waitForTimeout(1000); // a reload by itself would come now
  expect(await page.evaluate(() => document.body.dataset['sentence'])).toBe('half-typed');

  // another window of the same, older version is served consistently while the newer one waits
  const other = await context.newPage();
  await other.goto(newer.url);
  await expect(other).toHaveTitle('Regulars');
  await other.close();

  await page.evaluate(async () => { (await navigator.serviceWorker.ready).waiting?.postMessage({ type: 'skip-waiting' }); });
  await page.waitForFunction(async () => {
    const { active, waiting } = await navigator.serviceWorker.ready;
    return !waiting && active?.state === 'activated';
  });
  await page.waitForTimeout(1000); // a reload by itself would come now
  expect(await page.evaluate(() => document.body.dataset['sentence'])).toBe('half-typed');
  await page.reload();
  await expect(page).toHaveTitle('Regulars, newer');
  await context.close();
  await newer.stop();
});

test('files from the system’s share sheet arrive at the import with their names and contents', async ({ page, app }) => {
  await page.goto(app.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.method = 'POST';
    form.enctype = 'multipart/form-data';
    form.action = './share-target';
    const files = document.createElement('input');
    files.type = 'file';
    files.name = 'files';
    files.multiple = true;
    files.id = 'shared';
    form.append(files);
    document.body.append(form);
  });
  await page.setInputFiles('#shared', [
    { name: 'Käufer & Gäste.vcf', mimeType: 'text/vcard', buffer: Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Ångström\r\nEND:VCARD\r\n') },
    { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('Name\r\nZoë\r\n') },
  ]);
  await page.evaluate(() => { document.querySelector<HTMLFormElement>('form:has(#shared)')?.submit(); });
  await page.waitForURL('**/#/import?shared=1');
  const kept = await page.evaluate(async () => {
    const slot = await caches.open('shared-files');
    const responses = await Promise.all((await slot.keys()).map((key) => slot.match(key)));
    return Promise.all(responses.map(async (response) => ({ name: decodeURIComponent(response?.headers.get('X-File-Name') ?? ''), text: await response?.text() })));
  });
  expect(kept.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: 'Käufer & Gäste.vcf', text: 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Ångström\r\nEND:VCARD\r\n' },
    { name: 'list.csv', text: 'Name\r\nZoë\r\n' },
  ]);
});

/** Changes a file of a copied build; fails when the change changes nothing. */
function rewrite(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`Nothing was changed in ${file}.`);
  writeFileSync(file, after);
}
