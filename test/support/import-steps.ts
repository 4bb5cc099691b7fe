/**
 * The steps of an import and of an export as a user takes them, and what a whole book looks like from outside: its own
 * export. Tests compare that before and after, instead of looking into storage.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { drive } from './app-driver';

/** A file as Playwright chooses it: a path, or a name with its bytes. */
export type Chosen = string | { readonly name: string; readonly content: string | Uint8Array; readonly type?: string };
interface ResultCounts { readonly new: number; readonly updated: number; readonly unchanged: number; readonly possibleDuplicates: number; readonly rejected: number }

export interface ImportSteps {
  /** Opens the import and chooses files; waits until all are read. */
  choose(...files: readonly Chosen[]): Promise<void>;
  /** The line of a chosen file. */
  file(name: string): Locator;
  next(): Promise<void>;
  /** Goes on to the dry run and waits for its counts. */
  check(): Promise<ResultCounts>;
  /** Presses "Import" and waits for the result. */
  run(timeout?: number): Promise<ResultCounts>;
  /** All of it: choose, check, import. */
  all(...files: readonly Chosen[]): Promise<ResultCounts>;
  /** "Import more files". */
  more(): Promise<void>;
  undo(): Promise<void>;
  /** Takes the newest import of the list of earlier ones back. */
  undoLast(): Promise<void>;
  readonly result: Locator;
  readonly preview: Locator;
  counts(region: Locator): Promise<ResultCounts>;
  /** The book's own export as text; every customer, every field. */
  exportCsv(): Promise<string>;
  /** Saves an export from the settings and gives its bytes. */
  exportAll(format: string | RegExp): Promise<{ readonly name: string; readonly bytes: Buffer }>;
}

const asInput = (file: Chosen) => (typeof file === 'string' ? file : { name: file.name, mimeType: file.type ?? '', buffer: Buffer.from(file.content) });

export function importing(page: Page): ImportSteps {
  const app = drive(page);
  const main = page.getByRole('main');
  const result = main.getByRole('region', { name: 'Import result' });
  const preview = main.getByRole('region', { name: 'If you import now' });
  const press = (name: string): Promise<void> => main.getByRole('button', { name, exact: true }).click();
  const isAt = (button: string) => main.getByRole('button', { name: button, exact: true });

  const counts: ImportSteps['counts'] = async (region) => {
    const lines = await region.getByRole('list').first().getByRole('listitem').allInnerTexts();
    const of = (name: string): number => {
      // the figure follows the name; reasons stand below
      const figure = lines.flatMap((line) => new RegExp(`^${name}\\s+([\\d,]+)(?:\\s|$)`).exec(line.trim())?.[1] ?? [])[0];
      if (figure === undefined) throw new Error(`no line "${name}" in ${JSON.stringify(lines)}`);
      return Number(figure.replaceAll(',', ''));
    };
    return { new: of('new'), updated: of('updated'), unchanged: of('unchanged'), possibleDuplicates: of('possible duplicates'), rejected: of('rejected') };
  };
  const choose: ImportSteps['choose'] = async (...files) => {
    if (!page.url().includes('#/import')) await app.goTo('Import');
    await isAt('Import more files').or(page.getByLabel('Choose files')).waitFor();
    if (await isAt('Import more files').isVisible()) await press('Import more files');
    const before = await main.getByRole('list', { name: 'Files to import' }).getByRole('listitem').count();
    // one call takes either paths or buffers
    const inputs = files.map(asInput);
    await page.getByLabel('Choose files').setInputFiles(inputs as string[]);
    await main.getByRole('list', { name: 'Files to import' }).getByRole('listitem').nth(before + files.length - 1).waitFor({ timeout: 120_000 });
    await main.getByRole('progressbar').waitFor({ state: 'hidden', timeout: 120_000 });
  };
  const check: ImportSteps['check'] = async () => {
    await press('Next');
    await isAt('Next').or(isAt('Import')).waitFor();
    if (await isAt('Next').isVisible()) await press('Next');
    await main.getByRole('button', { name: 'Import', exact: true, disabled: false }).waitFor({ timeout: 120_000 });
    return counts(preview);
  };
  const run: ImportSteps['run'] = async (timeout = 120_000) => {
    await press('Import');
    await result.waitFor({ timeout });
    return counts(result);
  };
  const exportAll: ImportSteps['exportAll'] = async (format) => {
    await app.goTo('Settings');
    await app.choose(page, /^File/, format);
    const saved = page.waitForEvent('download', { timeout: 180_000 });
    await page.getByRole('button', { name: 'Save file' }).click();
    const download = await saved;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  return {
    choose, check, run, counts, result, preview, exportAll,
    file: (name) => main.getByRole('list', { name: 'Files to import' }).getByRole('listitem').filter({ hasText: name }),
    next: () => press('Next'),
    all: async (...files) => {
      await choose(...files);
      await check();
      return run();
    },
    more: () => press('Import more files'),
    undo: async () => {
      await press('Undo this import');
      await page.getByRole('button', { name: 'Undo the import', exact: true }).click();
      await main.getByRole('status').filter({ hasText: 'The import is taken back' }).waitFor({ timeout: 60_000 });
    },
    undoLast: async () => {
      await app.goTo('Import');
      const earlier = main.getByRole('list', { name: 'Earlier imports' });
      await isAt('Undo this import').or(earlier).first().waitFor();
      if (await isAt('Undo this import').isVisible()) await press('Undo this import');
      else await earlier.getByRole('button', { name: /^Take back/ }).first().click();
      await page.getByRole('button', { name: 'Undo the import', exact: true }).click();
      await earlier.getByText('taken back').first().or(main.getByRole('status').filter({ hasText: 'The import is taken back' })).first().waitFor({ timeout: 60_000 });
    },
    exportCsv: async () => (await exportAll('Customers as CSV')).bytes.toString('utf8'),
  };
}
