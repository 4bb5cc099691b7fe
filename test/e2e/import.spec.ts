/** From a file to customers and back, through the wizard. */
import { drive } from '../support/app-driver';
import type { AppDriver } from '../support/app-driver';
import { expect, test } from '../support/e2e';

const PEOPLE = 'First Name,Last Name,E-mail Address,Company,City\r\nMaria,Byrne,maria@byrne.example,Byrne Interiors,Cork\r\nDeclan,Healy,declan@healy.example,,Kinsale\r\n"=HYPERLINK(""http://evil.example"")",Trick,trick@example.com,,\r\n';
const LATER = 'First Name,Last Name,E-mail Address,Company,City\r\nMaria,Byrne,maria@byrne.example,,Dublin\r\nDeclan,Healy,declan@healy.example,Healy & Sons,Kinsale\r\nNew,Person,new@person.example,,\r\n';
const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ångström;Zoë;;;\r\nFN:Zoë Ångström\r\nEMAIL:zoe@angstrom.example\r\nTEL;TYPE=CELL:+46 70 123 45 67\r\nBDAY:--1206\r\nEND:VCARD\r\n';

/** A line of the result, such as "new 3". */
const counted = (app: AppDriver, what: string, count: number) => expect(app.importResult.getByRole('listitem').filter({ hasText: new RegExp(`^${what}`) })).toContainText(`${what} ${count}`);

test('a table comes in, comes in again without changing anything, and is taken back as a whole but for what people did since', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await app.importFile('people.csv', PEOPLE);
  await counted(app, 'new', 3);
  await counted(app, 'rejected', 0);
  await app.importFile('people.csv', PEOPLE);
  await counted(app, 'new', 0);
  await counted(app, 'unchanged', 3);
  await app.importFile('later.csv', LATER);
  await counted(app, 'new', 1);
  await app.goTo('Customers');
  await expect(app.count).toHaveText('4 customers');
  // A blank cell took nothing away.
  await app.openCustomer('Maria Byrne');
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  // A cell that looks like a formula is a name like any other.
  await app.search.fill('HYPERLINK');
  await expect(app.count).toHaveText('1 of 4 customers');
  await app.search.fill('');
  await app.openCustomer('New Person');
  await app.field('Job title').fill('Typed by a person since');
  await app.saved();

  await page.goto('#/import');
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('dialog').getByRole('button').last().click();
  await expect(page.getByText('The import is taken back')).toBeVisible();
  await app.goTo('Customers');
  await expect(app.row('New Person')).toBeVisible();
  await app.openCustomer('Declan Healy');
  await expect(app.field('Organization')).toHaveValue('');
});

test('a contacts file keeps accents, phone and a birthday without a year, and finds its way back out', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await app.importFile('zoe.vcf', CARD);
  await counted(app, 'new', 1);
  await app.goTo('Customers');
  await app.openCustomer('Zoë Ångström');
  await expect(app.field('Phone')).toHaveValue('+46 70 123 45 67');
  await expect(app.field('Birthday')).toHaveValue('6 December');
  const download = page.waitForEvent('download');
  await app.pickFromMenu(app.profile.getByRole('button', { name: 'More', exact: true }).first(), 'Save as vCard');
  const parts: Buffer[] = [];
  for await (const part of await (await download).createReadStream()) parts.push(part as Buffer);
  expect(Buffer.concat(parts).toString('utf8')).toContain('Zoë Ångström');
});

test('a file that is no table is refused in words, and nothing changes', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await page.goto('#/import');
  await page.getByLabel('Choose files').setInputFiles({ name: 'photo.csv', mimeType: 'text/csv', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3, 0, 255, 254, 0, 7]) });
  await expect(page.getByRole('list', { name: 'Files to import' })).toContainText(/not|no /i);
  await expect(page.getByRole('button', { name: /^Next/ })).toBeDisabled();
  await app.goTo('Customers');
  await expect(app.count).toHaveText('0 customers');
});
