/**
 * What every storage adapter must do, as plain functions that throw: the same cases run in Node (vitest) and inside a real
 * browser page (test/e2e/storage.spec.ts), where no test framework is loaded.
 */
import { isSameJson, type Json } from '../../src/lib/json';
import type { Result } from '../../src/lib/result';
import type { StoreKey, StoragePort } from '../../src/replica/ports';

export interface StorageContractCase {
  readonly name: string;
  /** `open` opens the same database each time, as another tab or the next start would. */
  run(open: () => Promise<StoragePort>): Promise<void>;
}

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

function value<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.error)}`);
  return result.value;
}

function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const plain = (from: unknown): Json => JSON.parse(JSON.stringify(from ?? null, (_key, item: unknown) => (item instanceof Uint8Array ? { bytes: [...item] } : item))) as Json;
  if (!isSameJson(plain(actual), plain(expected))) throw new Error(`${what}: ${JSON.stringify(plain(actual))} instead of ${JSON.stringify(plain(expected))}`);
}

async function filled(open: () => Promise<StoragePort>, keys: readonly StoreKey[]): Promise<StoragePort> {
  const storage = await open();
  value(await storage.commit(keys.map((key, i) => ({ store: 'docs', type: 'put', key, value: bytes(i) }))));
  return storage;
}

export const storageContract: readonly StorageContractCase[] = [
  {
    name: 'what is committed is read back, also by the next start',
    run: async (open) => {
      const storage = await open();
      value(await storage.commit([{ store: 'docs', type: 'put', key: 'a', value: bytes(1, 2, 3) }]));
      equal(value(await storage.get('docs', 'a')), bytes(1, 2, 3));
      storage.close();
      const next = await open();
      equal(value(await next.get('docs', 'a')), bytes(1, 2, 3));
    },
  },
  {
    name: 'what was never stored reads as undefined, and stores are apart',
    run: async (open) => {
      const storage = await filled(open, ['a']);
      equal(value(await storage.get('rows', 'a')) === undefined, true);
      equal(value(await storage.get('docs', 'b')) === undefined, true);
      equal(value(await storage.getAll('rows')), []);
    },
  },
  {
    name: 'one commit covers several stores, puts and deletes, in order',
    run: async (open) => {
      const storage = await filled(open, ['a']);
      value(
        await storage.commit([
          { store: 'docs', type: 'delete', key: 'a' },
          { store: 'docs', type: 'put', key: 'b', value: bytes(1) },
          { store: 'docs', type: 'put', key: 'b', value: bytes(2) },
          { store: 'rows', type: 'put', key: 0, value: bytes(3) },
          { store: 'meta', type: 'delete', key: 'never there' },
        ]),
      );
      equal(value(await storage.keys('docs')), ['b']);
      equal(value(await storage.get('docs', 'b')), bytes(2));
      equal(value(await storage.get('rows', 0)), bytes(3));
    },
  },
  {
    name: 'a commit that fails leaves nothing behind',
    run: async (open) => {
      const storage = await open();
      const result = await storage.commit([
        { store: 'docs', type: 'put', key: 'good', value: bytes(1) },
        { store: 'docs', type: 'put', key: Number.NaN, value: bytes(2) },
      ]);
      equal(result.ok, false, 'NaN accepted');
      equal(value(await storage.keys('docs')), []);
      value(await storage.commit([{ store: 'docs', type: 'put', key: 'next', value: bytes(3) }]));
      equal(value(await storage.keys('docs')), ['next']);
    },
  },
  {
    name: 'a key that is none is answered with an error',
    run: async (open) => {
      const storage = await open();
      equal((await storage.get('docs', Number.NaN)).ok, false);
      equal((await storage.get('docs', undefined as unknown as StoreKey)).ok, false);
    },
  },
  {
    name: 'an empty commit succeeds',
    run: async (open) => void value(await (await open()).commit([])),
  },
  {
    name: 'keys come in order: numbers by size, then strings by code unit',
    run: async (open) => {
      const storage = await filled(open, ['b', 10, 'B', 9, '', -1, 2.5, 'a', 'ä', 'aa', '10']);
      const ordered = [-1, 2.5, 9, 10, '', '10', 'B', 'a', 'aa', 'b', 'ä'];
      equal(value(await storage.keys('docs')), ordered);
      equal(value(await storage.getAll('docs')).map(({ key }) => key), ordered);
    },
  },
  {
    name: 'each value stays with its key',
    run: async (open) => {
      const storage = await filled(open, ['b', 2, 'a', 1]);
      equal(value(await storage.getAll('docs')), [
        { key: 1, value: bytes(3) },
        { key: 2, value: bytes(1) },
        { key: 'a', value: bytes(2) },
        { key: 'b', value: bytes(0) },
      ]);
    },
  },
  {
    name: 'ranges include both ends, may be open and may be limited',
    run: async (open) => {
      const storage = await filled(open, [1, 2, 3, 'a', 'b', 'c']);
      const keysOf = async (range: Parameters<StoragePort['getAll']>[1]) => value(await storage.getAll('docs', range)).map(({ key }) => key);
      equal(await keysOf({ from: 2, to: 'b' }), [2, 3, 'a', 'b']);
      equal(await keysOf({ from: 'b' }), ['b', 'c']);
      equal(await keysOf({ to: 2 }), [1, 2]);
      equal(await keysOf({ from: 2, limit: 2 }), [2, 3]);
      equal(await keysOf({ from: 'b', to: 'b' }), ['b']);
      equal(await keysOf({ limit: 0 }), []);
      equal(await keysOf({ limit: 99 }), [1, 2, 3, 'a', 'b', 'c']);
      equal(await keysOf({ from: 'c', to: 'a' }), []);
      equal(await keysOf({ from: 4, to: 9 }), []);
    },
  },
  {
    name: 'a caller who goes on writing into its buffer does not change what is stored',
    run: async (open) => {
      const storage = await open();
      const buffer = bytes(1, 2, 3, 4);
      const pending = storage.commit([{ store: 'docs', type: 'put', key: 'a', value: buffer.subarray(1, 3) }]);
      buffer.fill(9);
      value(await pending);
      equal(value(await storage.get('docs', 'a')), bytes(2, 3));
      value(await storage.get('docs', 'a'))!.fill(7);
      value(await storage.getAll('docs'))[0]!.value.fill(7);
      equal(value(await storage.get('docs', 'a')), bytes(2, 3));
    },
  },
  {
    name: 'commits asked for at once take effect in the order of the calls',
    run: async (open) => {
      const storage = await open();
      const big = new Uint8Array(300_000);
      const results = await Promise.all(
        Array.from({ length: 40 }, (_, i) => storage.commit([{ store: 'docs', type: 'put', key: 'a', value: i === 39 ? bytes(39) : big }], { strict: i % 7 === 0 })),
      );
      results.forEach(value);
      equal(value(await storage.get('docs', 'a')), bytes(39));
    },
  },
  {
    name: 'empty and large values come back whole',
    run: async (open) => {
      const storage = await open();
      const large = new Uint8Array(3_000_000).map((_, i) => (i * 31) & 0xff);
      value(await storage.commit([{ store: 'blobs', type: 'put', key: 'empty', value: bytes() }, { store: 'blobs', type: 'put', key: 'large', value: large }], { strict: true }));
      equal(value(await storage.get('blobs', 'empty')), bytes());
      const read = value(await storage.get('blobs', 'large'))!;
      equal(read.length === large.length && read.every((byte, i) => byte === large[i]), true, 'large value');
    },
  },
  {
    name: 'what one tab has stored another one reads',
    run: async (open) => {
      const [one, other] = [await open(), await open()];
      value(await one.commit([{ store: 'docs', type: 'put', key: 'a', value: bytes(1) }]));
      equal(value(await other.get('docs', 'a')), bytes(1));
    },
  },
  {
    name: 'a commit made before closing is stored; everything after is refused',
    run: async (open) => {
      const storage = await open();
      const last = storage.commit([{ store: 'docs', type: 'put', key: 'last', value: bytes(1) }]);
      storage.close();
      value(await last);
      const after = [
        await storage.commit([{ store: 'docs', type: 'put', key: 'after', value: bytes(2) }]),
        await storage.commit([]),
        await storage.get('docs', 'last'),
        await storage.getAll('docs'),
        await storage.keys('docs'),
      ];
      equal(after.map((result) => (result.ok ? 'accepted' : result.error.kind)), Array(5).fill('unavailable'));
      equal(value(await (await open()).keys('docs')), ['last']);
    },
  },
];
