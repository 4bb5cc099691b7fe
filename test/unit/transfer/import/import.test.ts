import { describe, expect, test } from 'vitest';
import type { Change, Entry } from '../../../../src/domain/entry/entry';
import type { Json } from '../../../../src/lib/json';
import { importFacts } from '../../../../src/transfer/import/provenance';
import { undoStep } from '../../../../src/transfer/import/undo-import';
import { reportToCsv } from '../../../../src/transfer/import/report-csv';
import { retarget } from '../../../../src/transfer/csv/propose-mapping';
import { openTable } from '../../../../src/transfer/csv/read-table';
import { MemoryBook, csvFile, purchaseSums } from '../../../support/import-harness';

const people = (...rows: string[]) => csvFile('people.csv', ['Given name,Family name,Email,Phone,Postcode,Town,Company,Birthday,Note,Tags', ...rows].join('\n'));
const receipts = (...rows: string[]) => csvFile('till.csv', ['Belegnr;Kundennr;E-Mail;Datum;Betrag;Warengruppe', ...rows].join('\r\n'));
const only = (book: MemoryBook) => { expect(book.customers.size).toBe(1); return [...book.customers][0]!; };
const change = (id: string, entry: Partial<Change>): Record<string, Entry> => ({ [id]: { kind: 'change', id, at: '2026-03-02T10:00:00.000Z', by: 'Ben', field: '', before: null, after: null, source: { kind: 'staff' }, ...entry } });
const edit = (book: MemoryBook, id: string, field: string, after: Json): void => {
  const old = book.customers.get(id)!;
  book.customers.set(id, { ...old, fields: { ...old.fields, [field]: after }, entries: { ...old.entries, ...change(`edit-${field}-${String(Object.keys(old.entries).length)}`, { field, before: old.fields[field] ?? null, after }) } });
};

