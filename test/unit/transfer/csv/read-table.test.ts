import { describe, expect, test } from 'vitest';
import { openTable, type Table, type TableOptions } from '../../../../src/transfer/csv/read-table';
import type { TableRow } from '../../../../src/transfer/csv/table-row';
import { csvFile } from '../../../support/import-harness';

async function table(content: string | Uint8Array<ArrayBuffer>, options?: TableOptions): Promise<Table> {
  const opened = await openTable(csvFile('test.csv', content), options);
  if (!opened.ok) throw new Error(`not opened: ${JSON.stringify(opened.error)}`);
  return opened.value;
}
async function rowsOf(read: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  await read.forEachPiece((piece) => void rows.push(...piece));
  return rows;
}
const failure = async (content: string | Uint8Array<ArrayBuffer>): Promise<unknown> => { const opened = await openTable(csvFile('test.csv', content)); return opened.ok ? undefined : opened.error; };
const utf16 = (text: string, bigEndian: boolean, bom: boolean): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(text.length * 2 + (bom ? 2 : 0));
  const view = new DataView(bytes.buffer);
  [...(bom ? '\ufeff' : ''), ...text].forEach((letter, i) => { view.setUint16(i * 2, letter.charCodeAt(0), !bigEndian); });
  return bytes;
};
const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('letters', () => {
  const content = 'Name,Town\nZoë,Zürich\nJürgen,Köln\n';
  test.each([
    ['UTF-8', content, 'utf-8'], ['UTF-8 with a mark', `\ufeff${content}`, 'utf-8'], ['UTF-16 with a mark', utf16(content, false, true), 'utf-16le'], ['UTF-16, other byte order', utf16(content, true, true), 'utf-16be'],
    ['UTF-16 without a mark', utf16(content, false, false), 'utf-16le'], ['Windows-1252', latin1(content), 'windows-1252'],
  ] as const)('a file in %s is read with its umlauts', async (_, bytes, encoding) => {
    const read = await table(bytes);
    expect(read.encoding.name).toBe(encoding);
    expect((await rowsOf(read)).map(({ cells }) => cells)).toEqual([['Zoë', 'Zürich'], ['Jürgen', 'Köln']]);
  });
  test('a guess of the letters is said', async () => {
    expect((await table(latin1(content))).issues).toEqual([{ code: 'encoding-guessed', row: 1, value: 'windows-1252' }]);
    expect((await table(content)).issues).toEqual([]);
  });
  test('one wrong byte far behind the first megabyte still shows that the file is not UTF-8', async () => {
    const read = await table(latin1(`Name,Town\n${'Anna,Cork\n'.repeat(300_000)}Zoë,Cork\n`));
    expect(read.encoding.name).toBe('windows-1252');
    expect(read.rowCount).toBe(300_001);
    expect((await rowsOf(read)).at(-1)).toEqual({ row: 300_002, cells: ['Zoë', 'Cork'] });
  });
  test('one broken byte does not garble the names of the whole file, and its row is said', async () => {
    const read = await table(Uint8Array.from([...Buffer.from('Name,Town\nMüller,Köln\nNúñez,Bo'), 0xe9, ...Buffer.from('\nÅberg,Umeå\n')]));
    expect(read.encoding).toMatchObject({ name: 'utf-8', guessed: false });
    expect(read.head.map(({ cells }) => cells)).toEqual([['Müller', 'Köln'], ['Núñez', 'Bo\ufffd'], ['Åberg', 'Umeå']]);
    expect(read.issues).toEqual([{ code: 'broken-letter', row: 3, value: 'Bo\ufffd' }]);
  });
  test('a few zero bytes in text are dropped, early and late in the file', async () => {
    const read = await table(`Name,Town\nAn\0na,Cork\n${'Ben,Lyon\n'.repeat(20_000)}Cy\0d,Graz\n`);
    expect(read.head[0]?.cells).toEqual(['Anna', 'Cork']);
    const last: string[] = [];
    await read.forEachPiece((rows) => { for (const { cells } of rows) last.push(cells[0]!); });
    expect(last.at(-1)).toBe('Cyd');
  });
  test('a letter of Word is not called an Excel file', async () => {
    expect(await failure('PK\x03\x04[Content_Types].xml word/document.xml')).toEqual({ kind: 'not-text', what: 'docx' });
  });
  test('letters of several bytes across the boundary of two pieces stay whole', async () => {
    const name = '山'.repeat(700_000);
    const read = await table(`Name,Town\n${name},Köln\n`);
    expect((await rowsOf(read))[0]!.cells[0]).toBe(name);
  });
});

describe('what is no table', () => {
  test.each([
    ['an Excel file', new Uint8Array([0x50, 0x4b, 3, 4, ...new TextEncoder().encode('....[Content_Types].xml xl/workbook.xml')]), 'xlsx'], ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'xls'],
    ['a PDF', '%PDF-1.7 x', 'pdf'], ['a picture', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'jpeg'], ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'png'], ['a program', new Uint8Array(4_000).map((_, i) => (i * 7) % 256), 'binary'],
  ] as const)('%s renamed to .csv is named for what it is', async (_, bytes, what) => { expect(await failure(bytes)).toEqual({ kind: 'not-text', what }); });
  test('an empty file, and one of blank lines', async () => {
    expect(await failure('')).toEqual({ kind: 'empty' });
    expect(await failure('\n \n\n')).toEqual({ kind: 'empty' });
  });
  test('a header only', async () => { expect(await failure('Name;Email\r\n')).toEqual({ kind: 'header-only' }); });
});

