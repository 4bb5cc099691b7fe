import { describe, expect, test } from 'vitest';
import { openQuestions, proposeMapping, retarget, type TableMapping } from '../../../../src/transfer/csv/propose-mapping';
import { openTable, type Table } from '../../../../src/transfer/csv/read-table';
import { createRowMapper } from '../../../../src/transfer/csv/map-rows';
import type { ContactRecord, PurchaseRecord } from '../../../../src/transfer/contact-record';
import { customerFromFields } from '../../../../src/domain/customer/customer';
import { customerColumns } from '../../../../src/transfer/export/customer-table';
import { writeCsv } from '../../../../src/transfer/export/csv';
import { csvFile } from '../../../support/import-harness';

async function open(content: string): Promise<{ table: Table; mapping: TableMapping }> {
  const opened = await openTable(csvFile('test.csv', content));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return { table: opened.value, mapping: await proposeMapping(opened.value, { currency: 'EUR' }) };
}
const context = { country: 'DE', today: '2026-03-01', fieldIds: new Map([['Total Spent', 'spent'], ['Accepts Email Marketing', 'news']]) } as const;
const contacts = ({ table, mapping }: { table: Table; mapping: TableMapping }): ContactRecord[] => table.head.map((row) => createRowMapper(mapping, context).contact(row));
const purchases = ({ table, mapping }: { table: Table; mapping: TableMapping }): PurchaseRecord[] => table.head.map((row) => createRowMapper(mapping, context).purchase(row));
const first = async (content: string) => { const record = contacts(await open(content))[0]!; return { ...customerFromFields('x', record.fields), record }; };
const targets = (mapping: TableMapping): Record<string, string> => Object.fromEntries(mapping.columns.map(({ name, target }) => [name, target]));

