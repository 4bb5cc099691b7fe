/** What a customer is worth: figures with their arithmetic, the wallet in the customer's words, needs with evidence, a tier against the rule. */
import type { Page } from '@playwright/test';
import { keyboardOf } from '../support/keyboard';
import { drive } from '../support/app-driver';
import type { AppDriver } from '../support/app-driver';
import { expect, test } from '../support/e2e';

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const figure = (app: AppDriver, label: string) => app.profile.getByRole('region', { name: 'Value' }).getByRole('button', { name: new RegExp(`^${label}`) });

async function buy(app: AppDriver, amount: string, day: string): Promise<void> {
  await app.profile.getByRole('button', { name: 'Log purchase' }).click();
  const form = app.page.getByRole('dialog');
  await form.getByLabel(/^Amount/).fill(amount);
  await form.getByLabel('Day').fill(day);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
}

async function niamh(page: Page, url: string): Promise<AppDriver> {
  await page.goto(url);
  const app = drive(page);
  await app.startBook({ you: 'Anna' });
  await app.newCustomer({ given: 'Niamh', family: 'Costello' });
  return app;
}

test('value is unknown until there is something to count, and then says how it is counted', async ({ page, app: { url } }) => {
  const app = await niamh(page, url);
  await expect(figure(app, 'Actual value')).toContainText('nothing bought yet');
  await expect(figure(app, 'Share of customer')).toContainText('Unknown');
  await expect(app.profile.getByText('Prospect', { exact: true }).first()).toBeVisible();
  await buy(app, '500', daysAgo(10));
  await expect(figure(app, 'Actual value')).toContainText('Too early');
  await expect(app.profile.getByText('New', { exact: true }).first()).toBeVisible();
  await buy(app, '500', daysAgo(400));
  // € 500 of the last 365 days × 30 % × 2.67
  await expect(figure(app, 'Actual value')).toContainText('€400');
  await expect(figure(app, 'Actual value')).toContainText('€150 a year × 2.67');

  await page.context().setOffline(true);
  await figure(app, 'Actual value').click();
  const sheet = page.getByRole('dialog', { name: 'What Niamh Costello is worth' });
  await expect(sheet.getByText('Bought in the last 365 days')).toBeVisible();
  await expect(sheet.getByText('80% stay each year, discounted at 10% = 2.67')).toBeVisible();
  await sheet.getByRole('button', { name: 'Half' }).click();
  await page.keyboard.press('Escape');
  await expect(figure(app, 'Share of customer')).toContainText('50%');
  await expect(figure(app, 'Share of customer')).toContainText('of €1,000, told us');
  // € 1,000 × 80 % × 30 % × 2.67, less what is won
  await expect(figure(app, 'Potential')).toContainText('€640');
  await expect(figure(app, 'Not yet won')).toContainText('€240');

  await page.context().setOffline(false);
  await app.goTo('Settings');
  await page.getByRole('textbox', { name: 'Margin (%)', exact: true }).fill('45');
  await page.getByRole('textbox', { name: 'Margin (%)', exact: true }).press('Enter');
  await page.getByRole('textbox', { name: 'Stay each year (%)' }).fill('150');
  await page.getByRole('textbox', { name: 'Stay each year (%)' }).press('Enter');
  await expect(page.getByText('A number from 0 to 99.')).toBeVisible();
  await app.goTo('Customers');
  await app.openCustomer('Niamh Costello');
  await expect(figure(app, 'Actual value')).toContainText('€600');
  await app.saved();
  await page.reload();
  await expect(figure(app, 'Actual value')).toContainText('€600');
  await expect(figure(app, 'Share of customer')).toContainText('50%');
});

