/**
 * Draws the PNG icons from their SVGs: `node build/draw-icons.mjs`. Run it after a change of the drawing and commit the result.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { launchOptions } from '../test/support/browser.mjs';

const drawn = 'public/icons/icon.svg';
const fullBleed = 'build/maskable.svg';

const pictures = [
  { from: drawn, to: 'public/icons/icon-192.png', size: 192 },
  { from: drawn, to: 'public/icons/icon-512.png', size: 512 },
  { from: fullBleed, to: 'public/icons/maskable-192.png', size: 192 },
  { from: fullBleed, to: 'public/icons/maskable-512.png', size: 512 },
  // iPadOS rounds the corners itself and shows black where the picture is transparent
  { from: fullBleed, to: 'public/icons/apple-touch-icon.png', size: 180 },
];

const browser = await chromium.launch(launchOptions());
try {
  for (const { from, to, size } of pictures) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const svg = (await readFile(from, 'utf8')).replace('<svg ', `<svg width="${String(size)}" height="${String(size)}" style="display:block" `);
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    await writeFile(to, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
