/** What an import writes beside customers: its line in the list of imports, and the fields that its columns become. */
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import type { Book, WriteError } from '../../replica/book';
import { importLogFromJson, importLogToJson, type ImportLogEntry } from '../../transfer/import/import-log';
import { NO_COUNTS, type ImportCounts } from '../../transfer/import/plan-types';
import type { FieldToCreate, ImportFailure, ImportSettings } from './import-protocol';

export const asFailure = (error: WriteError): ImportFailure => (error.kind === 'storage' ? error : { kind: 'write', error });

/** Written before the first customer, so that an import that is cut off can be seen and undone. */
export async function logImport(book: Book, { importId, at, by }: ImportSettings, files: readonly string[]): Promise<Result<void, ImportFailure>> {
  const stored = await book.team.set('imports', importId, importLogToJson({ id: importId, at, by, files, counts: NO_COUNTS, state: 'running' }));
  return stored.ok ? ok(undefined) : err(asFailure(stored.error));
}

export async function finishLog(book: Book, { importId, at, by }: Pick<ImportSettings, 'importId'> & Partial<ImportSettings>, files: readonly string[], counts: ImportCounts | undefined, end: ImportFailure | 'undone' | undefined): Promise<Result<void, WriteError>> {
  const old = importLogFromJson(importId, book.team.get('imports', importId) ?? null);
  const entry: ImportLogEntry = {
    id: importId, at: old?.at ?? at ?? new Date(0).toISOString(), by: old?.by ?? by ?? '', files: old?.files ?? files, counts: counts ?? old?.counts ?? NO_COUNTS,
    state: end === undefined ? 'done' : end === 'undone' ? 'undone' : end.kind === 'cancelled' ? 'cancelled' : 'failed',
  };
  return book.team.set('imports', importId, importLogToJson(entry));
}

/** A field that is there already, renamed or not, stays as it is. */
export async function saveFields(book: Book, fields: readonly FieldToCreate[]): Promise<Result<void, ImportFailure>> {
  for (const { id, label, type } of fields) {
    if (book.team.get('fieldDefinitions', id) !== undefined) continue;
    const stored = await book.team.set('fieldDefinitions', id, { label, type } satisfies Json);
    if (!stored.ok) return err(asFailure(stored.error));
  }
  return ok(undefined);
}

/** Newest first. */
export function earlierImports(stored: Readonly<Record<string, Json>>): readonly ImportLogEntry[] {
  return Object.entries(stored).flatMap(([id, value]) => importLogFromJson(id, value) ?? []).sort((a, b) => (a.at < b.at ? 1 : -1));
}
