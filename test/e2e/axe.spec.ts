/** No screen has anything that axe objects to, light or dark (WCAG 2.2 AA rules and best practices). */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { drive } from '../support/app-driver.ts';
import { expect, test } from '../support/e2e.ts';

async function expectNothing(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen in ${colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('');
    await expect(page.getByRole('button', { name: 'Start a new customer book' })).toBeVisible();
    await expectNothing(page, 'first run');
    await drive(page).startWithSample();
    await expectNothing(page, 'customers');
    await page.getByRole('grid', { name: 'Customers' }).getByRole('row').first().click();
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeVisible();
    await expectNothing(page, 'profile');
    await page.getByRole('button', { name: 'Log contact' }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNothing(page, 'log contact');
    await page.keyboard.press('Escape');
    for (const place of ['Settings', 'Import', 'Today', 'Team']) {
      await page.goto(`#/${place.toLowerCase()}`);
      await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
      await expectNothing(page, place);
    }
  });
}