describe('who is meant', () => {
  test('the same file twice changes nothing, row for row', async () => {
    const book = new MemoryBook();
    const file = () => people('Rosa,Kim,rosa@example.com,+44 7700 900002,55138,Gent,Nordlicht,1989-07-05,likes tea,vip', 'Cher,,,,,,,,,', ',,,,,,Nordlicht GmbH,,,');
    expect((await book.importFile(file())).counts).toMatchObject({ new: 3, updated: 0, unchanged: 0 });
    const before = structuredClone(book.customers);
    expect((await book.importFile(file(), { importId: 'import-2', at: '2026-04-01T10:00:00.000Z' })).counts).toMatchObject({ new: 0, updated: 0, unchanged: 3, possibleDuplicates: 0 });
    expect(book.customers).toEqual(before);
  });
  test('two devices that import the same file apart arrive at the same customers', async () => {
    const [a, b] = [new MemoryBook(), new MemoryBook()];
    await a.importFile(people('Rosa,Kim,ROSA@example.com,,,,,,,', 'Cher,,,,,,,,,'));
    await b.importFile(people('Cher,,,,,,,,,', 'Rosa,Kim,rosa@example.com,,,,,,,'), { importId: 'other', at: '2026-05-01T10:00:00.000Z' });
    expect([...a.customers.keys()].sort()).toEqual([...b.customers.keys()].sort());
  });
  test('rows of one file that mean the same person become one customer', async () => {
    const book = new MemoryBook();
    const { counts } = await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,,', 'Rosa,,rosa@example.com,+44 7700 900002,,,,,,', ',,,07700 900003,,,,,,'));
    expect(counts).toMatchObject({ rows: 3, new: 2 });
  });
  test('matched by e-mail, then phone, then name and postcode', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,+44 7700 900002,55138,Gent,,,,'));
    expect((await book.importFile(people('Rosa,Kim,Rosa@Example.com,,,,,,,'))).counts).toMatchObject({ new: 0, unchanged: 1 });
    expect((await book.importFile(people('Rosa,,,+447700900002,,,,,,'))).counts).toMatchObject({ new: 0, unchanged: 1 });
    expect((await book.importFile(people('rosa,KIM,,,55 138,,,,,'))).counts).toMatchObject({ new: 0, unchanged: 1 });
  });
  test('a shared family phone does not make two people one; they are offered as possible duplicates', async () => {
    const book = new MemoryBook();
    const { counts, duplicates } = await book.importFile(people('Rosa,Kim,rosa@example.com,+44 7700 900002,,,,,,', 'Ivo,Kim,ivo@example.com,+44 7700 900002,,,,,,'));
    expect(counts).toMatchObject({ new: 1, possibleDuplicates: 1 });
    expect(duplicates).toMatchObject([{ row: 3, name: 'Ivo Kim', score: 80 }]);
    expect(book.customers.size).toBe(2);
  });
  test('a shared number and a part of a family name are not enough to join two people', async () => {
    const book = new MemoryBook();
    const { counts } = await book.importFile(people(',Smith-Jones,,+44 7700 900002,,,,,,', 'Ivo,Smith,,+44 7700 900002,,,,,,'));
    expect(counts).toMatchObject({ new: 1, possibleDuplicates: 1 });
    expect(book.customers.size).toBe(2);
  });
  test('two people behind one info@ address stay two, also when the file comes again', async () => {
    const book = new MemoryBook();
    const file = () => people('Rosa,Kim,info@example.com,,,,,,,', 'Ben,Weiß,info@example.com,,,,,,,');
    await book.importFile(file());
    expect(book.customers.size).toBe(2);
    expect((await book.importFile(file())).counts).toMatchObject({ new: 0, updated: 0, unchanged: 2, possibleDuplicates: 0 });
  });
  test('a possible duplicate said to be the same is merged, said to be different is remembered', async () => {
    const file = () => people('Rosa,Kim,rosa@work.example,,55138,,,1989-07-05,,');
    for (const decision of ['same', 'different'] as const) {
      const book = new MemoryBook();
      await book.importFile(people('Rosa,Kim,rosa@home.example,,55138,,,1989-07-05,,'));
      const [id] = only(book);
      const { counts } = await book.importFile(file(), { decisions: new Map([[2, decision]]) });
      expect(counts).toMatchObject(decision === 'same' ? { new: 0, updated: 1 } : { new: 1, possibleDuplicates: 0 });
      expect(book.customers.size).toBe(decision === 'same' ? 1 : 2);
      if (decision === 'different') expect([...book.customers.values()].some(({ fields }) => fields[`notSame/${id}`] === true)).toBe(true);
    }
  });
  test('a customer whose e-mail was corrected since is still found, and the old e-mail does not come back', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@exmaple.com,,,,,,,'));
    const [id, { fields }] = only(book);
    const key = Object.keys(fields).find((each) => each.startsWith('email/'))!;
    edit(book, id, key, { value: 'rosa@example.com' });
    expect((await book.importFile(people('Rosa,Kim,rosa@exmaple.com,,,,,,,'))).counts).toMatchObject({ new: 0, updated: 0, unchanged: 1 });
    expect(only(book)[1].fields[key]).toEqual({ value: 'rosa@example.com' });
  });
  test('a customer in the trash is not brought back behind the scenes: the row is rejected with its reason', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,,'));
    edit(book, only(book)[0], 'trashedAt', '2026-03-02T10:00:00.000Z');
    const { counts, report } = await book.importFile(people('Rosa,Kim,rosa@example.com,+44 7700 900002,,,,,,'));
    expect(counts).toMatchObject({ new: 0, updated: 0, rejected: 1 });
    expect(report.rows[0]?.issues[0]?.code).toBe('in-trash');
  });
  test('a customer merged into another: the other takes what comes', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,,', 'Ben,Weiß,ben@example.com,,,,,,,'));
    const ids = [...book.customers.keys()];
    edit(book, ids[0]!, 'mergedInto', ids[1]!);
    const { counts } = await book.importFile(people('Rosa,Kim,rosa@example.com,+44 7700 900002,,,,,,'));
    expect(counts).toMatchObject({ new: 0, updated: 1 });
    expect(Object.keys(book.customers.get(ids[1]!)!.fields).some((key) => key.startsWith('phone/'))).toBe(true);
  });
});

