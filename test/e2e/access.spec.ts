/** For everybody: axe finds nothing on any screen in any colours, everything can be tapped, and everything works by keyboard. */
import axe from 'axe-core';
import type { NodeResult, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { keyboardOf } from '../support/keyboard';
import { drive } from '../support/app-driver';
import type { AppDriver } from '../support/app-driver';
import { expect, test } from '../support/e2e';
import { importing } from '../support/import-steps';
import { smallTargets } from '../support/touch-targets';

// what is not there within this time will not come: the tour is long
test.use({ actionTimeout: 40_000 });

const MIXED = 'Given name,Family name,Email,Phone,Shoe last\nMaria,Byrne,maria@example.com,+49 89 123456,Oxford\nNora,Nobody,nora@example.com,+353 86 555 0199,Derby\n,,,,\nOnly,,"not an address",,Loafer\n';

/** Every screen and sheet, each reached from the one before; the look happens at each stop. */
async function tour(app: AppDriver, stop: (where: string) => Promise<void>): Promise<void> {
  const { page } = app;
  const close = async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  /** A sheet may have to be fetched first: what is looked at, and what Escape is pressed in, is the sheet. */
  const stopInDialog = async (where: string) => {
    await page.getByRole('dialog').waitFor();
    await stop(where);
  };
  await page.getByRole('button', { name: 'Start a new customer book' }).waitFor();
  await stop('first run');
  await page.getByRole('button', { name: 'Start a new customer book' }).click();
  await stopInDialog('starting a book');
  await close();
  await page.getByRole('button', { name: 'Join a team' }).click();
  await stopInDialog('joining a team');
  await close();
  await app.startWithSample();
  await stop('customers');
  await app.search.fill('wine');
  await expect(app.list.locator('mark').first()).toBeVisible();
  await stop('search');
  await app.search.fill('nobody of this name');
  await page.getByText('No one called “nobody of this name”').waitFor();
  await stop('nobody found');
  await app.search.fill('');
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await app.list.getByRole('row').first().click();
  await page.getByRole('toolbar', { name: '1 selected' }).waitFor();
  await stop('selection');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await app.pickFromMenu(page.getByRole('button', { name: /^Sort: / }), 'Purchases');
  await page.getByRole('button', { name: /^Sort: / }).click();
  await page.getByRole('menu').waitFor();
  await stop('sort menu');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add a group' }).click();
  await stop('filter');
  await close();
  await page.goto('#/customers?new=1');
  await page.getByRole('dialog', { name: 'New customer' }).getByLabel('Given name').fill('Somebody');
  await stop('new customer');
  await close();
  await app.list.getByRole('row').first().click();
  await app.note.waitFor();
  await stop('profile');
  await app.profile.getByRole('button', { name: 'Add a person' }).click();
  await app.profile.getByRole('button', { name: 'Add a date' }).click();
  await app.profile.getByRole('button', { name: 'More name parts' }).click();
  await stop('profile, all opened');
  await app.profile.getByRole('button', { name: /^History: / }).first().click();
  await page.getByRole('dialog').waitFor();
  await stop('history of a field');
  await close();
  await app.profile.getByRole('button', { name: 'Log contact' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Promise, next step, minutes' }).click();
  await stop('log contact');
  await close();
  await app.profile.getByRole('button', { name: 'Log purchase' }).click();
  await stopInDialog('log purchase');
  await close();
  await app.profile.getByRole('button', { name: /^Actual value/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Set by hand' }).click();
  await stopInDialog('value');
  await close();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).waitFor();
  await stop('commands');
  await close();
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await stop('keyboard shortcuts');
  await close();
  await page.goto('#/settings');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await stop('settings');
  await page.getByRole('button', { name: 'Add a group' }).click();
  await stopInDialog('needs group');
  await close();
  await page.getByRole('button', { name: 'Add a field' }).click();
  await stopInDialog('a field of one’s own');
  await page.getByRole('dialog').getByRole('button', { name: /^Type\b/ }).click();
  await page.getByRole('listbox').waitFor();
  await stop('types of field');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('#/settings');
  await page.getByRole('button', { name: 'Remove sample data' }).first().click();
  await app.toast('Removed the sample data').or(app.toast('Sample data removed.')).first().waitFor();
  await stop('toast and trash');
  await page.goto('#/customers');
  await page.getByText('Everybody is in the trash.').or(page.getByText('No customers yet')).first().waitFor();
  await stop('customers, nobody');
  for (const place of ['Today', 'Team', 'Import']) {
    await page.goto(`#/${place.toLowerCase()}`);
    await page.getByRole('main').getByRole('heading', { name: place, level: 1, exact: true }).waitFor();
    await stop(place);
  }
  const steps = importing(page);
  await steps.choose({ name: 'book.csv', content: MIXED.slice(0, MIXED.indexOf('Nora')) });
  await steps.check();
  await steps.run();
  await steps.choose({ name: 'mixed.csv', content: MIXED.replace('maria@', 'byrne@') });
  await stop('import, files');
  await steps.next();
  await stop('import, columns');
  await steps.check();
  await stop('import, checked');
  await steps.run();
  await stop('import, done');
  await page.goto('#/customers');
  await app.search.fill('nora');
  await app.row('Nora Nobody').click();
  await page.getByRole('article', { name: 'Nora Nobody' }).waitFor();
  await app.note.waitFor();
  await app.profile.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menu').waitFor();
  await stop('profile menu');
  await page.getByRole('menuitem', { name: 'Move to trash' }).click();
  await app.toast(/trash/).first().waitFor();
  await stop('trashed');
}

/** What stands beyond the right edge, unless it is in something that scrolls by itself (a table has two dimensions), or is hidden on purpose. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('main *, [role="dialog"] *, nav *')].flatMap((element) => {
    const { right, width, height } = element.getBoundingClientRect();
    if (right <= innerWidth + 1 || width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
    for (let around = element.parentElement; around; around = around.parentElement) if ((/auto|scroll|clip/.test(getComputedStyle(around).overflowX) || (getComputedStyle(around).textOverflow === 'ellipsis' && element.tagName !== 'MARK')) && around.scrollWidth > around.clientWidth && around.tagName !== 'MAIN' && around.tagName !== 'HTML') return [];
    return [`${element.tagName} ${element.className} ${element.textContent.slice(0, 30)} ${Math.round(right)}`];
  }));
}

/**
 * Without what stands in an open menu or list of options. It hangs at the end of the document and belongs to the button that
 * opened it, not to a landmark; `region` is no rule of WCAG's, and it holds for all the rest of the page meanwhile.
 */
async function outsideOpenLists(page: Page, nodes: readonly NodeResult[]): Promise<NodeResult[]> {
  const inList = await Promise.all(nodes.map(async ({ target: [selector] }) => typeof selector === 'string'
    && await page.locator(selector).first().evaluate((element) => (element.closest('[data-popper-positioner]') ?? element).querySelector('[role="menu"], [role="listbox"]') !== null)));
  return nodes.filter((_, i) => inList[i] !== true);
}

/** What axe finds in the colours that are set, as one line per rule and screen. */
async function findings(page: Page, where: string, rules?: readonly string[]): Promise<string[]> {
  // a sheet that still slides in is half transparent, and colours that have just been changed change by and by, from the next frame on
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(resolve); }); }));
  await page.evaluate(() => Promise.all(document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity).map((animation) => animation.finished.catch(() => undefined))));
  const runOnly: NonNullable<RunOptions['runOnly']> = rules ? { type: 'rule', values: [...rules] } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  // axe is there once per page: handing it over anew for every look took most of the time
  const { violations: all } = await page.evaluate((options) => (globalThis as unknown as { readonly axe: typeof axe }).axe.run(document, options), { runOnly, resultTypes: ['violations'] } satisfies RunOptions);
  const violations = [];
  for (const violation of all) {
    const nodes = violation.id === 'region' ? await outsideOpenLists(page, violation.nodes) : violation.nodes;
    if (nodes.length > 0) violations.push({ id: violation.id, nodes });
  }
  return violations.map(({ id, nodes }) => `${where}: ${id} (${nodes.length}) ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`);
}

