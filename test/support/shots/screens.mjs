/** The screens that pictures are taken of, and how each is brought up. Found as a user would find it: by role and name. */

import { alone, compare, connecting, invitation, newKit, team } from './team.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/**
 * @typedef {object} Screen
 * @property {string} name first part of the picture's name
 * @property {string} path behind the #; `:id` is the customer of the picture
 * @property {readonly ('none' | number)[]} books numbers of customers; 'none': no book yet
 * @property {(page: Page) => Promise<unknown>} ready resolves when the screen is complete
 * @property {(page: Page) => Promise<unknown>} [before] after each change of size
 * @property {readonly string[]} [sizes]
 * @property {readonly ('light' | 'dark')[]} [themes]
 * @property {string} [locale]
 * @property {'more'} [contrast]
 * @property {boolean} [print] the page as it is printed, whole
 */

/** Of every screen that names none. */
export const SIZES = ['1180x820', '820x1180', '1440x900'];
const A4 = ['794x1123'];
const PHONE = ['390x844'];
const ONE = ['1180x820'];
const LIGHT = /** @type {const} */ (['light']);

/** The chips above the list appear with their counts, and those after a quiet while. */
const QUIET_MS = 900;
/** @param {Page} page */
const list = async (page) => {
  await page.getByRole('grid', { name: 'Customers' }).or(page.getByText('No customers yet')).first().waitFor();
  await page.waitForTimeout(QUIET_MS);
};
/** @param {Page} page */
const profile = async (page) => {
  await page.getByRole('article').getByRole('textbox', { name: 'Note', exact: true }).waitFor();
  await page.waitForTimeout(QUIET_MS);
};

/**
 * Scrolls what scrolls inside the page to a part of its height (0 to 1).
 * @param {number} part
 */
const scrolledTo = (part) => (/** @type {Page} */ page) => page.evaluate((share) => {
  const scrollers = [...document.querySelectorAll('main, main *')].filter((element) => element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY));
  const largest = scrollers.sort((a, b) => b.scrollHeight - b.clientHeight - a.scrollHeight + a.clientHeight)[0];
  if (largest) largest.scrollTop = share * (largest.scrollHeight - largest.clientHeight);
}, part);

/** @param {string | RegExp} name @returns {(page: Page) => Promise<void>} */
const press = (name) => async (page) => {
  await profile(page);
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.getByRole('dialog').waitFor();
};

/** A till's customer list with what such lists have: someone known, someone new, a bad birthday, an unknown column. */
const TABLE = [
  'Customer number,First name,Last name,E-mail,Mobile,City,Birthday,Shoe size',
  'T-1,Ciarán,Murphy,ciaran@sample.example,+353 86 555 0102,Cork,28.02.1965,44',
  'T-2,Nuala,Keohane,nuala@keohane.example,087 555 0199,Cobh,31.02.1980,38',
  'T-3,Maeve,Murphy,,,Cork,,39',
  ',,,,,,,',
  'T-5,Jürgen,Groß,jg@example.org,0151 2345678,Köln,03.11.1971,',
].join('\r\n');

/**
 * Takes the table through the import up to a step.
 * @param {'columns' | 'check' | 'done'} step
 * @returns {(page: Page) => Promise<void>}
 */