describe('columns and rows', () => {
  test.each([',', ';', '\t', '|'] as const)('columns split by "%s"', async (delimiter) => {
    const read = await table(['Name', 'Amount', 'Town'].join(delimiter) + '\n' + ['Anna', delimiter === ',' ? '12.50' : '12,50', 'Cork'].join(delimiter) + '\n');
    expect(read.delimiter).toBe(delimiter);
    expect((await rowsOf(read))[0]!.cells).toHaveLength(3);
  });
  test('columns split by runs of blanks, with and without names', async () => {
    const named = await table(' customer_id  date number_of_cds  dollar_value\r\n 00001 19970101  1   11.77\r\n 00002 19970112  1   12.00\r\n');
    expect([named.delimiter, named.columns, named.rowCount]).toEqual(['blanks', ['customer_id', 'date', 'number_of_cds', 'dollar_value'], 2]);
    const unnamed = await table(' 00001 19970101  1   11.77\n 00002 19970112  1   12.00');
    expect([unnamed.delimiter, unnamed.hasHeader, unnamed.columns, unnamed.rowCount]).toEqual(['blanks', false, ['Column 1', 'Column 2', 'Column 3', 'Column 4'], 2]);
  });
  test('names in one column are not split at their blanks', async () => { expect((await table('Full name\nAnna Kim\nBen Weiß\n')).columns).toEqual(['Full name']); });
  test('quotes hold separators, quotes and line breaks; the row is counted once', async () => {
    const read = await table('Name,Note\r\n"Smith, Ltd.","likes ""tea""\r\nand cake"\r\nAnna,x\r\n');
    expect(await rowsOf(read)).toEqual([{ row: 2, cells: ['Smith, Ltd.', 'likes "tea"\nand cake'] }, { row: 3, cells: ['Anna', 'x'] }]);
  });
  test.each([['CR', '\r'], ['LF', '\n'], ['CRLF', '\r\n']])('line ends %s', async (_, end) => { expect((await rowsOf(await table(['Name,Town', 'Anna,Cork', 'Ben,Lyon'].join(end)))).map(({ row }) => row)).toEqual([2, 3]); });
  test('blank lines are skipped but counted, so that row numbers are the spreadsheet\'s', async () => {
    const read = await table('Name,Town\n\nAnna,Cork\n,\nBen,Lyon\n');
    expect((await rowsOf(read)).map(({ row }) => row)).toEqual([3, 5]);
    expect(read.rowCount).toBe(2);
  });
  test('doubled names are told apart, and said', async () => {
    const read = await table('Phone,Phone,,phone\n1,2,3,4\n');
    expect(read.columns).toEqual(['Phone', 'Phone (2)', 'Column 3', 'phone (3)']);
    expect(read.issues.map(({ code, column }) => [code, column])).toEqual([['duplicate-header', 'Phone (2)'], ['duplicate-header', 'phone (3)']]);
  });
  test('rows too short or too long come in and are said; blank cells at the end are nothing', async () => {
    const read = await table('a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n');
    expect(read.rowCount).toBe(3);
    expect(read.issues.map(({ code, row }) => [code, row])).toEqual([['ragged-row', 2], ['ragged-row', 3]]);
  });
  test('a quote that is never closed costs its own row, not the rest of the file', async () => {
    const read = await table(`Name,Town\n"Anna,Cork\n${'Ben,Lyon\n'.repeat(500)}`);
    expect(read.rowCount).toBe(501);
    expect(read.issues.filter(({ code }) => code === 'cut-off')).toEqual([{ code: 'cut-off', row: 2, value: '"Anna,Cork' }]);
  });
  test('a quote that is never closed does not swallow the rows up to the next quote of the file', async () => {
    const read = await table('Given name,Family name,Email\nAnna,"Kim,anna@example.com\nBen,Lee,ben@example.com\nCyd,"Moe ""the"" Third",cyd@example.com\nDan,"He said "hi" twice\nand left",dan@example.com\n');
    expect(read.head.map(({ row, cells }) => [row, ...cells])).toEqual([
      [2, 'Anna', 'Kim', 'anna@example.com'], [3, 'Ben', 'Lee', 'ben@example.com'], [4, 'Cyd', 'Moe "the" Third', 'cyd@example.com'], [5, 'Dan', 'He said "hi" twice\nand left', 'dan@example.com'],
    ]);
    expect(read.issues).toEqual([{ code: 'cut-off', row: 2, value: 'Anna,"Kim,anna@example.com' }]);
  });
  test('a file full of open quotes is read to its end in reasonable time', async () => {
    const read = await table(`Name,Town\n${'"Anna,Cork\n"x"y,Lyon\n'.repeat(150_000)}`);
    expect(read.rowCount).toBeGreaterThan(250_000);
    expect(read.issueCount).toBeGreaterThan(0);
  }, 20_000);
  test('a first row of data is not taken for names, and the choice can be overruled', async () => {
    expect((await table('Anna,anna@example.com,2025-01-01\nBen,ben@example.com,2025-01-02\n')).hasHeader).toBe(false);
    expect((await table('Anna,anna@example.com,2025-01-01\nBen,ben@example.com,2025-01-02\n', { header: true })).rowCount).toBe(1);
  });
  test('reading can be cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    const opened = await openTable(csvFile('x.csv', 'a,b\n1,2\n'), { signal: abort.signal });
    expect(opened).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });
});
