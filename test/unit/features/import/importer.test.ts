import { describe, expect, test } from 'vitest';
import { createImporter } from '../../../../src/features/import/importer';
import { createBookPort } from '../../../../src/features/import/book-port';
import { undoImport } from '../../../../src/features/import/run-undo';
import type { BookPort, ImportResult, ImportSettings, Source } from '../../../../src/features/import/import-protocol';
import { MATCH_ORDER } from '../../../../src/transfer/import/match';
import type { Book } from '../../../../src/replica/book';
import { createBook } from '../../../../src/replica/book/create-book';
import { createMemoryStorage } from '../../../../src/replica/storage/memory-storage';
import { writeVCard } from '../../../../src/transfer/vcard/write-vcard';
import { csvFile } from '../../../support/import-harness';

const actor = { name: 'Anna', device: 'tablet', now: () => Date.parse('2026-03-01T10:00:00Z') };
const TRASHED = { at: '2026-03-01T10:00:00.000Z', by: 'Anna' };
async function aBook(): Promise<Book> {
  const created = await createBook({ storage: createMemoryStorage(), actor });
  if (!created.ok) throw new Error(created.error.kind);
  await created.value.whenReady();
  return created.value;
}
const settings = (importId = 'import-1'): ImportSettings => ({ importId, at: '2026-03-01T10:00:00.000Z', by: 'Anna', device: 'tablet', country: 'DE', today: '2026-03-01', order: MATCH_ORDER, createMissing: true, numberedName: 'Customer', decisions: [] });

interface Session { sources: Source[]; result: ImportResult; port: BookPort }
async function run(book: Book, files: readonly File[], options: { importId?: string; isCheck?: boolean; port?: Partial<BookPort> } = {}): Promise<Session> {
  const importer = createImporter();
  const sources: Source[] = [];
  for (const file of files) sources.push(await importer.open(file, { currency: 'EUR', fields: [] }, () => undefined));
  const port = { ...createBookPort(book, { importId: options.importId ?? 'import-1', label: (file) => `Import of ${file}`, onProgress: () => undefined }), ...options.port };
  const ids = sources.map(({ id }) => id);
  const result = await (options.isCheck ? importer.check(ids, settings(options.importId), port) : importer.run(ids, settings(options.importId), port));
  if (!result.ok) throw Object.assign(new Error(result.error.failure.kind), result.error);
  return { sources, result: result.value, port };
}
const people = (count: number, town = 'Cork') => csvFile('people.csv', `Given name,Family name,Email,Town\n${Array.from({ length: count }, (_, i) => `Anna,No${i},a${i}@example.com,${town}`).join('\n')}\n`);
const receipts = () => csvFile('till.csv', 'Belegnr;Kundennr;E-Mail;Datum;Betrag;Warengruppe\r\nB1;K1;a1@example.com;01.02.2025;5,00;Wein\r\nB2;K1;a1@example.com;02.02.2025;-1,00;Wein\r\nB3;K2;new@example.com;02.02.2025;7,00;Wein\r\n');

