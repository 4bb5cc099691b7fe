/** The app in German: no screen shows a text of the English word lists. */
import type { Page } from '@playwright/test';
import { drive } from '../support/app-driver';
import { expect, test } from '../support/e2e';
import { readWords } from '../support/words-of-source';

const words = readWords();
const normal = (text: string) => text.replace(/\s+/g, ' ').trim();
const german = new Set(words.de.flatMap(({ pieces }) => pieces.map(normal)));
const plain = words.en.filter(({ values }) => values === undefined).flatMap(({ key, pieces }) => pieces.map((piece) => ({ key, text: normal(piece) })));
/** Whole texts, to be met exactly; what German says in the same letters (a name, "Import") is no evidence. */
const wholes = new Map(plain.filter(({ text }) => /\p{L}{2,}/u.test(text) && !german.has(text)).map(({ key, text }) => [text, key]));
/** Pieces of sentences with values in them, long enough not to be met by chance. */
const pieces = words.en.filter(({ values }) => values !== undefined).flatMap(({ key, pieces: all }) => all.map((piece) => ({ key, text: normal(piece) })))
  .filter(({ text }) => text.length >= 10 && text.includes(' ') && ![...german].some((other) => other.includes(text)));

/** Everything that is to be read or read out right now. */
function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walk = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Text) {
          if (node.parentElement && !node.parentElement.closest('script, style')) found.push(node.data);
        } else if (node instanceof HTMLElement) {
          for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription']) if (node.hasAttribute(name)) found.push(node.getAttribute(name) ?? '');
          if (node.shadowRoot) walk(node.shadowRoot);
        }
      }
    };
    walk(document.body);
    return found;
  });
}

test.use({ locale: 'de-DE' });

test('no screen shows an English text to somebody who reads German', async ({ page, app: { url } }) => {
  test.setTimeout(480_000);
  expect(wholes.size).toBeGreaterThan(300);
  expect(pieces.length).toBeGreaterThan(20);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(url);
  const app = drive(page);
  const found: string[] = [];
  const seen = new Set<string>();
  const look = async (where: string) => {
    for (const raw of await textsOn(page)) {
      const text = normal(raw);
      seen.add(text);
      const key = wholes.get(text) ?? pieces.find((piece) => text.includes(piece.text))?.key;
      if (key) found.push(`${where}: "${text}" (${key})`);
    }
  };
  const close = async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  /** A sheet may have to be fetched first: what is read, and what Escape is pressed in, is the sheet. */
  const lookInDialog = async (where: string) => {
    await page.getByRole('dialog').waitFor();
    await look(where);
  };
  const profile = page.getByRole('article');

  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Einem Team beitreten' }).or(page.locator('button[aria-labelledby="choice-qr"]')).first().click();
  await lookInDialog('joining');
  await close();
  await page.locator('button[aria-labelledby="choice-book"]').click();
  await lookInDialog('starting a book');
  await close();
  await page.locator('button[aria-labelledby="choice-bottle"]').click();
  await page.getByRole('grid', { name: 'Kunden' }).waitFor();
  await look('customers');
  await page.getByRole('searchbox').fill('Wein');
  await look('search');
  await page.getByRole('searchbox').fill('niemand dieses Namens');
  await expect(page.getByRole('grid', { name: 'Kunden' }).getByRole('row')).toHaveCount(0);
  await look('nobody found');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Auswählen', exact: true }).click();
  await page.getByRole('grid', { name: 'Kunden' }).getByRole('row').first().click();
  await look('selection');
  await page.getByRole('button', { name: 'Stichwort geben' }).click();
  await lookInDialog('tag');
  await close();
  await page.getByRole('button', { name: 'Fertig', exact: true }).click();
  await page.getByRole('button', { name: /^Sortieren/ }).click();
  await page.getByRole('menu').waitFor();
  await look('sort');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Gruppe hinzufügen' }).click();
  await look('filter');
  await close();
  await page.goto('#/customers?new=1');
  await page.getByRole('dialog').getByRole('button', { name: 'Anlegen' }).click();
  await look('new customer');
  await close();
  await page.getByRole('grid', { name: 'Kunden' }).getByRole('row').first().click();
  await profile.getByRole('textbox', { name: 'Notiz' }).waitFor();
  await look('profile');
  await profile.getByRole('button', { name: /^Verlauf: / }).first().click();
  await lookInDialog('history');
  await close();
  await profile.getByRole('button', { name: 'Kontakt notieren' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Anruf', exact: true }).click();
  await look('log contact');
  await page.getByRole('dialog').getByRole('button', { name: 'Sichern' }).or(page.getByRole('dialog').locator('button[type="submit"]')).first().click();
  await expect(profile.getByRole('list').filter({ hasText: 'Anruf' }).first()).toBeVisible();
  await look('logged');
  await profile.getByRole('button', { name: /^Mehr/ }).first().click();
  await page.getByRole('menu').waitFor();
  await look('more');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await look('commands');
  await close();
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog').waitFor();
  await look('keyboard shortcuts');
  await close();
  await page.goto('#/settings');
  await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor();
  await look('settings');
  await page.getByRole('button', { name: 'Feld hinzufügen' }).click();
  await page.getByRole('dialog').locator('button[type="submit"]').click();
  await look('own field');
  await close();
  for (const [place, heading] of [['today', 'Heute'], ['portfolio', 'Portfolio'], ['plan', 'Plan'], ['messages', 'Nachrichten'], ['reports', 'Berichte'], ['team', 'Team'], ['import', 'Import']] as const) {
    await page.goto(`#/${place}`);
    await page.getByRole('main').getByRole('heading', { name: heading, level: 1, exact: true }).waitFor();
    await look(place);
  }
  await page.goto('#/customers/cus_nobody');
  await page.getByText('Diese Person steht nicht (mehr) im Buch').waitFor();
  await look('nobody');
  expect(seen.size).toBeGreaterThan(300);
  expect([...new Set(found)]).toEqual([]);
  expect(await app.list.count(), 'the list is named in German').toBe(0);
});

test('the language is switched in Settings, at once and for good', async ({ page, app: { url } }) => {
  await page.goto(url);
  await page.locator('button[aria-labelledby="choice-bottle"]').click();
  await page.getByRole('grid', { name: 'Kunden' }).waitFor();
  await page.goto('#/settings');
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});
