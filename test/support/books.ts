/** Opens books over memory for tests; several over one database are several tabs or sessions. */
import { assert } from '../../src/lib/assert';
import type { Result } from '../../src/lib/result';
import type { Book } from '../../src/replica/book';
import { createBook, type BookOptions } from '../../src/replica/book/create-book';
import { TAB_PROTOCOL, type TabBroadcast, type TabRequest, type TabResponse } from '../../src/replica/book/committed';
import type { BookTabs } from '../../src/replica/book/tab-link';
import { createMemoryDatabase, createMemoryStorage, type MemoryDatabase } from '../../src/replica/storage/memory-storage';
import { createTabChannel } from '../../src/replica/storage/tab-channel';
import { createTabLeader } from '../../src/replica/storage/tab-leader';
import { anActor } from './customers';
import type { FakeTab } from './fake-tabs';

/** The value of a result that must be one. */
export function must<T, E>(result: Result<T, E>): T {
  assert(result.ok, `expected ok, got ${result.ok ? '' : JSON.stringify(result.error)}`);
  return result.value;
}

/** A book that is ready; without `storage` over `database`. */
export async function openTestBook(options: Partial<BookOptions> & { readonly database?: MemoryDatabase } = {}): Promise<Book> {
  const { database = createMemoryDatabase(), ...rest } = options;
  const book = must(await createBook({ storage: createMemoryStorage(database), actor: anActor(), ...rest }));
  await book.whenReady();
  return book;
}

/** What a tab needs to share a book with others of its browser. */
export function tabsOf(tab: FakeTab): BookTabs {
  return {
    leader: createTabLeader({ name: 'book', locks: tab.locks, channelFactory: tab.channelFactory }),
    channel: createTabChannel<TabRequest, TabResponse, TabBroadcast>({ name: `book-v${TAB_PROTOCOL}`, channelFactory: tab.channelFactory, resendMs: 50 }),
  };
}
