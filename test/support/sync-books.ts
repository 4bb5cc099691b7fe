/** Books that exchange with others, over memory: a policy is set and the index is on. */
import * as Y from 'yjs';
import type { Book } from '../../src/replica/book';
import type { BookOptions } from '../../src/replica/book/create-book';
import { applyUpdate, newDocument } from '../../src/replica/documents/customer-document';
import type { MemoryDatabase } from '../../src/replica/storage/memory-storage';
import { createRolePolicy } from '../../src/replica/sync/role-policy';
import { digestOf, erasedDigest } from '../../src/replica/sync/digest';
import type { SyncItem, SyncPolicy, SyncSender } from '../../src/replica/sync/port';
import type { IndexView } from '../../src/replica/sync/sync-index';
import { SCHEMA } from '../../src/replica/documents/schema';
import { must, openTestBook } from './books';

export const ben: SyncSender = { device: 'ben', role: 'owner', schema: SCHEMA };

export async function openSyncBook(options: Partial<BookOptions> & { readonly database?: MemoryDatabase; readonly policy?: SyncPolicy } = {}): Promise<Book> {
  const { policy = createRolePolicy(), ...rest } = options;
  const book = await openTestBook(rest);
  book.sync.setPolicy(policy);
  must(await book.sync.switchOn());
  return book;
}

export function indexOf(book: Book): IndexView {
  const index = book.sync.index();
  if (!index) throw new Error('The index is not there.');
  return index;
}

export const rootOf = (book: Book): string => Buffer.from(indexOf(book).root()).toString('hex');

export async function itemsOf(book: Book, ids: readonly string[], vectors?: ReadonlyMap<string, Uint8Array>): Promise<SyncItem[]> {
  const items: SyncItem[] = [];
  must(await book.sync.read(ids.map((id) => ({ id, ...(vectors?.has(id) ? { vector: vectors.get(id)! } : {}) })), (item) => items.push(item)));
  return items;
}

/** What the index should say, made from the documents themselves. */
export async function trueDigests(book: Book): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const { id, kind, bytes } of await itemsOf(book, [...indexOf(book).entries()].map((entry) => entry.id))) {
    const doc = newDocument(id);
    if (kind !== 'erased') must(applyUpdate(doc, bytes, 'stored'));
    digests.set(id, Buffer.from(kind === 'erased' ? erasedDigest(id) : digestOf(id, doc)).toString('hex'));
  }
  return digests;
}

export const indexedDigests = (book: Book): Map<string, string> => new Map([...indexOf(book).entries()].map(({ id, digest }) => [id, Buffer.from(digest).toString('hex')]));

/** A change to a document that only its maker knows. */
export function editOf(id: string, state: Uint8Array, edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = newDocument(id);
  must(applyUpdate(doc, state, 'stored'));
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.transact(() => edit(doc));
  return Y.mergeUpdates(updates);
}
