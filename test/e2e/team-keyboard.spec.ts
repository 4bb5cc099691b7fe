/** A team by keyboard alone: begun, joined, confirmed and left again, with the focus never lost. */
import { expect, test } from '../support/e2e';
import { keyboardOf } from '../support/keyboard';
import { aTablet, closeAll, type TeamTablet } from '../support/team-browser';

const opened: TeamTablet[] = [];
test.afterEach(async () => {
  const errors = opened.flatMap((tablet) => tablet.errors);
  await closeAll(opened);
  expect(errors).toEqual([]);
});

test('a team is begun, a device let in and removed again by keyboard alone', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  const here = keyboardOf(till.page), there = keyboardOf(fair.page);
  await till.app.startBook();
  await here.press('Control+k');
  await till.page.keyboard.type('team');
  await here.press('Enter');
  await till.page.getByRole('heading', { name: 'Team', level: 1 }).waitFor();
  await here.tabTo('Team name');
  await till.page.keyboard.type('Quay Street Wines');
  await here.tabTo('Create a team');
  await here.press('Enter');
  await till.page.getByLabel('Recovery code').waitFor();
  await here.tabTo('I have it on paper');
  await here.press('Enter');
  await here.tabTo('Invite a device');
  await here.press('Enter');
  const link = await till.page.getByRole('textbox', { name: 'Invite link' }).inputValue();

  await there.tabTo('Join a team');
  await there.press('Enter');
  await fair.page.getByRole('dialog', { name: 'Join a team' }).waitFor();
  await there.tabTo('Invite link');
  await fair.page.keyboard.insertText(link);
  await there.tabTo('Scan');
  await there.tabTo('Your name');
  await fair.page.keyboard.type('Ben');
  await there.tabTo('Device name');
  await there.press('Control+a');
  await fair.page.keyboard.type('Fair');
  await there.press('Enter');

  await till.page.getByLabel('Check code').waitFor();
  await here.tabTo('Codes match');
  await here.press('Enter');
  await expect(till.chip).toHaveText('On 1 other device');
  await here.tabTo('Close', 'Shift+Tab');
  await here.press('Enter');
  await expect(till.page.getByRole('button', { name: 'Invite a device' })).toBeFocused();

  await here.tabTo('More: Fair');
  await here.press('Enter');
  await till.page.getByRole('menuitem', { name: 'Remove from the team' }).waitFor();
  await here.press('ArrowUp', 'Enter');
  await till.page.getByRole('dialog').waitFor();
  await here.tabTo('Remove');
  await here.press('Enter');
  await expect(till.page.getByRole('list', { name: 'Devices' })).toContainText('Removed on');
  await expect(fair.page.getByText('This device has been removed from the team')).toBeVisible();
});