describe('known layouts', () => {
  test('Google: several values in a cell, default marks, system labels, addresses without their repetition', async () => {
    const read = await open('First Name,Last Name,File As,Organization Name,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Relation 1 - Label,Relation 1 - Value\n'
      + 'Rosa,Kim,"Kim, Rosa",Nordlicht GmbH,1989-07-05,likes tea,* myContacts ::: Friends,* Work,rosa@example.net ::: kim@example.net,Mobile,+44 7700 900002,Home,"Musterstraße 3\n55138 Gent\nBE",Musterstraße 3,Gent,55138,BE,Spouse,Tilda\n');
    expect(read.mapping.layout).toBe('google');
    const customer = customerFromFields('x', contacts(read)[0]!.fields);
    expect(customer.displayName).toBe('Rosa Kim');
    expect(customer.emails.map(({ item }) => item)).toEqual([{ value: 'rosa@example.net', type: 'work' }, { value: 'kim@example.net', type: 'work' }]);
    expect(customer.phones.map(({ item }) => item)).toEqual([{ raw: '+44 7700 900002', e164: '+447700900002', type: 'mobile' }]);
    expect(customer.addresses.map(({ item }) => item)).toEqual([{ street: 'Musterstraße 3', locality: 'Gent', postalCode: '55138', country: 'BE', type: 'home' }]);
    expect(customer.relations.map(({ item }) => item)).toEqual([{ type: 'spouse', name: 'Tilda' }]);
    expect(customer.dates).toEqual([{ id: 'birth', item: { kind: 'birth', date: '1989-07-05' } }]);
    expect(customer.tags).toEqual(['Friends']);
    expect(contacts(read)[0]!.note).toBe('likes tea');
  });
  test('Google before 2024', async () => {
    const { mapping } = await open('Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value\nRosa Kim,Rosa,Kim,* myContacts,* Home,r@example.com,Mobile,+44 7700 900002,Hat,58\n');
    expect(mapping.layout).toBe('google-legacy');
    const customer = await first('Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value\nRosa Kim,Rosa,Kim,* myContacts,* Home,r@example.com,Hat,58\n');
    expect([customer.displayName, customer.emails[0]?.item.type, customer.record.note]).toEqual(['Rosa Kim', 'home', 'Hat: 58']);
  });
  test('Outlook, English: month first, 0/0/00 is no birthday', async () => {
    const header = 'Title,First Name,Last Name,Company,Business Street,Business Street 2,Business City,Business Postal Code,Business Country/Region,Business Phone,Mobile Phone,E-mail Address,Birthday,Anniversary,Spouse,Children,Notes\n';
    const customer = await first(`${header}Dr.,Ágnes,Schmidt,Atelier Lyon,Musterstraße 104,Hof,Leeds,48898,GB,+44 20 7946 0103,+44 7700 900103,agnes@example.net,3/5/1979,0/0/00,Zoë,"Ivo, Mia",x\n`);
    expect([customer.prefix, customer.organization, customer.record.issues]).toEqual(['Dr.', 'Atelier Lyon', []]);
    expect(customer.dates).toEqual([{ id: 'birth', item: { kind: 'birth', date: '1979-03-05' } }]);
    expect(customer.addresses.map(({ item }) => item)).toEqual([{ street: 'Musterstraße 104', extended: 'Hof', locality: 'Leeds', postalCode: '48898', country: 'GB', type: 'work' }]);
    expect(customer.relations.map(({ item }) => [item.type, item.name])).toEqual([['spouse', 'Zoë'], ['child', 'Ivo'], ['child', 'Mia']]);
    expect(customer.phones.map(({ item }) => item.type)).toEqual(['work', 'mobile']);
  });
  test('Outlook, German: day first', async () => {
    const read = await open('Anrede,Vorname,Nachname,Firma,Straße geschäftlich,Ort geschäftlich,Postleitzahl geschäftlich,Telefon geschäftlich,Telefon (privat),Mobiltelefon,E-Mail-Adresse,Geburtstag,Partner,Notizen,Kategorien\nFrau,Jana,Weiß,Nordlicht GmbH,Am Markt 1,Köln,50667,0221 123456,,0171 1234567,jana@example.de,4.3.1979,Ben,mag Tee,Stamm;VIP\n');
    expect(read.mapping.layout).toBe('outlook-de');
    const customer = customerFromFields('x', contacts(read)[0]!.fields);
    expect([customer.given, customer.dates[0]?.item.date, customer.tags, customer.phones.map(({ item }) => item.e164)]).toEqual(['Jana', '1979-03-04', ['Stamm', 'VIP'], ['+49221123456', '+491711234567']]);
  });
  test('Shopify: the apostrophe before the id, facts kept as fields, and never as consent', async () => {
    const read = await open("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Zip,Default Address Country Code,Default Address Phone,Phone,Total Spent,Note,Tags\n'7210448301000,Quentin,Silva,q@example.com,yes,,Musterstraße 51,Malmö,79010,SE,,+44 7700 900050,1768.01,,\"vip, regular\"\n");
    expect(read.mapping.layout).toBe('shopify');
    const { fields } = contacts(read)[0]!;
    expect(fields).toMatchObject({ 'external/shopify': '7210448301000', 'custom/spent': { minor: 176801, currency: 'EUR' }, 'custom/news': true, 'tag/vip': true, 'tag/regular': true });
    expect(Object.keys(fields).filter((key) => key.includes('consent'))).toEqual([]);
  });
  test.each([
    ['hubspot', 'Record ID,First Name,Last Name,Email,Phone Number,Company Name,Job Title\n17,Rosa,Kim,r@example.com,+44 7700 900002,Nordlicht GmbH,Buyer\n'],
    ['thunderbird', 'First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Birth Year,Birth Month,Birth Day,Organization,Notes\nRosa,Kim,Rosa K.,,r@example.com,,+44 7700 900002,1989,7,5,Nordlicht GmbH,x\n'],
    ['thunderbird', 'Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Tel. dienstlich,Organisation,Geburtsjahr,Geburtsmonat,Geburtstag\nRosa,Kim,Rosa K.,r@example.com,+44 7700 900002,Nordlicht GmbH,1989,7,5\n'],
    ['apple', 'First Name,Last Name,Company,Email (home),Phone (mobile),Birthday\nRosa,Kim,Nordlicht GmbH,r@example.com,+44 7700 900002,1989-07-05\n'],
  ])('%s', async (layout, content) => {
    const read = await open(content);
    const customer = customerFromFields('x', contacts(read)[0]!.fields);
    expect([read.mapping.layout, customer.displayName, customer.organization, customer.emails[0]?.item.value, customer.phones[0]?.item.e164]).toEqual([layout, 'Rosa Kim', 'Nordlicht GmbH', 'r@example.com', '+447700900002']);
    if (layout === 'thunderbird') expect(customer.dates).toEqual([{ id: 'birth', item: { kind: 'birth', date: '1989-07-05' } }]);
  });
  test('a German till: decimal comma, day first, refunds negative', async () => {
    const read = await open('\ufeffBelegnr;Kundennr;E-Mail;Datum;Betrag;Warengruppe\r\nB000005;K00002;c2@example.net;20.09.2025;-1.064,75;Wein\r\n');
    expect([read.mapping.layout, read.mapping.kind, read.mapping.source]).toEqual(['till', 'purchases', 'till']);
    expect(purchases(read)[0]).toMatchObject({ purchase: { day: '2025-09-20', amount: { minor: -106475, currency: 'EUR' }, receipt: 'B000005', category: 'Wein' }, fields: { customerNumber: 'K00002' }, issues: [] });
  });
  test('an English till', async () => {
    const read = await open('Receipt No,Customer No,Date,Amount,Category\nR1,17,2025-09-20,"1,064.75",Wine\n');
    expect(purchases(read)[0]).toMatchObject({ purchase: { day: '2025-09-20', amount: { minor: 106475, currency: 'EUR' }, receipt: 'R1' } });
  });
  test.each([['with names', ' customer_id  date number_of_cds  dollar_value\r\n'], ['without names', '']])('CDNOW %s', async (_, header) => {
    const read = await open(`${header} 00001 19970101  1   11.77\r\n 00002 19970112  5   77.00\r\n`);
    expect([read.mapping.layout, read.mapping.kind, read.mapping.currency]).toEqual(['cdnow', 'purchases', 'USD']);
    expect(purchases(read)[1]).toMatchObject({ purchase: { day: '1997-01-12', amount: { minor: 7700, currency: 'USD' }, quantity: 5 }, fields: { customerNumber: '00002' } });
  });
  test('our own export comes back as it left', async () => {
    const { record } = await first('Vorname,Nachname,E-Mail,Telefon,Straße,PLZ,Ort,Geburtstag,Bemerkung\nJana,Weiß,jana@example.de,=HYPERLINK("x"),Am Markt 1,50667,Köln,04.03.1979,@home\n');
    const csv = writeCsv([{ id: '0192a000-0000-7000-8000-000000000001', fields: record.fields, note: record.note ?? '' }], customerColumns([{ id: '0192a000-0000-7000-8000-000000000001', fields: record.fields, note: '' }]));
    const read = await open(csv);
    expect(read.mapping.layout).toBe('regulars');
    const { 'external/regulars': id, ...fields } = contacts(read)[0]!.fields;
    expect(id).toBe('0192a000-0000-7000-8000-000000000001');
    expect(fields).toEqual(record.fields);
    expect(contacts(read)[0]!.note).toBe('@home');
  });
});

