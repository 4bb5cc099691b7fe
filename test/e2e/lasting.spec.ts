/** Nothing is lost, and every failure is seen: what a user finds on screen when storage, tabs or the browser fail. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import * as Y from 'yjs';
import { seal } from '../../src/replica/book/stored-documents';
import { drive } from '../support/app-driver';
import type { AppDriver } from '../support/app-driver';
import { expect, launchWithProfile, test } from '../support/e2e';

const DATABASE = 'regulars';
const STORES = ['docs', 'updates', 'rows', 'meta', 'keys', 'quarantine', 'blobs'];
const MARIA = { given: 'Maria', family: 'Byrne', email: 'maria@byrne.example', town: 'Cork' };
type Fixture = Readonly<Record<string, readonly (readonly [string | number, string])[]>>;

async function bookWithMaria(page: Page, url: string): Promise<AppDriver> {
  await page.goto(url);
  const app = drive(page);
  await app.startBook({ book: 'Quay Street Wines', you: 'Anna' });
  await app.newCustomer(MARIA);
  return app;
}

test.describe('a full disk', () => {
  // what the app keeps for starting offline takes of the same room
  test.use({ serviceWorkers: 'allow' });

  test('says that nothing is stored, keeps what was typed, gives it out as a file, and stores it when there is room again', async ({ page, context, app: { url } }) => {
    const devtools = await context.newCDPSession(page);
    const origin = new URL(url).origin;
    // Before the first write: Chromium remembers the space that was left for up to 30 seconds.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 16_000_000 });
    const app = await bookWithMaria(page, url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await fillUp(page);

    await app.note.click();
    await page.keyboard.insertText(`The cellar key hangs behind the door. ${'x'.repeat(30_000)}`);
    await app.field('Organization').fill('Byrne Interiors');
    await expect(page.getByText('The device or the browser has no room left.')).toBeVisible();
    await expect(page.getByText(/change(?:s are| is) not stored/)).toBeVisible();
    await expect(app.saveState).toHaveText('Not saved');
    await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
    await expect(app.note).toContainText('The cellar key hangs behind the door.');

    // Trying again while there is still no room stays truthful, and costs nothing. Five failures put the next try half a minute off.
    const banner = page.getByRole('main').getByRole('button', { name: 'Try again' }).first();
    for (let i = 0; i < 5; i++) {
      await banner.click();
      await page.waitForTimeout(200);
      await expect(app.saveState).toHaveText('Not saved');
    }
    const rescue = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a rescue file' }).click();
    const file = await (await rescue).path();
    expect(readFileSync(file, 'utf8')).toContain('The cellar key hangs behind the door.');
    expect(readFileSync(file, 'utf8')).toContain('Byrne Interiors');

    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await banner.click();
    await app.saved();
    await expect(page.getByText('The device or the browser has no room left.')).toBeHidden();
    await page.reload();
    await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
    await expect(app.note).toContainText('The cellar key hangs behind the door.');
  });

  test('a new customer that does not fit is refused in words, and the form keeps what was typed', async ({ page, context, app: { url } }) => {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 16_000_000 });
    const app = await bookWithMaria(page, url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await fillUp(page);
    // Long enough not to fit into what the filler and the browser's own housekeeping leave.
    const form = await app.typeNewCustomer({ given: 'Declan', family: 'Healy', organization: 'x'.repeat(200), town: 'y'.repeat(200) });
    await form.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(form.getByRole('alert')).toHaveText('This could not be stored. What you typed is still here.');
    await expect(form.getByLabel('Given name')).toHaveValue('Declan');
  });
});

test('a connection to the database that is closed mid-session is made again, and nothing typed is lost', async ({ page, app: { url } }) => {
  await page.addInitScript(() => {
    const connections: IDBDatabase[] = [];
    Object.assign(globalThis, { connections });
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...args) {
      const request = open.apply(this, args);
      request.addEventListener('success', () => { connections.push(request.result); });
      return request;
    };
  });
  const app = await bookWithMaria(page, url);
  const closeAll = () => page.evaluate(() => {
    const { connections } = globalThis as unknown as { connections: IDBDatabase[] };
    connections.forEach((connection) => { connection.close(); });
    return connections.length;
  });
  expect(await closeAll()).toBeGreaterThan(0);
  await app.field('Organization').pressSequentially('Byrne Interiors', { delay: 30 });
  await app.saved();
  const opened = await closeAll();
  expect(opened, 'it was opened anew').toBeGreaterThan(1);
  await app.note.click();
  await page.keyboard.type('Loves linen');
  await app.saved();
  await page.reload();
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  await expect(app.note).toContainText('Loves linen');
});

test('site data cleared under the open book: it says so, keeps what is typed for rescue, and does not start an empty book', async ({ page, context, app: { url } }) => {
  const app = await bookWithMaria(page, url);
  await canarySays(page, 1);
  const devtools = await context.newCDPSession(page);
  await clearDatabase(devtools, url);
  await app.field('Organization').fill('Byrne Interiors');
  await expect(app.saveState).toHaveText('Not saved', { timeout: 20_000 });
  await expect(page.getByText(/change(?:s are| is) not stored/)).toBeVisible();
  const rescue = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a rescue file' }).click();
  expect(readFileSync(await (await rescue).path(), 'utf8')).toContain('Byrne Interiors');
  // Leaving now would lose it: the browser asks.
  const question = page.waitForEvent('dialog').then(async (dialog) => { await dialog.accept(); return dialog.type(); });
  await page.reload();
  expect(await question).toBe('beforeunload');
  await expect(page.getByRole('heading', { name: 'Your book is not where it was' })).toBeVisible();
});

test('an empty store where there was a book offers to bring it back; an empty book is the last choice', async ({ page, context, app: { url } }) => {
  const app = await bookWithMaria(page, url);
  await canarySays(page, 1);
  await page.goto('about:blank');
  const devtools = await context.newCDPSession(page);
  await clearDatabase(devtools, url);
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Your book is not where it was' })).toBeVisible();
  await expect(page.getByText('The book “Quay Street Wines” with one customer was kept in this browser. Its storage is empty now.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start a new customer book' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Restore from an export' })).toBeVisible();
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByRole('heading', { name: 'Your book is not where it was' })).toBeVisible();
  await page.getByRole('button', { name: 'Start over with an empty book' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Your book is not where it was' })).toBeVisible();
  await page.getByRole('button', { name: 'Start over with an empty book' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create the book' }).click();
  await expect(app.count).toHaveText('0 customers');
});

test('a customer whose bytes are damaged is set aside and named in Settings; the rest of the book is there', async ({ page, app: { url } }) => {
  const app = await bookWithMaria(page, url);
  const address = page.url();
  await app.newCustomer({ given: 'Declan', family: 'Healy', organization: 'Healy & Sons' });
  const id = /cus_[\w-]+/.exec(address)?.[0] ?? '';
  expect(await damage(page, (store, key) => (store === 'docs' || store === 'updates') && String(key).includes(id))).toBeGreaterThan(0);
  await page.reload();
  await expect(app.count).toHaveText('2 customers');
  await app.openCustomer('Declan Healy');
  await expect(app.field('Organization')).toHaveValue('Healy & Sons');
  await app.row('Maria Byrne').click();
  await expect(page.getByText('This card is damaged')).toBeVisible();
  await app.goTo('Settings');
  await expect(page.getByText('1 damaged record is kept aside')).toBeVisible();
  await expect(page.getByText(id)).toBeVisible();
  // What is set aside stays aside, and the rest can still be written.
  await app.goTo('Customers');
  await app.openCustomer('Declan Healy');
  await app.field('Organization').fill('Healy & Daughters');
  await app.saved();
  await page.reload();
  await expect(app.field('Organization')).toHaveValue('Healy & Daughters');
});

test('damaged list rows are made again from the customers themselves', async ({ page, app: { url } }) => {
  const app = await bookWithMaria(page, url);
  await app.newCustomer({ given: 'Declan', family: 'Healy' });
  expect(await damage(page, (store) => store === 'rows')).toBeGreaterThan(0);
  await page.reload();
  await expect(app.count).toHaveText('2 customers');
  await expect(app.row('Maria Byrne')).toContainText('Cork');
});

test('one damaged pack of a large import costs no more than that pack', async ({ page, app: { url } }) => {
  await putFixture(page, url, 'stores.json');
  await page.goto(url);
  const app = drive(page);
  await expect(app.count).toHaveText('12 customers');
  const packs = await damage(page, (store, key) => store === 'docs' && typeof key === 'number', 'middle');
  expect(packs).toBeGreaterThan(0);
  await page.reload();
  await expect(app.count).toHaveText('12 customers');
  await app.openCustomer('Maria Byrne');
  await expect(app.note).toContainText('Likes linen 🌷');
});

test.describe('two tabs', () => {
  test('what is typed in one is there in the other, field by field and letter by letter', async ({ page, context, app: { url } }) => {
    const app = await bookWithMaria(page, url);
    const other = await secondTab(page, app);
    await app.field('Organization').fill('Byrne Interiors');
    await other.field('Job title').fill('Owner');
    await app.note.click();
    await app.page.keyboard.type('Loves linen.');
    await expect(other.note).toContainText('Loves linen.');
    await other.note.click();
    await other.page.keyboard.press('Control+End');
    await Promise.all([other.page.keyboard.type(' Second voice.'), app.page.keyboard.type(' First voice.')]);
    for (const tab of [app, other]) {
      await expect(tab.field('Organization')).toHaveValue('Byrne Interiors');
      await expect(tab.field('Job title')).toHaveValue('Owner');
      await expect(tab.note).toContainText('First voice.');
      await expect(tab.note).toContainText('Second voice.');
      await tab.saved();
    }
    await expect.poll(async () => await other.note.textContent() === await app.note.textContent()).toBe(true);
    await app.page.close();
    await other.page.reload();
    await expect(other.field('Job title')).toHaveValue('Owner');
    await expect(other.note).toContainText('Second voice.');
    expect(context.pages()).toHaveLength(1);
  });

  for (const end of ['closed', 'crashed'] as const) {
    test(`when the writing tab is ${end} mid-edit, the other takes over and nothing that was typed is lost`, async ({ page, context, app: { url } }) => {
      const app = await bookWithMaria(page, url);
      const other = await secondTab(page, app);
      await app.field('Organization').fill('Byrne Interiors');
      await app.saved();
      const typing = other.field('Job title').pressSequentially('Owner of the shop', { delay: 40 });
      await other.page.waitForTimeout(250);
      if (end === 'closed') await page.close({ runBeforeUnload: false });
      else {
        const crashed = page.waitForEvent('crash');
        const devtools = await context.newCDPSession(page);
        devtools.send('Page.crash').catch(() => undefined); // its answer dies with the page
        await crashed;
      }
      await typing;
      await other.note.click();
      await other.page.keyboard.type('Typed after the other was gone');
      await other.saved();
      await other.page.reload();
      await expect(other.field('Job title')).toHaveValue('Owner of the shop');
      await expect(other.field('Organization')).toHaveValue('Byrne Interiors');
      await expect(other.note).toContainText('Typed after the other was gone');
    });
  }
});

test.describe('a writing tab that stands still', () => {
  test('is named after a few seconds, what is typed is kept, and stored when it goes on', async ({ page, app: { url } }) => {
    const app = await bookWithMaria(page, url);
    const other = await secondTab(page, app);
    const devtools = await pause(page);

    await other.field('Job title').fill('Owner');
    await expect(other.page.getByText('Another window is not answering')).toBeVisible({ timeout: 12_000 });
    await expect(other.page.getByText('1 change is waiting for it and kept here.')).toBeVisible();
    await expect(other.saveState).toHaveText('Not saved');
    await other.note.click();
    await other.page.keyboard.type('Typed meanwhile');
    await expect(other.field('Job title')).toHaveValue('Owner');
    await other.page.getByRole('main').getByRole('button', { name: 'Try again' }).first().click();
    await expect(other.saveState).toHaveText('Not saved');
    // Kept beside the database too, should this window be killed before the other one goes on.
    await expect.poll(() => keptAside(other.page)).toBe(1);

    await devtools.send('Debugger.resume');
    await other.saved();
    await expect(other.page.getByText('Another window is not answering')).toBeHidden();
    await expect.poll(() => keptAside(other.page)).toBe(0);
    await expect(app.field('Job title')).toHaveValue('Owner');
    await expect(app.note).toContainText('Typed meanwhile');
  });

  test('can be closed: the other one stores by itself', async ({ page, context, app: { url } }) => {
    const app = await bookWithMaria(page, url);
    const other = await secondTab(page, app);
    const devtools = await context.newCDPSession(page);
    devtools.send('Runtime.evaluate', { expression: 'for (;;);' }).catch(() => undefined); // its answer dies with the page
    await other.note.click();
    await other.page.keyboard.type('Typed while it hung');
    await expect(other.page.getByText('Another window is not answering')).toBeVisible({ timeout: 12_000 });
    await expect(other.page.getByRole('button', { name: 'Save a rescue file' })).toBeVisible();
    const crashed = page.waitForEvent('crash');
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await other.saved();
    await expect(other.page.getByText('Another window is not answering')).toBeHidden();
    await other.page.reload();
    await expect(other.note).toContainText('Typed while it hung');
  });

  test('and the window that waits for it crashes: what was typed is shown by the next one, and stored when it can be', async ({ page, context, app: { url } }) => {
    const app = await bookWithMaria(page, url);
    const other = await secondTab(page, app);
    const devtools = await pause(page);
    await other.note.click();
    await other.page.keyboard.type('Typed into the void');
    await expect(other.page.getByText('Another window is not answering')).toBeVisible({ timeout: 12_000 });
    await expect.poll(() => keptAside(other.page)).toBe(1);
    const crashed = other.page.waitForEvent('crash');
    const crasher = await context.newCDPSession(other.page);
    crasher.send('Page.crash').catch(() => undefined);
    await crashed;

    const next = drive(await context.newPage());
    await next.page.goto(page.url());
    await expect(next.note).toContainText('Typed into the void');
    await expect(next.page.getByText('Another window is not answering')).toBeVisible({ timeout: 12_000 });
    await devtools.send('Debugger.resume');
    await next.saved();
    await expect.poll(() => keptAside(next.page)).toBe(0);
    await expect(app.note).toContainText('Typed into the void');
  });
});

test('a browser that lets nothing be stored: the app says so before anything is typed, makes nothing up, and opens when it may', async ({ page, app: { url } }) => {
  const app = await bookWithMaria(page, url);
  await app.saved();
  await page.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...args) {
      if (sessionStorage.getItem('allowed') === null) throw new DOMException('The operation is insecure.', 'SecurityError');
      return open.apply(this, args);
    };
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The book cannot be opened' })).toBeVisible();
  await expect(page.getByText(/does not let the app store anything.*Nothing was changed and nothing was created/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start a new customer book' })).toHaveCount(0);
  await page.evaluate(() => { sessionStorage.setItem('allowed', 'yes'); });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(app.field('Given name')).toHaveValue('Maria');
});

test('who tries to leave with something unstored is asked, and after "stay" the page goes on and stores it', async ({ page, app: { url } }) => {
  await page.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === 'readwrite' && 'refusing' in globalThis) throw new DOMException('The connection is lost.', 'UnknownError');
      return transaction.call(this, stores, mode, options);
    };
  });
  const app = await bookWithMaria(page, url);
  await page.evaluate(() => { Object.assign(globalThis, { refusing: true }); });
  await app.field('Organization').fill('Byrne Interiors');
  await expect(app.saveState).toHaveText('Not saved', { timeout: 30_000 });
  const question = page.waitForEvent('dialog').then(async (dialog) => { await dialog.dismiss(); return dialog.type(); });
  await page.evaluate(() => { location.reload(); });
  expect(await question).toBe('beforeunload');
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  await app.note.click();
  await page.keyboard.type('Stayed');
  await page.evaluate(() => { delete (globalThis as { refusing?: boolean }).refusing; });
  await app.saved();
  await page.reload();
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  await expect(app.note).toContainText('Stayed');
});

test('a window that crashes in the middle of an import keeps what was stored, and the same file completes it', async ({ page, context, app: { url } }) => {
  const rows = 9_000;
  const file = `First name,Last name,Email\n${Array.from({ length: rows }, (_, n) => `Anna,No${String(n)},a${String(n)}@example.com`).join('\n')}\n`;
  await bookWithMaria(page, url);
  await page.goto('#/import');
  await page.getByLabel('Choose files').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  const start = page.getByRole('main').getByRole('button', { name: 'Import', exact: true });
  const next = page.getByRole('main').getByRole('button', { name: 'Next', exact: true });
  await start.or(next).first().waitFor();
  if (await next.isVisible()) await next.click();
  await start.click();
  await expect.poll(() => packsStored(page), { intervals: [20] }).toBeGreaterThan(0);
  const crashed = page.waitForEvent('crash');
  const devtools = await context.newCDPSession(page);
  devtools.send('Page.crash').catch(() => undefined); // its answer dies with the page
  await crashed;

  const again = drive(await context.newPage());
  await again.page.goto(`${url}#/customers`);
  await expect(again.count).toHaveText(/^[\d,]+ customers$/);
  const kept = Number((await again.count.textContent() ?? '').replace(/\D/g, ''));
  expect(kept, 'Maria and whole slices').toBeGreaterThan(1);
  await again.openCustomer('Maria Byrne');
  await expect(again.field('Town').or(again.profile.getByText('Cork')).first()).toBeVisible();
  await again.importFile('people.csv', file);
  await again.page.goto(`${url}#/customers`);
  await expect(again.count).toHaveText('9,001 customers');
});

test('two windows of different builds: the older one cannot store through the newer, says so, and stores once it is alone', async ({ page, context, app: { url } }) => {
  const app = await bookWithMaria(page, url);
  await app.saved();
  const older = drive(await context.newPage());
  // What differs is the protocol that tabs speak; its version is in the name of the channel.
  await older.page.addInitScript(() => {
    const Native = BroadcastChannel;
    globalThis.BroadcastChannel = class extends Native { constructor(name: string) { super(name.replace(/tabs\/\d+$/, 'tabs/0')); } };
  });
  await older.page.goto(page.url());
  await older.note.waitFor();
  await older.note.click();
  await older.page.keyboard.type('From the older window');
  await expect(older.page.getByText('Another window is not answering')).toBeVisible({ timeout: 12_000 });
  await app.field('Organization').fill('Byrne Interiors');
  await app.saved();
  await page.close();
  await older.saved();
  await expect(older.page.getByText('Another window is not answering')).toBeHidden();
  await older.page.reload();
  await expect(older.note).toContainText('From the older window');
  await expect(older.field('Organization')).toHaveValue('Byrne Interiors');
});

test('a clock that jumps by a year and back: edits are saved in the order in which they were made, and the trash is not emptied early', async ({ page, context, app: { url } }) => {
  const now = Date.UTC(2026, 10, 22, 10);
  await context.clock.setFixedTime(now);
  const app = await bookWithMaria(page, url);
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'More', exact: true }), 'Move to trash');
  await app.newCustomer({ given: 'Declan', family: 'Healy' });
  const days = [365, -365, 1, 0];
  for (const [i, day] of days.entries()) {
    await context.clock.setFixedTime(now + day * 86_400_000);
    await app.field('Organization').fill(`Healy ${String(i)}`);
    await app.saved();
    await app.note.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(`${String(i)};`);
    await app.saved();
  }
  for (const day of days) {
    await context.clock.setFixedTime(now + day * 86_400_000);
    await page.reload();
    await expect(app.field('Organization')).toHaveValue('Healy 3');
    await expect(app.note).toContainText('0;1;2;3;');
  }
  await app.goTo('Settings');
  await expect(page.getByText('1 customer in the trash')).toBeVisible();
});

test('the browser is killed by the system right after "Saved": it is all there at the next start', async ({ app: { url } }) => {
  await withProfile(async (profile) => {
    const first = await launchWithProfile(profile);
    const page = first.pages()[0] ?? await first.newPage();
    const app = await bookWithMaria(page, url);
    await app.note.click();
    await page.keyboard.type('Loves linen');
    await app.field('Organization').fill('Byrne Interiors');
    await app.saved();
    await killBrowser(first);

    const second = await launchWithProfile(profile);
    const again = drive(second.pages()[0] ?? await second.newPage());
    await again.page.goto(url);
    await expect(again.count).toHaveText('1 customer');
    await again.openCustomer('Maria Byrne');
    await expect(again.field('Organization')).toHaveValue('Byrne Interiors');
    await expect(again.note).toContainText('Loves linen');
    await second.close();
  });
});

test('a book written by the first version opens with everything in it, and can be worked in', async ({ page, app: { url } }) => {
  await putFixture(page, url, 'stores.json');
  await page.goto(url);
  const app = drive(page);
  await expect(app.count).toHaveText('12 customers');
  await app.openCustomer('Maria Byrne');
  await expect(app.note).toContainText('Likes linen 🌷');
  await expect(app.timeline.getByRole('listitem')).toHaveCount(1);
  await app.field('Organization').fill('Byrne & Daughter');
  await app.saved();
  await page.goto(`${url}#/customers/cus_3`);
  await expect(app.profile.getByRole('button', { name: /Owner/ })).toContainText('Ben');
  await app.goTo('Settings');
  await expect(page.getByText('No damaged records.')).toBeVisible();
  await page.reload();
  await app.goTo('Customers');
  await app.openCustomer('Maria Byrne');
  await expect(app.field('Organization')).toHaveValue('Byrne & Daughter');
});

test('a customer written by a newer version is shown, says so, and cannot be changed here', async ({ page, app: { url } }) => {
  await putFixture(page, url, 'newer-schema.json');
  await page.goto(`${url}#/customers/cus_future`);
  const app = drive(page);
  await expect(app.profile.getByText('Read only: written with a newer version.')).toBeVisible();
  await expect(app.field('Given name')).toHaveValue('Maria');
  await expect(app.field('Given name')).not.toBeEditable();
  await expect(app.note).toContainText('From tomorrow');
  await expect(app.note).toHaveAttribute('contenteditable', 'false');
  await expect(app.profile.getByRole('button', { name: 'Log contact' }).first()).toBeDisabled();
  await expect(app.profile.getByRole('button', { name: 'Add email' })).toHaveCount(0);
  // The others are as always.
  await page.goto(`${url}#/customers/cus_now`);
  await app.field('Organization').fill('Changed here');
  await app.saved();
});

test('a whole book that a newer version has written can be read, says so, and is not written to', async ({ page, app: { url } }) => {
  const team = new Y.Doc({ guid: 'team' });
  team.getMap('meta').set('schema', 2);
  await putFixture(page, url, 'stores.json', { docs: [['team', Buffer.from(seal('team', Y.encodeStateAsUpdate(team))).toString('base64')]] }, (store, key) => store === 'updates' && String(key).startsWith('team'));
  await page.goto(url);
  const app = drive(page);
  await expect(page.getByText('This book was written by a newer version')).toBeVisible();
  await expect(page.getByText('You can read everything. Nothing is changed here until this window runs the newer version too.')).toBeVisible();
  await expect(app.count).toHaveText('12 customers');
  await app.openCustomer('Maria Byrne');
  await expect(app.field('Given name')).toHaveValue('Maria');
});

test('another window with a newer version takes the database over: this one says so and loses nothing typed', async ({ page, app: { url } }) => {
  const app = await bookWithMaria(page, url);
  await page.evaluate((name) => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, 2);
    request.onsuccess = () => { request.result.close(); resolve(); };
    request.onerror = () => { reject(new Error(request.error?.message)); };
  }), DATABASE);
  await expect(page.getByText('This book was written by a newer version')).toBeVisible();
  await app.field('Organization').fill('Byrne Interiors');
  await expect(app.saveState).toHaveText('Not saved');
  await expect(page.getByText(/change(?:s are| is) not stored/)).toBeVisible();
  const rescue = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a rescue file' }).click();
  expect(readFileSync(await (await rescue).path(), 'utf8')).toContain('Byrne Interiors');
  // Leaving now would lose it: the browser asks.
  const question = page.waitForEvent('dialog').then(async (dialog) => { await dialog.accept(); return dialog.type(); });
  await page.reload();
  expect(await question).toBe('beforeunload');
  await expect(page.getByRole('heading', { name: 'The book cannot be opened' })).toBeVisible();
  await expect(page.getByText(/newer version of Regulars/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start a new customer book' })).toHaveCount(0);
});

/** As in a debugger, or frozen by the system: alive, holds the lock, does nothing, until `Debugger.resume`. */
async function pause(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Debugger.enable');
  const paused = new Promise<void>((resolve) => { devtools.once('Debugger.paused', () => { resolve(); }); });
  await devtools.send('Runtime.evaluate', { expression: 'setTimeout(() => { debugger; }, 0)' });
  await paused;
  return devtools;
}

