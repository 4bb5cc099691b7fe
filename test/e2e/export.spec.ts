/** What leaves the book: whole, readable by others, disarmed, and never more than was asked for. */
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from '@playwright/test';
import { drive } from '../support/app-driver';
import { expect, test } from '../support/e2e';
import { importing, type ImportSteps } from '../support/import-steps';

const BOOK = 'Given name,Family name,Email,Phone,Company,Town,Birthday,Tags,Notes\n'
  + 'Zoë,Müller,zoe@example.com,+49 89 123456,"The ""Blue"" Door",Zürich,1980-05-04,wine;red,"Line one\nLine two, with a comma; and more"\n'
  + 'Ben,Lee,ben@example.com,,=SUM(A1:A9),Cork,,,-5 per cent\n'
  + "Cyd,O'Neill,cyd@example.com,(021) 491 0000,'Quoted,Lyon,,,\n";
const PHOTO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';
const CARD = `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Rosa Kim\r\nN:Kim;Rosa;;;\r\nEMAIL:rosa@example.com\r\nBDAY:--0412\r\nPHOTO:data:image/png;base64,${PHOTO}\r\nEND:VCARD\r\n`;
const TILL = 'Belegnr;E-Mail;Datum;Betrag\nB1;zoe@example.com;20.02.2025;1.274,89\nB2;zoe@example.com;21.02.2025;-74,89\n';

async function filledBook(page: Page, url: string): Promise<ImportSteps> {
  await page.goto(url);
  await drive(page).startBook();
  const steps = importing(page);
  await steps.all({ name: 'book.csv', content: BOOK }, { name: 'rosa.vcf', content: CARD });
  await steps.all({ name: 'till.csv', content: TILL });
  return steps;
}
const unfolded = (bytes: Buffer): string => bytes.toString('utf8').replace(/\r\n[ \t]/g, '');

test('a table that was saved from the book changes nothing when it is imported again', async ({ page, app: { url } }) => {
  const steps = await filledBook(page, url);
  const csv = await steps.exportCsv();
  expect(csv).toContain(`'=SUM(A1:A9)`);
  expect(csv).toContain(`'+49 89 123456`);
  expect(await steps.all({ name: 'own.csv', content: csv })).toMatchObject({ new: 0, updated: 0, unchanged: 4, possibleDuplicates: 0, rejected: 0 });
  expect(await steps.exportCsv()).toBe(csv);
});

test('and makes the same book on an empty device', async ({ page, app: { url }, newDevice }) => {
  const steps = await filledBook(page, url);
  const [csv, purchases] = [await steps.exportCsv(), strFromU8(unzipSync((await steps.exportAll('Everything as ZIP')).bytes)['csv/purchases.csv']!)];
  const other = await newDevice();
  await drive(other.page).startBook();
  const there = importing(other.page);
  expect(await there.all({ name: 'own.csv', content: csv })).toMatchObject({ new: 4, rejected: 0 });
  expect(await there.exportCsv()).toBe(csv);
  expect(await there.all({ name: 'purchases.csv', content: purchases })).toMatchObject({ new: 0, updated: 1, rejected: 0 });
  await expect(there.result).toContainText('2 purchases added, €1,200');
});

