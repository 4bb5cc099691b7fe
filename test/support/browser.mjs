/**
 * Finds a Chromium and starts it quietly. Shared by the test runner, the browser tests, the benches and the pictures.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Flags that let Chromium run as root and keep it from calling home, so that a recorded request is one of the app's. */
export const quietFlags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-default-apps', '--disable-domain-reliability', '--no-pings',
];

/**
 * Path of a Chromium: `CHROMIUM_PATH`, else the system's, else Playwright's own; null when there is none.
 * @returns {string | null}
 */
export function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, but no such file exists.`);
    return named;
  }
  const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()];
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Finds a Chromium or installs one: by apt-get as root on Debian, else Playwright's own build.
 * @returns {string}
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  const debian = existsSync('/etc/os-release') && /^ID(?:_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && !/^ID=.*ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'));
  const attempts = [
    // Ubuntu's package of that name is a snap, which does not run in a container
    ...(debian && process.getuid?.() === 0 ? [['apt-get', 'update', '-qq'], ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium']] : []),
    ['npx', 'playwright', 'install', 'chromium'],
  ];
  for (const [command = '', ...args] of attempts) {
    const installed = findBrowser();
    if (installed) return installed;
    console.log(`No Chromium found; trying: ${command} ${args.join(' ')}`);
    try {
      execFileSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    } catch (error) {
      console.log(`That did not work: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error('The browser tests need Chromium, and none could be installed. Install it (Debian: apt-get install chromium) or name one: CHROMIUM_PATH=/path/to/chromium npm test');
}

/** Options for Playwright's `launch` and `launchPersistentContext`. */
export function launchOptions() {
  return { executablePath: ensureBrowser(), args: quietFlags };
}
