/** One customer, whole: every field saves itself, says so, remembers what it was, and is there after a restart. */
import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { drive } from '../support/app-driver';
import type { AppDriver } from '../support/app-driver';
import { expect, test } from '../support/e2e';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

async function maria(page: Page, url: string): Promise<AppDriver> {
  await page.goto(url);
  const app = drive(page);
  await app.startBook({ you: 'Anna' });
  await app.newCustomer({ given: 'Maria', family: 'Byrne', email: 'maria@byrne.example', phone: '021 427 1234', town: 'Cork' });
  return app;
}

/** Loads the page anew and waits until the open customer is back. */
async function restart(app: AppDriver): Promise<void> {
  await app.saved();
  await app.page.reload();
  await app.profile.waitFor();
}

test('every field saves itself, says Saving and then Saved on this device, and is there after a restart', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  // Everything that the save state says, in order, from now on.
  await app.saveState.evaluate((element) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => { if (said.at(-1) !== element.textContent) said.push(element.textContent); }).observe(element, { childList: true, subtree: true, characterData: true });
  });
  await app.field('Given name').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Louise');
  // Where keys come slowly the state may turn with each of them: the last word counts once all is typed.
  await expect(page.getByRole('heading', { name: 'Maria Louise Byrne' })).toBeVisible();
  await app.saved();
  const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  await expect.poll(async () => (await said()).at(-1)).toBe('Saved on this device');
  expect((await said())[0]).toBe('Saving');
  await expect(app.row('Maria Louise Byrne')).toBeVisible();

  const typed: readonly (readonly [string, string])[] = [['Family name', 'Byrne-Doyle'], ['Organization', 'Byrne Interiors'], ['Job title', 'Owner'], ['Email', 'maria@doyle.example'], ['Phone', '+353 21 427 9999'], ['Street', '4 Quay Street'], ['Postal code', 'T12 X8P'], ['Country', 'Ireland'], ['Best time', 'after 5']];
  for (const [label, text] of typed) await app.field(label).fill(text);
  await app.field('Link').fill('https://byrne.example/');
  await app.profile.getByLabel('Add tag').fill('linen');
  await app.profile.getByLabel('Add tag').press('Enter');
  await app.choose(app.profile, /Status/, 'Prospect');
  await app.choose(app.profile, /Prefers/, 'Letter');
  await app.profile.getByRole('radio', { name: 'Company' }).check();
  await app.profile.getByRole('radio', { name: 'Person' }).check();
  await app.profile.getByRole('button', { name: 'More name parts' }).click();
  await app.field('Nickname').fill('Mia');
  await app.field('Customer number').fill('C-77');
  await restart(app);
  for (const [label, text] of typed) await expect(app.field(label), label).toHaveValue(text);
  await expect(app.field('Link')).toHaveValue('https://byrne.example/');
  await expect(app.field('Nickname')).toHaveValue('Mia');
  await expect(app.field('Customer number')).toHaveValue('C-77');
  await expect(app.profile.getByText('linen', { exact: true })).toBeVisible();
  await expect(app.profile.getByRole('button', { name: /Status/ })).toContainText('Prospect');
  await expect(app.profile.getByRole('button', { name: /Prefers/ })).toContainText('Letter');
});

test('a birthday may lack its year, and what is no day is kept as typed beside a message', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  const birthday = app.field('Birthday');
  await birthday.fill('6 December');
  await birthday.blur();
  await expect(birthday).toHaveValue('6 December');
  await restart(app);
  await expect(birthday).toHaveValue('6 December');
  await birthday.fill('6 December 1979');
  await birthday.blur();
  await expect(birthday).toHaveValue('6 December 1979');
  await birthday.fill('31 February 1980');
  await birthday.blur();
  await expect(birthday).toHaveValue('31 February 1980');
  await expect(app.profile.getByText('There is no such day.')).toBeVisible();
  await restart(app);
  await expect(birthday).toHaveValue('31 February 1980');
});

