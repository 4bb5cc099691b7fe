/** The files that businesses really have, one after another into one book; and every way by which a file reaches the import. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { drive } from '../support/app-driver';
import { expect, test } from '../support/e2e';
import { importing, type Chosen, type ImportSteps } from '../support/import-steps';

const fixture = (name: string): Exclude<Chosen, string> => ({ name: name.split('/').at(-1)!, content: readFileSync(join(import.meta.dirname, '../support/fixtures', name)) });
const people = (count: number, more = ''): string => `Given name,Family name,Email,Notes\n${Array.from({ length: count }, (_, i) => `Anna,No${i},a${i}@example.com,${more}\n`).join('')}`;
const NOTHING = { new: 0, updated: 0, possibleDuplicates: 0, rejected: 0 };

async function start(page: Page, url: string): Promise<ImportSteps> {
  await page.goto(url);
  await drive(page).startBook();
  return importing(page);
}
const line = (csv: string, part: string): string => csv.split('\r\n').find((text) => text.includes(part)) ?? '';

test('Google, Outlook and Shopify meet by e-mail, a till’s receipts find their customers, and a second time changes nothing', async ({ page, app: { url } }) => {
  test.slow();
  const steps = await start(page, url), app = drive(page);
  expect(await steps.all(fixture('csv/google.csv'))).toMatchObject({ new: 2, updated: 0, rejected: 0 });
  expect(await steps.all(fixture('csv/outlook-cp1252.csv'))).toMatchObject({ new: 2, updated: 1, rejected: 0 });
  expect(await steps.all(fixture('csv/shopify.csv'))).toMatchObject({ new: 1, updated: 1, rejected: 0 });
  expect(await steps.all(fixture('csv/till-de.csv'))).toMatchObject({ new: 1, updated: 2, rejected: 0 });
  await expect(steps.result).toContainText('4 purchases added, €1,339.98');
  await app.goTo('Customers');
  await expect(app.count).toHaveText('6 customers');

  const before = await steps.exportCsv();
  expect(line(before, 'siobhan@')).toMatch(/K1.*Siobhán.*O'Connor.*Café Zentral.*1980-05-04.*Musterstraße 1.*Zürich/s);
  // no birthday is none, and a company that Google did not know is there now
  expect(line(before, 'jana@')).not.toMatch(/0000|1900/);
  expect(line(before, 'joerg@')).toContain('1975-12-24');
  expect(before).toContain('t.yamada@example.org');
  expect(before).toContain('Customer K9');
  for (const name of ['csv/google.csv', 'csv/outlook-cp1252.csv', 'csv/shopify.csv', 'csv/till-de.csv']) expect(await steps.all(fixture(name)), name).toMatchObject(NOTHING);
  expect(await steps.exportCsv()).toBe(before);
});

test('purchases parted by blanks and without receipt numbers are told apart by their place, and come in once', async ({ page, app: { url } }) => {
  const steps = await start(page, url);
  expect(await steps.all(fixture('csv/purchases-blanks.txt'))).toMatchObject({ new: 3, rejected: 0 });
  await expect(steps.result).toContainText('6 purchases added, $163.05');
  expect(await steps.all(fixture('csv/purchases-blanks.txt'))).toMatchObject({ ...NOTHING, unchanged: 3 });
  await expect(steps.result).toContainText('6 purchases were there already');
});

test('cards of three versions come in with letters, dates and photos, and leave as vCard 4 with all of it', async ({ page, app: { url } }) => {
  const steps = await start(page, url);
  const files = ['vcards/android-2.1.vcf', 'vcards/google-3.0.vcf', 'vcards/outlook-2.1-cp1252.vcf', 'vcards/rfc-4.0-lf.vcf'].map(fixture);
  const first = await steps.all(...files, { name: 'odd.vcf', content: 'BEGIN:VCARD\r\nVERSION:2.1\r\nN:Moe;Cyd;;;\r\nFN:Cyd Moe\r\nEMAIL;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91=C3=91\r\nTEL;CELL:123\r\nEND:VCARD\r\n' });
  expect(first.rejected).toBe(0);
  // an address that is none is said to be kept, and is kept
  await expect(steps.result.getByRole('listitem').filter({ hasText: 'ÑÑ' })).toContainText('it is kept as it stands');
  const exported = (await steps.exportAll('vCard 4')).bytes.toString('utf8').replace(/\r\n[ \t]/g, '');
  expect(exported).toContain('EMAIL:ÑÑ');
  const cards = exported.split('BEGIN:VCARD').slice(1);
  expect(cards).toHaveLength(first.new + first.possibleDuplicates);
  expect(exported).not.toMatch(/VERSION:(?!4\.0)/);
  // nothing of one card is lost when the file is read again into another book
  const again = await steps.all({ name: 'own.vcf', content: exported });
  expect(again).toMatchObject({ new: 0, updated: 0, rejected: 0 });
});

test('an unknown column becomes a field of the book, seen on the profile', async ({ page, app: { url } }) => {
  const steps = await start(page, url), app = drive(page);
  await steps.choose({ name: 'shoes.csv', content: 'Given name,Family name,Email,Shoe last\nAnna,Kim,anna@example.com,Oxford 42\n' });
  await steps.next();
  await page.getByRole('button', { name: 'Create field “Shoe last”' }).click();
  await expect(page.getByRole('button', { name: /^Field for Shoe last/ })).toContainText('Create field');
  await steps.check();
  await steps.run();
  await app.goTo('Customers');
  await app.openCustomer('Anna Kim');
  await expect(app.field('Shoe last')).toHaveValue('Oxford 42');
});

test('each column says what happens where the book knows better, and a blank never takes anything away', async ({ page, app: { url } }) => {
  const steps = await start(page, url);
  const first = 'Given name,Family name,Email,Company,Job title,Notes\nAnna,Kim,anna@example.com,Quay Wines,Buyer,Likes linen\n';
  const second = 'Given name,Family name,Email,Company,Job title,Notes\nAnna,Kim,anna@example.com,Harbour Wines,Owner,Moved in May\nAnna,Kim,anna@example.com,,,\n';
  await steps.all({ name: 'first.csv', content: first });
  // kept unless asked otherwise
  await steps.choose({ name: 'second.csv', content: second });
  await steps.next();
  await drive(page).choose(page, /^If Company is already filled/, 'Replace');
  await drive(page).choose(page, /^If Notes is already filled/, 'Add');
  await steps.check();
  expect(await steps.run()).toMatchObject({ new: 0, updated: 1 });
  const after = line(await steps.exportCsv(), 'Harbour Wines');
  expect(after).toContain('Buyer');
  expect(after).not.toContain('Owner');
  expect(await steps.exportCsv()).toMatch(/Likes linen\s+Moved in May/);
});

test('who is alike is asked for: the same person takes the row, somebody else stays somebody else', async ({ page, app: { url } }) => {
  const steps = await start(page, url), app = drive(page);
  await steps.all({ name: 'book.csv', content: 'Given name,Family name,Email,Phone,Town\nAnna,Kim,anna@example.com,+49 89 123456,Cork\nBen,Lee,ben@example.com,+49 89 654321,Lyon\n' });
  await steps.choose({ name: 'alike.csv', content: 'Given name,Family name,Email,Phone,Town,Company\nAnna,Kim,kim@work.example,+49 89 123456,Cork,Quay Wines\nBen,Lee,lee@work.example,+49 89 654321,Lyon,Lee and Sons\n' });
  expect(await steps.check()).toMatchObject({ new: 0, possibleDuplicates: 2 });
  await page.getByRole('radiogroup', { name: 'Is Anna Kim the same person?' }).getByRole('radio', { name: 'Same person', exact: true }).check();
  await page.getByRole('radiogroup', { name: 'Is Ben Lee the same person?' }).getByRole('radio', { name: 'Not the same', exact: true }).check();
  expect(await steps.run()).toMatchObject({ new: 1, updated: 1, possibleDuplicates: 0 });
  const csv = await steps.exportCsv();
  expect(line(csv, 'anna@example.com')).toMatch(/Quay Wines.*kim@work\.example/);
  expect(line(csv, 'lee@work.example')).not.toContain('ben@example.com');
  await app.goTo('Customers');
  await expect(app.count).toHaveText('3 customers');
});

test('an import that is cancelled says what came in by then, and importing again completes it', async ({ page, app: { url } }) => {
  test.slow();
  const steps = await start(page, url), app = drive(page);
  const big = { name: 'big.csv', content: people(40_000) };
  await steps.choose(big);
  await steps.check();
  await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click();
  const bar = page.getByRole('progressbar', { name: 'Importing' });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { intervals: [20] }).toBeGreaterThan(0.05);
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
  const said = page.getByRole('main').getByRole('status').filter({ hasText: 'The import was cancelled' });
  await expect(said).toContainText(/By then [\d,]+ new customers.*Importing the file again completes it/);
  const stored = Number(/By then ([\d,]+) new/.exec(await said.innerText())![1]!.replaceAll(',', ''));
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(40_000);
  await app.goTo('Customers');
  await expect(app.count).toHaveText(`${stored.toLocaleString('en-GB')} customers`);
  await page.reload();
  await expect(app.count).toHaveText(`${stored.toLocaleString('en-GB')} customers`);
  expect(await steps.all(big)).toMatchObject({ new: 40_000 - stored, updated: 0, unchanged: stored });
});

test('taking an import back empties what it filled, and leaves what people wrote since', async ({ page, app: { url } }) => {
  const steps = await start(page, url), app = drive(page);
  await app.newCustomer({ given: 'Anna', family: 'Kim', email: 'anna@example.com' });
  await steps.all({ name: 'more.csv', content: 'Given name,Family name,Email,Company,Job title\nAnna,Kim,anna@example.com,Quay Wines,Buyer\nBen,Lee,ben@example.com,,\nCyd,Moe,cyd@example.com,,\n' });
  await app.goTo('Customers');
  await app.openCustomer('Anna Kim');
  await app.field('Job title').fill('Owner');
  await app.saved();
  await page.goto('#/customers');
  await app.openCustomer('Ben Lee');
  await app.field('Organization').fill('Lee and Sons');
  await app.saved();
  await steps.undoLast();
  await app.goTo('Customers');
  await expect(app.count).toHaveText('2 customers');
  await app.openCustomer('Anna Kim');
  await expect(app.field('Organization')).toHaveValue('');
  await expect(app.field('Job title')).toHaveValue('Owner');
  await page.goto('#/customers');
  await app.openCustomer('Ben Lee');
  await expect(app.field('Organization')).toHaveValue('Lee and Sons');
});

test('two windows do not import at once, and both show what came in', async ({ page, context, app: { url } }) => {
  test.slow();
  const steps = await start(page, url);
  await steps.choose({ name: 'big.csv', content: people(40_000) });
  const second = await context.newPage();
  await second.goto(`${url}#/import`);
  const other = importing(second);
  await other.choose({ name: 'small.csv', content: people(2, 'from the second window') });
  await other.check();
  await steps.check();
  await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('progressbar', { name: 'Importing' }).waitFor();
  await second.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(second.getByRole('alert')).toContainText(/Another window is importing.*Wait/);
  await steps.result.waitFor({ timeout: 60_000 });
  expect(await steps.counts(steps.result)).toMatchObject({ new: 40_000 });
  expect(await other.run()).toMatchObject({ new: 0, updated: 2 });
  const app = drive(second);
  await app.goTo('Customers');
  await expect(app.count).toHaveText('40,000 customers');
});

test.describe('a file reaches the import', () => {
  const card = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Kim;Rosa;;;\r\nFN:Rosa Kim\r\nEMAIL:rosa@example.com\r\nEND:VCARD\r\n';

  /** What a browser does when a file is dropped: asks along the way whether it may be dropped here, then drops. */
  const drop = (page: Page, selector: string) => page.evaluate(([where, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text!], 'rosa.vcf', { type: 'text/vcard' }));
    const target = document.querySelector(where!)!;
    const send = (type: string): boolean => !target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    return [send('dragenter'), send('dragover'), send('drop')].slice(1).every(Boolean);
  }, [selector, card]);

  test('by dropping it on its area', async ({ page, app: { url } }) => {
    const steps = await start(page, url);
    await drive(page).goTo('Import');
    await page.getByLabel('Choose files').waitFor();
    expect(await drop(page, 'label:has(input[type=file])')).toBe(true);
    await expect(steps.file('rosa.vcf')).toContainText('vCards');
    await steps.check();
    expect(await steps.run()).toMatchObject({ new: 1 });
  });

  test('by dropping it anywhere in the app, which the browser does not leave for it', async ({ page, app: { url } }) => {
    const steps = await start(page, url);
    expect(await drop(page, 'main')).toBe(true);
    await expect(steps.file('rosa.vcf')).toContainText('vCards');
    expect(page.url()).toContain('#/import');
  });

  test.describe(() => {
    // it is the service worker that takes them
    test.use({ serviceWorkers: 'allow' });

    test('by the share sheet of the system', async ({ page, app: { url } }) => {
      const steps = await start(page, url);
      await page.evaluate(() => navigator.serviceWorker.ready);
      await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
      await page.evaluate((text) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'POST', action: './share-target', enctype: 'multipart/form-data' });
        const input = document.createElement('input');
        Object.assign(input, { type: 'file', name: 'files' });
        const data = new DataTransfer();
        data.items.add(new File([text], 'rosa.vcf', { type: 'text/vcard' }));
        input.files = data.files;
        form.append(input);
        document.body.append(form);
        form.submit();
      }, card);
      await expect(steps.file('rosa.vcf')).toContainText('vCards');
      await steps.check();
      expect(await steps.run()).toMatchObject({ new: 1 });
    });
  });

  test('by the file manager, also while another import runs: then it waits until that is looked at', async ({ page, app: { url } }) => {
    test.slow();
    await page.addInitScript(() => {
      const queue = { setConsumer: (consumer: (parameters: unknown) => void) => { Object.assign(window, { openWithApp: consumer }); } };
      Object.defineProperty(window, 'launchQueue', { value: queue, configurable: true });
    });
    const open = (name: string) => page.evaluate(([file, text]) => {
      const handle = { kind: 'file', name: file, getFile: () => (text ? Promise.resolve(new File([text], file!)) : Promise.reject(new DOMException('gone', 'NotFoundError'))) };
      (window as unknown as { openWithApp: (parameters: unknown) => void }).openWithApp({ files: [handle] });
    }, [name, name === 'gone.vcf' ? '' : card]);
    const steps = await start(page, url);
    await open('rosa.vcf');
    await expect(steps.file('rosa.vcf')).toContainText('vCards');
    await open('gone.vcf');
    await expect(drive(page).toast('Could not read gone.vcf')).toBeVisible();
    await steps.choose({ name: 'big.csv', content: people(30_000) });
    await steps.check();
    await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('progressbar', { name: 'Importing' }).waitFor();
    await open('later.vcf');
    await steps.result.waitFor({ timeout: 60_000 });
    await expect(steps.result).toContainText('30,001');
    await page.getByRole('main').getByRole('button', { name: 'Import more files' }).click();
    await expect(steps.file('later.vcf')).toContainText('vCards');
  });
});
