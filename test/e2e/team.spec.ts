/**
 * A team of several devices: each a Chromium of its own with a profile of its own, the real meeting point and real WebRTC between them,
 * everything through what people see.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { drive, type AppDriver } from '../support/app-driver';
import { expect, launchWithProfile, test } from '../support/e2e';

/** A device that can be switched off and on again. */
interface Tablet { readonly page: Page; readonly app: AppDriver; off(): Promise<void>; on(): Promise<Tablet> }

const open = new Set<BrowserContext>(), profiles: string[] = [];
test.afterEach(async () => {
  for (const context of open) await context.close();
  open.clear();
  for (const profile of profiles.splice(0)) await rm(profile, { recursive: true, force: true });
});

async function tablet(url: string, usedProfile?: string): Promise<Tablet> {
  const profile = usedProfile ?? await mkdtemp(join(tmpdir(), 'tablet-'));
  profiles.push(profile);
  const context = await launchWithProfile(profile, { viewport: { width: 1180, height: 820 }, locale: 'en-GB', reducedMotion: 'reduce' });
  open.add(context);
  const page = context.pages()[0] ?? await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  const off = async () => {
    open.delete(context);
    await context.close();
  };
  return { page, app: drive(page), off, on: () => tablet(url, profile) };
}
const chip = (page: Page) => page.getByRole('navigation', { name: 'Main' }).filter({ visible: true }).getByRole('status', { name: 'Sync state' });
const goToTeam = (page: Page) => page.getByRole('navigation', { name: 'Main' }).filter({ visible: true }).getByRole('link', { name: 'Team', exact: true }).click();

/** A book with one customer, made a team's; the printed code is put away. */
async function found({ page, app }: Tablet): Promise<void> {
  await app.startBook();
  await app.newCustomer({ given: 'Maria', family: 'Byrne' });
  await goToTeam(page);
  const form = page.getByRole('region', { name: 'This book is only on this device' });
  await form.getByLabel('Team name').fill('Quay Street Wines');
  await form.getByLabel('Your name').fill('Aoife');
  await form.getByLabel('Device name').fill('Till tablet');
  await page.getByRole('button', { name: 'Create a team' }).click();
  await expect(page.getByLabel('Recovery code')).toHaveText(/[A-Z0-9-]{20,}/);
  await page.getByRole('button', { name: 'I have it on paper' }).click();
}

/** Invites on one device, joins on the other that has no book yet, compares the digits, confirms. */
async function letIn(inviter: Tablet, joiner: Tablet, name: string): Promise<void> {
  await goToTeam(inviter.page);
  await inviter.page.getByRole('button', { name: 'Invite a device' }).click();
  const link = await inviter.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await joiner.page.getByRole('button', { name: 'Join a team' }).click();
  const form = joiner.page.getByRole('dialog', { name: 'Join a team' });
  await form.getByRole('textbox', { name: 'Invite link' }).fill(link);
  await form.getByLabel('Your name').fill(name);
  await form.getByLabel('Device name').fill(`${name}'s tablet`);
  await form.getByRole('button', { name: 'Join', exact: true }).click();
  const codes = await Promise.all([inviter, joiner].map(({ page }) => page.getByLabel('Check code').innerText()));
  expect(codes[0]).toMatch(/^\d{3} \d{3}$/);
  expect(codes[0]).toBe(codes[1]);
  await inviter.page.getByRole('button', { name: 'Codes match' }).click();
  await expect(joiner.page.getByRole('button', { name: 'To the customers' })).toBeVisible();
  await joiner.page.getByRole('button', { name: 'To the customers' }).click();
}

test('a second device is let in by the same six digits, and what one writes the other reads', async ({ app: { url } }) => {
  const [till, fair] = [await tablet(url), await tablet(url)];
  await found(till);
  await expect(chip(till.page)).toHaveText('1 only here');
  await letIn(till, fair, 'Ben');
  await expect(fair.app.row('Maria Byrne')).toBeVisible();
  for (const { page } of [till, fair]) await expect(chip(page)).toHaveText('On 1 other device');

  await fair.app.newCustomer({ given: 'Niamh', family: 'Costello' });
  await till.app.goTo('Customers');
  await expect(till.app.row('Niamh Costello')).toBeVisible();
  await till.app.row('Niamh Costello').click();
  await expect(till.page.getByText('Ben is here too')).toBeVisible();
  await expect(fair.page.getByText('Aoife is here too')).toBeVisible();

  // Both write into one note.
  await till.app.note.click();
  await till.page.keyboard.type('Loves Riesling. ');
  await expect(fair.app.note).toContainText('Loves Riesling.');
  await fair.app.note.click();
  await fair.page.keyboard.press('Control+End');
  await fair.page.keyboard.type('Asked for magnums.');
  await expect(till.app.note).toContainText('Asked for magnums.');
  await expect(till.page.getByText('Ben is writing here')).toBeVisible();
});

test('devices work apart, say so, and meet again; a field that both changed is asked about', async ({ app: { url } }) => {
  let [till, fair] = [await tablet(url), await tablet(url)];
  await found(till);
  await letIn(till, fair, 'Ben');
  for (const { page } of [till, fair]) await expect(chip(page)).toHaveText('On 1 other device');

  await till.off();
  await expect(chip(fair.page)).toHaveText('Nobody in reach');
  await fair.app.openCustomer('Maria Byrne');
  await fair.app.field('Organization').fill('Fair Oak');
  await fair.app.note.click();
  await fair.page.keyboard.type('Met at the fair. ');
  await fair.app.saved();
  await expect(chip(fair.page)).toHaveText('1 only here');
  await fair.off();

  till = await till.on();
  await till.app.openCustomer('Maria Byrne');
  await till.app.field('Organization').fill('Quay Oak');
  await till.app.note.click();
  await till.page.keyboard.type('Called the shop. ');
  await till.app.saved();
  await expect(chip(till.page)).toHaveText('1 only here');

  fair = await fair.on();
  for (const { page, app } of [till, fair]) {
    await expect(chip(page)).toHaveText('On 1 other device');
    await app.goTo('Customers');
    await app.openCustomer('Maria Byrne');
    await expect(app.note).toContainText('Met at the fair.');
    await expect(app.note).toContainText('Called the shop.');
    await expect(app.profile.getByRole('region', { name: 'Please look' })).toContainText('Fair Oak');
    await expect(app.profile.getByRole('region', { name: 'Please look' })).toContainText('Quay Oak');
  }
  await fair.app.profile.getByRole('button', { name: /^(?:Keep|Take) Fair Oak$/ }).click();
  for (const { app } of [till, fair]) {
    await expect(app.field('Organization')).toHaveValue('Fair Oak');
    await expect(app.profile.getByRole('region', { name: 'Please look' })).toHaveCount(0);
  }
});
