import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../src/domain/entry/entry';
import { writeBookZip } from '../../../../src/transfer/export/book-zip';
import type { BookSource, BookZipOptions } from '../../../../src/transfer/export/book-zip';
import { parseVCards } from '../../../../src/transfer/vcard/parse-vcards';
import { utf8 } from '../../../support/vcard-fixtures';

const now = '2026-05-01T10:00:00Z';
const PNG = 'iVBORw0KGgo=';
const entries: readonly Entry[] = [
  { id: 'e1', kind: 'interaction', at: '2026-04-01T09:00:00Z', by: 'anna', channel: 'call', direction: 'out', summary: '=cmd about the "order"' },
  { id: 'e2', kind: 'purchase', at: '2026-04-02T09:00:00Z', by: 'anna', day: '2026-04-02', amount: { minor: -1250, currency: 'EUR' }, receipt: 'R-1' },
  { id: 'e3', kind: 'change', at: '2026-04-03T09:00:00Z', by: 'anna', field: 'custom/secret', before: null, after: 'x', source: { kind: 'staff' } },
];
const customer = (i: number): BookSource => ({
  id: `c${i}`, note: i === 0 ? 'Zeile 1\nZeile 2' : '', entries: i === 0 ? entries : [],
  fields: { 'name/given': 'Ada', 'name/family': `Nr ${i}`, 'phone/1': { raw: '+49 89 1234', e164: '+49891234' }, ...(i === 0 ? { photo: `data:image/png;base64,${PNG}`, 'custom/secret': 'x', 'email/1': { value: 'a@x.de' }, 'extra/1': ['x-a', {}, 'unknown', 'b'] } : {}) },
});
async function* book(size: number, fail = false): AsyncGenerator<BookSource> {
  for (let i = 0; i < size; i++) {
    await Promise.resolve();
    if (fail && i === 3) throw new Error('disk gone');
    yield customer(i);
  }
}
async function zip(size: number, options: Partial<BookZipOptions> = {}, signal?: AbortSignal, onProgress?: (count: number) => void) {
  const chunks: Uint8Array[] = [];
  const result = await writeBookZip(book(size), { now, write: (chunk) => void chunks.push(chunk), ...options }, onProgress, signal);
  return { result, bytes: new Uint8Array(Buffer.concat(chunks)) };
}
const rows = (text: string): Record<string, string>[] => Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data;

describe('the ZIP of everything', () => {
  it('holds every customer in every form, whole', async () => {
    const progress: number[] = [];
    const { result, bytes } = await zip(1_203, {}, undefined, (count) => progress.push(count));
    const files = unzipSync(bytes);
    expect(Object.keys(files).sort()).toEqual([
      'README.txt', 'csv/customers.csv', 'csv/purchases.csv', 'csv/timeline.csv', 'jscontact/cards-001.json', 'jscontact/cards-002.json', 'jscontact/cards-003.json',
      'json/customers-001.json', 'json/customers-002.json', 'json/customers-003.json', 'photos/c0.png', 'vcard/customers-001.vcf', 'vcard/customers-002.vcf', 'vcard/customers-003.vcf',
    ]);
    const text = (name: string): string => strFromU8(files[name]!);
    expect(result).toEqual({ ok: true, value: { customers: 1_203, interactions: 1, purchases: 1, photos: 1, files: 14, bytes: bytes.length } });
    expect(progress.at(-1)).toBe(1_203);

    const table = rows(text('csv/customers.csv'));
    expect(table).toHaveLength(1_203);
    expect(table[0]).toMatchObject({ 'Customer ID': 'c0', 'Given name': 'Ada', 'Phone 1': "'+49 89 1234", 'Email 1': 'a@x.de', Note: 'Zeile 1\nZeile 2' });
    expect(table.at(-1)).toMatchObject({ 'Customer ID': 'c1202', 'Email 1': '' });
    expect(rows(text('csv/timeline.csv'))).toMatchObject([{ 'Customer ID': 'c0', Customer: 'Ada Nr 0', Channel: 'call', Summary: '\'=cmd about the "order"' }]);
    expect(rows(text('csv/purchases.csv'))).toMatchObject([{ Receipt: 'R-1', Date: '2026-04-02', Amount: '-12.5', Currency: 'EUR', Email: 'a@x.de' }]);

    const json = [1, 2, 3].flatMap((n) => (JSON.parse(text(`json/customers-00${n}.json`)) as { customers: { id: string; fields: Record<string, unknown>; entries: unknown[]; photo?: string; note: string }[] }).customers);
    expect(json).toHaveLength(1_203);
    expect(json[0]).toMatchObject({ id: 'c0', note: 'Zeile 1\nZeile 2', entries, photo: 'photos/c0.png', fields: { 'extra/1': ['x-a', {}, 'unknown', 'b'] } });
    expect(Buffer.from(files['photos/c0.png']!).toString('base64')).toBe(PNG);

    const cards = [1, 2, 3].flatMap((n) => JSON.parse(text(`jscontact/cards-00${n}.json`)) as { '@type': string; uid: string }[]);
    expect(cards).toHaveLength(1_203);
    expect(cards[0]).toMatchObject({ '@type': 'Card', uid: 'c0' });
    const people = [1, 2, 3].flatMap((n) => parseVCards(utf8(text(`vcard/customers-00${n}.vcf`))).records);
    expect(people).toHaveLength(1_203);
    expect(people[0]?.fields).toMatchObject({ 'name/given': 'Ada', 'external/vcard': 'c0', photo: `data:image/png;base64,${PNG}` });
  });

  it('says in words what is inside, in the language of the business', async () => {
    expect(strFromU8(unzipSync((await zip(2)).bytes)['README.txt']!)).toContain('Customers: 2. Interactions: 1. Purchases: 1. Photos: 1.');
    expect(strFromU8(unzipSync((await zip(2, { language: 'de' })).bytes)['README.txt']!)).toContain('Kunden: 2.');
  });

  it('leaves out what may not leave, its history with it, and says so', async () => {
    const { bytes } = await zip(2, { isExported: (key) => key !== 'custom/secret' });
    const files = unzipSync(bytes);
    for (const name in files) expect(strFromU8(files[name]!)).not.toContain('custom/secret');
    expect(strFromU8(files['README.txt']!)).toContain('marked as private');
  });

  it('is an archive also for an empty book', async () => {
    const { result, bytes } = await zip(0);
    expect(result.ok).toBe(true);
    expect(rows(strFromU8(unzipSync(bytes)['csv/customers.csv']!))).toEqual([]);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const { result } = await zip(5_000, {}, stop.signal, (count) => { if (count >= 300) stop.abort(); });
    expect(result).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });

  it('says why when the book cannot be read or the file not be written', async () => {
    expect(await writeBookZip(book(10, true), { now, write: () => undefined })).toEqual({ ok: false, error: { kind: 'failed', message: 'disk gone' } });
    expect((await zip(5, { write: () => Promise.reject(new Error('disk full')) })).result).toEqual({ ok: false, error: { kind: 'failed', message: 'disk full' } });
  });

  it('hands out photos and full parts while it works, not all at the end', async () => {
    const sizes: number[] = [];
    let written = 0;
    await zip(1_600, { write: (chunk) => { written += chunk.length; } }, undefined, () => sizes.push(written));
    expect(sizes[5]).toBeGreaterThan(0);
    expect(sizes.at(-2)!).toBeGreaterThan(sizes[5]!);
  });
});