const packsStored = (page: Page): Promise<number> => page.evaluate((name) => new Promise<number>((resolve, reject) => {
  const request = indexedDB.open(name);
  request.onerror = () => { reject(new Error(request.error?.message)); };
  request.onsuccess = () => {
    const keys = request.result.transaction('docs').objectStore('docs').getAllKeys();
    keys.onsuccess = () => { request.result.close(); resolve(keys.result.filter((key) => typeof key === 'number').length); };
  };
}), DATABASE);

/** How many windows have left something beside the database for the next start. */
const keptAside = (page: Page): Promise<number> => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('regulars.unsaved/')).length);

async function withProfile(run: (profile: string) => Promise<void>): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'regulars-'));
  try {
    await run(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** SIGKILL, as a system that runs out of memory sends it: nothing of the browser gets to do anything any more. */
async function killBrowser(context: BrowserContext): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('A persistent context has no browser to kill.');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const main = processInfo.find(({ type }) => type === 'browser');
  if (!main) throw new Error('The browser does not name its process.');
  const gone = new Promise<void>((resolve) => { context.once('close', () => { resolve(); }); });
  process.kill(main.id, 'SIGKILL');
  await gone;
}

/** Another tab of the same device, with the same customer open. */
async function secondTab(page: Page, app: AppDriver): Promise<AppDriver> {
  await app.saved();
  const other = drive(await page.context().newPage());
  await other.page.goto(page.url());
  await other.profile.waitFor();
  await other.note.waitFor();
  return other;
}

/** Takes all the room that this origin may use, down to the last kilobyte. */
async function fillUp(page: Page): Promise<void> {
  const written = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('filler');
      request.onupgradeneeded = () => { request.result.createObjectStore('filler', { autoIncrement: true }); };
      request.onsuccess = () => { resolve(request.result); };
      request.onerror = () => { reject(new Error(request.error?.message)); };
    });
    const put = (size: number) => new Promise<boolean>((resolve) => {
      const noise = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(noise.subarray(at, Math.min(size, at + 65_536)));
      const transaction = database.transaction('filler', 'readwrite');
      transaction.oncomplete = () => { resolve(true); };
      transaction.onabort = () => { resolve(false); };
      transaction.objectStore('filler').add(noise);
    });
    let total = 0;
    for (const size of [1_000_000, 100_000, 10_000, 1_000]) while (total < 100_000_000 && await put(size)) total += size;
    database.close();
    return total;
  });
  expect(written).toBeGreaterThan(1_000_000);
  expect(written, 'the quota is in force').toBeLessThan(20_000_000);
}