const importedTo = (step) => async (page) => {
  await page.getByLabel('Choose files').first().setInputFiles({ name: 'till-customers.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) });
  await page.getByRole('button', { name: 'Next' }).click();
  if (step !== 'columns') await page.getByRole('button', { name: 'Next' }).click();
  if (step !== 'columns') await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  if (step === 'done') {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('region', { name: 'Import result' }).waitFor();
  }
  await page.waitForTimeout(QUIET_MS);
};

/** @type {readonly Screen[]} */
export const screens = [
  { name: 'first-run', path: '/', books: ['none'], ready: (page) => page.getByRole('button', { name: 'Start a new customer book' }).waitFor() },
  {
    name: 'start-book', path: '/', books: ['none'],
    ready: async (page) => {
      await page.getByRole('button', { name: 'Start a new customer book' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'customers', path: '/customers', books: [0, 3, 5000], ready: list },
  {
    name: 'search', path: '/customers', books: [5000],
    ready: async (page) => {
      await list(page);
      await page.getByRole('searchbox', { name: 'Search customers' }).fill('murpy');
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'search-none', path: '/customers', books: [3],
    ready: async (page) => {
      await list(page);
      await page.getByRole('searchbox', { name: 'Search customers' }).fill('Zebedee');
      await page.waitForTimeout(800);
    },
  },
  {
    name: 'select', path: '/customers', books: [5000],
    ready: async (page) => {
      await list(page);
      await page.getByRole('button', { name: 'Select', exact: true }).click();
      for (const n of [1, 2, 4]) await page.getByRole('row').nth(n).click();
    },
  },
  {
    name: 'new-customer', path: '/customers?new=1', books: [0, 5000],
    ready: async (page) => {
      await page.getByRole('dialog').getByRole('textbox', { name: 'Given name' }).fill('Ciaran');
      await page.getByRole('dialog').getByRole('textbox', { name: 'Family name' }).fill('Murphy');
      await page.getByRole('dialog').getByRole('textbox', { name: 'Email' }).fill('ciaran@sample.example');
      // the lookup for duplicates fills while one types
      await page.waitForTimeout(2000);
    },
  },
  {
    name: 'filter', path: '/customers', books: [5000],
    ready: async (page) => {
      await list(page);
      await page.getByRole('button', { name: /^Filter/ }).last().click();
      await page.getByRole('button', { name: 'Show 4,976' }).waitFor();
    },
  },
  { name: 'profile', path: '/customers/:id', books: [3, 5000], ready: profile },
  { name: 'profile-middle', path: '/customers/:id', books: [3], ready: profile, before: scrolledTo(0.5) },
  { name: 'profile-end', path: '/customers/:id', books: [3], ready: profile, before: scrolledTo(1) },
  { name: 'value', path: '/customers/:id', books: [3], ready: press(/^Actual value/) },
  { name: 'log-contact', path: '/customers/:id', books: [3], ready: press('Log contact') },
  {
    name: 'history', path: '/customers/:id', books: [3],
    ready: async (page) => {
      await profile(page);
      await page.getByRole('button', { name: /^History: Job title/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'palette', path: '/customers', books: [0, 5000],
    ready: async (page) => {
      await list(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('mur');
      await page.waitForTimeout(400);
    },
  },
  { name: 'import', path: '/import', books: [0, 3], ready: (page) => page.getByText('Choose files', { exact: true }).waitFor() },
  ...[0, 0.34, 0.67, 1].map((part, at) => /** @type {Screen} */ ({ name: `settings-${String.fromCharCode(97 + at)}`, path: '/settings', books: [3], ready: (page) => page.getByRole('heading', { name: 'Settings' }).waitFor(), before: scrolledTo(part) })),
  ...['today', 'portfolio', 'plan', 'messages', 'reports', 'team'].map((place) => /** @type {Screen} */ ({ name: place, path: `/${place}`, books: [0], ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() })),
  { name: 'phone-customers', path: '/customers', books: [0, 5000], sizes: PHONE, ready: list },
  { name: 'phone-profile', path: '/customers/:id', books: [3], sizes: PHONE, ready: profile },
  { name: 'phone-profile-end', path: '/customers/:id', books: [3], sizes: PHONE, ready: profile, before: scrolledTo(1) },
  { name: 'phone-settings', path: '/settings', books: [3], sizes: PHONE, ready: (page) => page.getByRole('heading', { name: 'Settings' }).waitFor() },
  { name: 'contrast-profile', path: '/customers/:id', books: [3], sizes: ONE, contrast: 'more', ready: profile },
  { name: 'german-profile', path: '/customers/:id', books: [3], sizes: ['1180x820', '820x1180'], themes: LIGHT, locale: 'de-DE', ready: (page) => page.getByRole('textbox', { name: 'Notiz' }).waitFor() },
  { name: 'german-settings', path: '/settings', books: [3], sizes: ONE, themes: LIGHT, locale: 'de-DE', ready: (page) => page.getByRole('heading', { name: 'Einstellungen' }).waitFor() },
  { name: 'import-columns', path: '/import', books: [3], ready: importedTo('columns') },
  { name: 'import-check', path: '/import', books: [3], ready: importedTo('check') },
  // last: it adds customers to the book
  { name: 'import-done', path: '/import', books: [3], ready: importedTo('done') },
  // A book that becomes a team's stays one: from here on, each needs what the one before has left.
  {
    name: 'join-dialog', path: '/', books: ['none'],
    ready: async (page) => {
      await page.getByRole('button', { name: 'Join a team' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'recover', path: '/', books: ['none'], sizes: [...SIZES, ...PHONE],
    ready: async (page) => {
      await page.getByRole('button', { name: 'Join a team' }).click();
      await page.getByRole('button', { name: 'Use the recovery kit' }).click();
      await page.getByRole('form', { name: 'Use the recovery kit' }).waitFor();
    },
  },
  { name: 'team-alone', path: '/team', books: [3], sizes: [...SIZES, ...PHONE], ready: alone },
  {
    name: 'team-choice', path: '/team', books: [3], sizes: [...SIZES, ...PHONE],
    ready: async (page) => {
      await page.getByRole('radio', { name: 'Keep them apart' }).check();
      await page.getByRole('button', { name: 'Everything as ZIP' }).waitFor();
    },
  },
  { name: 'german-team-choice', path: '/team', books: [3], sizes: ['820x1180', ...PHONE], themes: LIGHT, locale: 'de-DE', ready: (page) => page.getByRole('radio', { name: 'Getrennt halten' }).check() },
  { name: 'team-kit', path: '/team', books: [3], sizes: [...SIZES, ...PHONE], ready: (page) => newKit(page) },
  {
    name: 'print-team-kit', path: '/team', books: [0], sizes: A4, themes: LIGHT, print: true,
    // Paper has no buttons to come there with.
    ready: async (page) => {
      await page.emulateMedia({ media: 'screen' });
      await newKit(page);
      await page.emulateMedia({ media: 'print' });
    },
  },
  { name: 'team-devices', path: '/team', books: [3], sizes: [...SIZES, ...PHONE], ready: (page) => team(page) },
  {
    name: 'team-files', path: '/team', books: [3], sizes: [...SIZES, ...PHONE],
    ready: async (page) => {
      await team(page);
      await page.getByRole('button', { name: 'Sync by file' }).click();
    },
  },
  { name: 'team-invite', path: '/team', books: [3], sizes: [...SIZES, ...PHONE], ready: (page) => invitation(page) },
  { name: 'team-invite-direct', path: '/team', books: [3], sizes: [...SIZES, ...PHONE], ready: (page) => invitation(page, 'en', true) },
  { name: 'team-connect', path: '/team', books: [3], sizes: [...SIZES, ...PHONE], ready: (page) => connecting(page) },
  { name: 'german-team-connect', path: '/team', books: [3], sizes: ['820x1180', ...PHONE], themes: LIGHT, locale: 'de-DE', ready: (page) => connecting(page, 'de') },
  { name: 'team-compare', path: '/team', books: [3], sizes: [...SIZES, ...PHONE], ready: (page) => compare(page) },
  { name: 'german-team-devices', path: '/team', books: [3], sizes: ['1180x820', '820x1180', ...PHONE], themes: LIGHT, locale: 'de-DE', ready: (page) => team(page, 'de') },
  { name: 'german-team-invite', path: '/team', books: [3], sizes: ['820x1180', ...PHONE], themes: LIGHT, locale: 'de-DE', ready: (page) => invitation(page, 'de') },
  { name: 'print-profile', path: '/customers/:id', books: [3], sizes: A4, themes: LIGHT, print: true, ready: profile },
];

/** @param {string} name @returns {Screen} */
const named = (name) => {
  const screen = screens.find((one) => one.name === name);
  if (!screen) throw new Error(name);
  return screen;
};

/** Pictures of manifest and README: form factor and label are read from the names (build/web-manifest.ts). */
export const published = [
  { screen: named('profile'), size: '1180x820', name: 'wide-customers' },
  { screen: named('phone-customers'), size: '390x844', name: 'narrow-customers' },
];
