/** Devices that meet without any server: codes are carried from screen to screen, as people do it, between Chromiums of their own over real WebRTC. */
import { expect, startApp, test } from '../support/e2e';
import { aTablet, closeAll, compareAndConfirm, foundTeam, letInThroughScreens, readyForOffline, type TeamTablet } from '../support/team-browser';

const opened: TeamTablet[] = [];
test.afterEach(async () => {
  const errors = opened.flatMap((tablet) => tablet.errors);
  await closeAll(opened);
  expect(errors).toEqual([]);
});

const SAME = 'On 1 other device';
const connectPanel = ({ page }: TeamTablet) => page.getByRole('region', { name: 'Connect by code' });

async function giveCode(to: TeamTablet, label: string, code: string): Promise<void> {
  await to.page.getByRole('textbox', { name: label }).fill(code);
  await to.page.getByRole('button', { name: 'Use code' }).click();
}

test('a device is let in by two codes with no server running, and gets the book', async () => {
  const app = await startApp();
  const [till, fair] = [await aTablet(app.url, 'Till', opened), await aTablet(app.url, 'Fair', opened)];
  await foundTeam(till);
  await readyForOffline(till, fair);
  await app.stop();
  await expect(till.page.getByText('not reached')).toBeVisible();

  await till.page.getByRole('button', { name: 'Invite a device' }).click();
  const link = await till.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await fair.page.getByRole('button', { name: 'Join a team' }).click();
  const form = fair.page.getByRole('dialog', { name: 'Join a team' });
  await form.getByRole('textbox', { name: 'Invite link' }).fill(link);
  await form.getByLabel('Your name').fill('Ben');
  await form.getByLabel('Device name').fill('Fair');
  await form.getByRole('button', { name: 'Join', exact: true }).click();
  const answer = await form.getByRole('textbox', { name: 'Answer of this device' }).inputValue();

  // An answer that was cut short on its way is told, and what was pasted stays.
  await giveCode(till, 'Answer of the new device', answer.slice(0, -10));
  await expect(till.page.getByText(/no whole code in this/)).toBeVisible();
  await giveCode(till, 'Answer of the new device', answer);
  await compareAndConfirm(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
  await expect(fair.app.row('Maria Byrne')).toBeVisible();
});

test('colleagues who lost each other connect again by two codes, after a try that led nowhere, and what each wrote passes', async () => {
  const app = await startApp();
  const [till, fair] = [await aTablet(app.url, 'Till', opened), await aTablet(app.url, 'Fair', opened)];
  await foundTeam(till);
  await letInThroughScreens(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
  await readyForOffline(till, fair);
  await app.stop();
  for (const tablet of [till, fair]) {
    await tablet.cutOff();
    await tablet.heal();
  }
  await till.app.goTo('Customers');
  await till.app.newCustomer({ given: 'Niamh', family: 'Costello' });
  await fair.app.newCustomer({ given: 'Oisín', family: 'Daly' });
  for (const { chip } of [till, fair]) await expect(chip).toHaveText('1 only here');

  for (const tablet of [till, fair]) {
    await tablet.app.goTo('Team');
    await tablet.page.getByRole('button', { name: 'Connect by code' }).click();
  }
  const ownCode = connectPanel(till).getByRole('textbox', { name: 'Code of this device' }), answerOfFair = connectPanel(fair).getByRole('textbox', { name: 'Answer of this device' });
  // As in a guest network: nobody comes to where the answer leads.
  await giveCode(fair, 'Code of the other device', await ownCode.inputValue());
  const inVain = await answerOfFair.inputValue();
  await connectPanel(fair).getByRole('button', { name: 'New code' }).click();
  await expect(connectPanel(fair).getByRole('textbox', { name: 'Code of this device' })).toBeVisible();
  await giveCode(till, 'Code of the other device', inVain);
  await expect(connectPanel(till).getByRole('alert')).toContainText('did not reach each other', { timeout: 30_000 });
  await connectPanel(till).getByRole('button', { name: 'New code' }).click();

  const offer = await ownCode.inputValue();
  await giveCode(till, 'Code of the other device', offer);
  await expect(till.page.getByText(/code of this device itself/)).toBeVisible();
  await giveCode(fair, 'Code of the other device', `Ben wrote:\n> ${offer}`);
  await giveCode(till, 'Code of the other device', await answerOfFair.inputValue());
  await expect(connectPanel(till)).toContainText('Connected with Fair');
  await expect(connectPanel(fair)).toContainText('Connected with Till');
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
  await till.app.goTo('Customers');
  await expect(till.app.row('Oisín Daly')).toBeVisible();
});
