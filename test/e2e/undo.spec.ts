/** Whatever was done can be taken back: from its toast, and with Ctrl-Z from anywhere but inside a text, which has its own. */
import type { Page } from '@playwright/test';
import { drive } from '../support/app-driver';
import type { AppDriver } from '../support/app-driver';
import { expect, test } from '../support/e2e';

async function twoCustomers(page: Page, url: string): Promise<AppDriver> {
  await page.goto(url);
  const app = drive(page);
  await app.startBook({ you: 'Anna' });
  await app.newCustomer({ given: 'Declan', family: 'Healy', town: 'Cork' });
  await app.newCustomer({ given: 'Maria', family: 'Byrne', town: 'Cork' });
  return app;
}

/** Puts the focus where no text is. */
const leaveTexts = (app: AppDriver) => app.profile.getByRole('heading', { level: 1 }).click();

test('Ctrl-Z takes back field by field, in the order in which they were changed, and Ctrl-Shift-Z does it again', async ({ page, app: { url } }) => {
  const app = await twoCustomers(page, url);
  await app.field('Organization').fill('Byrne Interiors');
  await app.saved();
  await app.field('Job title').fill('Owner');
  await app.saved();
  await leaveTexts(app);
  await page.keyboard.press('Control+z');
  await expect(app.field('Job title')).toHaveValue('');
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  await expect(app.toast('Taken back: Job title')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(app.field('Organization')).toHaveValue('');
  await page.keyboard.press('Control+Shift+z');
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  await page.keyboard.press('Control+y');
  await expect(app.field('Job title')).toHaveValue('Owner');
  await app.saved();
  await page.reload();
  await expect(app.field('Job title')).toHaveValue('Owner');
});

test('what is undone stays undone after a restart', async ({ page, app: { url } }) => {
  const app = await twoCustomers(page, url);
  await app.field('Organization').fill('Byrne Interiors');
  await app.saved();
  await leaveTexts(app);
  await page.keyboard.press('Control+z');
  await expect(app.field('Organization')).toHaveValue('');
  await app.saved();
  await page.reload();
  await app.profile.waitFor();
  await expect(app.field('Organization')).toHaveValue('');
});

test('inside a text Ctrl-Z belongs to the text', async ({ page, app: { url } }) => {
  const app = await twoCustomers(page, url);
  await app.field('Organization').fill('Byrne Interiors');
  await app.saved();
  await app.note.click();
  await page.keyboard.type('Loves linen');
  await app.saved();
  await page.keyboard.press('Control+z');
  await expect(app.note).not.toContainText('Loves linen');
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
});

test('Ctrl-Z works on every screen: on the list, in settings, on a profile', async ({ page, app: { url } }) => {
  const app = await twoCustomers(page, url);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await app.row('Declan Healy').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Move to trash' }).click();
  await expect(app.count).toHaveText('1 customer');
  await app.goTo('Settings');
  await expect(page.getByRole('list', { name: 'Trash' })).toContainText('Declan Healy');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await app.goTo('Customers');
  await expect(app.count).toHaveText('2 customers');
});

test('a toast takes back its own action, even after another has followed', async ({ page, app: { url } }) => {
  const app = await twoCustomers(page, url);
  await app.profile.getByRole('button', { name: 'Log contact' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  const items = app.timeline.getByRole('listitem');
  await expect(items).toHaveCount(1);
  await app.field('Organization').fill('Byrne Interiors');
  await app.saved();
  await app.toast('Call logged.').getByRole('button', { name: 'Undo' }).click();
  await expect(app.profile.getByText('No contacts logged yet')).toBeVisible();
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
});

test('a new customer is taken back into the trash, and there is nothing left to take back after that', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await app.newCustomer({ given: 'Maria', family: 'Byrne' });
  await app.toast('Added Maria Byrne').getByRole('button', { name: 'Undo' }).click();
  await expect(app.count).toHaveText('0 customers');
  await expect(app.profile.getByText('In the trash')).toBeVisible();
  await page.getByRole('main').first().click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await expect(app.toast('Nothing to take back')).toBeVisible();
  await page.reload();
  await expect(app.count).toHaveText('0 customers');
});

test('a later edit by somebody else is left alone when an older one is taken back', async ({ page, context, app: { url } }) => {
  const app = await twoCustomers(page, url);
  await app.field('Organization').fill('Byrne Interiors');
  await app.saved();
  const other = drive(await context.newPage());
  await other.page.goto(page.url());
  await expect(other.field('Organization')).toHaveValue('Byrne Interiors');
  await other.field('Organization').fill('Byrne & Daughter');
  await other.saved();
  await expect(app.field('Organization')).toHaveValue('Byrne & Daughter');
  await leaveTexts(app);
  await page.keyboard.press('Control+z');
  await expect(app.toast(/^Taken back/)).toContainText('1 was not changed: Maria Byrne (changed since');
  await expect(app.field('Organization')).toHaveValue('Byrne & Daughter');
  await expect(other.field('Organization')).toHaveValue('Byrne & Daughter');
});