test('a customer has as many e-mails as needed, each with its kind, and one is preferred', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.profile.getByRole('button', { name: 'Add email' }).click();
  await app.field('Email 2').fill('shop@byrne.example');
  await app.choose(app.profile, /Type of Email 2/, 'work');
  await app.profile.getByRole('button', { name: 'Prefer Email 2' }).click();
  await restart(app);
  const values = () => Promise.all([app.field('Email').inputValue(), app.field('Email 2').inputValue()]);
  await expect.poll(async () => (await values()).toSorted()).toEqual(['maria@byrne.example', 'shop@byrne.example']);
  await expect(app.profile.getByRole('link', { name: 'Message' })).toHaveAttribute('href', 'mailto:shop@byrne.example');
  const second = (await values()).indexOf('shop@byrne.example') === 1 ? 'Email 2' : 'Email';
  await app.profile.getByRole('button', { name: `Remove ${second}`, exact: true }).click();
  await expect(app.field('Email 2')).toBeHidden();
  await expect(app.field('Email')).toHaveValue('maria@byrne.example');
  await app.toast(`${second} removed.`).getByRole('button', { name: 'Undo' }).click();
  await expect(app.field('Email 2')).toBeVisible();
  await app.field('Email').fill('not an address');
  await app.field('Email').blur();
  await expect(app.profile.getByText('This is not a whole email address. It stays as you typed it.')).toBeVisible();
  await restart(app);
  await expect.poll(values).toContain('not an address');
});

test('a link is opened beside its field, in a window that cannot reach back; what is no address of the web is not', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  const open = app.profile.getByRole('link', { name: 'Open Link', exact: true });
  await app.field('Link').fill('www.byrne.example/shop');
  await app.field('Link').blur();
  await expect(open).toHaveAttribute('href', 'https://www.byrne.example/shop');
  await expect(open).toHaveAttribute('rel', 'noopener noreferrer');
  await app.field('Link').fill('javascript:alert(document.title)//x.example');
  await app.field('Link').blur();
  await expect(app.profile.getByText('This does not look like a web address.')).toBeVisible();
  await expect(open).toHaveCount(0);
});

test('whoever was related to somebody erased still sees that there was somebody', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.newCustomer({ given: 'Declan', family: 'Byrne', town: 'Cork' });
  await app.profile.getByRole('button', { name: 'Add a person' }).click();
  await app.profile.getByRole('textbox', { name: 'Name', exact: true }).fill('mari');
  await app.profile.getByRole('button', { name: 'Link to Maria Byrne' }).click();
  await app.profile.getByRole('link', { name: 'Maria Byrne' }).click();
  await page.getByRole('article', { name: 'Maria Byrne' }).waitFor();
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'More', exact: true }).first(), 'Move to trash');
  await app.goTo('Settings');
  await page.getByRole('list', { name: 'Trash' }).getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Delete for good' }).click();
  await app.goTo('Customers');
  await app.openCustomer('Declan Byrne');
  await expect(app.profile.getByText('No longer in the book')).toBeVisible();
  await app.profile.getByRole('button', { name: 'Remove No longer in the book' }).click();
  await expect(app.profile.getByText('No longer in the book')).toHaveCount(0);
});

test('a relation to another customer stands on both profiles, and goes from both', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.newCustomer({ given: 'Declan', family: 'Byrne', town: 'Cork' });
  await app.profile.getByRole('button', { name: 'Add a person' }).click();
  await app.choose(app.profile, /Relation/, 'Child');
  await app.profile.getByRole('textbox', { name: 'Name', exact: true }).fill('mari');
  await app.profile.getByRole('button', { name: 'Link to Maria Byrne' }).click();
  await expect(app.profile.getByRole('listitem').filter({ hasText: 'Maria Byrne' })).toContainText('Child');
  await app.profile.getByRole('link', { name: 'Maria Byrne' }).click();
  await page.getByRole('article', { name: 'Maria Byrne' }).waitFor();
  const declan = app.profile.getByRole('listitem').filter({ hasText: 'Declan Byrne' });
  await expect(declan).toContainText('Parent');
  await restart(app);
  await expect(declan).toContainText('Parent');
  await app.profile.getByRole('button', { name: 'Remove Declan Byrne' }).click();
  await expect(declan).toBeHidden();
  await app.openCustomer('Declan Byrne');
  await expect(app.profile.getByRole('link', { name: 'Maria Byrne' })).toBeHidden();
  // A name alone is enough too.
  await app.profile.getByRole('button', { name: 'Add a person' }).click();
  await app.profile.getByRole('textbox', { name: 'Name', exact: true }).fill('Fionn');
  await app.profile.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.profile.getByRole('listitem').filter({ hasText: 'Fionn' })).toContainText('Spouse or partner');
});