describe('files of no known program', () => {
  test('columns are known by their names in two languages, and the rest is left to decide', async () => {
    const { mapping } = await open('CUST_NO;NAME;Mobile;PLZ/Ort;DOB;LOCKER;Empty\n10442;"Varley, Thomas";020 912 0174;75261 Leeds;06/12/1979;14;\n10443;"Costello, Niamh";;50667 Köln;29/02/1964;-;\n');
    expect(targets(mapping)).toEqual({ CUST_NO: 'customerNumber', NAME: 'name/familyGiven', Mobile: 'phone@mobile', 'PLZ/Ort': 'address.postalTown', DOB: 'date@birth', LOCKER: 'skip@undecided', Empty: 'skip@empty' });
    expect(mapping.columns[4]).toMatchObject({ order: 'dmy', verdict: 'dmy' });
  });
  test('names that only an e-mail column could have are known by their values', async () => { expect(targets((await open('Wer,Wo\nAnna,anna@example.com\nBen,ben@example.com\n')).mapping)['Wo']).toBe('email'); });
  test('an order of dates that no value tells is asked', async () => {
    const { mapping } = await open('Name,Birthday\nAnna,03/04/1979\nBen,01/02/1980\n');
    expect(openQuestions(mapping).map(({ name }) => name)).toEqual(['Birthday']);
  });
  test('a column can be given another meaning, and its style follows', async () => {
    const { table, mapping } = await open('Name;Locker\nAnna;12,50\nBen;7,25\n');
    const changed = await retarget(table, mapping, 1, 'create@number');
    expect(changed.columns[1]).toMatchObject({ target: 'create@number', decimal: ',' });
    expect(createRowMapper(changed, { ...context, fieldIds: new Map([['Locker', 'locker']]) }).contact(table.head[0]!).fields['custom/locker']).toBe(12.5);
  });
  test('a field of the book is known by its name', async () => {
    const opened = await openTable(csvFile('x.csv', 'Name,Shoe size\nAnna,38\n'));
    if (!opened.ok) throw new Error();
    expect((await proposeMapping(opened.value, { currency: 'EUR', fields: [{ id: 'f1', label: 'Shoe Size', type: 'number' }] })).columns[1]?.target).toBe('custom@f1:number');
  });
});

