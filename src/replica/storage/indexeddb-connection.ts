/**
 * One connection to the database that comes back. How it can go away, and what happens then:
 *   `close` event            the browser closed it (storage cleared, disk trouble); running transactions abort
 *   InvalidStateError        `transaction()` finds it closed or closing, even before any event
 *   UnknownError, AbortError the backing store died under a transaction
 *     -> reopened (with backoff), and the work is done once more; it must be idempotent
 *   `versionchange`          a newer build wants to upgrade, or another tab deletes the book
 *     -> closed at once and for good, so that the other tab is not blocked
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError, StorageStatus } from '../ports';
import { isConnectionFailure, transactionError } from './indexeddb-errors';
import { vanishedError } from './indexeddb-open';
import { CLOSED_ERROR } from './storage-keys';

export interface ConnectionOptions {
  readonly database: IDBDatabase;
  /** Must not create a database that has vanished. */
  readonly reopen: () => Promise<Result<IDBDatabase, StorageError>>;
  readonly onStatus: (status: StorageStatus) => void;
  /** Milliseconds before each try to reopen; the count of them is the count of tries. */
  readonly backoffMs: readonly number[];
}

export interface Connection {
  /** Runs `work` on the open database, and once more after reopening when the connection failed under it. */
  use<T>(work: (database: IDBDatabase) => Promise<Result<T, unknown>>): Promise<Result<T, StorageError>>;
  close(): void;
}

export function createConnection({ database, reopen, onStatus, backoffMs }: ConnectionOptions): Connection {
  let current: IDBDatabase | undefined;
  let opening: Promise<Result<IDBDatabase, StorageError>> | undefined;
  /** Set when this connection must not come back. */
  let ended: StorageError | undefined;

  const adopt = (next: IDBDatabase): void => {
    current = next;
    // Only for closings that the browser makes, never after `close()` (Indexed Database API 3.0, section 5.2).
    next.onclose = () => {
      if (current === next) void reconnect(next);
    };
    next.onversionchange = (event) => {
      const error: StorageError = event.newVersion === null ? vanishedError : { kind: 'newer-version' };
      end(error);
      onStatus({ kind: 'failed', error });
    };
  };

  const end = (error: StorageError): void => {
    ended ??= error;
    current?.close();
    current = undefined;
  };

  const reconnect = (lost: IDBDatabase | undefined): Promise<Result<IDBDatabase, StorageError>> => {
    // Somebody else noticed first.
    if (current && current !== lost) return Promise.resolve(ok(current));
    current?.close();
    current = undefined;
    opening ??= reopenWithBackoff().finally(() => (opening = undefined));
    return opening;
  };

  const reopenWithBackoff = async (): Promise<Result<IDBDatabase, StorageError>> => {
    onStatus({ kind: 'reopening' });
    let failure: StorageError = { kind: 'connection-lost', detail: 'The database was closed.' };
    for (const delay of backoffMs) {
      await new Promise((resolve) => setTimeout(resolve, delay));
      if (ended) return err(ended);
      const opened = await reopen();
      if (opened.ok) {
        if (ended) {
          opened.value.close();
          return err(ended);
        }
        adopt(opened.value);
        onStatus({ kind: 'open' });
        return opened;
      }
      failure = opened.error;
      if (failure.kind === 'newer-version' || failure === vanishedError) {
        end(failure);
        break;
      }
    }
    onStatus({ kind: 'failed', error: failure });
    return err(failure);
  };

  adopt(database);

  return {
    use: async (work) => {
      if (ended) return err(ended);
      const opened = current ? ok(current) : await reconnect(undefined);
      if (!opened.ok) return opened;
      const result = await work(opened.value);
      if (result.ok) return result;
      if (ended) return err(ended);
      if (!isConnectionFailure(result.error)) return err(transactionError(result.error));
      const reopened = await reconnect(opened.value);
      if (!reopened.ok) return reopened;
      const retried = await work(reopened.value);
      return retried.ok ? retried : err(ended ?? transactionError(retried.error));
    },
    close: () => end(CLOSED_ERROR),
  };
}
