import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deleteIndexedDbStorage } from '../../../../src/replica/storage/indexeddb-open';
import { openIndexedDbStorage, type IndexedDbStorageOptions } from '../../../../src/replica/storage/indexeddb-storage';
import type { StoragePort, StorageStatus } from '../../../../src/replica/ports';

let databases = 0;
const freshName = () => `failures-${(databases += 1)}`;
const put = (storage: StoragePort, key: string, byte = 1) => storage.commit([{ store: 'docs', type: 'put', key, value: new Uint8Array([byte]) }]);
const KIND = (result: { ok: boolean; error?: { kind: string } }) => (result.ok ? 'ok' : result.error?.kind);

/** A factory over the simulated one which keeps the connections it gave out and can refuse the next opens. */
function watchedFactory() {
  const connections: IDBDatabase[] = [];
  const refusals: DOMException[] = [];
  let opens = 0;
  const factory = {
    open: (name: string, version?: number) => {
      opens += 1;
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      const request = indexedDB.open(name, version);
      request.addEventListener('success', () => connections.push(request.result));
      return request;
    },
    deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
  } as unknown as IDBFactory;
  return { factory, connections, refusals, opens: () => opens };
}

async function setUp(options: Partial<IndexedDbStorageOptions> = {}) {
  const name = freshName();
  const watched = watchedFactory();
  const opened = await openIndexedDbStorage({ name, indexedDB: watched.factory, backoffMs: [0, 1, 1], ...options });
  if (!opened.ok) throw new Error(opened.error.kind);
  const statuses: StorageStatus[] = [];
  opened.value.onStatus((status) => statuses.push(status));
  return { name, storage: opened.value, statuses, ...watched };
}

/** What the browser does when it closes a connection by itself. */
function closeByBrowser(connection: IDBDatabase | undefined) {
  connection?.close();
  connection?.onclose?.call(connection, new Event('close'));
}

afterEach(() => vi.restoreAllMocks());

