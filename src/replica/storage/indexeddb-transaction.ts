/** One IndexedDB transaction as a promise of a Result; the error is what IndexedDB gave, untranslated. */
import { err, ok, type Result } from '../../lib/result';
import type { StoreName } from '../ports';

/**
 * Queues requests in `queue` and calls what it returned after `complete`. Never rejects.
 * The error is a DOMException, or null where the browser aborted without naming a cause.
 */
export function runTransaction<T>(
  database: IDBDatabase,
  stores: readonly StoreName[],
  { mode, durability }: { readonly mode: 'readonly' | 'readwrite'; readonly durability?: 'strict' | 'relaxed' },
  queue: (transaction: IDBTransaction) => () => T,
): Promise<Result<T, unknown>> {
  return new Promise((resolve) => {
    let transaction: IDBTransaction | undefined;
    try {
      transaction = database.transaction([...stores], mode, durability && { durability });
      const started = transaction;
      const finish = queue(started);
      started.oncomplete = () => resolve(ok(finish()));
      started.onabort = () => resolve(err(started.error));
      // A request's error bubbles up to window.onerror in Firefox unless it is stopped here; abort follows all the same.
      started.onerror = (event) => event.stopPropagation();
      // Saves the round trip in which the browser would wait for more requests.
      if (mode === 'readwrite') started.commit?.();
    } catch (error) {
      // All or nothing: what was queued before the throw must not be stored.
      if (transaction) abortQuietly(transaction);
      resolve(err(error));
    }
  });
}

function abortQuietly(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // InvalidStateError: it has ended already, which is what is wanted.
  }
}
