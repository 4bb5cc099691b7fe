/**
 * A team for the pictures, made as people make it: other devices are browser contexts of their own, let in through the screens and linked by the
 * real meeting point. What is in the way of a picture (a device that has gone, one that was removed) is done to real devices.
 */

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */

/** English and German names of what is pressed on the way. */
const NAMES = {
  en: { alone: 'This book is only on this device', team: 'Team name', you: 'Your name', device: 'Device name', create: 'Create a team', kit: 'I have it on paper', invite: 'Invite a device', link: 'Invite link', joinTeam: 'Join a team', join: 'Join', match: 'Codes match', close: 'Close', more: 'More', remove: 'Remove from the team', doRemove: 'Remove', devices: 'Devices', code: 'Check code', connect: 'Connect by code', direct: 'Without a server', ownCode: 'Code of this device', answer: 'Answer of the new device' },
  de: { alone: 'Dieses Buch liegt nur auf diesem Gerät', team: 'Name des Teams', you: 'Ihr Name', device: 'Name des Geräts', create: 'Ein Team gründen', kit: 'Ich habe ihn auf Papier', invite: 'Ein Gerät einladen', link: 'Einladungslink', joinTeam: 'Einem Team beitreten', join: 'Beitreten', match: 'Codes stimmen überein', close: 'Schließen', more: 'Mehr', remove: 'Aus dem Team entfernen', doRemove: 'Entfernen', devices: 'Geräte', code: 'Prüfcode', connect: 'Per Code verbinden', direct: 'Ohne Server', ownCode: 'Code dieses Geräts', answer: 'Antwort des neuen Geräts' },
};
/** @typedef {keyof typeof NAMES} Language */

/** Other devices of the team that stay open, by the device that founded it. @type {WeakMap<import('@playwright/test').BrowserContext, Set<string>>} */
const founded = new WeakMap();

/** The forms of a device in no team. @param {Page} page @param {Language} [language] */
export const alone = (page, language = 'en') => page.getByRole('region', { name: NAMES[language].alone }).waitFor();

/** The sheet with the code. @param {Page} page @param {Language} [language] */
export async function newKit(page, language = 'en') {
  const name = NAMES[language];
  const form = page.getByRole('region', { name: name.alone });
  await form.getByLabel(name.team).fill('Quay Wines');
  await form.getByLabel(name.you).fill('Nora');
  await form.getByLabel(name.device).fill(language === 'en' ? 'Shop tablet' : 'Laden-Tablet');
  await form.getByRole('button', { name: name.create }).click();
  await page.getByRole('button', { name: name.kit }).waitFor();
}

/**
 * Devices in different states: one that holds the same, one that has gone, one that was removed.
 * @param {Page} page
 * @param {Language} [language]
 */
export async function team(page, language = 'en') {
  const name = NAMES[language];
  const list = page.getByRole('list', { name: name.devices });
  const create = page.getByRole('button', { name: name.create });
  await create.or(list).first().waitFor();
  const devices = founded.get(page.context()) ?? new Set();
  founded.set(page.context(), devices);
  if (await create.isVisible()) {
    await newKit(page, language);
    await page.getByRole('button', { name: name.kit }).click();
  }
  for (const [device, person] of language === 'en' ? [['Tasting room iPad', 'Ciara'], ['Fair tablet', 'Declan'], ['Old office laptop', 'Ronan']] : [['Verkostungsraum-iPad', 'Annegret Schmidt-Oberländer'], ['Messe-Tablet', 'Bernd'], ['Alter Bürolaptop', 'Robert']]) {
    if (!device || !person || devices.has(device)) continue;
    devices.add(device);
    const { page: joiner, code } = await comeToJoin(page, device, person, language);
    await code.waitFor();
    await page.getByRole('button', { name: name.match }).click();
    await list.getByRole('listitem').filter({ hasText: device }).filter({ hasText: language === 'en' ? 'Same as here' : 'Wie hier' }).waitFor();
    await page.getByRole('button', { name: name.close }).first().click();
    if (devices.size > 1) await joiner.context().close();
    if (devices.size > 2) {
      await list.getByRole('button', { name: `${name.more}: ${device}` }).click();
      await page.getByRole('menuitem', { name: name.remove }).click();
      await page.getByRole('dialog').getByRole('button', { name: name.doRemove }).click();
    }
  }
  await list.getByRole('listitem').nth(3).waitFor();
  await page.waitForTimeout(3000);
}

/** Picture and link. @param {Page} page @param {Language} [language] @param {boolean} [isDirect] */
export async function invitation(page, language = 'en', isDirect = false) {
  await team(page, language);
  await page.getByRole('button', { name: NAMES[language].invite }).click();
  await page.getByRole('textbox', { name: NAMES[language].link }).first().waitFor();
  if (!isDirect) return;
  await page.getByRole('switch', { name: NAMES[language].direct }).click();
  await page.getByRole('textbox', { name: NAMES[language].answer }).waitFor();
}

/** The code of a device that offers a connection. @param {Page} page @param {Language} [language] */
export async function connecting(page, language = 'en') {
  await team(page, language);
  await page.getByRole('button', { name: NAMES[language].connect }).click();
  await page.getByRole('textbox', { name: NAMES[language].ownCode }).waitFor();
}

/** The digits, on the device that lets in. @param {Page} page @param {Language} [language] */
export async function compare(page, language = 'en') {
  await team(page, language);
  await comeToJoin(page, language === 'en' ? 'Cellar phone' : 'Keller-Handy', 'Aoife', language);
  await page.getByLabel(NAMES[language].code).waitFor();
}

/**
 * Another device that has opened the invitation and shows the digits, or will.
 * @param {Page} page @param {string} device @param {string} person @param {Language} language
 */
async function comeToJoin(page, device, person, language) {
  const name = NAMES[language];
  await page.getByRole('button', { name: name.invite }).click();
  const link = await page.getByRole('textbox', { name: name.link }).first().inputValue();
  const context = await page.context().browser()?.newContext({ locale: language === 'en' ? 'en-IE' : 'de-DE', serviceWorkers: 'block' });
  if (!context) throw new Error('There is no browser for another device.');
  const joiner = await context.newPage();
  await joiner.goto(page.url().replace(/#.*/, ''));
  await joiner.getByRole('button', { name: name.joinTeam }).click();
  const form = joiner.getByRole('dialog', { name: name.joinTeam });
  await form.getByRole('textbox', { name: name.link }).fill(link);
  await form.getByLabel(name.you).fill(person);
  await form.getByLabel(name.device).fill(device);
  await form.getByRole('button', { name: name.join, exact: true }).click();
  return { page: joiner, code: joiner.getByLabel(name.code) };
}
