/** Puts the invented wine shop into the book, as one action that can be undone and that is removed whole by one tap. */
import { dayInZone } from '../../domain/values/zone';
import { deviceTimeZone } from '../../state/today';
import { ok } from '../../lib/result';
import type { Result } from '../../lib/result';
import type { Book, WriteError } from '../../replica/book';
import { startBook } from './start-book';

/** Resolves after it is stored; on failure nothing is left behind but an empty book. */
export async function addSampleData(book: Book, now: () => number, onProgress: (done: number, total: number) => void): Promise<Result<void, WriteError>> {
  const { sampleBook } = await import('../../domain/sample/sample-book');
  const stored = await book.perform({ label: '', edits: sampleBook(dayInZone(now(), deviceTimeZone())) }, onProgress);
  if (!stored.ok) return stored;
  return startBook(book, { bookName: '', yourName: '' }, now, () => Promise.resolve(ok(undefined)));
}
