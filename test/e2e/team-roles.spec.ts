/** What a role hides and locks, in the middle of work and without a reload; and what a fair helper writes does travel. */
import { expect, test } from '../support/e2e';
import { aTablet, closeAll, foundTeam, letInThroughScreens, type TeamTablet } from '../support/team-browser';

const opened: TeamTablet[] = [];
test.afterEach(async () => {
  const errors = opened.flatMap((tablet) => tablet.errors);
  await closeAll(opened);
  expect(errors).toEqual([]);
});

/** From the Team page of an owner. */
async function giveRole(owner: TeamTablet, device: string, role: string): Promise<void> {
  await owner.app.goTo('Team');
  await owner.app.pickFromMenu(owner.page.getByRole('button', { name: `More: ${device}` }), 'Change role');
  const dialog = owner.page.getByRole('dialog', { name: `Role of “${device}”` });
  await dialog.getByRole('radio', { name: role, exact: true }).check();
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await expect(owner.device(device)).toContainText(role);
}

test('an auditor only reads, a fair helper sees and sends the own leads, from the moment the role is given', async ({ app: { url } }) => {
  const till = await aTablet(url, 'Till', opened), audit = await aTablet(url, 'Audit', opened), fair = await aTablet(url, 'Fair', opened);
  await foundTeam(till);
  for (const each of [audit, fair]) await letInThroughScreens(till, each);
  const add = ({ page }: TeamTablet) => page.getByRole('button', { name: 'New customer', exact: true }).filter({ visible: true });

  await audit.app.openCustomer('Maria Byrne');
  await giveRole(till, 'Audit', 'Auditor');
  await expect(audit.app.profile.getByText('Read only: your role in the team.')).toBeVisible();
  await expect(audit.app.note).toHaveAttribute('contenteditable', 'false');
  await expect(audit.app.field('Organization')).not.toBeEditable();
  await expect(add(audit)).toHaveCount(0);
  await audit.app.goTo('Settings');
  await expect(audit.page.getByText('Your role takes no files out of the book.')).toBeVisible();
  await audit.app.goTo('Import');
  await expect(audit.page.getByText('Your role does not import')).toBeVisible();

  await fair.app.openCustomer('Maria Byrne');
  await giveRole(till, 'Fair', 'Fair helper');
  await expect(fair.app.profile).toHaveCount(0);
  await expect(fair.page.getByText('You see those whom this device has added.', { exact: false })).toBeVisible();
  await expect(fair.app.row('Maria Byrne')).toHaveCount(0);
  await fair.app.newCustomer({ given: 'Niamh', family: 'Costello' });
  await expect(fair.app.count).toHaveText('1 customer');
  await fair.app.field('Organization').fill('Atlantic Deli');
  await fair.app.saved();
  await till.app.goTo('Customers');
  await till.app.openCustomer('Niamh Costello');
  await expect(till.app.field('Organization')).toHaveValue('Atlantic Deli');

  // It holds from the first moment of the next start.
  await fair.kill();
  await fair.comeBack();
  await expect(fair.app.row('Niamh Costello')).toBeVisible();
  await expect(fair.app.row('Maria Byrne')).toHaveCount(0);
});