describe('a connection that the browser closes', () => {
  it('is reopened, and the commit that found it closed is stored', async () => {
    const { storage, connections, statuses } = await setUp();
    connections[0]!.close();
    expect(await put(storage, 'a')).toEqual({ ok: true, value: undefined });
    expect(await storage.keys('docs')).toEqual({ ok: true, value: ['a'] });
    expect(statuses).toEqual([{ kind: 'reopening' }, { kind: 'open' }]);
  });

  it('is reopened once for many reads and commits that find it closed together, and all are served', async () => {
    const { storage, connections, opens } = await setUp();
    await put(storage, 'a');
    connections[0]!.close();
    const results = await Promise.all([storage.get('docs', 'a'), put(storage, 'b'), put(storage, 'c'), storage.getAll('docs'), storage.keys('docs')]);
    expect(results.map(KIND)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(opens()).toBe(2);
  });

  it('is reopened as soon as the browser says so, before anybody writes', async () => {
    const { statuses, connections } = await setUp();
    closeByBrowser(connections[0]);
    await vi.waitFor(() => expect(statuses.map(({ kind }) => kind)).toEqual(['reopening', 'open']));
    expect(connections).toHaveLength(2);
  });

  it('under a running transaction: the commit is stored after all', async () => {
    const { storage, connections } = await setUp();
    const original = connections[0]!.transaction.bind(connections[0]);
    let aborted = 0;
    vi.spyOn(connections[0]!, 'transaction').mockImplementation((...args) => {
      const transaction = original(...args);
      // Everything is queued when commit is called: the last moment at which the connection can go.
      vi.spyOn(transaction, 'commit').mockImplementation(() => {
        aborted += 1;
        transaction.abort();
        closeByBrowser(connections[0]);
      });
      return transaction;
    });
    expect(KIND(await put(storage, 'a'))).toBe('ok');
    expect(aborted).toBe(1);
    expect(await storage.keys('docs')).toEqual({ ok: true, value: ['a'] });
    expect(connections).toHaveLength(2);
  });

  it('and does not open again at first is tried again', async () => {
    const { storage, connections, refusals } = await setUp();
    refusals.push(new DOMException('not yet', 'UnknownError'), new DOMException('not yet', 'UnknownError'));
    connections[0]!.close();
    expect(KIND(await put(storage, 'a'))).toBe('ok');
  });

  it('and never opens again is reported, and the next commit tries anew', async () => {
    const { storage, connections, refusals, statuses } = await setUp();
    for (let i = 0; i < 3; i++) refusals.push(new DOMException('gone', 'UnknownError'));
    connections[0]!.close();
    expect(await put(storage, 'a')).toEqual({ ok: false, error: { kind: 'unavailable', detail: 'UnknownError: gone' } });
    expect(statuses.map(({ kind }) => kind)).toEqual(['reopening', 'failed']);
    expect(KIND(await put(storage, 'b'))).toBe('ok');
    expect(await storage.keys('docs')).toEqual({ ok: true, value: ['b'] });
  });

  it('because the database was removed is not replaced by an empty one', async () => {
    const { name, storage, connections, statuses } = await setUp();
    await put(storage, 'a');
    connections[0]!.onversionchange = null;
    connections[0]!.close();
    await deleteIndexedDbStorage(name);
    expect(await put(storage, 'b')).toMatchObject({ ok: false, error: { kind: 'unavailable', detail: expect.stringContaining('removed') as string } });
    expect(statuses.at(-1)).toMatchObject({ kind: 'failed' });
    expect((await indexedDB.databases()).map((database) => database.name)).not.toContain(name);
  });
});

describe('commits that fail', () => {
  it('for want of space say so, and are stored when there is space again', async () => {
    const { storage, connections } = await setUp();
    const full = vi.spyOn(connections[0]!, 'transaction').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await put(storage, 'a')).toEqual({ ok: false, error: { kind: 'quota' } });
    full.mockRestore();
    expect(KIND(await put(storage, 'a'))).toBe('ok');
  });

  it('do not hold up the ones after', async () => {
    const { storage, connections } = await setUp();
    vi.spyOn(connections[0]!, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect((await Promise.all([put(storage, 'a'), put(storage, 'b')])).map(KIND)).toEqual(['quota', 'ok']);
  });
});

describe('other tabs and builds', () => {
  it('a newer build may upgrade at once; this one says so and writes nothing more', async () => {
    const { name, storage, statuses } = await setUp();
    await put(storage, 'a');
    const newer = await openIndexedDbStorage({ name, version: 2, openTimeoutMs: 1000 });
    expect(KIND(newer)).toBe('ok');
    expect(statuses).toEqual([{ kind: 'failed', error: { kind: 'newer-version' } }]);
    expect(await put(storage, 'b')).toEqual({ ok: false, error: { kind: 'newer-version' } });
    expect(newer.ok && (await newer.value.keys('docs'))).toEqual({ ok: true, value: ['a'] });
  });

  it('an older build that starts later is told that it is older', async () => {
    const { name } = await setUp({ version: 2 });
    expect(await openIndexedDbStorage({ name, version: 1 })).toEqual({ ok: false, error: { kind: 'newer-version' } });
  });

  it('a tab that does not let go is named as the reason, and the late connection is not kept', async () => {
    const { name, connections } = await setUp();
    connections[0]!.onversionchange = null;
    const blocked = await openIndexedDbStorage({ name, version: 2, openTimeoutMs: 50 });
    expect(blocked).toMatchObject({ ok: false, error: { kind: 'unavailable', detail: expect.stringContaining('Another tab') as string } });
    connections[0]!.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(KIND(await deleteIndexedDbStorage(name, { timeoutMs: 500 }))).toBe('ok');
  });

  it('removing the book closes it in other tabs, which do not bring it back', async () => {
    const { name, storage, statuses } = await setUp();
    await put(storage, 'a');
    expect(KIND(await deleteIndexedDbStorage(name))).toBe('ok');
    expect(statuses).toMatchObject([{ kind: 'failed', error: { kind: 'unavailable' } }]);
    expect(KIND(await put(storage, 'b'))).toBe('unavailable');
    expect((await indexedDB.databases()).map((database) => database.name)).not.toContain(name);
  });
});

describe('a database that does not open', () => {
  it('without IndexedDB is unavailable', async () => {
    expect(KIND(await openIndexedDbStorage({ name: freshName(), indexedDB: undefined }))).toBe('unavailable');
  });

  it.each(['SecurityError', 'InvalidStateError', 'UnknownError'])('with %s is unavailable and names it', async (error) => {
    const { factory, refusals } = watchedFactory();
    refusals.push(new DOMException('private mode', error));
    expect(await openIndexedDbStorage({ name: freshName(), indexedDB: factory })).toEqual({ ok: false, error: { kind: 'unavailable', detail: `${error}: private mode` } });
  });

  it('with no answer at all is unavailable after the time limit', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    expect(KIND(await openIndexedDbStorage({ name: freshName(), indexedDB: silent, openTimeoutMs: 20 }))).toBe('unavailable');
  });
});

describe('damaged values', () => {
  it('one that the browser cannot read comes as no bytes, all others whole', async () => {
    const { storage } = await setUp();
    for (const key of ['a', 'b', 'c']) await put(storage, key, key.charCodeAt(0));
    const damaged = () => {
      throw new DOMException('Failed to read large IndexedDB value', 'DataError');
    };
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(damaged);
    const get = IDBObjectStore.prototype.get;
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
      return key === 'b' ? damaged() : get.call(this, key);
    });
    const read = await storage.getAll('docs');
    expect(read.ok && read.value.map(({ key, value }) => [key, ...value])).toEqual([['a', 97], ['b'], ['c', 99]]);
  });
});
