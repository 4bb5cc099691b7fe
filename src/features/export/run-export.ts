/** Reads the chosen customers from the book and has the worker write them; one export at a time, cancellable. */
import { wrap } from 'comlink';
import { err, ok } from '../../lib/result';
import type { Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import { listItems } from '../../domain/customer/customer';
import type { RelationItem } from '../../domain/customer/fields';
import type { Book } from '../../replica/book';
import type { ExportApi, ExportBatch, ExportFormat, ExportRequest, ExportedCustomer } from './export-worker';

const BATCH = 250;

export type ExportFailure = { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly detail: string };
export interface ExportFile { readonly blob: Blob; readonly type: string; readonly extension: string; readonly customers: number }

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { zip: 'zip', csv: 'csv', vcard4: 'vcf', vcard3: 'vcf' };

/** Customers that cannot be read are left out, as `book.read` does; `customers` counts what is in the file. */
export async function runExport(
  book: Book, ids: readonly CustomerId[], request: ExportRequest, onProgress: (done: number) => void, signal: AbortSignal,
): Promise<Result<ExportFile, ExportFailure>> {
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module', name: 'export' });
  const crashed = new Promise<never>((_resolve, reject) => { worker.addEventListener('error', (event) => reject(new Error(event.message || 'the export worker did not start'))); });
  const cancelled = new Promise<never>((_resolve, reject) => { signal.addEventListener('abort', () => { reject(new Error('cancelled')); }); });
  // Whoever is not waiting when it happens has come to an end already.
  cancelled.catch(() => undefined);
  const api = wrap<ExportApi>(worker);
  let customers = 0;
  try {
    await Promise.race([api.start(request), crashed]);
    for (let from = 0; from < ids.length; from += BATCH) {
      if (signal.aborted) return err({ kind: 'cancelled' });
      const batch = await readBatch(book, ids.slice(from, from + BATCH));
      if (!batch.ok) return batch;
      customers += batch.value.customers.length;
      await Promise.race([api.push(batch.value), crashed, cancelled]);
      onProgress(Math.min(from + BATCH, ids.length));
    }
    const outcome = await Promise.race([api.finish(), crashed, cancelled]);
    return outcome.kind === 'done' ? ok({ blob: outcome.blob, type: outcome.type, extension: EXTENSIONS[request.format], customers }) : err({ kind: 'failed', detail: outcome.message });
  } catch (error) {
    if (signal.aborted) return err({ kind: 'cancelled' });
    return err({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
  } finally {
    worker.terminate();
  }
}

async function readBatch(book: Book, ids: readonly CustomerId[]): Promise<Result<ExportBatch, ExportFailure>> {
  const customers: ExportedCustomer[] = [];
  const names: Record<CustomerId, string> = {};
  const result = await book.read(ids, (id, fields, entries, note) => {
    customers.push({ id, fields, note, entries: Object.values(entries) });
    for (const { item } of listItems<RelationItem>(fields, 'relation')) {
      const name = item.customer && book.rows.get(item.customer)?.name;
      if (item.customer && name) names[item.customer] = name;
    }
  });
  return result.ok ? ok({ customers, names }) : err({ kind: 'failed', detail: result.error.kind });
}