test('fields of every type are made in Settings, filled in, and kept', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.newCustomer({ given: 'Declan', family: 'Healy' });
  await app.goTo('Settings');
  const types = [['Text', 'Grape'], ['Long text', 'Cellar'], ['Number', 'Shoe size'], ['Money', 'Budget'], ['Date', 'First visit'], ['Yes or no', 'Decants'], ['One of', 'Cheese'], ['Several of', 'Regions'], ['Rating', 'Patience'], ['Another customer', 'Came with'], ['Small file', 'Floor plan']] as const;
  for (const [type, name] of types) {
    await page.getByRole('button', { name: 'Add a field' }).click();
    const form = page.getByRole('dialog', { name: 'Add a field' });
    await form.getByLabel('Name', { exact: true }).fill(name);
    await app.choose(form, /^(?:Type|.* Type)/, type);
    if (type.endsWith(' of')) await form.getByLabel('Choices, one per line').fill('Comté\nGubbeen\nDurrus');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(form).toBeHidden();
    await expect(page.getByRole('list', { name: 'Our own fields' })).toContainText(name);
  }
  // Two of one name would be mistaken for one another.
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('grape');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('There is a field of this name already.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await app.goTo('Customers');
  await app.openCustomer('Maria Byrne');
  await app.field('Grape').fill('Nebbiolo');
  await app.field('Cellar').fill('Cool.\nThird door.');
  await app.field('Shoe size').fill('41.5');
  const budget = app.profile.getByRole('textbox', { name: /^Budget \(/ });
  await budget.fill('120.50');
  await app.field('First visit').fill('June 2019');
  await app.profile.getByRole('radiogroup', { name: 'Decants' }).getByRole('radio', { name: 'yes' }).check();
  await app.choose(app.profile, /Cheese/, 'Gubbeen');
  await app.profile.getByRole('checkbox', { name: 'Comté' }).check();
  await app.profile.getByRole('checkbox', { name: 'Durrus' }).check();
  await app.profile.getByRole('radiogroup', { name: 'Patience' }).getByRole('radio', { name: '4' }).check();
  await app.field('Came with').fill('decl');
  await app.profile.getByRole('button', { name: 'Link to Declan Healy' }).click();
  await app.profile.getByLabel('Floor plan').setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('door left') });
  await expect(app.profile.getByRole('button', { name: 'Open: plan.txt' })).toBeVisible();
  await restart(app);
  await expect(app.field('Grape')).toHaveValue('Nebbiolo');
  await expect(app.field('Cellar')).toHaveValue('Cool.\nThird door.');
  await expect(app.field('Shoe size')).toHaveValue('41.5');
  await expect(budget).toHaveValue(/^120.50/);
  await expect(app.field('First visit')).toHaveValue('June 2019');
  await expect(app.profile.getByRole('radiogroup', { name: 'Decants' }).getByRole('radio', { name: 'yes' })).toBeChecked();
  await expect(app.profile.getByRole('button', { name: /Cheese/ }).first()).toContainText('Gubbeen');
  await expect(app.profile.getByRole('checkbox', { name: 'Comté' })).toBeChecked();
  await expect(app.profile.getByRole('checkbox', { name: 'Gubbeen' })).not.toBeChecked();
  await expect(app.profile.getByRole('radiogroup', { name: 'Patience' }).getByRole('radio', { name: '4' })).toBeChecked();
  await expect(app.profile.getByRole('link', { name: 'Declan Healy' })).toBeVisible();
  const download = page.waitForEvent('download');
  await app.profile.getByRole('button', { name: 'Open: plan.txt' }).click();
  expect(await streamText(await (await download).createReadStream())).toBe('door left');
  // What is no number stays as typed, with a message.
  await app.field('Shoe size').fill('forty-one');
  await app.field('Shoe size').blur();
  await expect(app.profile.getByText('This is not a number.')).toBeVisible();
  await restart(app);
  await expect(app.field('Shoe size')).toHaveValue('forty-one');
});

test('a photo is shrunk on the device and kept; a file that is no picture is said to be none', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  const avatar = page.getByRole('article').locator('header img');
  await expect(avatar).toHaveCount(0);
  await app.profile.getByLabel('Add photo').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: png(900, 700) });
  await expect(avatar).toBeVisible();
  await app.profile.locator('input[type="file"][accept="image/*"]').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') });
  await expect(app.profile.getByRole('alert')).toHaveText('This picture cannot be read. Try a JPEG or PNG.');
  await restart(app);
  await expect(avatar).toBeVisible();
  expect(await avatar.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight, image.src.length < 140_000, image.src.slice(0, 22)])).toEqual([480, 480, true, 'data:image/jpeg;base64']);
});

