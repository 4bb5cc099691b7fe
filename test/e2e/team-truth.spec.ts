/**
 * What a team's devices say when something is in the way: each a Chromium of its own with a profile of its own, the real meeting point and real
 * WebRTC between them. What is claimed on one screen is held against what the other one has stored.
 */
import type { Page } from '@playwright/test';
import { expect, startApp, test } from '../support/e2e';
import { aTablet, closeAll, foundTeam, letInThroughScreens, type TeamTablet } from '../support/team-browser';

const opened: TeamTablet[] = [];
test.afterEach(async () => {
  const errors = opened.flatMap((tablet) => tablet.errors);
  await closeAll(opened);
  expect(errors).toEqual([]);
});

const SAME = 'On 1 other device';

test('who dies between receiving and storing has confirmed nothing: the change exists only here until it is back', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  await foundTeam(till);
  await letInThroughScreens(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
  await till.app.goTo('Customers');
  await till.app.openCustomer('Maria Byrne');

  await occupyDatabase(fair.page);
  await till.app.field('Organization').fill('Byrne Interiors');
  await till.app.saved();
  await expect.poll(() => fair.hasHeard('Byrne Interiors')).toBe(true);
  await expect(till.chip).toHaveText('1 only here, sending');
  // Long enough for whatever would confirm what it had only heard.
  await till.page.waitForTimeout(1_500);
  await expect(till.chip).toHaveText('1 only here, sending');
  await till.app.goTo('Team');
  await expect(till.device('Fair')).toContainText('Receiving 1 customer, not confirmed yet');

  await fair.kill();
  await expect(till.chip).toHaveText('1 only here');
  await expect(till.device('Fair')).toContainText('1 customer behind since then');

  await fair.comeBack();
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
  await expect(fair.app.row('Maria Byrne')).toContainText('Byrne Interiors');
});

test('a meeting point that dies is shown; when it is back, devices that have lost each other find each other by themselves', async () => {
  let meeting = await startApp();
  try {
    const [till, fair] = [await aTablet(meeting.url, 'Till', opened), await aTablet(meeting.url, 'Fair', opened)];
    await foundTeam(till);
    await letInThroughScreens(till, fair);
    await expect(fair.chip).toHaveText(SAME);
    const point = till.page.getByRole('listitem').filter({ hasText: '/meeting-point' });
    await expect(point).toContainText('reached');

    await meeting.stop();
    await expect(point).toContainText('not reached');
    await expect(till.chip, 'the link needs no meeting point').toHaveText(SAME);
    await fair.cutOff();
    await expect(till.chip).toHaveText('Nobody in reach');
    await fair.app.openCustomer('Maria Byrne');
    await fair.app.field('Organization').fill('Byrne Interiors');
    await fair.app.saved();
    await expect(fair.chip).toHaveText('1 only here');

    await fair.heal();
    meeting = await startApp({ port: meeting.port });
    for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
    await expect(point).toContainText('· reached');
    await till.app.goTo('Customers');
    await expect(till.app.row('Maria Byrne')).toContainText('Byrne Interiors');
  } finally {
    await meeting.stop();
  }
});

test('a device that was removed while it was away hears nothing new, is wiped when it comes near, and says why', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  await foundTeam(till);
  await letInThroughScreens(till, fair);
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
  // What it knows of its book, for the next start, is noted after a moment.
  await expect.poll(() => fair.page.evaluate(() => localStorage.getItem('regulars.book'))).toMatch(/"name":"Quay Street Wines".*"customers":1/);
  await fair.page.goto('about:blank');
  await expect(till.chip).toHaveText('Nobody in reach');

  await till.app.pickFromMenu(till.device('Fair').getByRole('button', { name: 'More: Fair' }), 'Remove from the team');
  await till.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(till.device('Fair')).toContainText('Removed on');
  await till.app.goTo('Customers');
  await till.app.newCustomer({ given: 'Niamh', family: 'Costello' });

  await fair.page.goto(url);
  await expect(fair.page.getByText('This device has been removed from the team')).toBeVisible();
  await expect(fair.page.getByText('The book “Quay Street Wines” is no longer on it')).toBeVisible();
  await expect(fair.page.getByText('Maria Byrne')).toHaveCount(0);
  expect(await fair.hasHeard('Niamh')).toBe(false);
  expect(await storedText(fair.page)).not.toMatch(/Byrne|Niamh/);
  await expect(till.chip).toHaveText(/only here/);
  // It stays so, and it can begin anew.
  await fair.page.reload();
  await expect(fair.page.getByText('Your book is not where it was')).toHaveCount(0);
  await expect(fair.page.getByRole('button', { name: 'Start a new customer book' })).toBeVisible();
});