/** Waits until the app has noted outside of its database that there is a book with so many customers. */
async function canarySays(page: Page, customers: number): Promise<void> {
  await expect.poll(() => page.evaluate(() => localStorage.getItem('regulars.book'))).toContain(`"customers":${customers}`);
}

async function clearDatabase(devtools: CDPSession, url: string): Promise<void> {
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'indexeddb' });
}

/**
 * Flips bytes of the stored values that `pick` names, past their seal or in their middle.
 * @returns how many values were damaged
 */
async function damage(page: Page, pick: (store: string, key: string | number) => boolean, where: 'all' | 'middle' = 'all'): Promise<number> {
  const keys = await page.evaluate(([name, stores]) => new Promise<[string, (string | number)[]][]>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = () => { reject(new Error(request.error?.message)); };
    request.onsuccess = () => {
      const transaction = request.result.transaction(stores);
      const found: [string, (string | number)[]][] = [];
      for (const store of stores) transaction.objectStore(store).getAllKeys().onsuccess = (event) => { found.push([store, (event.target as IDBRequest<(string | number)[]>).result]); };
      transaction.oncomplete = () => { request.result.close(); resolve(found); };
    };
  }), [DATABASE, STORES] as const);
  const picked = keys.flatMap(([store, all]) => all.filter((key) => pick(store, key)).map((key) => [store, key] as const));
  await page.evaluate(([name, stores, targets, middle]) => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = () => { reject(new Error(request.error?.message)); };
    request.onsuccess = () => {
      const transaction = request.result.transaction(stores, 'readwrite');
      for (const [store, key] of targets) {
        const objects = transaction.objectStore(store);
        objects.get(key).onsuccess = (event) => {
          const bytes = (event.target as IDBRequest<Uint8Array>).result.slice();
          const from = middle ? Math.floor(bytes.length / 2) : 0, to = middle ? from + 8 : bytes.length;
          for (let i = from; i < to; i++) bytes[i] = bytes[i]! ^ 0x5a;
          objects.put(bytes, key);
        };
      }
      transaction.oncomplete = () => { request.result.close(); resolve(); };
    };
  }), [DATABASE, STORES, picked, where === 'middle'] as const);
  return picked.length;
}

