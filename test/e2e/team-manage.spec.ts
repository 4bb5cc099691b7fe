/** What a team does besides working together, each device a Chromium of its own: roles, changes by file, and the way back when all devices are lost. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e';
import { aTablet, closeAll, foundTeam, letInThroughScreens, type TeamTablet } from '../support/team-browser';

const opened: TeamTablet[] = [];
test.afterEach(async () => {
  const errors = opened.flatMap((tablet) => tablet.errors);
  await closeAll(opened);
  expect(errors).toEqual([]);
});

const SAME = 'On 1 other device';
const FILE = { name: 'quay.regulars-sync', mimeType: 'application/vnd.regulars-sync' };

test('a role that is changed shows on the other device; a file carries what no network does; the printed code leads back', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  const code = await foundTeam(till);
  await letInThroughScreens(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);

  await fair.app.goTo('Team');
  const people = fair.page.getByRole('list', { name: 'People' });
  await expect(people).toContainText('Fair\'s ownerStaff');
  await expect(fair.page.getByRole('button', { name: 'Invite a device' })).toHaveCount(0);
  await till.app.pickFromMenu(till.device('Fair').getByRole('button', { name: 'More: Fair' }), 'Change role');
  const roles = till.page.getByRole('dialog', { name: 'Role of “Fair”' });
  await roles.getByRole('radio', { name: 'Manager' }).check();
  await roles.getByRole('button', { name: 'Change role' }).click();
  await expect(people).toContainText('Fair\'s ownerManager');
  await expect(fair.page.getByRole('button', { name: 'Invite a device' })).toBeVisible();

  // Cut off, the one writes and the other is brought the file.
  await fair.cutOff();
  await till.app.goTo('Customers');
  await till.app.newCustomer({ given: 'Niamh', family: 'Costello' });
  await till.app.goTo('Team');
  const file = await savedFile(till.page);
  const panel = fair.page.getByRole('region', { name: 'Sync by file' });
  await drop(fair.page, file);
  await expect(panel).toContainText('1 customer was new or changed.');
  await panel.getByLabel('Bring in a sync file').setInputFiles({ ...FILE, buffer: file });
  await expect(panel).toContainText('Nothing new: this device had all of it already.');
  await fair.app.goTo('Customers');
  await expect(fair.app.row('Niamh Costello')).toBeVisible();

  const stranger = await aTablet(url, 'Kiosk', opened);
  await foundTeam(stranger);
  await stranger.page.getByRole('button', { name: 'Sync by file' }).click();
  await stranger.page.getByLabel('Bring in a sync file').setInputFiles({ ...FILE, buffer: file });
  await expect(stranger.page.getByRole('alert')).toContainText('This file belongs to another team.');
  await stranger.app.goTo('Customers');
  await expect(stranger.app.row('Niamh Costello')).toHaveCount(0);

  // Both are lost; the paper and the file are left.
  await till.kill();
  await fair.kill();
  const fresh = await aTablet(url, 'New till', opened);
  await fresh.page.getByRole('button', { name: 'Join a team' }).click();
  await fresh.page.getByRole('dialog').getByRole('button', { name: 'Use the recovery kit' }).click();
  const form = fresh.page.getByRole('form', { name: 'Use the recovery kit' });
  await form.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('-', ' '));
  await form.getByLabel('Choose the file').setInputFiles({ ...FILE, buffer: file });
  await form.getByLabel('Your name').fill('Aoife');
  await form.getByLabel('Device name').fill('New till');
  await form.getByRole('button', { name: 'Come back to the team' }).click();
  await expect(fresh.app.toast('You are back in the team.')).toBeVisible();
  for (const name of ['Maria Byrne', 'Niamh Costello']) await expect(fresh.app.row(name)).toBeVisible();
  await fresh.app.goTo('Team');
  await expect(fresh.page.getByText(/^Quay Street Wines\. /)).toBeVisible();
  await expect(fresh.page.getByRole('list', { name: 'People' })).toContainText('AoifeOwner');
  await fresh.page.reload();
  await expect(fresh.device('New till')).toContainText('this device');
});

async function savedFile(page: Page): Promise<Buffer> {
  await page.getByRole('button', { name: 'Sync by file' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save sync file' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^Quay Street Wines \d{4}-\d\d-\d\d\.regulars-sync$/);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** From the file manager onto the page. */
async function drop(page: Page, file: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
    return data;
  }, [FILE.name, file.toString('base64')] as const);
  await page.getByRole('heading', { name: 'Team' }).dispatchEvent('drop', { dataTransfer: transfer });
}
