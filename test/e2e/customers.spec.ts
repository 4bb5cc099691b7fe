/** The list of customers as staff use it: finding, narrowing, ordering, ticking, and adding without doubles. */
import { drive } from '../support/app-driver';
import { expect, test } from '../support/e2e';
import type { AppDriver, TypedCustomer } from '../support/app-driver';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const CLEMENTINE: TypedCustomer = { given: 'Clementine', family: 'Okafor', organization: 'Harbour Bistro', email: 'clem@harbour.example', phone: '021 427 1234', town: 'Kinsale' };
const ULRICH: TypedCustomer = { given: 'Ulrich', family: 'Weissmüller', organization: 'Hotel Post', email: 'u.w@hotelpost.example', phone: '+49 89 5550199', town: 'München' };
const SINEAD: TypedCustomer = { given: 'Sinéad', family: 'Byrne', email: 'sinead@byrne.example', town: 'Cork' };

async function threeCustomers(app: AppDriver): Promise<void> {
  await app.startBook();
  for (const customer of [CLEMENTINE, ULRICH, SINEAD]) await app.newCustomer(customer);
}

test('a new book starts empty, and the list counts what is added to it', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook({ book: 'Quay Street Wines', you: 'Anna' });
  await expect(app.count).toHaveText('0 customers');
  await expect(page.getByText('No customers yet')).toBeVisible();
  await app.newCustomer(CLEMENTINE);
  await expect(app.count).toHaveText('1 customer');
  await expect(page.getByRole('article', { name: 'Clementine Okafor' })).toBeVisible();
  await app.newCustomer(ULRICH);
  await expect(app.count).toHaveText('2 customers');
  await expect(app.list).toHaveAttribute('aria-rowcount', '2');
  await page.reload();
  await expect(app.count).toHaveText('2 customers');
  await expect(app.row('Ulrich Weissmüller')).toContainText('Hotel Post');
});

test('search finds as one types, by whatever one remembers, and shows why', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await threeCustomers(app);
  await app.openCustomer('Clementine Okafor');
  await app.note.click();
  await page.keyboard.type('Allergic to walnuts, loves Burgundy');
  await app.saved();
  const finds = async (typed: string, name: string, mark: string | undefined) => {
    await app.search.fill(typed);
    // Who is found and why first: the count may still be that of the search before.
    await expect(app.row(name), `"${typed}"`).toBeVisible();
    if (mark !== undefined) await expect(app.row(name).locator('mark').first(), `why "${typed}"`).toHaveText(mark);
    await expect(app.list.getByRole('row'), `"${typed}"`).toHaveCount(1);
    await expect(app.count, `"${typed}"`).toHaveText('1 of 3 customers');
  };
  await finds('clem', 'Clementine Okafor', 'Clem');
  await finds('weissmuller', 'Ulrich Weissmüller', 'Weissmüller');
  await finds('sinead b', 'Sinéad Byrne', 'Sinéad');
  await finds('bistro', 'Clementine Okafor', 'Bistro');
  await finds('1234', 'Clementine Okafor', '1234');
  await finds('0199', 'Ulrich Weissmüller', '0199');
  await finds('hotelpost.ex', 'Ulrich Weissmüller', 'hotelpost');
  await finds('kinsale', 'Clementine Okafor', 'Kinsale');
  await finds('walnut', 'Clementine Okafor', 'walnut');
  await expect(app.row('Clementine Okafor')).toContainText('Note: ');
  await finds('clementime', 'Clementine Okafor', undefined);
  await app.search.fill('nobody at all');
  await expect(app.count).toHaveText('0 of 3 customers');
  await expect(page.getByText('No one called “nobody at all”')).toBeVisible();
  await app.search.press('Escape');
  await expect(app.search).toHaveValue('');
  await expect(app.count).toHaveText('3 customers');
});

test('whoever is not found is one step from being added, with what was typed', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await app.newCustomer(SINEAD);
  await app.search.fill('Padraig Healy');
  await page.getByRole('button', { name: 'New customer “Padraig Healy”' }).click();
  const form = page.getByRole('dialog', { name: 'New customer' });
  await expect(form.getByLabel('Given name')).toHaveValue('Padraig');
  await expect(form.getByLabel('Family name')).toHaveValue('Healy');
});

