import 'fake-indexeddb/auto';
import { describe, it } from 'vitest';
import { createAesGcmCodec } from '../../src/replica/storage/aes-gcm-codec';
import { createCodedStorage } from '../../src/replica/storage/coded-storage';
import { identityCodec } from '../../src/replica/storage/identity-codec';
import { openIndexedDbStorage } from '../../src/replica/storage/indexeddb-storage';
import { createMemoryDatabase, createMemoryStorage } from '../../src/replica/storage/memory-storage';
import type { StoragePort } from '../../src/replica/ports';
import { createFailingStorage } from '../support/failing-storage';
import { storageContract } from './storage.contract';

let databases = 0;

async function openedIndexedDb(name: string): Promise<StoragePort> {
  const opened = await openIndexedDbStorage({ name });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

/** Each call makes a fresh database and returns how to open it. */
const adapters: Readonly<Record<string, () => Promise<() => Promise<StoragePort>>>> = {
  memory: async () => {
    const database = createMemoryDatabase();
    return async () => createMemoryStorage(database);
  },
  'IndexedDB (simulated)': async () => {
    const name = `contract-${(databases += 1)}`;
    return () => openedIndexedDb(name);
  },
  'storage that could fail, but does not': async () => {
    const database = createMemoryDatabase();
    return async () => createFailingStorage(createMemoryStorage(database));
  },
  'memory behind the identity codec': async () => {
    const database = createMemoryDatabase();
    return async () => createCodedStorage(createMemoryStorage(database), identityCodec);
  },
  'IndexedDB (simulated), encrypted': async () => {
    const name = `contract-${(databases += 1)}`;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    return async () => createCodedStorage(await openedIndexedDb(name), createAesGcmCodec(key));
  },
};

describe.each(Object.entries(adapters))('storage: %s', (_name, fresh) => {
  it.each(storageContract)('$name', async ({ run }) => run(await fresh()));
});
