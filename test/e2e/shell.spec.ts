/** smoke */
import { expect, test } from '../support/e2e';
test('the app opens', async ({ page, app }) => {
  await page.goto(app.url);
  await expect(page.locator('#root')).not.toBeEmpty();
});