describe('bad values', () => {
  const header = 'Given name,Family name,Email,Birthday,Phone\n';
  test.each([
    ['31 February leaves the birthday out', 'Anna,Kim,a@example.com,31.02.1980,\n', ['bad-date']],
    ['a birthday in the future is not taken', 'Anna,Kim,a@example.com,2062-05-01,\n', ['future-birthday']],
    ['half an e-mail leaves the e-mail out', 'Anna,Kim,maeve@,,\n', ['bad-email']],
    ['a phone without digits leaves the phone out', 'Anna,Kim,a@example.com,,ask her\n', ['bad-phone']],
    ['a formula is kept as text and said', '"=HYPERLINK(""http://evil.example"",""click"")",Kim,a@example.com,,\n', ['formula']],
    ['a cell too many', 'Anna,Kim,a@example.com,,,surplus\n', ['ragged-row']],
  ])('%s; the rest of the row comes in', async (_, row, codes) => {
    const record = contacts(await open(header + row))[0]!;
    expect(record.issues.map(({ code }) => code)).toEqual(codes);
    expect(record.rejected).toBeUndefined();
    expect(record.fields['name/family']).toBe('Kim');
    expect(record.fields['date/birth']).toBeUndefined();
  });
  test('a row that names nobody is rejected with its cells', async () => {
    const record = contacts(await open(`${header},,,12.05.1980,\n`))[0]!;
    expect(record).toMatchObject({ rejected: 'no-name', raw: ['', '', '', '12.05.1980', ''] });
  });
  test('a receipt without a readable amount, or of nobody, is rejected; zero is an amount', async () => {
    const read = await open('Belegnr;Kundennr;Datum;Betrag\nB1;K1;01.02.2025;n/a\nB2;;01.02.2025;5,00\nB3;K1;31.02.2025;5,00\nB4;K1;01.02.2025;0\n');
    expect(purchases(read).map(({ rejected }) => rejected)).toEqual(['no-amount', 'no-match', 'bad-date', undefined]);
    expect(purchases(read)[3]?.purchase.amount).toEqual({ minor: 0, currency: 'EUR' });
  });
});