test('a filter on days without contact is joined by all or any, saved as a view, and is there after a restart', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await threeCustomers(app);
  // Spoken to today: Clementine only.
  await app.openCustomer('Clementine Okafor');
  await app.profile.getByRole('button', { name: 'Log contact' }).first().click();
  const log = page.getByRole('dialog');
  await log.getByRole('button', { name: 'Visit', exact: true }).click();
  await log.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.timeline.getByRole('listitem')).toHaveCount(1);

  const openFilter = () => page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: 'Filter' }).click();
  await openFilter();
  const sheet = page.getByRole('dialog', { name: 'Filter' });
  await expect(sheet.getByRole('spinbutton', { name: 'Days' })).toHaveValue('90');
  await sheet.getByRole('spinbutton', { name: 'Days' }).fill('30');
  await expect(sheet.getByRole('button', { name: 'Show 2' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Add a condition' }).click();
  const second = sheet.getByRole('button', { name: /^(?:Field|.* Field)/ }).nth(1);
  await second.click();
  await page.getByRole('option', { name: 'Town', exact: true }).click();
  await sheet.getByRole('textbox', { name: 'Value' }).fill('cork');
  await expect(sheet.getByRole('button', { name: 'Show 1' })).toBeVisible();
  await sheet.getByRole('radio', { name: 'Any of these' }).check();
  await expect(sheet.getByRole('button', { name: 'Show 2' })).toBeVisible();
  await sheet.getByRole('radio', { name: 'All of these' }).check();
  await sheet.getByRole('button', { name: 'Save as a view' }).click();
  await sheet.getByLabel('Name of the view').fill('Silent in Cork');
  await sheet.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.count).toHaveText('1 of 3 customers');
  await expect(app.row('Sinéad Byrne')).toBeVisible();

  await page.reload();
  await expect(app.count).toHaveText('3 customers');
  const view = page.getByRole('button', { name: 'Silent in Cork' });
  await view.click();
  await expect(view).toHaveAttribute('aria-pressed', 'true');
  await expect(app.count).toHaveText('1 of 3 customers');
  await view.click();
  await expect(app.count).toHaveText('3 customers');
});

test('the list is put in another order, and keeps it', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await threeCustomers(app);
  await expect.poll(app.listedNames).toEqual(['Sinéad Byrne', 'Clementine Okafor', 'Ulrich Weissmüller']);
  await app.pickFromMenu(page.getByRole('button', { name: 'Sort: Name' }), 'Newest');
  await expect.poll(app.listedNames).toEqual(['Sinéad Byrne', 'Ulrich Weissmüller', 'Clementine Okafor']);
  await app.pickFromMenu(page.getByRole('button', { name: 'Sort: Newest' }), 'Town');
  await expect.poll(app.listedNames).toEqual(['Sinéad Byrne', 'Clementine Okafor', 'Ulrich Weissmüller']);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sort: Town' })).toBeVisible();
});

test('several at once get a tag or an owner, and go to the trash and back', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await threeCustomers(app);
  const tick = async (...names: string[]) => {
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  };
  const bar = page.getByRole('toolbar');

  await tick('Sinéad Byrne', 'Ulrich Weissmüller');
  await expect(bar.getByRole('status')).toHaveText('2 selected');
  await bar.getByRole('button', { name: 'Add tag' }).click();
  await page.getByRole('dialog', { name: 'Add tag' }).getByLabel('Tag').fill('red wine');
  await page.getByRole('dialog', { name: 'Add tag' }).getByRole('button', { name: 'Apply' }).click();
  await expect(app.toast('Tagged 2 customers “red wine”')).toBeVisible();
  await app.search.fill('red wine');
  await expect(app.count).toHaveText('2 of 3 customers');
  await app.search.fill('');

  await tick('Sinéad Byrne');
  await bar.getByRole('button', { name: 'Assign owner' }).click();
  await page.getByRole('dialog', { name: 'Assign owner' }).getByLabel('Owner').fill('Ben');
  await page.getByRole('dialog', { name: 'Assign owner' }).getByRole('button', { name: 'Apply' }).click();
  await expect(app.toast('Ben now looks after 1 customer')).toBeVisible();
  await app.openCustomer('Sinéad Byrne');
  await expect(app.profile.getByRole('button', { name: /Owner/ })).toContainText('Ben');
  await expect(app.profile.getByText('red wine')).toBeVisible();

  await tick('Clementine Okafor', 'Ulrich Weissmüller', 'Sinéad Byrne');
  await bar.getByRole('button', { name: 'Move to trash' }).click();
  await expect(app.count).toHaveText('0 customers');
  await app.toast('Moved 3 customers to the trash').getByRole('button', { name: 'Undo' }).click();
  await expect(app.count).toHaveText('3 customers');
  await page.reload();
  await expect(app.count).toHaveText('3 customers');
});