test('a wallet is an amount that can be, is taken back, and is called too small when more was bought', async ({ page, app: { url } }) => {
  const app = await niamh(page, url);
  await buy(app, '500', daysAgo(100));
  await figure(app, 'Share of customer').click();
  const sheet = page.getByRole('dialog');
  const amount = sheet.getByLabel(/^A year/);
  for (const [typed, error] of [['much', 'That is no amount.'], ['0', 'More than nothing.']] as const) {
    await amount.fill(typed);
    await amount.press('Enter');
    await expect(sheet.getByText(error)).toBeVisible();
    await expect(amount).toHaveValue(typed);
  }
  await amount.fill('400');
  await amount.press('Enter');
  await expect(sheet.getByText('of €400.00, told us')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(figure(app, 'Share of customer')).toContainText('100%');
  await expect(figure(app, 'Share of customer')).toContainText('ask again');
  await app.toast('Wallet noted.').getByRole('button', { name: 'Undo' }).click();
  await expect(figure(app, 'Share of customer')).toContainText('Unknown');
  await figure(app, 'Share of customer').click();
  await amount.fill('2000');
  await amount.press('Enter');
  await sheet.getByRole('button', { name: 'Remove' }).click();
  await expect(sheet.getByText('nobody has asked yet')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

test('a tier is set against the rule with a reason, by keyboard, and given back to it', async ({ page, app: { url } }) => {
  const app = await niamh(page, url);
  await buy(app, '500', daysAgo(10));
  await figure(app, 'Actual value').focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  const keys = keyboardOf(page);
  await keys.tabTo('Set by hand');
  await keys.press('Enter');
  await app.choose(sheet, /^Tier/, /^MVC/);
  await sheet.getByRole('textbox', { name: 'Why' }).press('Enter');
  await expect(sheet.getByText('Say why in a few words.')).toBeVisible();
  await sheet.getByRole('textbox', { name: 'Why' }).fill('Knows every chef in Kinsale');
  await sheet.getByRole('textbox', { name: 'Why' }).press('Enter');
  await expect(sheet.getByText('Knows every chef in Kinsale')).toBeVisible();
  await expect(sheet.getByText('The rule says New')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.profile.getByText(/set by Anna until/)).toBeVisible();
  await app.saved();
  await page.reload();
  await expect(app.profile.getByText(/set by Anna until/)).toBeVisible();
  await figure(app, 'Actual value').click();
  await sheet.getByRole('button', { name: 'Back to the rule' }).click();
  await page.keyboard.press('Escape');
  await expect(app.profile.getByText(/set by Anna until/)).toHaveCount(0);
  await expect(app.profile.getByText('New', { exact: true }).first()).toBeVisible();
});

test('needs are the owner’s words, stand with their evidence, and one of them is the main one', async ({ page, app: { url } }) => {
  const app = await niamh(page, url);
  await expect(app.profile.getByText('Name your needs groups first.')).toBeVisible();
  await app.goTo('Settings');
  for (const name of ['Wants to learn', 'Price first']) {
    await page.getByRole('button', { name: 'Add a group' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await page.getByRole('dialog').getByLabel('Name').press('Enter');
    await app.toast(`Group “${name}” saved.`).waitFor();
  }
  await page.getByRole('button', { name: 'Add a group' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('price FIRST');
  await page.getByRole('dialog').getByLabel('Name').press('Enter');
  await expect(page.getByText('There is a group of this name already.')).toBeVisible();
  await page.keyboard.press('Escape');
  await app.goTo('Customers');
  await app.openCustomer('Niamh Costello');
  const needs = app.profile.getByRole('region', { name: 'Needs' });
  for (const [name, evidence] of [['Wants to learn', 'Asked for growers’ notes'], ['Price first', 'Compares each bottle']] as const) {
    await needs.getByRole('button', { name: 'Note a need' }).click();
    await needs.getByLabel('What makes us think so?').fill(evidence);
    await needs.getByRole('button', { name: 'Save' }).click();
    await expect(needs.getByRole('listitem').filter({ hasText: name })).toContainText(evidence);
  }
  await expect(needs.getByRole('listitem').first()).toContainText('Wants to learn');
  await app.pickFromMenu(needs.getByRole('button', { name: 'Price first' }), 'Make it the main need');
  await expect(needs.getByRole('listitem').first()).toContainText('Price first');
  await app.saved();
  await page.reload();
  await expect(needs.getByRole('listitem').first()).toContainText('Price first');
  await expect(needs.getByRole('listitem').nth(1)).toContainText('Asked for growers’ notes');
  await app.goTo('Settings');
  await expect(page.getByRole('list', { name: 'Needs groups' }).getByRole('listitem').filter({ hasText: 'Price first' })).toContainText('1 customer');
});
