/** Codes taken by the camera: it sees a picture of the other tablet's screen, and reads it with the reader that people have. */
import { expect, startApp, test } from '../support/e2e';
import { aTablet, closeAll, compareAndConfirm, foundTeam, readyForOffline, type TeamTablet } from '../support/team-browser';

const opened: TeamTablet[] = [];
test.afterEach(async () => {
  const errors = opened.flatMap((tablet) => tablet.errors);
  await closeAll(opened);
  expect(errors).toEqual([]);
});

test('a device is let in with no server and no keyboard for the codes: each scans what the other shows, once its camera is allowed', async () => {
  const app = await startApp();
  const [till, fair] = [await aTablet(app.url, 'Till', opened), await aTablet(app.url, 'Fair', opened)];
  await foundTeam(till);
  await readyForOffline(till, fair);
  await app.stop();
  await expect(till.page.getByText('not reached')).toBeVisible();
  await till.page.getByRole('button', { name: 'Invite a device' }).click();
  const invitation = await till.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await fair.pointCameraAt(till.page.getByRole('img', { name: 'The invitation as a picture to scan' }));

  await fair.page.getByRole('button', { name: 'Join a team' }).click();
  const form = fair.page.getByRole('dialog', { name: 'Join a team' }), scanner = fair.page.getByRole('dialog', { name: 'Scan a code' });
  await form.getByRole('button', { name: 'Scan' }).click();
  await expect(scanner).toContainText('The camera is not allowed for this page.');
  await fair.context.grantPermissions(['camera']);
  await scanner.getByRole('button', { name: 'Try again' }).click();
  await expect(scanner).toBeHidden();
  await expect(form.getByRole('textbox', { name: 'Invite link' })).toHaveValue(invitation);
  await form.getByLabel('Your name').fill('Ben');
  await form.getByLabel('Device name').fill('Fair');
  await form.getByRole('button', { name: 'Join', exact: true }).click();

  await till.context.grantPermissions(['camera']);
  await till.pointCameraAt(form.getByRole('img', { name: 'The code as a picture to scan' }));
  await till.page.getByRole('button', { name: 'Scan' }).click();
  await compareAndConfirm(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText('On 1 other device');
  await expect(fair.app.row('Maria Byrne')).toBeVisible();
});