test('three who edit one note and different fields apart are equal in the end, whoever meets whom first, and no letter is lost', async ({ app: { url } }) => {
  const [till, fair, van] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened), await aTablet(url, 'Van', opened)];
  const all = [till, fair, van];
  await foundTeam(till);
  await till.app.goTo('Customers');
  await till.app.openCustomer('Maria Byrne');
  await till.app.note.click();
  await till.page.keyboard.type('Likes linen.');
  await till.app.saved();
  await letInThroughScreens(till, fair);
  await letInThroughScreens(till, van);
  for (const { chip } of all) await expect(chip).toHaveText('On 2 other devices');
  await till.app.goTo('Customers');
  for (const { app } of all) {
    await app.openCustomer('Maria Byrne');
    await expect(app.note).toContainText('Likes linen.');
  }

  for (const tablet of all) await tablet.cutOff();
  for (const { chip } of all) await expect(chip).toHaveText('Nobody in reach');
  const edits = [['Control+Home', 'From Cork. ', 'Organization', 'Byrne Interiors'], ['Control+End', ' Pays at once.', 'Email', 'maria@byrne.example'], ['Control+Home', 'Vegetarian. ', 'Phone', '+353 21 4271000']] as const;
  for (const [i, [key, text, field, value]] of edits.entries()) {
    const { app, page, chip } = all[i]!;
    await app.note.click();
    await page.keyboard.press(key);
    await page.keyboard.type(text);
    await app.field(field).fill(value);
    await app.saved();
    await expect(chip).toHaveText('1 only here');
  }

  await van.heal();
  await fair.heal();
  for (const { chip } of [van, fair]) await expect(chip).toHaveText('On 1 other device');
  await expect(till.chip).toHaveText('1 only here');
  await till.heal();
  for (const { chip } of all) await expect(chip).toHaveText('On 2 other devices');
  const notes = await Promise.all(all.map(async ({ app }) => {
    for (const [, , field, value] of edits) await expect(app.field(field)).toHaveValue(value);
    return app.note.innerText();
  }));
  expect(new Set(notes).size).toBe(1);
  const [note = ''] = notes;
  for (const [, text] of edits) expect(note).toContain(text.trim());
  expect(note).toHaveLength('Likes linen.'.length + edits.reduce((sum, [, text]) => sum + text.length, 0));
});

test('every tab of a device shows the same of the team and may edit; the tab that leads closed, the other goes on', async ({ app: { url } }) => {
  const [till, fair] = [await aTablet(url, 'Till', opened), await aTablet(url, 'Fair', opened)];
  await foundTeam(till);
  await letInThroughScreens(till, fair);
  const leader = fair.page;
  await expect(fair.chip).toHaveText(SAME);
  await fair.newTab('#/team');
  await expect(fair.chip).toHaveText(SAME);
  await expect(fair.device('Till')).toContainText('Same as here');
  await expect(fair.device('Fair')).toContainText('this device');

  await fair.app.goTo('Customers');
  await fair.app.openCustomer('Maria Byrne');
  await fair.app.field('Organization').fill('Byrne Interiors');
  await fair.app.saved();
  await till.app.goTo('Customers');
  await till.app.openCustomer('Maria Byrne');
  await expect(till.app.field('Organization')).toHaveValue('Byrne Interiors');
  await expect(till.page.getByText('Fair\'s owner is here too')).toBeVisible();

  await leader.close();
  await fair.app.field('Email').fill('maria@byrne.example');
  await fair.app.saved();
  await expect(till.app.field('Email')).toHaveValue('maria@byrne.example');
  await till.app.field('Phone').fill('+353 21 4271000');
  await expect(fair.app.field('Phone')).toHaveValue('+353 21 4271000');
  for (const { chip } of [till, fair]) await expect(chip).toHaveText(SAME);
});

/** A transaction that does not end: whatever the app wants to read or write waits behind it, as on a disk that hangs. */
async function occupyDatabase(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('regulars');
    request.onerror = () => { reject(new Error(request.error?.message)); };
    request.onsuccess = () => {
      const stores = [...request.result.objectStoreNames];
      const transaction = request.result.transaction(stores, 'readwrite');
      const goOn = () => { transaction.objectStore(stores[0]!).get('nothing').onsuccess = () => { resolve(); goOn(); }; };
      goOn();
    };
  }));
}

/** All that the device keeps, as text. */
function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const decoder = new TextDecoder('latin1'), found: string[] = [JSON.stringify({ ...localStorage })];
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onerror = () => { reject(new Error(request.error?.message)); };
        request.onsuccess = () => {
          const stores = [...request.result.objectStoreNames];
          if (stores.length === 0) return resolve();
          const transaction = request.result.transaction(stores);
          for (const store of stores) transaction.objectStore(store).getAll().onsuccess = (event) => {
            for (const value of (event.target as IDBRequest<unknown[]>).result) found.push(value instanceof Uint8Array ? decoder.decode(value) : JSON.stringify(value));
          };
          transaction.oncomplete = () => { request.result.close(); resolve(); };
        };
      });
    }
    return found.join('\n');
  });
}