describe('an import into the book', () => {
  test('is stored, found by the lists, and a second time changes nothing', async () => {
    const book = await aBook();
    expect((await run(book, [people(2_500)])).result.counts).toMatchObject({ rows: 2_500, new: 2_500, updated: 0 });
    expect(book.rows.size).toBe(2_500);
    expect((await run(book, [people(2_500)], { importId: 'import-2' })).result.counts).toMatchObject({ new: 0, updated: 0, unchanged: 2_500 });
  });
  test('changes customers who are there through the book, with history', async () => {
    const book = await aBook();
    await run(book, [people(3)]);
    const { result } = await run(book, [receipts()], { importId: 'import-2' });
    expect(result.counts).toMatchObject({ new: 1, updated: 1, purchasesAdded: 3, added: [{ currency: 'EUR', minor: 1100 }] });
    const row = [...book.rows.all()].find(({ emails }) => emails?.[0] === 'a1@example.com')!;
    expect(row).toMatchObject({ number: 'K1', bought: { count: 2, minor: 400 } });
    const changes: unknown[] = [];
    await book.read([row.id], (_, __, entries) => changes.push(...Object.values(entries).filter(({ kind }) => kind === 'change')));
    expect(changes).toMatchObject([{ field: 'customerNumber', before: null, after: 'K1', source: { kind: 'import', importId: 'import-2', file: 'till.csv' } }]);
  });
  test('a check writes nothing and counts what the import of several files then does', async () => {
    const book = await aBook();
    const files = () => [people(50), people(60, 'Lyon'), receipts()];
    const check = (await run(book, files(), { isCheck: true })).result;
    expect(book.rows.size).toBe(0);
    const real = (await run(book, files())).result;
    expect(check.counts).toEqual(real.counts);
    expect(book.rows.size).toBe(61);
  });
  test('a check that gives way to the next one leaves no rows in its report', async () => {
    const book = await aBook(), importer = createImporter();
    const rows = Array.from({ length: 20_000 }, (_, i) => `Anna,No${i},${i === 0 ? 'not an address' : `a${i}@example.com`}`);
    const { id } = await importer.open(csvFile('people.csv', `Given name,Family name,Email\n${rows.join('\n')}\n`), { currency: 'EUR', fields: [] }, () => undefined);
    let next: ReturnType<typeof importer.check> | undefined;
    const port = createBookPort(book, { importId: 'check', label: String, onProgress: () => undefined });
    const first = importer.check([id], settings('check'), { ...port, progress: () => { next ??= importer.check([id], settings('check'), port); } });
    expect(await first).toMatchObject({ ok: false, error: { failure: { kind: 'cancelled' } } });
    const second = await next!;
    if (!second.ok) throw new Error(second.error.failure.kind);
    expect(second.value.reported).toHaveLength(1);
    expect(await importer.reportedRows()).toHaveLength(1);
  });
  test('the last slice of all asks for strict durability, and only that', async () => {
    const book = await aBook();
    const stored: [number, boolean][] = [];
    const real = createBookPort(book, { importId: 'import-1', label: String, onProgress: () => undefined });
    await run(book, [people(7_300)], { port: { store: (customers, last) => { stored.push([customers.length, last]); return real.store(customers, last); } } });
    expect(stored.reduce((sum, [count]) => sum + count, 0)).toBe(7_300);
    expect(stored.map(([, last]) => last)).toEqual([...stored.slice(1).map(() => false), true]);
    expect(Math.max(...stored.map(([count]) => count))).toBeLessThanOrEqual(1_000);
  });
  test('cut off in the middle, what was stored stays, and importing again completes it', async () => {
    const book = await aBook();
    const real = createBookPort(book, { importId: 'import-1', label: String, onProgress: () => undefined });
    let slices = 0;
    const failing: Partial<BookPort> = { store: async (customers, last) => (++slices > 3 ? { ok: false, error: { kind: 'storage', error: { kind: 'quota' } } } : real.store(customers, last)) };
    await expect(run(book, [people(6_000)], { port: failing })).rejects.toMatchObject({ failure: { kind: 'storage', error: { kind: 'quota' } } });
    const size = book.rows.size;
    expect(size).toBe(3_000);
    expect((await run(book, [people(6_000)], { importId: 'import-2' })).result.counts).toMatchObject({ new: 3_000, unchanged: 3_000, updated: 0 });
    expect(book.rows.size).toBe(6_000);
  });
  test('a file that is no table is told for what it is, and the others still come in', async () => {
    const book = await aBook();
    const { sources, result } = await run(book, [csvFile('list.csv', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])), people(2)]);
    expect(sources.map(({ kind }) => kind)).toEqual(['bad', 'table']);
    expect(result.counts.new).toBe(2);
  });
  test('vCards come in by the same way, whatever the file is called', async () => {
    const book = await aBook();
    const card = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Kim;Rosa;;;\r\nFN:Rosa Kim\r\nEMAIL:rosa@example.com\r\nTEL;TYPE=CELL:+44 7700 900002\r\nEND:VCARD\r\n';
    const { sources, result } = await run(book, [csvFile('contacts.txt', card.repeat(2))]);
    expect(sources[0]).toMatchObject({ kind: 'cards', format: 'vcard' });
    expect(result.counts).toMatchObject({ rows: 2, new: 1 });
    expect([...book.rows.all()][0]).toMatchObject({ name: 'Rosa Kim', emails: ['rosa@example.com'] });
    expect((await run(book, [csvFile('contacts.vcf', card)], { importId: 'import-2' })).result.counts).toMatchObject({ new: 0, unchanged: 1, updated: 0 });
  });
  test('cards that left the book mean the same customers when they come back, also one of whom only the name is known', async () => {
    const book = await aBook();
    await run(book, [csvFile('cards.vcf', ['N:Kim;Rosa;;;\r\nFN:Rosa Kim\r\nEMAIL:rosa@example.com', 'N:Lee;Ben;;;\r\nFN:Ben Lee', 'UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\r\nFN:Cyd Moe'].map((lines) => `BEGIN:VCARD\r\nVERSION:4.0\r\n${lines}\r\nEND:VCARD\r\n`).join(''))]);
    let cards = '';
    const ids = [...book.rows.all()].map(({ id }) => id);
    await book.read(ids, (id, fields, _, note) => { cards += writeVCard({ id, fields, note }, '4.0', { now: () => '2026-03-02T10:00:00.000Z' }); });
    expect((await run(book, [csvFile('own.vcf', cards)], { importId: 'import-2' })).result.counts).toMatchObject({ rows: 3, new: 0, updated: 0, unchanged: 3 });
    // changed on the phone
    expect((await run(book, [csvFile('own.vcf', cards.replace('FN:Ben Lee', 'FN:Ben Lee\r\nTEL:+44 7700 900003'))], { importId: 'import-3' })).result.counts).toMatchObject({ new: 0, updated: 1, unchanged: 2 });
    expect([...book.rows.all()].map(({ id }) => id)).toEqual(ids);
  });
  test('a list of cards without a card says so, instead of asking for its columns', async () => {
    const { sources } = await run(await aBook(), [csvFile('contacts.vcf', 'Dear Anna,\nhere are, as promised, the contacts.\n'), csvFile('photo.vcf', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)), csvFile('nothing.vcf', '')]);
    expect(sources).toMatchObject([{ kind: 'bad', problem: { kind: 'no-cards' } }, { kind: 'bad', problem: { kind: 'not-text' } }, { kind: 'bad', problem: { kind: 'empty' } }]);
  });
  test('sample customers are never matched', async () => {
    const book = await aBook();
    await book.perform({ label: 'sample', edits: [{ id: 'sample-1', fields: { 'name/given': 'Anna', 'name/family': 'No0', 'email/x': { value: 'a0@example.com' }, sample: true } }] });
    expect((await run(book, [people(1)])).result.counts.new).toBe(1);
  });
});

