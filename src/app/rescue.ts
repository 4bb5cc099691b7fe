/** The emergency export: everything that this window holds and that is not stored, as a file. */
import type { Book } from '../replica/book';
import { saveFile } from '../ui/save-file';

export function saveRescueFile(book: Pick<Book, 'emergencyExport'>, now: number): void {
  saveFile(`regulars-rescue-${new Date(now).toISOString().slice(0, 16).replace(':', '')}.json`, new Blob([book.emergencyExport().slice()]), 'application/json');
}
