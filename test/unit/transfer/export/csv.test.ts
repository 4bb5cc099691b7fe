import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { guardCell, unguardCell, writeCsv } from '../../../../src/transfer/export/csv';
import type { CsvCell } from '../../../../src/transfer/export/csv';
import { customerColumns } from '../../../../src/transfer/export/customer-table';
import { decimal, PURCHASE_COLUMNS } from '../../../../src/transfer/export/entry-tables';

const table = (rows: readonly (readonly CsvCell[])[], options = {}): string => writeCsv(rows, [0, 1].map((i) => ({ header: `c${i}`, cell: (row: readonly CsvCell[]) => row[i] })), options);

describe('a CSV file', () => {
  it('quotes what RFC 4180 wants quoted and ends lines with CRLF', () => {
    expect(table([['a,b', 'say "x"'], ['two\nlines', null]])).toBe('c0,c1\r\n"a,b","say ""x"""\r\n"two\nlines",\r\n');
  });

  it('lets no spreadsheet run a customer’s name, and leaves figures as figures', () => {
    expect(table([['=HYPERLINK("http://x")', -12.5], ['+49 89 1234', '@sum']])).toBe('c0,c1\r\n"\'=HYPERLINK(""http://x"")",-12.5\r\n\'+49 89 1234,\'@sum\r\n');
  });

  it('can carry a byte order mark and the separator of the country', () => {
    expect(table([['a', 'b']], { bom: true, delimiter: ';' })).toBe('\ufeffc0;c1\r\na;b\r\n');
  });

  it('gives back every text as it was', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.tuple(fc.constantFrom('=', '+', '-', '@', "'", "'=", "''+", '\t', '\r', '＝'), fc.string()).map((parts) => parts.join('')));
    fc.assert(fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
      const read = Papa.parse<string[]>(table(rows), { delimiter: ',', newline: '\r\n' }).data.slice(1, -1);
      expect(read.map((row) => row.map(unguardCell))).toEqual(rows);
    }));
  });

  it('leaves no cell that a spreadsheet would take for a formula', () => {
    fc.assert(fc.property(fc.string(), (text) => !/^[=+\-@\t\r]/.test(guardCell(text))));
    expect(guardCell("it's")).toBe("it's");
  });
});

describe('the table of customers', () => {
  const sources = [
    { id: 'a', note: 'n', fields: { 'name/given': 'Ada', 'email/2': { value: 'old@x.de' }, 'email/1': { value: 'new@x.de', preferred: true, type: 'work' }, 'tag/B': true, 'tag/A': true, 'date/birth': { kind: 'birth', date: '--04-12' }, 'custom/shoe': 42, 'external/shop': '77' } },
    { id: 'b', note: '', fields: { organization: 'Blüte', 'phone/1': { raw: '+49 1' }, 'custom/size': ['S', 'M'] } },
  ];
  const read = (name?: (key: string) => string | undefined): Record<string, string>[] => Papa.parse<Record<string, string>>(writeCsv(sources, customerColumns(sources, name)), { header: true, skipEmptyLines: true }).data;

  it('has numbered columns for as many values as any customer has, the preferred first', () => {
    expect(read()[0]).toMatchObject({ 'Customer ID': 'a', 'Given name': 'Ada', 'Email 1': 'new@x.de', 'Email 1 type': 'work', 'Email 2': 'old@x.de', Birthday: "'--04-12", Tags: 'A ::: B', 'ID at shop': '77', Note: 'n' });
    expect(read()[1]).toMatchObject({ 'Customer ID': 'b', Organization: 'Blüte', 'Email 1': '', 'Phone 1': "'+49 1", 'custom/size': 'S ::: M' });
  });

  it('names custom fields as the book does, and tells two of one name apart', () => {
    expect(read((key) => (key === 'custom/shoe' ? 'Shoe size' : 'Note'))[0]).toMatchObject({ 'Shoe size': '42', 'Note (custom/size)': '', Note: 'n' });
    expect(Object.keys(read(() => 'Size')[0] ?? {})).toEqual(expect.arrayContaining(['Size', 'Size (custom/size)']));
  });
});

it('a refund of 12.50 euros is -12.5, and a thousand yen are a thousand', () => {
  expect(decimal({ minor: -1250, currency: 'EUR' })).toBe(-12.5);
  expect(decimal({ minor: 1000, currency: 'JPY' })).toBe(1000);
  expect(PURCHASE_COLUMNS.map((column) => column.header)).toContain('Amount');
});
