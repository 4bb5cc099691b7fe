/**
 * Writes exports off the main thread. The book is read in the page (one reader of the store) and pushed here in batches;
 * the file comes back as one Blob, so that a cancelled export leaves nothing behind.
 */
import { expose } from 'comlink';
import type { Entry } from '../../domain/entry/entry';
import type { CustomerFields, CustomerId, FieldKey } from '../../domain/customer/fields';
import { writeBookZip } from '../../transfer/export/book-zip';
import type { BookSource } from '../../transfer/export/book-zip';
import { customerColumns } from '../../transfer/export/customer-table';
import { writeCsv } from '../../transfer/export/csv';
import { writeVCard } from '../../transfer/vcard/write-vcard';

export type ExportFormat = 'zip' | 'csv' | 'vcard4' | 'vcard3';
export interface ExportRequest {
  readonly format: ExportFormat;
  readonly language: 'en' | 'de';
  /** UTC stamp. */
  readonly now: string;
  /** Names of custom fields by key ('custom/<id>'). */
  readonly fieldNames: Readonly<Record<FieldKey, string>>;
  /** Keys that must not leave. */
  readonly heldBack: readonly FieldKey[];
}
export interface ExportedCustomer { readonly id: CustomerId; readonly fields: CustomerFields; readonly note: string; readonly entries: readonly Entry[] }
export interface ExportBatch { readonly customers: readonly ExportedCustomer[]; readonly names: Readonly<Record<CustomerId, string>> }
export type ExportOutcome = { readonly kind: 'done'; readonly blob: Blob; readonly type: string } | { readonly kind: 'failed'; readonly message: string };

let request: ExportRequest | undefined;
let queue: Queue<ExportedCustomer> | undefined;
let outcome: Promise<ExportOutcome> | undefined;
const names = new Map<CustomerId, string>();

/** A bounded hand-over: `push` waits while the writer is behind, so that 50,000 customers are never all in memory twice. */
class Queue<T> {
  #items: readonly T[] = [];
  #wakeReader: () => void = () => undefined;
  #wakeWriter: () => void = () => undefined;
  #ended = false;

  async push(items: readonly T[]): Promise<void> {
    while (this.#items.length > 0 && !this.#ended) await new Promise<void>((resolve) => { this.#wakeWriter = resolve; });
    this.#items = items;
    this.#wakeReader();
  }

  /** Also frees a writer that waits: the reader may have failed. */
  end(): void {
    this.#ended = true;
    this.#wakeReader();
    this.#wakeWriter();
  }

  async *read(): AsyncGenerator<T> {
    for (;;) {
      const items = this.#items;
      this.#items = [];
      this.#wakeWriter();
      yield* items;
      if (this.#items.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => { this.#wakeReader = resolve; });
    }
  }
}

const withoutHeldBack = ({ fields, ...rest }: ExportedCustomer, held: ReadonlySet<FieldKey>): BookSource => ({
  ...rest, fields: held.size === 0 ? fields : Object.fromEntries(Object.entries(fields).filter(([key]) => !held.has(key))),
});

async function write(source: AsyncIterable<ExportedCustomer>, { format, language, now, fieldNames, heldBack }: ExportRequest): Promise<ExportOutcome> {
  const held = new Set(heldBack);
  const fieldName = (key: FieldKey): string | undefined => fieldNames[key];
  const options = { now: () => now, fieldName, customerName: (id: CustomerId) => names.get(id) };
  const parts: BlobPart[] = [];
  if (format === 'zip') {
    const result = await writeBookZip(source as AsyncIterable<BookSource>, {
      write: (chunk) => { parts.push(chunk as BlobPart); }, now, language, fieldName, customerName: options.customerName, isExported: (key) => !held.has(key),
    });
    return result.ok ? { kind: 'done', blob: new Blob(parts, { type: 'application/zip' }), type: 'application/zip' } : { kind: 'failed', message: result.error.kind };
  }
  if (format === 'csv') {
    const all: BookSource[] = [];
    for await (const customer of source) all.push(withoutHeldBack(customer, held));
    return { kind: 'done', blob: new Blob([writeCsv(all, customerColumns(all, fieldName), { bom: true })], { type: 'text/csv' }), type: 'text/csv' };
  }
  for await (const customer of source) parts.push(writeVCard(withoutHeldBack(customer, held), format === 'vcard4' ? '4.0' : '3.0', options));
  return { kind: 'done', blob: new Blob(parts, { type: 'text/vcard' }), type: 'text/vcard' };
}

const api = {
  start(next: ExportRequest): void {
    request = next;
    const source = (queue = new Queue<ExportedCustomer>());
    outcome = write(source.read(), request).catch((error: unknown) => ({ kind: 'failed' as const, message: error instanceof Error ? error.message : String(error) }))
      .finally(() => source.end());
  },
  async push(batch: ExportBatch): Promise<void> {
    for (const [id, name] of Object.entries(batch.names)) names.set(id, name);
    await queue?.push(batch.customers);
  },
  async finish(): Promise<ExportOutcome> {
    // The last batch must be taken before the end is announced.
    await queue?.push([]);
    queue?.end();
    return outcome ?? { kind: 'failed', message: 'not started' };
  },
};
export type ExportApi = typeof api;
expose(api);