/** Writes a stored book into the browser before the app has ever run there. */
async function putFixture(page: Page, url: string, file: string, more: Fixture = {}, without: (store: string, key: string | number) => boolean = () => false): Promise<void> {
  const stored = JSON.parse(readFileSync(join(import.meta.dirname, '../support/fixtures/book-v1', file), 'utf8')) as Fixture;
  const values = [stored, more].flatMap((fixture) => Object.entries(fixture).flatMap(([store, entries]) => entries.filter(([key]) => fixture === more || !without(store, key)).map(([key, value]) => [store, key, value] as const)));
  await page.route(`${url}empty`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>empty</title>' }));
  await page.goto(`${url}empty`);
  await page.evaluate(([name, stores, entries]) => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => { stores.forEach((store) => request.result.createObjectStore(store)); };
    request.onerror = () => { reject(new Error(request.error?.message)); };
    request.onsuccess = () => {
      const transaction = request.result.transaction(stores, 'readwrite');
      for (const [store, key, value] of entries) transaction.objectStore(store).put(Uint8Array.from(atob(value), (char) => char.charCodeAt(0)), key);
      transaction.oncomplete = () => { request.result.close(); resolve(); };
      transaction.onabort = () => { reject(new Error(transaction.error?.message)); };
    };
  }), [DATABASE, STORES, values] as const);
}