test('the ZIP holds tables, cards, JSON and photos, with a page that explains them', async ({ page, app: { url } }) => {
  const steps = await filledBook(page, url);
  const { name, bytes } = await steps.exportAll('Everything as ZIP');
  expect(name).toMatch(/^regulars-\d{4}-\d\d-\d\d\.zip$/);
  const files = unzipSync(bytes);
  expect(Object.keys(files).filter((path) => !path.startsWith('photos/')).toSorted()).toEqual(['README.txt', 'csv/customers.csv', 'csv/purchases.csv', 'csv/timeline.csv', 'jscontact/cards-001.json', 'json/customers-001.json', 'vcard/customers-001.vcf']);
  const [photo] = Object.keys(files).filter((path) => path.startsWith('photos/'));
  expect(Buffer.from(files[photo!]!).toString('base64')).toBe(PHOTO);
  expect(strFromU8(files['csv/purchases.csv']!).trim().split('\r\n')).toHaveLength(3);
  expect((JSON.parse(strFromU8(files['json/customers-001.json']!)) as { customers: unknown[] }).customers).toHaveLength(4);
  expect((JSON.parse(strFromU8(files['jscontact/cards-001.json']!)) as unknown[])).toHaveLength(4);
  for (const path of ['csv/customers.csv', 'csv/purchases.csv', 'csv/timeline.csv']) expect(strFromU8(files[path]!), path).not.toMatch(/(?:^|[,;\r\n"])[=@+]/m);
});

test('cards leave in the words of vCard 4, and of vCard 3 for phones', async ({ page, app: { url } }) => {
  const steps = await filledBook(page, url);
  const four = unfolded((await steps.exportAll('vCard 4')).bytes), three = unfolded((await steps.exportAll('vCard 3, for phones')).bytes);
  for (const cards of [four, three]) {
    expect(cards.match(/BEGIN:VCARD/g)).toHaveLength(4);
    for (const text of ['N:Müller;Zoë', 'EMAIL:zoe@example.com', 'ORG:The "Blue" Door', 'NOTE:Line one\\nLine two\\, with a comma\\; and more']) expect(cards).toContain(text);
  }
  for (const text of ['BDAY:19800504', 'BDAY:--0412', `PHOTO:data:image/png;base64,${PHOTO}`]) expect(four).toContain(text);
  for (const text of ['BDAY:1980-05-04', 'BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12', `PHOTO;ENCODING=b;TYPE=PNG:${PHOTO}`]) expect(three).toContain(text);
});

test('of a selection, only who is ticked leaves', async ({ page, app: { url } }) => {
  await filledBook(page, url);
  const app = drive(page);
  await app.goTo('Customers');
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  for (const name of ['Zoë Müller', 'Rosa Kim']) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('toolbar', { name: '2 selected' }).getByRole('button', { name: 'Export' }).click();
  const sheet = page.getByRole('dialog', { name: 'Export' });
  await expect(sheet).toContainText('2 customers');
  await app.choose(sheet, /^File/, 'Customers as CSV');
  const saved = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Save file' }).click();
  const stream = await (await saved).createReadStream();
  const csv = Buffer.concat(await stream.toArray() as Buffer[]).toString('utf8');
  for (const email of ['zoe@', 'rosa@']) expect(csv).toContain(email);
  for (const email of ['ben@', 'cyd@']) expect(csv).not.toContain(email);
});

test('private fields stay here in every format, unless somebody says otherwise', async ({ page, app: { url } }) => {
  test.slow();
  const steps = await filledBook(page, url), app = drive(page);
  await app.goTo('Settings');
  await page.getByRole('button', { name: 'Add a field' }).click();
  const form = page.getByRole('dialog', { name: 'Add a field' });
  await form.getByLabel('Name', { exact: true }).fill('Allergy');
  await app.choose(form, /^Who may see it leave/, 'private: stays out of exports');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'hidden' });
  await app.goTo('Customers');
  await app.openCustomer('Ben Lee');
  await app.field('Allergy').fill('hazelnuts-7');
  await app.saved();
  const card = page.waitForEvent('download');
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'More', exact: true }).first(), 'Save as vCard');
  const cardText = Buffer.concat(await (await (await card).createReadStream()).toArray() as Buffer[]).toString('utf8');
  expect(cardText).toContain('Ben');
  expect(cardText).not.toContain('hazelnuts-7');
  const text = async (format: string): Promise<string> => {
    const { name, bytes } = await steps.exportAll(format);
    return name.endsWith('.zip') ? Object.values(unzipSync(bytes)).map((file) => strFromU8(file, true)).join('\n') : bytes.toString('latin1');
  };
  for (const format of ['Everything as ZIP', 'Customers as CSV', 'vCard 4', 'vCard 3, for phones']) expect(await text(format), format).not.toContain('hazelnuts-7');
  await page.getByText('Include private and secret fields').click();
  expect(await (async () => {
    const saved = page.waitForEvent('download');
    await app.choose(page, /^File/, 'Customers as CSV');
    await page.getByRole('button', { name: 'Save file' }).click();
    return Buffer.concat(await (await (await saved).createReadStream()).toArray() as Buffer[]).toString('utf8');
  })()).toContain('hazelnuts-7');
});

test('an export that is cancelled writes no file and says so; the next one is whole', async ({ page, app: { url } }) => {
  test.slow();
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  const steps = importing(page);
  await steps.all({ name: 'big.csv', content: `Given name,Email\n${Array.from({ length: 20_000 }, (_, i) => `Anna ${i},a${i}@example.com\n`).join('')}` });
  await app.goTo('Settings');
  let downloads = 0;
  page.on('download', () => { downloads += 1; });
  await page.getByRole('button', { name: 'Save file' }).click();
  await expect.poll(async () => Number(await page.getByRole('progressbar', { name: 'Writing the file' }).getAttribute('aria-valuenow')), { intervals: [20] }).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.toast('Cancelled. No file was written.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save file' })).toBeVisible();
  expect(downloads).toBe(0);
  const csv = await steps.exportCsv();
  expect(csv.trim().split('\r\n')).toHaveLength(20_001);
});