describe('what changes', () => {
  test('blank never overwrites; a field is filled, or overwritten where the column says so; lists add', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,+44 7700 900002,,,Nordlicht,,,vip'));
    const update = people('Rosa,,rosa@example.com,+44 7700 900003,,,Südlicht,1989-07-05,,regular');
    const { counts } = await book.importFile(update, { dryRun: true });
    expect(counts).toMatchObject({ updated: 1, fieldsFilled: 3, fieldsOverwritten: 0, fieldsKept: 1 });
    expect(only(book)[1].fields['organization']).toBe('Nordlicht');
    await book.importFile(update, { change: (mapping) => ({ ...mapping, columns: mapping.columns.map((column) => (column.target === 'organization' ? { ...column, rule: 'overwrite' } : column)) }) });
    const { fields } = only(book)[1];
    expect(fields).toMatchObject({ 'name/family': 'Kim', organization: 'Südlicht', 'date/birth': { date: '1989-07-05' }, 'tag/vip': true, 'tag/regular': true });
    expect(Object.keys(fields).filter((key) => key.startsWith('phone/'))).toHaveLength(2);
  });
  test('letters that a Western program lost are mended by a file that has them, never the other way', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Y?ld?z,rosa@example.com,,,,,,,'));
    await book.importFile(people('Rosa,Yıldız,rosa@example.com,,,,,,,'));
    expect(only(book)[1].fields['name/family']).toBe('Yıldız');
    const { counts } = await book.importFile(people('Rosa,Y?ld?z,rosa@example.com,,,,,,,'), { change: (mapping) => ({ ...mapping, columns: mapping.columns.map((column) => ({ ...column, rule: 'overwrite' })) }) });
    expect([counts.unchanged, only(book)[1].fields['name/family']]).toEqual([1, 'Yıldız']);
  });
  test('a note is added below the one that is there, once', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,likes tea,'));
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,quiet table,'), { importId: 'import-2' });
    expect(only(book)[1].note).toBe('likes tea\n\nquiet table');
    const [id, stored] = only(book);
    book.customers.set(id, { ...stored, note: 'rewritten by hand' });
    for (const note of ['likes tea', 'quiet table']) expect((await book.importFile(people(`Rosa,Kim,rosa@example.com,,,,,,${note},`), { importId: 'import-3' })).counts.unchanged).toBe(1);
    expect(only(book)[1].note).toBe('rewritten by hand');
  });
  test('what came from where is kept: file and row for the customer, the import for a purchase', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Anna,Kim,a@example.com,,,,,,,', 'Rosa,Kim,rosa@example.com,,,,,,,'));
    expect(importFacts([...book.customers.values()][1]!.fields).get('import-1')).toEqual({ file: 'people.csv', row: 3, at: '2026-03-01T10:00:00.000Z', created: true });
    await book.importFile(receipts('B1;K1;rosa@example.com;01.02.2025;5,00;Wein'), { importId: 'import-2' });
    expect(Object.values([...book.customers.values()][1]!.entries)).toMatchObject([{ kind: 'purchase', importId: 'import-2', day: '2025-02-01' }]);
  });
});