describe('undo of an import', () => {
  test('takes back what it made and leaves what people wrote since', async () => {
    const book = await aBook();
    await run(book, [people(5)]);
    await run(book, [receipts()], { importId: 'import-2' });
    const edited = [...book.rows.all()].find(({ emails }) => emails?.[0] === 'new@example.com')!;
    await book.perform({ label: 'edit', edits: [{ id: edited.id, fields: { 'name/given': 'Noor' } }] });
    const undone = await undoImport(book, 'import-2', 'Undo of import', () => undefined, TRASHED);
    expect(undone).toEqual({ ok: true, value: { erased: 0, changedBack: 1, kept: 1 } });
    expect([...book.rows.all()].filter(({ bought }) => bought)).toEqual([]);
    expect([...book.rows.all()].some(({ number }) => number === 'K1')).toBe(false);
    // The one whom only the undone import had filled in is nobody's work either.
    expect(await undoImport(book, 'import-1', 'Undo of import', () => undefined, TRASHED)).toEqual({ ok: true, value: { erased: 5, changedBack: 0, kept: 0 } });
    expect([...book.rows.all()].map(({ id }) => id)).toEqual([edited.id]);
  });
  test('leaves also what people write while it is at work', async () => {
    const book = await aBook();
    await run(book, [people(1_500)]);
    const [first] = [...book.rows.all()];
    // Between the first look at this customer and the end of looking at all the others.
    const busy: Book = { ...book, read: async (ids, onEach) => {
      const read = await book.read(ids, onEach);
      if (ids.includes(first!.id) && book.rows.get(first!.id)?.owner !== 'Ben') await book.perform({ label: 'edit', edits: [{ id: first!.id, fields: { owner: 'Ben' } }] });
      return read;
    } };
    expect(await undoImport(busy, 'import-1', 'Undo of import', () => undefined, TRASHED)).toEqual({ ok: true, value: { erased: 1_499, changedBack: 0, kept: 1 } });
    expect([...book.rows.all()]).toMatchObject([{ id: first!.id, owner: 'Ben' }]);
  });
  test('the same file can be imported again afterwards, and stays the same the time after', async () => {
    const book = await aBook();
    const file = () => csvFile('people.csv', 'Given name,Family name,Email\nRosa,Kim,rosa@example.com\nCher,,\n');
    await run(book, [file()]);
    await undoImport(book, 'import-1', 'Undo of import', () => undefined, TRASHED);
    expect(book.rows.size).toBe(0);
    expect((await run(book, [file()], { importId: 'import-2' })).result.counts.new).toBe(2);
    expect([...book.rows.all()].map(({ name }) => name).sort()).toEqual(['Cher', 'Rosa Kim']);
    expect((await run(book, [file()], { importId: 'import-3' })).result.counts).toMatchObject({ new: 0, updated: 0, unchanged: 2 });
    expect(book.rows.size).toBe(2);
  });
  test('several files come in again with every purchase, and the dry run says the same', async () => {
    const book = await aBook();
    const files = () => [people(5), receipts()];
    const first = (await run(book, files())).result.counts;
    for (const round of [2, 3, 4]) {
      await undoImport(book, `import-${round - 1}`, 'Undo of import', () => undefined, TRASHED);
      expect(book.rows.size).toBe(0);
      const before = (await run(book, files(), { importId: 'check', isCheck: true })).result.counts;
      const again = (await run(book, files(), { importId: `import-${round}` })).result.counts;
      expect(again).toEqual(first);
      expect(before).toEqual(first);
      expect(inBook(book)).toEqual({ customers: 6, purchases: 3 });
    }
  });
  test('imports undone from the last to the first leave nobody whom no person has touched', async () => {
    const book = await aBook();
    for (const round of [1, 2]) {
      await run(book, [people(5, '')], { importId: `people-${round}` });
      await run(book, [people(5, 'Cork')], { importId: `towns-${round}` });
      await run(book, [receipts()], { importId: `till-${round}` });
      expect(inBook(book)).toEqual({ customers: 6, purchases: 3 });
      for (const each of ['till', 'towns']) await undoImport(book, `${each}-${round}`, 'Undo of import', () => undefined, TRASHED);
      expect(inBook(book)).toEqual({ customers: 5, purchases: 0 });
      expect(await undoImport(book, `people-${round}`, 'Undo of import', () => undefined, TRASHED)).toEqual({ ok: true, value: { erased: 5, changedBack: 0, kept: 0 } });
    }
  });
  test('undone before a later import that filled them in, customers stay', async () => {
    const book = await aBook();
    await run(book, [people(5, '')], { importId: 'people' });
    await run(book, [people(5, 'Cork')], { importId: 'towns' });
    expect(await undoImport(book, 'people', 'Undo of import', () => undefined, TRASHED)).toMatchObject({ value: { erased: 0, kept: 5 } });
  });
  test('it may be undone and imported again as often as one likes, and is still the same people after', async () => {
    const book = await aBook();
    const file = () => csvFile('people.csv', 'Given name,Family name,Email,Company,Town\nRosa,Kim,rosa@example.com,,\nCher,,,,\nTom,Byrne,,Byrne Ltd,\n,,,,Cork\n');
    const first = (await run(book, [file()], { importId: 'import-0' })).result.counts;
    const { size } = book.rows;
    expect((await run(book, [file()], { importId: 'once-more' })).result.counts).toMatchObject({ new: 0, possibleDuplicates: 0, updated: 0 });
    expect(book.rows.size).toBe(size);
    for (let round = 1; round <= 36; round++) {
      await undoImport(book, `import-${round - 1}`, 'Undo of import', () => undefined, TRASHED);
      expect((await run(book, [file()], { importId: `import-${round}` })).result.counts).toMatchObject({ new: first.new, rejected: first.rejected });
      expect(book.rows.size).toBe(size);
      if (round <= 32) {
        expect((await run(book, [file()], { importId: 'once-more' })).result.counts).toMatchObject({ new: 0, possibleDuplicates: 0, updated: 0 });
        expect(book.rows.size).toBe(size);
      }
    }
  });
  test('who cannot be stored under any id is a rejected row, and no new customer', async () => {
    const book = await aBook();
    const port: Partial<BookPort> = { store: async (customers) => ({ ok: true, value: customers.map(({ id }) => id) }) };
    const { result } = await run(book, [people(3), receipts()], { port });
    expect(result.counts).toMatchObject({ new: 0, purchasesAdded: 0 });
    expect(result.counts.rejected).toBeGreaterThanOrEqual(5);
    expect(book.rows.size).toBe(0);
  });
  test('who was made a moment ago and cannot be read any more is a rejected row, not a purchase that nobody has', async () => {
    const book = await aBook();
    const port: Partial<BookPort> = { read: async () => ({ ok: true, value: [] }) };
    const { result } = await run(book, [people(3), receipts()], { port });
    expect(result.counts).toMatchObject({ new: 4, purchasesAdded: 1, rejected: 2 });
    expect(inBook(book)).toEqual({ customers: 4, purchases: 1 });
  });
});

const inBook = (book: Book): { customers: number; purchases: number } => ({ customers: book.rows.size, purchases: [...book.rows.all()].reduce((sum, { bought }) => sum + (bought?.count ?? 0), 0) });
