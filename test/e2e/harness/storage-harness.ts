/** What the storage tests call inside a real page. */
import { storageContract } from '../../contract/storage.contract';
import { createAesGcmCodec } from '../../../src/replica/storage/aes-gcm-codec';
import { createCodedStorage } from '../../../src/replica/storage/coded-storage';
import { deleteIndexedDbStorage } from '../../../src/replica/storage/indexeddb-open';
import { openIndexedDbStorage, type IndexedDbStorageOptions } from '../../../src/replica/storage/indexeddb-storage';
import { createTabChannel } from '../../../src/replica/storage/tab-channel';
import { createTabLeader } from '../../../src/replica/storage/tab-leader';
import type { StoragePort, StorageStatus } from '../../../src/replica/ports';

/** Connections that this page has opened, newest last, so that a test can close one under the adapter. */
const connections: IDBDatabase[] = [];
const nativeOpen = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...args) {
  const request = nativeOpen.apply(this, args);
  request.addEventListener('success', () => connections.push(request.result));
  return request;
};

async function open(options: IndexedDbStorageOptions): Promise<StoragePort> {
  const opened = await openIndexedDbStorage(options);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

/** Runs the contract on fresh databases; returns one line per broken case. */
async function runContract(encrypted: boolean): Promise<{ readonly cases: number; readonly failures: readonly string[] }> {
  const failures: string[] = [];
  for (const [i, { name, run }] of storageContract.entries()) {
    const database = `contract-${encrypted}-${i}`;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    try {
      await run(async () => {
        const storage = await open({ name: database });
        return encrypted ? createCodedStorage(storage, createAesGcmCodec(key)) : storage;
      });
    } catch (error) {
      failures.push(`${name}: ${String(error)}`);
    }
  }
  return { cases: storageContract.length, failures };
}

/** Opens a storage that the page keeps, with the statuses it has told. */
async function keep(options: IndexedDbStorageOptions): Promise<void> {
  const storage = await open(options);
  const statuses: StorageStatus[] = [];
  storage.onStatus((status) => statuses.push(status));
  Object.assign(harness, { storage, statuses });
}

const put = (key: string, size: number) => harness.storage.commit([{ store: 'docs', type: 'put', key, value: noise(size) }]);

/** Bytes that do not compress. */
function noise(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65536)));
  return bytes;
}

/** Leads or follows; a request is answered with the leader's name unless that is `mute`. */
function joinTabs(name: string, mute: boolean): void {
  const channel = createTabChannel<string, string, string>({ name: 'book/1' });
  const leader = createTabLeader({ name: 'book', onLeader: () => void channel.onRequest((body) => (mute ? new Promise(() => undefined) : `${name} did ${body}`)) });
  leader.onChange(() => channel.leaderChanged());
  Object.assign(harness, { channel, leader });
}

const harness = {
  connections, runContract, keep, put, joinTabs, openIndexedDbStorage, deleteIndexedDbStorage,
  storage: undefined as unknown as StoragePort,
  statuses: [] as StorageStatus[],
  channel: undefined as unknown as ReturnType<typeof createTabChannel<string, string, string>>,
  leader: undefined as unknown as ReturnType<typeof createTabLeader>,
};

export type StorageHarness = typeof harness;
Object.assign(globalThis, { harness });
