/** The import in a real browser: through the wizard, back again, cut off in the middle, and with input that is no table. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e';

const person = (n: number): string => `Anna,No${n},a${n}@example.com,+353 21 491 ${String(n).padStart(4, '0')},Kinsale`;
const people = (count: number) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(`First name,Last name,Email,Phone,Town\n${Array.from({ length: count }, (_, n) => person(n)).join('\n')}\n`) });
const till = { name: 'till.csv', mimeType: 'text/csv', buffer: Buffer.from('\ufeffBelegnr;Kundennr;E-Mail;Datum;Betrag;Warengruppe\r\nB1;K1;a1@example.com;01.02.2025;1.064,75;Wein\r\nB2;K1;a1@example.com;02.02.2025;-64,75;Wein\r\nB3;K9;;03.02.2025;5,00;Wein\r\n') };

async function openImport(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Start a new customer book' }).click();
  await page.getByRole('button', { name: 'Create the book' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Import' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import' })).toBeVisible();
}
type Files = Parameters<ReturnType<Page['getByLabel']>['setInputFiles']>[0];
async function toCheck(page: Page, files: Files): Promise<void> {
  await page.getByLabel('Choose files').setInputFiles(files);
  await page.getByRole('button', { name: 'Next' }).click();
  const next = page.getByRole('button', { name: 'Next' });
  const start = page.getByRole('button', { name: 'Import', exact: true });
  await next.or(start).waitFor();
  if (await next.isVisible()) await next.click();
  await expect(start).toBeEnabled({ timeout: 60_000 });
}
async function importFiles(page: Page, files: Files): Promise<void> {
  await toCheck(page, files);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('region', { name: 'Import result' }).waitFor();
}
const count = (page: Page, what: string) => page.getByRole('region', { name: 'Import result' }).getByRole('listitem').filter({ hasText: new RegExp(`^${what}`) });
const again = (page: Page) => page.getByRole('button', { name: 'Import more files' }).click();

test('contacts come in, a second time nothing changes, and a till\'s receipts find their customers', async ({ page, app }) => {
  await openImport(page, app.url);
  await importFiles(page, people(30));
  await expect(count(page, 'new')).toHaveText(/new\s*30/);
  await again(page);
  await importFiles(page, people(30));
  await expect(count(page, 'new')).toHaveText(/new\s*0/);
  await expect(count(page, 'unchanged')).toHaveText(/unchanged\s*30/);
  await again(page);
  await importFiles(page, till);
  await expect(count(page, 'new')).toHaveText(/new\s*1$/);
  await expect(count(page, 'updated')).toHaveText(/updated\s*1/);
  await expect(page.getByText('3 purchases added, €1,005.00')).toBeVisible();
  await page.reload();
  await page.evaluate(() => { location.hash = '#/customers'; });
  await expect(page.getByRole('status').filter({ hasText: '31 customers' })).toBeVisible();
});

test('an import is taken back, but for what a person has written since', async ({ page, app }) => {
  await openImport(page, app.url);
  await importFiles(page, people(5));
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByText('5 customers removed')).toBeVisible();
  await page.evaluate(() => { location.hash = '#/customers'; });
  await expect(page.getByText('Anna No1')).toHaveCount(0);
});

test('a window closed in the middle of an import keeps what was stored, and importing again completes it', async ({ page, app }) => {
  await openImport(page, app.url);
  await toCheck(page, people(9_000));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  // Some slices are stored, not all.
  await page.waitForFunction(async () => {
    const names = await indexedDB.databases();
    const size = await new Promise<number>((resolve) => {
      const open = indexedDB.open(names.find(({ name }) => name?.startsWith('regulars'))?.name ?? 'regulars');
      open.onsuccess = () => {
        const request = open.result.transaction('docs').objectStore('docs').count();
        request.onsuccess = () => { resolve(request.result); open.result.close(); };
      };
    });
    return size >= 2;
  });
  const second = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await second.goto(`${app.url}#/import`);
  await expect(second.getByText('was cut off; import the file again to complete it').or(second.getByText(/· done/))).toBeVisible();
  await importFiles(second, people(9_000));
  await expect(count(second, 'rejected')).toHaveText(/rejected\s*0/);
  await second.evaluate(() => { location.hash = '#/customers'; });
  await expect(second.getByRole('status').filter({ hasText: '9,000 customers' })).toBeVisible();
});

test('input that is no table says what it is and what to do; the rest still comes in', async ({ page, app }) => {
  await openImport(page, app.url);
  await page.getByLabel('Choose files').setInputFiles([
    { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from([0x50, 0x4b, 3, 4, 20, 0, ...Buffer.from('[Content_Types].xml xl/')]) },
    { name: 'names.csv', mimeType: 'text/csv', buffer: Buffer.from('First name,Email\n') }, { name: 'nothing.csv', mimeType: 'text/csv', buffer: Buffer.from('') },
  ]);
  await expect(page.getByText('This is an Excel file, not a CSV.')).toBeVisible();
  await expect(page.getByText('column names but no rows')).toBeVisible();
  await expect(page.getByText('The file is empty.')).toBeVisible();
  const odd = 'First name,Last name,Email,Birthday\nAnna,Kim,maeve@,31.02.1980\n,,,\n,,,12.05.1980\n"=HYPERLINK(""http://evil.example"")",Bell,bell@example.com,2062-01-01\n';
  await toCheck(page, { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(odd) });
  await expect(page.getByText('“maeve@” is not a whole email address')).toBeVisible();
  await expect(page.getByText('“31.02.1980” is not a day that exists')).toBeVisible();
  await expect(page.getByText('No name, company, email or phone.')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the 3 rows with reasons' }).click();
  expect((await download).suggestedFilename()).toBe('odd - rows with reasons.csv');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(count(page, 'new')).toHaveText(/new\s*2/);
  await expect(count(page, 'rejected')).toHaveText(/rejected\s*1/);
});

test('dates that can be read two ways are asked before anything else', async ({ page, app }) => {
  await openImport(page, app.url);
  await page.getByLabel('Choose files').setInputFiles({ name: 'dates.csv', mimeType: 'text/csv', buffer: Buffer.from('First name,Birthday,Locker\nAnna,03/04/1979,14\nBen,01/02/1980,15\n') });
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('“03/04/1979” is 3 April 1979, or 4 March 1979.')).toBeVisible();
  await page.getByRole('radio', { name: 'Month first' }).check();
  await page.getByRole('button', { name: 'Create field “Locker”' }).first().click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(count(page, 'new')).toHaveText(/new\s*2/);
});