test('each field tells what it was before, takes an older value back, and can be confirmed as still true', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await page.clock.install();
  await page.reload();
  await app.profile.waitFor();
  await app.field('Organization').fill('Byrne Interiors');
  await app.field('Organization').blur();
  await app.saved();
  // Typing that goes on within two minutes is one change.
  await page.clock.fastForward('05:00');
  await app.field('Organization').fill('Byrne & Daughter');
  await app.field('Organization').blur();
  await app.saved();
  await restart(app);
  await app.profile.getByRole('button', { name: /^History: Organization/ }).click();
  const history = page.getByRole('dialog', { name: 'History: Organization' });
  const newest = history.getByRole('listitem').first();
  await expect(newest.locator('del')).toHaveText('Byrne Interiors');
  await expect(newest.locator('strong')).toHaveText('Byrne & Daughter');
  await expect(newest).toContainText('Anna');
  const steps = await history.getByRole('listitem').count();
  await history.getByRole('button', { name: 'Still true' }).click();
  await expect(history.getByRole('listitem')).toHaveCount(steps + 1);
  await expect(history.getByRole('listitem').first()).toContainText(/confirmed on/);
  await history.getByRole('button', { name: 'Use this value again: Byrne Interiors' }).click();
  await history.getByRole('button', { name: 'Close' }).last().click();
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  await restart(app);
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
});

test('the note is plain to type, shows lists, boxes, links and phone numbers as such, and is there after a restart', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.note.click();
  await page.keyboard.type('Loves linen 🌷\n- calls on Mondays\nafternoons only\n\n[ ] send swatches\nhttps://byrne.example/shop and +353 21 427 1234');
  await expect(app.note.getByRole('checkbox')).toHaveCount(2);
  await expect(app.note.getByRole('link', { name: 'https://byrne.example/shop' })).toHaveAttribute('href', 'https://byrne.example/shop');
  await expect(app.note.getByRole('link', { name: '+353 21 427 1234' })).toHaveAttribute('href', 'tel:+353214271234');
  await app.note.getByRole('checkbox').first().click();
  await expect(app.note.getByRole('checkbox').first()).toBeChecked();
  await restart(app);
  await expect(app.note).toContainText('Loves linen 🌷');
  await expect(app.note).toContainText('calls on Mondays');
  await expect(app.note.getByRole('checkbox').first()).toBeChecked();
  await app.search.fill('swatches');
  await expect(app.row('Maria Byrne')).toBeVisible();
});

test('a list typed with its markers is the same list, though Enter sets them too', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.note.click();
  await page.keyboard.type('- red\n- white\n\n\n[ ] ring\n[ ] write\n\n1. one\n2. two');
  await app.saved();
  await restart(app);
  await expect(app.note.getByRole('checkbox')).toHaveCount(2);
  expect(await app.note.innerText()).not.toMatch(/- - |\[ \]|\d\. \d\./);
  for (const text of ['red', 'white', 'ring', 'write', '1. one', '2. two']) await expect(app.note).toContainText(text);
});