describe('purchases', () => {
  const till = () => receipts('B1;K1;rosa@example.com;01.02.2025;1.064,75;Wein', 'B2;K1;rosa@example.com;02.02.2025;-64,75;Wein', 'B2;K1;rosa@example.com;02.02.2025;5,00;Käse', 'B3;K2;;03.02.2025;0;Wein', 'B3;K2;;03.02.2025;0;Wein', 'B4;;;03.02.2025;9,00;Wein');
  test('matched by e-mail, the till\'s number is learned; lines of one receipt are kept, a line that comes twice is one', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,,'));
    const { counts } = await book.importFile(till());
    expect(counts).toMatchObject({ rows: 6, new: 1, updated: 1, rejected: 1, purchasesAdded: 4, purchasesUnchanged: 1, added: [{ currency: 'EUR', minor: 100500 }] });
    expect(purchaseSums(book)).toEqual({ EUR: { count: 4, minor: 100500, customers: 2 } });
    expect([...book.customers.values()].map(({ fields }) => [fields['customerNumber'], fields['displayName']])).toEqual([['K1', undefined], ['K2', 'Customer K2']]);
    expect((await book.importFile(receipts('B9;K1;;05.02.2025;1,00;Wein'))).counts).toMatchObject({ new: 0, updated: 1 });
  });
  test('the same receipts again add nothing; a corrected amount finds its receipt', async () => {
    const book = new MemoryBook();
    await book.importFile(till());
    expect((await book.importFile(till(), { importId: 'import-2' })).counts).toMatchObject({ new: 0, updated: 0, unchanged: 2, purchasesAdded: 0, purchasesUnchanged: 5 });
    expect((await book.importFile(receipts('B1;K1;rosa@example.com;01.02.2025;1.000,00;Wein'))).counts).toMatchObject({ updated: 1, purchasesAdded: 0, purchasesChanged: 1 });
    expect(purchaseSums(book)['EUR']).toMatchObject({ count: 4, minor: 94025 });
  });
  test('what a colleague corrected by hand stays', async () => {
    const book = new MemoryBook();
    await book.importFile(receipts('B1;K1;;01.02.2025;5,00;Wein'));
    const [id, stored] = only(book);
    const [entryId, entry] = Object.entries(stored.entries)[0]!;
    book.customers.set(id, { ...stored, entries: { [entryId]: { ...entry, amount: { minor: 400, currency: 'EUR' }, editedAt: '2026-03-02T10:00:00.000Z' } as Entry } });
    expect((await book.importFile(receipts('B1;K1;;01.02.2025;5,00;Wein'))).counts).toMatchObject({ unchanged: 1, purchasesChanged: 0 });
  });
  test('without receipt numbers equal rows are different sales, told apart by their place', async () => {
    const book = new MemoryBook();
    const file = (...more: string[]) => csvFile('cdnow.txt', ['customer_id date number_of_cds dollar_value', ' 00001 19970101 1 11.77', ' 00001 19970101 1 11.77', ' 00002 19970112 5 77.00', ...more].join('\r\n'));
    expect((await book.importFile(file())).counts).toMatchObject({ new: 2, purchasesAdded: 3, added: [{ currency: 'USD', minor: 10054 }] });
    expect((await book.importFile(file())).counts).toMatchObject({ new: 0, updated: 0, unchanged: 2, purchasesAdded: 0 });
    expect((await book.importFile(file(' 00001 19970101 1 11.77'))).counts).toMatchObject({ updated: 1, unchanged: 1, purchasesAdded: 1 });
    expect([...book.rows()].map(({ name }) => name)).toEqual(['Customer 00001', 'Customer 00002']);
  });
  test('people who are not in the book are left out where that is wished', async () => {
    const book = new MemoryBook();
    const { counts, report } = await book.importFile(till(), { createMissing: false });
    expect([counts.new, counts.rejected, book.customers.size]).toEqual([0, 6, 0]);
    expect(report.rows[0]).toMatchObject({ rejected: true, raw: ['B1', 'K1', 'rosa@example.com', '01.02.2025', '1.064,75', 'Wein'], issues: [{ code: 'no-match', row: 2 }] });
  });
  test('a number that means someone else in another program: the e-mail knows better', async () => {
    const book = new MemoryBook();
    await book.importFile(receipts('B1;17;ben@example.com;01.02.2025;5,00;Wein'));
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,,'));
    await book.importFile(receipts('B2;17;rosa@example.com;01.02.2025;7,00;Wein'));
    expect(book.rows().map(({ emails, bought }) => [emails?.[0], bought?.minor])).toEqual([['ben@example.com', 500], ['rosa@example.com', 700]]);
  });
});

