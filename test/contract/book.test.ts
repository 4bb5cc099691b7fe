import { IDBFactory } from 'fake-indexeddb';
import { openIndexedDbStorage } from '../../src/replica/storage/indexeddb-storage';
import { createMemoryDatabase } from '../../src/replica/storage/memory-storage';
import { must, openTestBook } from '../support/books';
import { describeBook } from './book-contract';

describeBook('memory', async () => {
  const database = createMemoryDatabase();
  return { open: () => openTestBook({ database }) };
});

describeBook('IndexedDB', async () => {
  const indexedDB = new IDBFactory();
  return { open: async () => openTestBook({ storage: must(await openIndexedDbStorage({ name: 'book', indexedDB })) }) };
});