test('a contact is logged in three taps, changed, deleted and brought back', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  // Tap one, two, three.
  await app.profile.getByRole('button', { name: 'Log contact' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Contact with Maria Byrne' });
  await sheet.getByRole('button', { name: 'Call', exact: true }).click();
  await sheet.getByRole('button', { name: 'Save', exact: true }).click();
  const items = app.timeline.getByRole('listitem');
  await expect(items).toHaveCount(1);
  await expect(items.first()).toContainText('Call');
  await expect(items.first()).toContainText('Anna');
  await expect(page.getByRole('region', { name: 'At a glance' })).not.toContainText('no conversation noted yet');

  await app.pickFromMenu(items.first().getByRole('button', { name: 'More: Call' }), 'Change');
  const change = page.getByRole('dialog', { name: 'Change entry' });
  await change.getByLabel('What was it about').fill('Asked for the blue linen');
  await change.getByRole('button', { name: 'Promise, next step, minutes' }).click();
  await change.getByLabel('We promised').fill('send swatches');
  await change.getByLabel('Promised by').fill('2020-01-31');
  await change.getByRole('radio', { name: '15 min' }).check();
  await change.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(items.first()).toContainText('Call, 15 min');
  await expect(items.first()).toContainText('overdue');
  await expect(app.row('Maria Byrne')).toContainText(/days late/);
  await items.first().getByRole('button', { name: 'Kept' }).click();
  await expect(items.first()).not.toContainText('overdue');
  await expect(app.row('Maria Byrne')).not.toContainText(/days late/);

  await app.pickFromMenu(items.first().getByRole('button', { name: /^More: / }), 'Delete');
  await expect(app.profile.getByText('No contacts logged yet')).toBeVisible();
  await app.toast('Entry deleted.').getByRole('button', { name: 'Undo' }).click();
  await expect(items.first()).toContainText('Asked for the blue linen');
  await restart(app);
  await expect(items.first()).toContainText('Asked for the blue linen');
  await expect(items.first()).toContainText('Kept');
});

test('purchases and refunds add up, a complaint is open until it is solved, and the timeline is narrowed by kind', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  const purchase = async (amount: string) => {
    await app.profile.getByRole('button', { name: 'Log purchase' }).click();
    const form = page.getByRole('dialog', { name: 'Log purchase' });
    await form.getByLabel(/^Amount/).fill(amount);
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    return form;
  };
  const refused = await purchase('a lot');
  await expect(refused.getByText('This is not an amount. For example 24.90.')).toBeVisible();
  await refused.getByRole('button', { name: 'Cancel' }).click();
  await purchase('120.50');
  await purchase('-20.50');
  const items = app.timeline.getByRole('listitem');
  await expect(items).toHaveCount(2);
  await expect(items.filter({ hasText: 'Refund' })).toContainText('20.50');
  await expect(page.getByRole('region', { name: 'At a glance' })).toContainText('€100.00');

  await app.profile.getByRole('button', { name: 'Log contact' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Complaint', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  const complaint = items.filter({ hasText: 'Complaint' });
  await expect(complaint).toContainText('open');
  await expect(app.row('Maria Byrne')).toContainText('Complaint');
  await app.pickFromMenu(complaint.getByRole('button', { name: /^More: / }), 'Solved');
  await expect(complaint).toContainText('solved on');

  await app.pickFromMenu(app.profile.getByRole('button', { name: 'Show: Everything' }), 'Purchases');
  await expect(items).toHaveCount(2);
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'Show: Purchases' }), 'Complaints');
  await expect(items).toHaveCount(1);
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'Show: Complaints' }), 'Promises');
  await expect(app.timeline).toContainText('Nothing in this view');
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'Show: Promises' }), 'Everything');
  await expect(items).toHaveCount(3);
});

test('who goes to the trash is out of the list, can be read there, and comes back from either place', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  const trash = () => app.pickFromMenu(app.profile.getByRole('button', { name: 'More', exact: true }).first(), 'Move to trash');
  await trash();
  await expect(app.count).toHaveText('0 customers');
  await expect(app.profile.getByText('In the trash')).toBeVisible();
  await app.profile.getByRole('button', { name: 'Take back' }).click();
  await expect(app.count).toHaveText('1 customer');
  await trash();
  await app.saved();
  await page.reload();
  await app.goTo('Settings');
  const list = page.getByRole('list', { name: 'Trash' });
  await expect(list).toContainText('Maria Byrne');
  await list.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await app.goTo('Customers');
  await expect(app.row('Maria Byrne')).toBeVisible();
});

test('deleted for good means gone, after a question, and not a word before', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'More', exact: true }).first(), 'Move to trash');
  await app.goTo('Settings');
  const list = page.getByRole('list', { name: 'Trash' });
  await list.getByRole('button', { name: 'Delete for good' }).click();
  const question = page.getByRole('dialog', { name: 'Delete this customer for good?' }).or(page.getByRole('alertdialog'));
  await question.getByRole('button', { name: 'Keep' }).click();
  await expect(list).toContainText('Maria Byrne');
  await list.getByRole('button', { name: 'Delete for good' }).click();
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await page.reload();
  await expect(page.getByText('The trash is empty')).toBeVisible();
});

test('on paper a profile is its facts: no navigation, no list, no buttons', async ({ page, app: { url } }) => {
  const app = await maria(page, url);
  await app.note.click();
  await page.keyboard.type('Loves linen');
  await app.saved();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'Maria Byrne' })).toBeVisible();
  await expect(app.note).toContainText('Loves linen');
  await expect(app.field('Email')).toBeVisible();
  // What stays are facts that happen to be drawn in buttons: choices as their words, and who said so when.
  const controls = await page.getByRole('button').filter({ visible: true }).evaluateAll((buttons) => buttons
    .filter((button) => button.getAttribute('aria-haspopup') !== 'listbox').map((button) => button.getAttribute('aria-label') ?? button.textContent).filter((name) => !name.startsWith('History: ')));
  expect(controls).toEqual([]);
  await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
  await expect(app.list).toBeHidden();
});

/** A real PNG: stripes, so that it does not compress to nothing. */
function png(width: number, height: number): Buffer {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) raw.set([(x * 7) % 256, (y * 5) % 256, (x ^ y) % 256], y * (width * 3 + 1) + 1 + x * 3);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}

/** CRC-32 of a PNG chunk (RFC 2083, section 15). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

async function streamText(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