/** Of axe's rules, those that look at colours; all others find the same in any. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

test('axe finds nothing on any screen, in light, dark and high contrast', async ({ page, app: { url } }) => {
  test.setTimeout(480_000);
  /** Both ways to ask for it: what the system says, and the choice in Settings. */
  const highContrast = async (isOn: boolean) => {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light', contrast: isOn ? 'more' : 'no-preference' });
    await page.evaluate((on) => { document.documentElement.toggleAttribute('data-contrast', on); if (on) document.documentElement.dataset['contrast'] = 'more'; }, isOn);
  };
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await page.addInitScript(axe.source);
  await page.goto(url);
  await tour(drive(page), async (where) => {
    expect.soft(await findings(page, `${where}, light`)).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
    expect.soft(await findings(page, `${where}, dark`, RULES_OF_COLOUR)).toEqual([]);
    await highContrast(true);
    expect.soft(await findings(page, `${where}, high contrast`, RULES_OF_COLOUR)).toEqual([]);
    await highContrast(false);
  });
  await page.evaluate(() => { localStorage.setItem('regulars.contrast', 'more'); });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
});

for (const [device, viewport] of [['a tablet held upright', { width: 820, height: 1180 }], ['a tablet lying', { width: 1180, height: 820 }]] as const) {
  test(`everything that can be tapped is 44 px or more on ${device}`, async ({ newDevice }) => {
    test.setTimeout(480_000);
    const { page } = await newDevice({ viewport, hasTouch: true, reducedMotion: 'reduce', locale: 'en-GB' });
    await tour(drive(page), async (where) => { expect.soft((await smallTargets(page)).map(({ name, width, height }) => `${name} ${width} x ${height}`), where).toEqual([]); });
  });
}