test('what has just been said stands above the bar of what is ticked, and never over an open menu', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await app.newCustomer(SINEAD);
  const toast = app.toast('Sinéad Byrne');
  // pointed at, it stays
  await toast.dispatchEvent('pointerenter');
  for (const size of [{ width: 1180, height: 820 }, { width: 820, height: 1180 }, { width: 320, height: 640 }]) {
    await page.setViewportSize(size);
    await page.goto('#/customers');
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    const [said, bar] = await Promise.all([toast.boundingBox(), page.getByRole('toolbar').boundingBox()]);
    expect(said!.y + said!.height, JSON.stringify(size)).toBeLessThanOrEqual(bar!.y);
    await page.getByRole('button', { name: 'Done', exact: true }).click();
  }
  await page.setViewportSize({ width: 320, height: 480 });
  await page.getByRole('button', { name: /^Sort: / }).click();
  const items = page.getByRole('menu').getByRole('menuitemcheckbox').or(page.getByRole('menu').getByRole('menuitem'));
  const [menu, said] = await Promise.all([page.getByRole('menu').boundingBox(), toast.boundingBox()]);
  expect(menu!.y + menu!.height, 'one lies over the other').toBeGreaterThan(said!.y + said!.height / 2);
  const covered = await items.evaluateAll((all) => all.filter((item) => {
    const { x, y, width, height } = item.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return top?.closest('[role="menu"]') === null;
  }).map((item) => item.textContent));
  expect(covered).toEqual([]);
});

test('a range of rows is ticked with Shift, and all at once', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startWithSample();
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await app.list.getByRole('row').nth(0).click();
  await app.list.getByRole('row').nth(4).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('toolbar');
  await expect(bar.getByRole('status')).toHaveText('5 selected');
  const total = Number(await app.list.getAttribute('aria-rowcount'));
  expect(total).toBeGreaterThan(40);
  await bar.getByRole('button', { name: `Select all ${total}` }).click();
  await expect(bar.getByRole('status')).toHaveText(`${total} selected`);
  await bar.getByRole('button', { name: 'Select none' }).click();
  await expect(bar.getByRole('status')).toHaveText('0 selected');
});

test('by keyboard alone: find, move, open, command, take back', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await threeCustomers(app);
  await page.goto('#/customers');
  await page.keyboard.press('/');
  await expect(app.search).toBeFocused();
  await page.keyboard.type('e');
  await page.keyboard.press('ArrowDown');
  await expect(app.list.getByRole('row').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(app.list.getByRole('row').nth(1)).toBeFocused();
  const name = await app.list.getByRole('row').nth(1).locator('[class*="name"]').first().textContent();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: name ?? '' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('ulri');
  await expect(palette.getByRole('option').first()).toContainText('Ulrich Weissmüller');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Ulrich Weissmüller' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('new cust');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'New customer' });
  await expect(form.getByLabel('Given name')).toBeFocused();
  await page.keyboard.type('Zoë');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Zoë' })).toBeVisible();
  await expect(app.count).toContainText('4');
  await expect(form).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(app.toast('Taken back: Added Zoë')).toBeVisible();
  await expect(app.count).toContainText(/^3 |of 3 /);
  await page.keyboard.press('Control+Shift+z');
  await expect(app.toast('Done again: Added Zoë')).toBeVisible();
  await expect(app.count).toContainText('4');
});

