/**
 * Everything in one ZIP that any program can read (SPEC X5): CSV tables, vCards, JSContact, JSON, photos and a README in
 * words. The customers are gone through once; what leaves, leaves in pieces, so that memory holds parts and compressed
 * tables, never the book. Meant for a worker.
 */
import type { CustomerFields, FieldKey } from '../../domain/customer/fields';
import type { Entry } from '../../domain/entry/entry';
import type { Json } from '../../lib/json';
import { err, ok } from '../../lib/result';
import type { Result } from '../../lib/result';
import type { CardSource } from '../vcard/customer-to-card';
import { pictureFromDataUri } from '../vcard/read-photo';
import { writeVCard } from '../vcard/write-vcard';
import { csvHeader, csvLine } from './csv';
import { CustomerTableShape } from './customer-table';
import { PURCHASE_COLUMNS, TIMELINE_COLUMNS } from './entry-tables';
import { customerToJSContact } from './jscontact';
import { LineSpool } from './line-spool';
import { readmeText } from './readme-text';
import type { ExportLanguage } from './readme-text';
import { ZipWriter } from './zip-writer';
import type { SpooledFile, WriteChunk } from './zip-writer';

export interface BookSource extends CardSource { readonly entries: Iterable<Entry> }

export interface BookZipOptions {
  /** Takes the archive piece by piece: a file's writable stream, or a list for a Blob. */
  readonly write: WriteChunk;
  /** UTC stamp of the export. */
  readonly now: string;
  readonly language?: ExportLanguage | undefined;
  /** False for fields that must not leave (private, secret); default: all leave. */
  readonly isExported?: ((key: FieldKey) => boolean) | undefined;
  /** The name of a custom field ('custom/<id>'), for column heads. */
  readonly fieldName?: ((key: FieldKey) => string | undefined) | undefined;
  readonly customerName?: ((id: string) => string | undefined) | undefined;
}

export interface BookZipSummary { readonly customers: number; readonly interactions: number; readonly purchases: number; readonly photos: number; readonly files: number; readonly bytes: number }
export type BookZipError = { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly message: string };

/** A part is closed at this many customers or characters, whichever comes first. */
const PART_CUSTOMERS = 500;
const PART_LENGTH = 4_000_000;
/** After so many customers the worker may hear of a cancel. */
const BREATH = 100;
const CSV = { guardFormulas: true, bom: true } as const;