describe('dry run, rejects, unknown columns', () => {
  test('a dry run counts what the import then does, and writes nothing', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,,'));
    const file = () => people('Rosa,Kim,rosa@example.com,+44 7700 900002,,,,,,', 'Ben,Weiß,ben@example.com,,,,,31.02.1980,,', ',,,,,,,,only a note,');
    const dry = await book.importFile(file(), { dryRun: true });
    expect(book.customers.size).toBe(1);
    const real = await book.importFile(file());
    expect(dry.counts).toEqual(real.counts);
    expect(real.counts).toMatchObject({ rows: 3, new: 1, updated: 1, rejected: 1 });
  });
  test('the file of rows with reasons can be mended and imported again, and runs no formula', async () => {
    const { report } = await new MemoryBook().importFile(people(',,,,,,,,"=cmd|x",'));
    expect(reportToCsv(['a', 'b'], [{ ...report.rows[0]!, raw: ['=1+1', 'x,y'] }], { row: 'Row', reason: 'Reason', sentence: ({ code }) => `<${code}>` })).toBe('\ufeffa,b,Row,Reason\r\n\'=1+1,"x,y",2,<formula> <no-name>\r\n');
  });
  test('an unknown column becomes a field of the book where wished', async () => {
    const book = new MemoryBook();
    const file = csvFile('x.csv', 'Name,Locker\nAnna Kim,14\n');
    const opened = await openTable(file);
    if (!opened.ok) throw new Error();
    const table = opened.value;
    await book.importFile(file, { change: (mapping) => { void retarget(table, mapping, 1, 'create@text'); return { ...mapping, columns: mapping.columns.map((column) => (column.name === 'Locker' ? { ...column, target: 'create@text' } : column)) }; } });
    expect(Object.entries(only(book)[1].fields).filter(([key]) => key.startsWith('custom/')).map(([, value]) => value)).toEqual(['14']);
  });
});

describe('undo', () => {
  const undo = (book: MemoryBook, importId: string): Record<string, number> => {
    const steps: Record<string, number> = {};
    for (const [id, stored] of [...book.customers]) {
      const step = undoStep(importId, stored);
      steps[step.kind] = (steps[step.kind] ?? 0) + 1;
      if (step.kind === 'erase') book.customers.delete(id);
      if (step.kind !== 'edit') continue;
      const entries = { ...stored.entries };
      for (const entry of Object.keys(step.entries)) delete entries[entry];
      book.customers.set(id, { fields: { ...stored.fields, ...step.fields }, entries, note: step.note ?? stored.note });
    }
    return steps;
  };
  test('customers whom nobody has touched since go; one whom a colleague edited stays', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,likes tea,', 'Ben,Weiß,ben@example.com,,,,,,,', 'Ivo,Kim,ivo@example.com,,,,,,a,'));
    const ids = [...book.customers.keys()];
    edit(book, ids[1]!, 'organization', 'Nordlicht');
    book.customers.set(ids[2]!, { ...book.customers.get(ids[2]!)!, note: 'a and more' });
    expect(undo(book, 'import-1')).toEqual({ erase: 1, kept: 2 });
    expect([...book.customers.keys()]).toEqual(ids.slice(1));
  });
  test('purchases of the import go, the customer who was there before stays as before', async () => {
    const book = new MemoryBook();
    await book.importFile(people('Rosa,Kim,rosa@example.com,,,,,,,'));
    await book.importFile(receipts('B1;;rosa@example.com;01.02.2025;5,00;Wein', 'B2;K7;;01.02.2025;5,00;Wein'), { importId: 'import-2' });
    expect(undo(book, 'import-2')).toEqual({ edit: 1, erase: 1 });
    expect(purchaseSums(book)).toEqual({});
    expect(book.rows().map(({ name }) => name)).toEqual(['Rosa Kim']);
  });
  test('fields still as the import left them go back; what was typed over them stays', () => {
    const source = { kind: 'import', importId: 'import-2', file: 'x.csv' } as const;
    const stored = {
      fields: { organization: 'Südlicht', jobTitle: 'Owner', 'name/given': 'Rosa' }, note: 'mine\n\nfrom the file',
      entries: { ...change('c1', { field: 'organization', before: 'Nordlicht', after: 'Südlicht', source }), ...change('c2', { field: 'jobTitle', before: null, after: 'Buyer', source }), ...change('c3', { field: 'note', before: null, after: 'from the file', source }) },
    };
    expect(undoStep('import-2', stored)).toEqual({ kind: 'edit', fields: { organization: 'Nordlicht' }, entries: {}, note: 'mine', keptCustomer: false });
    expect(undoStep('import-1', stored)).toEqual({ kind: 'nothing' });
  });
  test('after an undo the same file comes in again', async () => {
    const book = new MemoryBook();
    const file = () => people('Rosa,Kim,rosa@example.com,,,,,,,');
    await book.importFile(file());
    undo(book, 'import-1');
    expect((await book.importFile(file(), { importId: 'import-2' })).counts.new).toBe(1);
  });
});