test('a namesake is mentioned without stopping anybody, and a birthday may be typed as people say it', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await app.newCustomer({ given: 'Anna', family: 'Kim', town: 'Cork' });
  await page.goto('#/customers?new=1');
  const form = page.getByRole('dialog', { name: 'New customer' });
  await form.getByLabel('Given name').fill('Anna');
  await form.getByLabel('Family name').fill('Kim');
  await expect(form.getByRole('status')).toContainText('Somebody of this name is in the book');
  await form.getByLabel('Birthday').fill('31 February');
  await form.getByLabel('Birthday').blur();
  await expect(form.getByText('There is no such day. The year may stay empty.')).toBeVisible();
  await form.getByLabel('Birthday').fill('6 Dec 1979');
  await form.getByLabel('Birthday').press('Enter');
  await expect(form).toBeHidden();
  await expect(app.count).toHaveText('2 customers');
  await expect(app.field('Birthday')).toHaveValue('6 December 1979');
});

test('whoever is in the book already is shown while a new customer is typed, and "not the same" is remembered', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await app.newCustomer(CLEMENTINE);
  const form = await app.typeNewCustomer({ given: 'Clem', family: 'Okafor', email: 'CLEM@harbour.example' });
  await expect(form.getByText('Already in the book?')).toBeVisible();
  await expect(form.getByText('same e-mail')).toBeVisible();
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(form.getByRole('alert')).toHaveText('Open the one who is there, or say “Not the same”.');
  await expect(form.getByLabel('Given name')).toHaveValue('Clem');
  await form.getByRole('button', { name: 'Not the same' }).click();
  await expect(form.getByText('Already in the book?')).toBeHidden();
  await form.getByLabel('Given name').fill('Clementine');
  await expect(form.getByText('Clementine Okafor')).toBeHidden();
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(app.count).toHaveText('2 customers');

  // The way to the one who is there.
  await app.typeNewCustomer({ email: 'clem@harbour.example', given: 'Clementine', family: 'Okafor' });
  await form.getByRole('button', { name: 'Open', exact: true }).first().click();
  await expect(form).toBeHidden();
  await expect(app.profile).toBeVisible();

  // Each of the two keeps that it is not the other: nothing on screen shows it until duplicates are looked for.
  const holders = () => page.evaluate(() => new Promise<number>((resolve, reject) => {
    const open = indexedDB.open('regulars');
    open.onerror = () => { reject(new Error('The database did not open.')); };
    open.onsuccess = () => {
      const ids = new Set<string>();
      const transaction = open.result.transaction(['docs', 'updates']);
      for (const store of ['docs', 'updates']) {
        transaction.objectStore(store).openCursor().onsuccess = (event) => {
          const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
          if (!cursor) return;
          const about = /notSame\/(cus_[\w-]+)/.exec(new TextDecoder('latin1').decode(cursor.value as Uint8Array));
          if (about?.[1]) ids.add(about[1]);
          cursor.continue();
        };
      }
      transaction.oncomplete = () => { open.result.close(); resolve(ids.size); };
    };
  }));
  await expect.poll(holders).toBe(2);
});

test('the sample shop is believable, and goes in one tap without touching real customers', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startWithSample();
  const total = Number(await app.list.getAttribute('aria-rowcount'));
  expect(total).toBeGreaterThan(50);
  await app.newCustomer({ given: 'Really', family: 'Here' });
  await expect(app.count).toHaveText(`${total + 1} customers`);
  await page.getByRole('button', { name: 'Remove sample data' }).first().click();
  await expect(app.count).toHaveText('1 customer');
  await expect(app.row('Really Here')).toBeVisible();
  await expect(page.getByText('You are looking at invented customers')).toBeHidden();
  await app.toast('Removed the sample data').getByRole('button', { name: 'Undo' }).click();
  await expect(app.count).toHaveText(`${total + 1} customers`);
});
