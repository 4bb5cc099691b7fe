/**
 * The steps by which browser tests use the app, named as a user would name them. By role and name alone, so that what a
 * test can reach, a screen reader can reach too.
 */
import type { Locator, Page } from '@playwright/test';

/** What may be typed into the form for a new customer; labels as on screen. */
export interface TypedCustomer {
  readonly given?: string;
  readonly family?: string;
  readonly organization?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly town?: string;
  /** YYYY-MM-DD. */
  readonly birthday?: string;
}

const LABELS = { given: 'Given name', family: 'Family name', organization: 'Organization', email: 'Email', phone: 'Phone', town: 'Town', birthday: 'Birthday' } as const;

/** As the list and the profile call them. */
const nameOf = ({ given, family, organization, email, phone }: TypedCustomer): string => [given, family].filter(Boolean).join(' ') || (organization ?? email ?? phone ?? '');

export interface AppDriver {
  readonly page: Page;
  /** From an empty device to the empty list. */
  startBook(names?: { readonly book?: string; readonly you?: string }): Promise<void>;
  /** From an empty device to the invented wine shop. */
  startWithSample(): Promise<void>;
  goTo(place: 'Customers' | 'Import' | 'Settings' | 'Today' | 'Team'): Promise<void>;
  /** Fills and sends the form; the new profile is open afterwards. Give at least a name, an e-mail or a phone. */
  newCustomer(customer: TypedCustomer): Promise<void>;
  /** Opens the form and types, without sending it. */
  typeNewCustomer(customer: TypedCustomer): Promise<Locator>;
  /** Opens a customer from the list, found by name. */
  openCustomer(name: string): Promise<void>;
  readonly search: Locator;
  /** The list with all its rows. */
  readonly list: Locator;
  row(name: string | RegExp): Locator;
  /** "3 customers" or "1 of 3 customers". */
  readonly count: Locator;
  readonly profile: Locator;
  /** A text box of the open profile, by its exact label. */
  field(label: string): Locator;
  readonly saveState: Locator;
  /** Waits until the open profile says that everything is stored. */
  saved(): Promise<void>;
  readonly note: Locator;
  readonly timeline: Locator;
  toast(text: string | RegExp): Locator;
  /** Chooses in a list that opens. */
  choose(within: Locator | Page, label: string | RegExp, option: string | RegExp): Promise<void>;
  pickFromMenu(trigger: Locator, item: string | RegExp): Promise<void>;
  /** From any screen through the whole wizard with what it proposes, up to the result. */
  importFile(name: string, content: string | Buffer): Promise<void>;
  readonly importResult: Locator;
  /** Names in the list, top to bottom, as far as they are on screen. */
  listedNames(): Promise<string[]>;
}

export function drive(page: Page): AppDriver {
  const main = page.getByRole('main');
  const list = page.getByRole('grid', { name: 'Customers' });
  const profile = page.getByRole('article');
  const saveState = page.getByRole('status', { name: 'Save state' });

  const typeNewCustomer: AppDriver['typeNewCustomer'] = async (customer) => {
    await main.getByRole('button', { name: 'New customer', exact: true }).filter({ visible: true }).first().click();
    const form = page.getByRole('dialog', { name: 'New customer' });
    for (const [part, text] of Object.entries(customer) as [keyof TypedCustomer, string][]) await form.getByLabel(LABELS[part], { exact: true }).fill(text);
    return form;
  };
  const row: AppDriver['row'] = (name) => list.getByRole('row').filter({ hasText: name });
  return {
    page, list, row, profile, saveState, typeNewCustomer,
    search: page.getByRole('searchbox', { name: 'Search customers' }),
    count: page.getByRole('region', { name: 'Customers', exact: true }).getByRole('status').filter({ hasText: /customers?$/ }),
    note: profile.getByRole('textbox', { name: 'Note' }),
    timeline: profile.getByRole('list', { name: 'Timeline' }),
    startBook: async ({ book = 'Quay Street Wines', you = 'Anna' } = {}) => {
      await page.getByRole('button', { name: 'Start a new customer book' }).click();
      const dialog = page.getByRole('dialog', { name: 'A new customer book' });
      await dialog.getByLabel('Name of the book').fill(book);
      await dialog.getByLabel('Your name').fill(you);
      await dialog.getByRole('button', { name: 'Create the book' }).click();
      await page.getByRole('searchbox', { name: 'Search customers' }).waitFor();
    },
    startWithSample: async () => {
      await page.getByRole('button', { name: 'Look around with sample data' }).click();
      await list.waitFor();
    },
    goTo: async (place) => { await page.getByRole('navigation', { name: 'Main' }).filter({ visible: true }).getByRole('link', { name: place, exact: true }).click(); },
    newCustomer: async (customer) => {
      const form = await typeNewCustomer(customer);
      await form.getByRole('button', { name: 'Create', exact: true }).click();
      await form.waitFor({ state: 'hidden' });
      // The profile that was open before stays until the new one stands, and says "Saved" too.
      await page.getByRole('article', { name: nameOf(customer), exact: true }).waitFor();
      await saveState.filter({ hasText: 'Saved on this device' }).waitFor();
    },
    openCustomer: async (name) => {
      await row(name).first().click();
      await page.getByRole('article', { name }).waitFor();
    },
    field: (label) => profile.getByRole('textbox', { name: label, exact: true }),
    saved: () => saveState.filter({ hasText: 'Saved on this device' }).waitFor(),
    toast: (text) => page.getByRole('region', { name: 'Messages' }).getByRole('listitem').filter({ hasText: text }),
    choose: async (within, label, option) => {
      await within.getByRole('button', { name: label }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    pickFromMenu: async (trigger, item) => {
      await trigger.click();
      const menu = page.getByRole('menu');
      await menu.getByRole('menuitem', { name: item, exact: true }).or(menu.getByRole('menuitemcheckbox', { name: item, exact: true })).click();
    },
    importResult: page.getByRole('region', { name: 'Import result' }),
    importFile: async (name, content) => {
      await page.goto('#/import');
      const another = page.getByRole('button', { name: 'Import more files' });
      const files = page.getByLabel('Choose files');
      await another.or(files).waitFor();
      if (await another.isVisible()) await another.click();
      await files.setInputFiles({ name, mimeType: name.endsWith('.vcf') ? 'text/vcard' : 'text/csv', buffer: Buffer.from(content) });
      await page.getByRole('button', { name: 'Next', exact: true }).click();
      const start = main.getByRole('button', { name: 'Import', exact: true });
      const next = main.getByRole('button', { name: 'Next', exact: true });
      await start.or(next).first().waitFor();
      if (await next.isVisible()) await next.click();
      await start.click();
      await page.getByRole('region', { name: 'Import result' }).waitFor();
    },
    listedNames: () => list.getByRole('row').evaluateAll((rows) => rows
      .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
      .map((element) => element.querySelector('[class*="name"]')?.textContent ?? '')),
  };
}
