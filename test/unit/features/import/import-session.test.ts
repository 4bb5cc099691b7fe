import { afterEach, describe, expect, test, vi } from 'vitest';
import { createImporter } from '../../../../src/features/import/importer';
import { createImportSession, type ImportSession } from '../../../../src/features/import/import-session';
import type { ImportWorkerApi } from '../../../../src/features/import/import-protocol';
import type { Book } from '../../../../src/replica/book';
import { openTestBook } from '../../../support/books';
import { csvFile } from '../../../support/import-harness';

/** The real importer in a worker that dies at the questions named; a dead one answers nothing any more. */
function session(book: Book, deaths: { on?: keyof ImportWorkerApi } = {}): { session: ImportSession; started: () => number; disposed: () => number } {
  let started = 0, disposed = 0;
  const connect = () => {
    started += 1;
    let isDead = false;
    const api = createImporter();
    const mortal = Object.fromEntries(Object.entries(api).map(([name, call]) => [name, (...args: unknown[]) => {
      if (deaths.on === name) {
        delete deaths.on;
        isDead = true;
      }
      return isDead ? Promise.reject(new Error('out of memory')) : (call as (...given: unknown[]) => unknown)(...args);
    }])) as unknown as ImportWorkerApi;
    return { api: mortal, dispose: () => { disposed += 1; } };
  };
  const actor = { name: 'Anna', device: 'tablet', now: () => Date.parse('2026-03-01T10:00:00Z') };
  const texts = () => ({ numbered: 'Customer', action: (file: string) => `Import of ${file}`, undoAction: (files: string) => `Undo of ${files}` });
  return { session: createImportSession({ book, actor, connect, settings: () => ({ currency: 'EUR', country: 'DE', fields: [] }), texts }), started: () => started, disposed: () => disposed };
}
const people = () => csvFile('people.csv', 'Given name,Family name,Email\nRosa,Kim,rosa@example.com\nTom,Byrne,tom@example.com\n');
const crashed = (during: 'check' | 'start') => ({ kind: 'failed', during, failure: { kind: 'crashed' } });

vi.stubGlobal('navigator', { languages: ['de-DE'] });
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));
afterEach(() => { expect(unhandled.splice(0)).toEqual([]); });

describe('when the part that imports dies', () => {
  test.each(['fieldsToCreate', 'run'] as const)('at "%s", nothing says "importing" any more, and pressing Import again brings everybody in', async (on) => {
    const book = await openTestBook();
    const deaths: { on?: keyof ImportWorkerApi } = {};
    const { session: it, started, disposed } = session(book, deaths);
    await it.addFiles([people()]);
    deaths.on = on;
    await it.start();
    expect(it.work()).toBeUndefined();
    expect(it.problem()).toEqual(crashed('start'));
    expect(Object.values(book.team.all('imports'))).toMatchObject([{ state: 'failed' }]);
    expect([started(), disposed()]).toEqual([1, 1]);
    await it.start();
    expect(started()).toBe(2);
    expect(it.outcome()?.result.counts.new).toBe(2);
    expect(book.rows.size).toBe(2);
  });
  test('at the dry run, "Try again" opens the files anew, with the columns as they were chosen', async () => {
    const deaths: { on?: keyof ImportWorkerApi } = {};
    const { session: it, started } = session(await openTestBook(), deaths);
    await it.addFiles([csvFile('gone.csv', 'Email\nx@example.com\n'), people()]);
    it.removeFile(it.sources()[0]!.id);
    await it.retarget(it.tables()[0]!, 1, 'organization');
    const [before] = it.sources();
    deaths.on = 'check';
    await it.recount();
    expect(it.problem()).toEqual(crashed('check'));
    await it.recount();
    expect(it.problem()).toBeUndefined();
    expect(it.check()?.counts.new).toBe(2);
    expect(it.sources()).toEqual([before]);
    expect(it.tables()[0]!.mapping.columns[1]!.target).toBe('organization');
    expect(started()).toBe(2);
  });
  test.each(['open', 'reopen', 'retarget', 'setMapping', 'close', 'cancel', 'reportedRows', 'columns'] as const)('at "%s", it is said, and the next question is answered', async (on) => {
    const deaths: { on?: keyof ImportWorkerApi } = {};
    const { session: it } = session(await openTestBook(), deaths);
    await it.addFiles([people()]);
    const table = it.tables()[0]!;
    deaths.on = on;
    if (on === 'open') await it.addFiles([people()]);
    else if (on === 'reopen') await it.setHeader(table.id, false);
    else if (on === 'retarget') await it.retarget(table, 1, 'organization');
    else if (on === 'setMapping') await it.setMapping(table, table.mapping);
    else if (on === 'close') it.removeFile(table.id);
    else if (on === 'cancel') it.cancel();
    else if (on === 'reportedRows') expect(await it.reportedRows()).toEqual([]);
    else expect(await it.columns(table.id)).toEqual([]);
    await vi.waitFor(() => { expect(it.problem()).toEqual(crashed('start')); });
    expect(it.work()).toBeUndefined();
    await it.addFiles([csvFile('more.csv', 'Given name,Email\nAda,ada@example.com\n')]);
    await it.recount();
    expect(it.check()?.counts.new).toBe(on === 'close' ? 1 : 3);
  });
  test('an answer to what was asked before "Import more files" is not waited for', async () => {
    const { session: it, disposed } = session(await openTestBook());
    const adding = it.addFiles([people(), people()]);
    it.reset();
    await adding;
    expect(it.sources()).toEqual([]);
    expect(it.work()).toBeUndefined();
    expect(it.problem()).toBeUndefined();
    expect(disposed()).toBe(1);
  });
});

describe('files that are dropped while others are read', () => {
  test('are read after them, and nothing says "ready" before all are here', async () => {
    const { session: it } = session(await openTestBook());
    const first = it.addFiles([people()]);
    const second = it.addFiles([csvFile('more.csv', 'Given name,Email\nAda,ada@example.com\n')]);
    await first;
    expect(it.sources().map(({ name }) => name)).toEqual(['people.csv']);
    expect(it.work()).toMatchObject({ kind: 'reading', name: 'more.csv' });
    await second;
    expect(it.sources().map(({ name }) => name)).toEqual(['people.csv', 'more.csv']);
    expect(it.work()).toBeUndefined();
  });
  test('are not waited for by those that are chosen after "Import more files"', async () => {
    const { session: it } = session(await openTestBook());
    void it.addFiles([people()]);
    const waiting = it.addFiles([people()]);
    it.reset();
    await it.addFiles([csvFile('more.csv', 'Given name,Email\nAda,ada@example.com\n')]);
    await waiting;
    expect(it.sources().map(({ name }) => name)).toEqual(['more.csv']);
    expect(it.work()).toBeUndefined();
  });
});
