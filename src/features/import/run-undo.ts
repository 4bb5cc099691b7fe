/**
 * "Undo this import": every customer is looked at, and what the import wrote is taken back where it still stands. Edits
 * first, erasing last: cut off in the middle, pressing it again goes on. Looking at 50,000 takes seconds in which people go on
 * working: whoever has changed since being looked at is looked at again before anybody is erased.
 */
import { err, ok, type Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { CustomerRow } from '../../domain/customer/row';
import type { Book, CustomerEdits, WriteError } from '../../replica/book';
import { undoStep } from '../../transfer/import/undo-import';

export interface UndoneImport { readonly erased: number; readonly changedBack: number; /** Made by the import, but people have worked on them since. */ readonly kept: number }

const SLICE = 1_000;

export async function undoImport(book: Book, importId: string, label: string, onProgress: (done: number, total: number) => void, trashed: { readonly at: string; readonly by: string }): Promise<Result<UndoneImport, WriteError>> {
  /** Whom only the import knows, with the row as it was when that was found. */
  const untouched = new Map<CustomerId, CustomerRow | undefined>();
  let changedBack = 0, kept = 0;

  const takeBack = async (ids: readonly CustomerId[]): Promise<Result<void, WriteError>> => {
    const edits: CustomerEdits[] = [];
    const rows = new Map(ids.map((id) => [id, book.rows.get(id)]));
    const read = await book.read(ids, (id, fields, entries, note) => {
      const step = undoStep(importId, { fields, entries, note });
      if (step.kind === 'erase') untouched.set(id, rows.get(id));
      else if (step.kind === 'edit') {
        edits.push({ id, fields: step.fields, entries: step.entries, ...(step.note === undefined ? {} : { note: step.note }) });
        if (step.keptCustomer) kept += 1;
        else changedBack += 1;
      } else if (step.kind === 'kept') kept += 1;
    });
    if (!read.ok) return err({ kind: 'storage', error: read.error });
    if (edits.length === 0) return ok(undefined);
    // Not as a person's work: an earlier import that is undone next must still see that nobody has touched its customers.
    const performed = await book.perform({ label, edits, source: { kind: 'import', importId: `undo/${importId}`, file: label } });
    return performed.ok ? ok(undefined) : performed;
  };

  const ids = [...book.rows.all()].map(({ id }) => id);
  for (let start = 0; start < ids.length; start += SLICE) {
    const taken = await takeBack(ids.slice(start, start + SLICE));
    if (!taken.ok) return taken;
    onProgress(Math.min(start + SLICE, ids.length), ids.length);
  }
  for (;;) {
    await book.flush(); // what is being typed shows in the rows once it is stored; a failure fails the erasing too
    const changed = [...untouched].filter(([id, row]) => book.rows.get(id) !== row).map(([id]) => id).slice(0, SLICE);
    if (changed.length === 0) break;
    for (const id of changed) untouched.delete(id);
    const taken = await takeBack(changed);
    if (!taken.ok) return taken;
  }
  if (untouched.size > 0) {
    const ids = [...untouched.keys()];
    const erased = await book.erase(ids);
    // Who may not erase puts them where those who may will find them.
    const gone = erased.ok || erased.error.kind !== 'not-allowed' ? erased
      : await book.perform({ label, edits: ids.map((id) => ({ id, fields: { trashedAt: trashed.at, trashedBy: trashed.by } })), source: { kind: 'import', importId: `undo/${importId}`, file: label } });
    if (!gone.ok) return gone;
  }
  return ok({ erased: untouched.size, changedBack, kept });
}
