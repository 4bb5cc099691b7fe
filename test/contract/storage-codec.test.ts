import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAesGcmCodec } from '../../src/replica/storage/aes-gcm-codec';
import { createCodedStorage } from '../../src/replica/storage/coded-storage';
import { openCodedStorage } from '../../src/replica/storage/key-check';
import { must, openTestBook } from '../support/books';
import { creating } from '../support/customers';
import { identityCodec } from '../../src/replica/storage/identity-codec';
import { createMemoryDatabase, createMemoryStorage } from '../../src/replica/storage/memory-storage';

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

describe.each([
  ['identity', async () => identityCodec],
  ['AES-GCM', async () => createAesGcmCodec(await newKey())],
])('codec: %s', (_name, create) => {
  it('gives back any bytes as they were', async () => {
    const codec = await create();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (plain) => {
        expect([...(await codec.decode(await codec.encode(plain)))]).toEqual([...plain]);
      }),
    );
  });

  it('leaves what it was given unchanged, also a view into a larger buffer', async () => {
    const codec = await create();
    const buffer = new Uint8Array([9, 1, 2, 3, 9]);
    const stored = await codec.encode(buffer.subarray(1, 4));
    expect([...buffer]).toEqual([9, 1, 2, 3, 9]);
    expect([...(await codec.decode(stored))]).toEqual([1, 2, 3]);
  });
});

describe('encrypted values', () => {
  it('show nothing of the text and differ each time', async () => {
    const codec = createAesGcmCodec(await newKey());
    const plain = new TextEncoder().encode('Frau Weber, allergisch gegen Nickel');
    const [one, two] = [await codec.encode(plain), await codec.encode(plain)];
    expect(new TextDecoder().decode(one)).not.toContain('Weber');
    expect([...one]).not.toEqual([...two]);
  });

  it('are refused after any change of a bit, cut short, or with another key', async () => {
    const [key, other] = [await newKey(), await newKey()];
    const codec = createAesGcmCodec(key);
    const stored = await codec.encode(new Uint8Array([1, 2, 3]));
    for (let bit = 0; bit < stored.length * 8; bit++) {
      const changed = stored.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await expect(codec.decode(changed)).rejects.toThrow();
    }
    for (let length = 0; length < stored.length; length++) await expect(codec.decode(stored.subarray(0, length))).rejects.toThrow();
    await expect(createAesGcmCodec(other).decode(stored)).rejects.toThrow();
  });

  it('of a damaged customer come as no bytes while all others are read', async () => {
    const inner = createMemoryStorage();
    const storage = createCodedStorage(inner, createAesGcmCodec(await newKey()));
    await storage.commit(['a', 'b', 'c'].map((key) => ({ store: 'docs', type: 'put', key, value: new Uint8Array([key.charCodeAt(0)]) })));
    await inner.commit([{ store: 'docs', type: 'put', key: 'b', value: new Uint8Array([1, 2, 3]) }]);
    const read = await storage.getAll('docs');
    expect(read.ok && read.value.map(({ key, value }) => [key, ...value])).toEqual([['a', 97], ['b'], ['c', 99]]);
  });

  it('report a failed encoding instead of storing plain bytes', async () => {
    const inner = createMemoryStorage();
    const storage = createCodedStorage(inner, { encode: () => Promise.reject(new Error('locked')), decode: (stored) => stored });
    const result = await storage.commit([{ store: 'docs', type: 'put', key: 'a', value: new Uint8Array([1]) }]);
    expect(result).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    expect(await inner.keys('docs')).toEqual({ ok: true, value: [] });
  });
});

describe('the key of a book', () => {
  const codec = async () => createAesGcmCodec(await newKey());

  it('is proved before anything is read; another key, or none, is refused and nothing is written', async () => {
    const database = createMemoryDatabase(), right = await codec();
    const book = await openTestBook({ storage: must(await openCodedStorage(createMemoryStorage(database), right)) });
    must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
    await book.close();
    const before = structuredClone(database.stores);
    for (const wrong of [await codec(), identityCodec]) expect(await openCodedStorage(createMemoryStorage(database), wrong)).toEqual({ ok: false, error: { kind: 'wrong-key' } });
    expect(database.stores).toEqual(before);
    const again = await openTestBook({ storage: must(await openCodedStorage(createMemoryStorage(database), right)) });
    expect(again.rows.get('cus_1')?.owner).toBe('Anna');
    await again.close();
  });

  it('still fits a book that was begun anew, and one of whose values are damaged', async () => {
    const database = createMemoryDatabase(), right = await codec();
    const book = await openTestBook({ storage: must(await openCodedStorage(createMemoryStorage(database), right)) });
    must(await book.destroy());
    for (const id of ['cus_1', 'cus_2']) must(await book.perform({ label: 'new', edits: [creating(id)] }));
    await book.close();
    database.stores.docs.set('cus_1', new Uint8Array([1, 2, 3]));
    expect(database.stores.keys.size).toBe(0);
    expect(await openCodedStorage(createMemoryStorage(database), await codec())).toMatchObject({ ok: false });
    must(await openCodedStorage(createMemoryStorage(database), right));
    expect(database.stores.keys.size).toBe(1);
  });

  it('that fits a book without a lock is none', async () => {
    const database = createMemoryDatabase();
    const book = await openTestBook({ database });
    must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
    await book.close();
    must(await openCodedStorage(createMemoryStorage(database), identityCodec));
    expect(await openCodedStorage(createMemoryStorage(database), await codec())).toEqual({ ok: false, error: { kind: 'wrong-key' } });
  });
});

it.each([1, 150])('a record that cannot be decrypted is neither deleted nor written over, whatever is done to its customer (among %i)', async (count) => {
  const database = createMemoryDatabase(), right = createAesGcmCodec(await newKey());
  const open = async () => openTestBook({ storage: must(await openCodedStorage(createMemoryStorage(database), right)) });
  const ids = Array.from({ length: count }, (_, i) => `cus_${String(i)}`);
  const book = await open();
  for (const id of ids) must(await book.perform({ label: 'new', edits: [creating(id)] }));
  const here = must(await book.open('cus_0'));
  const sealed = database.stores.docs.get('cus_0')!;
  const unreadable = sealed.slice();
  unreadable[20]! ^= 1;
  database.stores.docs.set('cus_0', unreadable);
  // Open here, so that this tab still has all of it and offers it as a whole.
  await book.perform({ label: 'owner', edits: ids.map((id) => ({ id, fields: { owner: 'Ben' } })) });
  here.note.insert(0, 'typed on');
  await book.flush();
  await book.retry();
  here.close();
  await book.close();
  expect(database.stores.docs.get('cus_0')).toEqual(unreadable);
  const later = await open();
  await later.read(['cus_0'], () => undefined);
  const opened = await later.open('cus_0');
  if (opened.ok) expect(opened.value.note.toString()).toBe('typed on');
  await later.flush();
  await later.close();
  expect(database.stores.docs.get('cus_0')).toEqual(unreadable);
});
