/** A team at work, each device a Chromium of its own with a profile of its own, the real meeting point and real WebRTC between them. */
import { expect, test } from '../support/e2e';
import { importing } from '../support/import-steps';
import { aTablet, closeAll, compareAndConfirm, confirmThroughScreens, foundTeam, letInThroughScreens, type TeamTablet } from '../support/team-browser';

const opened: TeamTablet[] = [];
test.afterEach(async () => {
  const errors = opened.flatMap((tablet) => tablet.errors);
  await closeAll(opened);
  expect(errors).toEqual([]);
});

const SAME = 'On 1 other device';

test('a second device is let in by the same six digits, and what one writes the other reads', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  await foundTeam(till);
  await expect(till.chip).toHaveText('1 only here');
  await letInThroughScreens(till, fair);
  await expect(fair.app.row('Maria Byrne')).toBeVisible();
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);

  await fair.app.newCustomer({ given: 'Niamh', family: 'Costello' });
  await till.app.goTo('Customers');
  await expect(till.app.row('Niamh Costello')).toBeVisible();
  await till.app.row('Niamh Costello').click();
  await expect(till.page.getByText('Fair\'s owner is here too')).toBeVisible();
  await expect(fair.page.getByText('Aoife is here too')).toBeVisible();

  // Both write into one note.
  await till.app.note.click();
  await till.page.keyboard.type('Loves Riesling. ');
  await expect(fair.app.note).toContainText('Loves Riesling.');
  await fair.app.note.click();
  await fair.page.keyboard.press('Control+End');
  await fair.page.keyboard.type('Asked for magnums.');
  await expect(till.app.note).toContainText('Asked for magnums.');
  await expect(till.page.getByText('Fair\'s owner is writing here')).toBeVisible();
});

test('a new device that is loaded anew while digits are compared: they go, and the same invitation lets it in', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  await foundTeam(till);
  await till.page.getByRole('button', { name: 'Invite a device' }).click();
  const link = await till.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await fair.page.goto('about:blank');
  await fair.page.goto(link);
  const form = fair.page.getByRole('dialog', { name: 'Join a team' });
  await form.getByLabel('Your name').fill('Ben');
  await form.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(till.page.getByLabel('Check code')).toBeVisible();
  await fair.page.reload();
  await expect(till.page.getByRole('textbox', { name: 'Invite link' })).toHaveValue(link);

  await form.getByRole('button', { name: 'Join', exact: true }).click();
  await compareAndConfirm(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
});

test('devices work apart, say so, and meet again; a field that both changed is asked about', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  await foundTeam(till);
  await letInThroughScreens(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);

  await till.kill();
  await expect(fair.chip).toHaveText('Nobody in reach');
  await fair.app.openCustomer('Maria Byrne');
  await fair.app.field('Organization').fill('Fair Oak');
  await fair.app.note.click();
  await fair.page.keyboard.type('Met at the fair. ');
  await fair.app.saved();
  await expect(fair.chip).toHaveText('1 only here');
  await fair.kill();

  await till.comeBack();
  await till.app.openCustomer('Maria Byrne');
  await till.app.field('Organization').fill('Quay Oak');
  await till.app.note.click();
  await till.page.keyboard.type('Called the shop. ');
  await till.app.saved();
  await expect(till.chip).toHaveText('1 only here');

  await fair.comeBack();
  for (const { chip, app } of [till, fair]) {
    await expect(chip).toHaveText(SAME);
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

test('a new device can be used while 8,000 customers arrive; killed half-way it goes on where it was', async ({ app: { url } }) => {
  test.setTimeout(300_000);
  const MANY = 8_000;
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  await foundTeam(till);
  const lines = Array.from({ length: MANY - 1 }, (_, n) => `Given${n},Family${n},person${n}@example.com,+49 89 ${String(1_000_000 + n)},Guest of the shop in the year ${2000 + (n % 25)}`);
  await importing(till.page).all({ name: 'book.csv', content: `Given name,Family name,Email,Phone,Organization\n${lines.join('\n')}\n` });
  // Looked for before anything is sent: all of it takes no more than seconds.
  const arriving = fair.page.getByText(/[\d,]+ of 8,000/).first().waitFor();
  await confirmThroughScreens(till, fair);

  // Usable before it is complete, and it says how far it is.
  await arriving;
  await fair.kill();
  await expect(till.chip).toHaveText(/only here$/);

  await fair.comeBack();
  await expect(fair.app.list.getByRole('row').first()).toBeVisible();
  const before = Number((await fair.app.count.innerText()).replace(/\D/g, ''));
  expect(before).toBeGreaterThan(0);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME, { timeout: 120_000 });
  await expect(fair.app.count).toHaveText('8,000 customers');
});
