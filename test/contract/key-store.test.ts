import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { createIndexedDbKeyStore } from '../../src/replica/team/indexeddb-key-store';
import type { DeviceKeyPairs, KeyStore } from '../../src/replica/team/key-store';
import { createMemoryKeyStore } from '../../src/replica/team/memory-key-store';
import { keyStoreContract } from './key-store.contract';

const adapters: Readonly<Record<string, () => () => KeyStore>> = {
  memory: () => {
    const slots = new Map<string, DeviceKeyPairs>();
    return () => createMemoryKeyStore(slots);
  },
  'IndexedDB (simulated)': () => {
    const indexedDB = new IDBFactory();
    return () => createIndexedDbKeyStore({ indexedDB });
  },
};

describe.each(Object.entries(adapters))('key store: %s', (_name, fresh) => {
  it.each(keyStoreContract)('$name', async ({ run }) => run(fresh()));
});

describe('key store without a database', () => {
  it('says that it is unavailable where the browser has none, forbids it, or does not answer', async () => {
    const forbidding = { open: () => { throw new DOMException('no', 'SecurityError'); } } as unknown as IDBFactory;
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    for (const store of [createIndexedDbKeyStore({ indexedDB: forbidding }), createIndexedDbKeyStore({ indexedDB: silent, timeoutMs: 1 })]) {
      expect(await store.get('book')).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
    }
  });
});
