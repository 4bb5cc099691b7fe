/**
 * The limits: what the same bytes cost through the bare browser API, and what the plainest code would need, measured in the
 * same page as what they are held against.
 */
import Papa from 'papaparse';
import { haystackOf } from '../../../src/domain/search/haystack';
import { normalizeForSearch } from '../../../src/domain/search/haystack';
import type { CustomerRow } from '../../../src/domain/customer/row';
import { timed } from './timing';

const done = (transaction: IDBTransaction): Promise<void> => new Promise((resolve, reject) => {
  transaction.oncomplete = () => { resolve(); };
  transaction.onabort = () => { reject(new Error(`aborted: ${String(transaction.error?.name)}`)); };
});
const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(new Error(String(request.error?.name))); };
});

/** A database with one store without anything of ours. */
export async function withBareStore<T>(work: (run: (mode: IDBTransactionMode, queue: (store: IDBObjectStore) => void) => Promise<void>) => Promise<T>): Promise<T> {
  const name = `bare-${crypto.randomUUID()}`;
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => { request.result.createObjectStore('values'); };
  const database = await answer(request);
  try {
    return await work((mode, queue) => {
      const transaction = database.transaction('values', mode, { durability: 'relaxed' });
      queue(transaction.objectStore('values'));
      return done(transaction);
    });
  } finally {
    database.close();
    await answer(indexedDB.deleteDatabase(name));
  }
}

/** Milliseconds to write the same bytes as one value, and as a value each. */
export async function bareWrite(values: readonly Uint8Array[], oneEach: boolean): Promise<{ readonly blob: number; readonly each: number; readonly bytes: number }> {
  const bytes = values.reduce((sum, { length }) => sum + length, 0);
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const part of values) {
    whole.set(part, offset);
    offset += part.length;
  }
  const [blob] = await withBareStore((run) => timed(() => run('readwrite', (store) => { store.put(whole, 'whole'); })));
  const [each] = oneEach ? await withBareStore((run) => timed(() => run('readwrite', (store) => { values.forEach((part, i) => store.put(part, i)); }))) : [NaN];
  return { blob, each, bytes };
}

/** Opens a database of ours and reads one store's values, nothing else. */
export async function bareRead(name: string, storeName: string): Promise<readonly Uint8Array[]> {
  const database = await answer(indexedDB.open(name));
  try {
    return (await answer(database.transaction(storeName, 'readonly').objectStore(storeName).getAll())) as Uint8Array[];
  } finally {
    database.close();
  }
}

/** Rows as the plainest reader has them: all values, parsed. */
export async function bareRows(name: string): Promise<CustomerRow[]> {
  const decoder = new TextDecoder();
  return (await bareRead(name, 'rows')).flatMap((value) => (JSON.parse(decoder.decode(value)) as { readonly rows: CustomerRow[] }).rows);
}

/** The plainest search that finds every substring: one normalised string each, looked through from the first to the last. */
export function plainScan(rows: Iterable<CustomerRow>): (typed: string) => number {
  const texts = Array.from(rows, (row) => { const { head, note } = haystackOf(row); return `${head}\n${note}`; });
  return (typed) => {
    const wanted = normalizeForSearch(typed).trim();
    let found = 0;
    for (const text of texts) if (text.includes(wanted)) found += 1;
    return found;
  };
}

/** PapaParse alone: file to rows of cells. */
export const parseAlone = (file: Blob): Promise<readonly [ms: number, rows: number]> => timed(async () => Papa.parse<string[]>(await file.text(), { delimiter: ',', newline: '\r\n' }).data.length);
