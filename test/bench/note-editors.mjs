/**
 * Tries the candidates for the shared note where it matters: a strict content security policy, an input method that composes while a
 * colleague types, dictation, what a screen reader is told, size and speed.   Run: node test/bench/note-editors.mjs
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { headerPolicy } from '../../src/server/content-security-policy.mjs';
import { launchOptions } from '../support/browser.mjs';
import { bundleScript } from '../support/browser-module.mjs';

/** @typedef {import('./pages/note-editor-page').NoteEditorPage} NoteEditorPage */
/** @typedef {import('./pages/note-editor-page').Candidate} Candidate */

const ORIGIN = 'http://note.invalid/';
const LONG = Array.from({ length: 400 }, (_, n) => `- [ ] Line ${String(n)}: call 021 427 1234 about the order`).join('\n');
/** @type {readonly Candidate[]} */
const candidates = ['textarea', 'codemirror in the document', 'codemirror in a shadow root'];

const script = await bundleScript(join(import.meta.dirname, 'pages/note-editor-page.ts'));
const browser = await chromium.launch(launchOptions());
try {
  console.log(`Chromium ${browser.version()}; editor chunk without Yjs: ${String(await editorKiB())} KiB gzip`);
  for (const candidate of candidates) console.log(candidate, await tryOut(candidate));
} finally {
  await browser.close();
}

/** @param {Candidate} candidate */
async function tryOut(candidate) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route(`${ORIGIN}**`, (route) => route.fulfill(route.request().url().endsWith('.js')
    ? { contentType: 'text/javascript', body: script }
    : { contentType: 'text/html', headers: { 'content-security-policy': headerPolicy }, body: '<!doctype html><title>note</title><script type="module" src="page.js"></script>' }));

  /** @template {keyof NoteEditorPage} K @param {K} name @param {Parameters<NoteEditorPage[K]>} args @returns {Promise<ReturnType<NoteEditorPage[K]>>} */
  const call = (name, ...args) => page.evaluate(
    ([called, given]) => /** @type {{ page: Record<string, (...given: unknown[]) => unknown> }} */ (/** @type {unknown} */ (globalThis)).page[called]?.(...given),
    /** @type {[string, unknown[]]} */ ([name, args])).then((answer) => /** @type {ReturnType<NoteEditorPage[K]>} */ (answer));
  /** @param {string} initial */
  const fresh = async (initial) => {
    await page.goto(ORIGIN);
    await page.waitForFunction(() => 'page' in globalThis);
    await call('mount', candidate, initial);
    await call('focusEnd');
  };
  const cdp = await context.newCDPSession(page);

  await fresh('[ ] See https://example.org\n');
  const looks = await call('state');
  const tree = await cdp.send('Accessibility.getFullAXTree');
  const box = tree.nodes.find(({ role, name }) => role?.value === 'textbox' && name?.value === 'Note');
  const reader = { role: String(box?.role?.value), multiline: box?.properties?.some(({ name, value }) => name === 'multiline' && value.value === true) ?? false };

  // An input method composes "ni" to "你"; while it does, a colleague writes at the start of the note.
  await fresh('Hello ');
  await cdp.send('Input.imeSetComposition', { text: 'n', selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await cdp.send('Input.insertText', { text: '你' });
  const alone = await call('state');
  await fresh('Hello ');
  await cdp.send('Input.imeSetComposition', { text: 'n', selectionStart: 1, selectionEnd: 1 });
  await call('remote', 0, 'Ben: ');
  await cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await cdp.send('Input.insertText', { text: '你' });
  const together = await call('state');

  // Dictation and autocorrection insert whole phrases, and replace a selected word.
  await fresh('');
  await cdp.send('Input.insertText', { text: 'She wants teh' });
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await cdp.send('Input.insertText', { text: 'the red one' });
  const dictated = await call('state');

  await fresh('Hello world');
  await call('remote', 0, 'Ben: ');
  const caret = await call('state');

  await fresh(LONG);
  const times = (await call('typing', 300)).sort((a, b) => a - b);
  await context.close();
  return {
    'policy violations': looks.violations, 'styled': looks.lineHeight, 'check boxes shown': looks.boxes, 'links shown': looks.links,
    'autocapitalize': looks.caps, 'spellcheck': looks.spellcheck, 'screen reader': JSON.stringify(reader),
    'composed': JSON.stringify(alone.text), 'composed while a colleague writes': JSON.stringify(together.text), 'shown as stored': together.text === together.shown,
    'dictated': JSON.stringify(dictated.text), 'caret after 5 characters before it': `${String(caret.caret)} of 16`,
    'typing into 22 KB, ms p50 / p95': `${(times[150] ?? 0).toFixed(2)} / ${(times[285] ?? 0).toFixed(2)}`,
  };
}

/** What the profile loads for the note alone. */
async function editorKiB() {
  const result = await build({
    configFile: false, logLevel: 'error',
    build: {
      write: false, minify: true, target: 'chrome116',
      lib: { entry: join(import.meta.dirname, '../../src/features/profile/note/note-editor.ts'), formats: ['es'], fileName: 'module' },
      rolldownOptions: { external: ['yjs', /^lib0/] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The bundler gave no output.');
  return Math.round(output.output.reduce((sum, file) => sum + (file.type === 'chunk' ? gzipSync(file.code, { level: 9 }).length : 0), 0) / 102.4) / 10;
}
