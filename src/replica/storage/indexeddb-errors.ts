/** Translates what IndexedDB throws or fires into the port's errors; the only place that knows DOMException names. */
import type { StorageError } from '../ports';

interface NamedError { readonly name: string; readonly message: string }

const named = (error: unknown): NamedError =>
  typeof error === 'object' && error !== null && 'name' in error && 'message' in error
    ? { name: String(error.name), message: String(error.message) }
    : { name: 'Error', message: String(error) };

const describe = ({ name, message }: NamedError): string => (message ? `${name}: ${message}` : name);

/**
 * Is it worth another try on a fresh connection?
 * InvalidStateError: `transaction()` on a connection that is closed or closing. AbortError (or no error at all): the browser
 * closed the connection under a running transaction. UnknownError: the backing store or its process is gone
 * (Safari after suspension: "Connection to Indexed Database server lost").
 */
export function isConnectionFailure(error: unknown): boolean {
  return error === null || ['InvalidStateError', 'AbortError', 'UnknownError'].includes(named(error).name);
}

/** Why a transaction failed for good. A null error is an abort without a cause. */
export function transactionError(error: unknown): StorageError {
  if (error === null) return { kind: 'connection-lost', detail: 'The browser aborted the transaction.' };
  const cause = named(error);
  if (cause.name === 'QuotaExceededError') return { kind: 'quota' };
  if (isConnectionFailure(error)) return { kind: 'connection-lost', detail: describe(cause) };
  return { kind: 'unknown', detail: describe(cause) };
}

/** Why a database did not open. */
export function openError(error: unknown): StorageError {
  const cause = named(error);
  if (cause.name === 'VersionError') return { kind: 'newer-version' };
  if (cause.name === 'QuotaExceededError') return { kind: 'quota' };
  return { kind: 'unavailable', detail: describe(cause) };
}
