/**
 * "Undo this import": every customer is looked at, and what the import wrote is taken back where it still stands. Edits
 * first, erasing last: cut off in the middle, pressing it again goes on.
 */
import { ok, type Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { Book, CustomerEdits, WriteError } from '../../replica/book';
import { undoStep } from '../../transfer/import/undo-import';

export interface UndoneImport { readonly erased: number; readonly changedBack: number; /** Made by the import, but people have worked on them since. */ readonly kept: number }

const SLICE = 1_000;

export async function undoImport(book: Book, importId: string, label: string, onProgress: (done: number, total: number) => void): Promise<Result<UndoneImport, WriteError>> {
  const ids = [...book.rows.all()].map(({ id }) => id);
  const erase: CustomerId[] = [];
  let changedBack = 0, kept = 0;
  for (let start = 0; start < ids.length; start += SLICE) {
    const edits: CustomerEdits[] = [];
    const read = await book.read(ids.slice(start, start + SLICE), (id, fields, entries, note) => {
      const step = undoStep(importId, { fields, entries, note });
      if (step.kind === 'erase') erase.push(id);
      else if (step.kind === 'edit') {
        edits.push({ id, fields: step.fields, entries: step.entries, ...(step.note === undefined ? {} : { note: step.note }) });
        if (step.keptCustomer) kept += 1;
        else changedBack += 1;
      } else if (step.kind === 'kept') kept += 1;
    });
    if (!read.ok) return { ok: false, error: { kind: 'storage', error: read.error } };
    if (edits.length > 0) {
      // Not as a person's work: an earlier import that is undone next must still see that nobody has touched its customers.
      const performed = await book.perform({ label, edits, source: { kind: 'import', importId: `undo/${importId}`, file: label } });
      if (!performed.ok) return performed;
    }
    onProgress(Math.min(start + SLICE, ids.length), ids.length);
  }
  if (erase.length > 0) {
    const erased = await book.erase(erase);
    if (!erased.ok) return erased;
  }
  return ok({ erased: erase.length, changedBack, kept });
}
