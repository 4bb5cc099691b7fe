/** Creating a book: one record in the team document, and who writes on this device. Refuses where a book exists. */
import { ok } from '../../lib/result';
import type { Result } from '../../lib/result';
import type { Book, WriteError } from '../../replica/book';
import type { StorageError } from '../../replica/ports';
import { writeCanary } from '../../state/book-canary';

export interface NewBook { readonly bookName: string; readonly yourName: string }

/** How the person's name is kept on this device, so that it signs from now on. */
export type Sign = (name: string) => Promise<Result<void, StorageError>>;

/** Resolves after it is stored. Does nothing to a book that is there already. */
export async function startBook(book: Book, { bookName, yourName }: NewBook, now: () => number, sign: Sign): Promise<Result<void, WriteError>> {
  if (book.team.get('settings', 'bookCreatedAt') !== undefined) return ok(undefined);
  const createdAt = new Date(now()).toISOString();
  if (yourName.trim()) {
    const named = await sign(yourName.trim());
    if (!named.ok) return { ok: false, error: { kind: 'storage', error: named.error } };
  }
  if (bookName.trim()) {
    const titled = await book.team.set('settings', 'bookName', bookName.trim());
    if (!titled.ok) return titled;
  }
  // Last, because it is what says that there is a book.
  const created = await book.team.set('settings', 'bookCreatedAt', createdAt);
  if (created.ok) writeCanary({ name: bookName.trim(), createdAt, customers: 0 });
  return created;
}