/** Writes the archive; cancelled or failed, what was written so far is no archive and should be thrown away. */
export async function writeBookZip(
  source: AsyncIterable<BookSource>, options: BookZipOptions, onProgress: (customers: number) => void = () => undefined, signal?: AbortSignal,
): Promise<Result<BookZipSummary, BookZipError>> {
  const writer = new BookWriter(options);
  try {
    let customers = 0;
    for await (const customer of source) {
      if (signal?.aborted) return err({ kind: 'cancelled' });
      writer.add(customer);
      customers += 1;
      await writer.flush();
      if (customers % BREATH === 0) {
        onProgress(customers);
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    if (signal?.aborted) return err({ kind: 'cancelled' });
    const summary = await writer.end(signal);
    if (signal?.aborted) return err({ kind: 'cancelled' });
    onProgress(customers);
    return ok(summary);
  } catch (error) {
    return err({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

class BookWriter {
  readonly #zip: ZipWriter;
  readonly #options: BookZipOptions;
  readonly #shape = new CustomerTableShape();
  readonly #spool = new LineSpool();
  readonly #timeline: SpooledFile;
  readonly #purchases: SpooledFile;
  readonly #vcards: Parts;
  readonly #cards: Parts;
  readonly #json: Parts;
  readonly #counts = { customers: 0, interactions: 0, purchases: 0, photos: 0 };
  #left = false;

  constructor(options: BookZipOptions) {
    this.#options = options;
    this.#zip = new ZipWriter(options.write, new Date(options.now));
    this.#timeline = this.#zip.spool('csv/timeline.csv');
    this.#timeline.push(csvHeader(TIMELINE_COLUMNS, CSV));
    this.#purchases = this.#zip.spool('csv/purchases.csv');
    this.#purchases.push(csvHeader(PURCHASE_COLUMNS, CSV));
    this.#vcards = new Parts(this.#zip, 'vcard/customers', 'vcf', '', '', '');
    this.#cards = new Parts(this.#zip, 'jscontact/cards', 'json', '[\n', ',\n', '\n]\n');
    this.#json = new Parts(this.#zip, 'json/customers', 'json', '{"format":"regulars-book","version":1,"customers":[\n', ',\n', '\n]}\n');
  }

  flush(): Promise<void> {
    return this.#zip.flush();
  }

  add(customer: BookSource): void {
    const { id, note } = customer;
    const fields = this.#exported(customer.fields);
    const entries = [...customer.entries].filter((entry) => entry.kind !== 'change' || this.#mayLeave(entry.field));
    const source = { id, fields, note, entries };
    const writing = { now: () => this.#options.now, fieldName: this.#options.fieldName, customerName: this.#options.customerName };
    this.#counts.customers += 1;
    this.#vcards.add(writeVCard(source, '4.0', writing));
    this.#cards.add(JSON.stringify(customerToJSContact(source, writing)));
    const { photo, ...bare } = fields;
    this.#json.add(JSON.stringify({ id, fields: bare, note, entries: entries as unknown as Json, ...this.#photo(id, photo) }));
    this.#shape.count(bare);
    this.#spool.push(JSON.stringify({ id, note, fields: withoutExtras(bare) }));
    for (const entry of entries) {
      // Kinds of newer versions stand in the JSON; a table has no columns for them.
      if (entry.kind === 'interaction') this.#line(this.#timeline, 'interactions', csvLine({ source, entry: entry }, TIMELINE_COLUMNS, CSV));
      else if (entry.kind === 'purchase') this.#line(this.#purchases, 'purchases', csvLine({ source, entry: entry }, PURCHASE_COLUMNS, CSV));
    }
  }

  async end(signal: AbortSignal | undefined): Promise<BookZipSummary> {
    for (const file of [this.#vcards, this.#cards, this.#json, this.#timeline, this.#purchases]) file.finish();
    const table = this.#zip.spool('csv/customers.csv');
    const columns = this.#shape.columns(this.#options.fieldName);
    table.push(csvHeader(columns, CSV));
    let written = 0;
    for (const line of this.#spool.lines()) {
      table.push(csvLine(JSON.parse(line) as CardSource, columns, CSV));
      if (++written % (10 * BREATH) === 0) await new Promise((resolve) => setTimeout(resolve));
      if (signal?.aborted) break;
    }
    table.finish();
    this.#zip.addText('README.txt', readmeText(this.#options.language ?? 'en', { ...this.#counts, day: this.#options.now.slice(0, 10), left: this.#left }));
    await this.#zip.end();
    return { ...this.#counts, files: this.#zip.files, bytes: this.#zip.bytes };
  }

  #line(file: SpooledFile, counted: 'interactions' | 'purchases', line: string): void {
    file.push(line);
    this.#counts[counted] += 1;
  }

  #mayLeave(key: FieldKey): boolean {
    const may = this.#options.isExported?.(key) ?? true;
    if (!may) this.#left = true;
    return may;
  }

  #exported(fields: CustomerFields): CustomerFields {
    return Object.fromEntries(Object.entries(fields).filter(([key, value]) => value !== null && this.#mayLeave(key)));
  }

  /** The photo as a file of its own, and its name for the JSON; a photo that is no picture stays in the JSON as it is. */
  #photo(id: string, photo: Json | undefined): { readonly photo?: Json } {
    const picture = typeof photo === 'string' ? pictureFromDataUri(photo) : undefined;
    if (!picture) return photo === undefined ? {} : { photo };
    const name = `photos/${id.replace(/[^A-Za-z0-9_-]/g, '_')}.${picture.mediaType.replace(/^image\//, '').replace(/[^a-z0-9]/g, '') || 'bin'}`;
    this.#zip.addStored(name, picture.bytes);
    this.#counts.photos += 1;
    return { photo: name };
  }
}

const withoutExtras = (fields: CustomerFields): CustomerFields => Object.fromEntries(Object.entries(fields).filter(([key]) => !key.startsWith('extra/')));

/** Records of one format in files of bounded size: `name-001.ext`, `name-002.ext`. */
class Parts {
  #file: SpooledFile | undefined;
  #count = 0;
  #length = 0;
  #number = 0;

  constructor(private readonly zip: ZipWriter, private readonly name: string, private readonly extension: string, private readonly open: string, private readonly between: string, private readonly close: string) {}

  add(text: string): void {
    if (this.#file && (this.#count >= PART_CUSTOMERS || this.#length >= PART_LENGTH)) this.finish();
    if (!this.#file) {
      this.#number += 1;
      this.#file = this.zip.spool(`${this.name}-${String(this.#number).padStart(3, '0')}.${this.extension}`);
      this.#file.push(this.open);
    }
    this.#file.push(this.#count > 0 ? this.between + text : text);
    this.#count += 1;
    this.#length += text.length;
  }

  finish(): void {
    if (!this.#file) return;
    this.#file.push(this.close);
    this.#file.finish();
    this.#file = undefined;
    this.#count = 0;
    this.#length = 0;
  }
}