test('the main paths work by keyboard alone, and the focus is always to be seen', async ({ page, app: { url } }) => {
  test.setTimeout(480_000);
  await page.goto(url);
  const app = drive(page);
  const { press, tabTo } = keyboardOf(page);

  await tabTo('Start a new customer book');
  await press('Enter');
  await page.getByRole('dialog', { name: 'A new customer book' }).waitFor();
  await tabTo('Your name');
  await page.keyboard.type('Anna');
  await press('Enter');
  await app.search.waitFor();

  await press('n');
  await expect(page.getByLabel('Given name')).toBeFocused();
  await page.keyboard.type('Maria');
  await press('Tab');
  await page.keyboard.type('Byrne');
  await press('Enter');
  await page.getByRole('article', { name: 'Maria Byrne' }).waitFor();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await tabTo('Log contact');
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo('Visit');
  await press('Enter');
  await tabTo('Save');
  await press('Enter');
  await expect(app.timeline.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // The note can be entered and left.
  await tabTo('Note');
  await page.keyboard.type('[ ] call back');
  await press('Control+Enter');
  await expect(app.note.getByRole('checkbox')).toBeChecked();
  await press('Tab');
  await expect(app.note).not.toBeFocused();
  await tabTo('Organization');
  await page.keyboard.type('Byrne Interiors');
  await app.saved();

  // Typed on at once: not a letter may land in the field that had the focus.
  await press('Control+k');
  await page.keyboard.type('settings');
  await press('Enter');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await tabTo('Add a field');
  await press('Enter');
  await page.getByRole('dialog', { name: 'Add a field' }).waitFor();
  await tabTo('Name');
  await page.keyboard.type('Grape');
  await press('Enter');
  await expect(page.getByRole('list', { name: 'Our own fields' })).toContainText('Grape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('maria');
  await expect(page.getByRole('option').first()).toContainText('Maria Byrne');
  await press('Enter');
  await page.getByRole('article', { name: 'Maria Byrne' }).waitFor();
  await expect(app.field('Organization')).toHaveValue('Byrne Interiors');
  await tabTo('More');
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Move to trash' }).waitFor();
  await press('ArrowUp', 'Enter');
  await expect(app.count).toHaveText('0 customers');
  await expect(page.getByRole('menu')).toHaveCount(0);
  // Wherever the menu left the focus.
  await press('Control+z');
  await expect(app.count).toHaveText('1 customer');
});

test('a file comes in and is taken back by keyboard alone', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  const steps = importing(page);
  await steps.choose({ name: 'mixed.csv', content: MIXED });
  for (const [button, then] of [['Next', 'Next'], ['Next', 'Import'], ['Import', 'Undo this import']] as const) {
    await page.getByRole('main').getByRole('button', { name: button, exact: true, disabled: false }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('main').getByRole('button', { name: then, exact: true, disabled: false }).waitFor();
    // what was pressed is gone: whoever cannot see the page is told where it has gone on
    await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
  }
  await expect(steps.result).toContainText('new');
  await page.getByRole('main').getByRole('button', { name: 'Undo this import' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor();
  await page.getByRole('button', { name: 'Undo the import', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('status').filter({ hasText: 'The import is taken back' }).waitFor();
});

test('nothing is cut off or has to be scrolled sideways at 320 px, which is 400 % of 1280 (WCAG 1.4.10)', async ({ newDevice }) => {
  test.setTimeout(480_000);
  const { page } = await newDevice({ viewport: { width: 320, height: 640 }, hasTouch: true, reducedMotion: 'reduce', locale: 'en-GB' });
  await tour(drive(page), async (where) => {
    expect.soft(await cutOff(page), where).toEqual([]);
  });
});

test('the way to the page is first: one Tab and Enter skip the navigation', async ({ page, app: { url } }) => {
  await page.goto(url);
  const app = drive(page);
  await app.startBook();
  await page.reload();
  await app.search.waitFor();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#page')).toBeFocused();
});
