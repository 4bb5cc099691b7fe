import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAesGcmCodec } from '../../src/replica/storage/aes-gcm-codec';
import { createCodedStorage } from '../../src/replica/storage/coded-storage';
import { identityCodec } from '../../src/replica/storage/identity-codec';
import { createMemoryStorage } from '../../src/replica/storage/memory-storage';

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
