/**
 * Browser tests of the production build, in real Chromium. `test/support/e2e.ts` starts the server; the build is made here when
 * it is older than the sources.
 */
import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from '../support/browser.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  // a folder of its own: it is emptied at every run
  outputDir: '../../test-results/e2e',
  globalSetup: './build-when-stale.ts',
  // two cores: more workers make timings lie
  workers: 2,
  fullyParallel: false,
  // a test that passes at the second try has found a race; it is not repeated until it is silent
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // only to end what hangs: on a machine that others use too, everything takes four times as long
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/e2e.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1180, height: 820 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: launchOptions(),
    // storing the whole app at every first visit costs an eighth of the run: 'allow' where a spec looks at what it does
    serviceWorkers: 'block',
    // drawing what slides and fades costs as much again; it does in customers.spec and profile.spec, which open every kind of sheet, menu and list
    contextOptions: { reducedMotion: 'reduce' },
    // where somebody looks at it: recording costs a sixth of the run
    trace: process.env['CI'] ? 'off' : 'retain-on-failure',
  },
});
