/** What every key store must do. */
import { expect } from 'vitest';
import { generateDeviceKeys, identityOf } from '../../src/replica/team/device-keys';
import { verify } from '../../src/replica/team/crypto';
import type { KeyStore } from '../../src/replica/team/key-store';
import { must } from '../support/books';

/** `open` opens the same store each time, as another tab or the next start would. */
export const keyStoreContract: readonly { readonly name: string; run(open: () => KeyStore): Promise<void> }[] = [
  {
    name: 'an empty slot holds nothing',
    run: async (open) => {
      expect(must(await open().get('book'))).toBeUndefined();
    },
  },
  {
    name: 'keys that were put are there at the next start, and sign and agree as before',
    run: async (open) => {
      const before = await identityOf(must(await open().putIfAbsent('book', await generateDeviceKeys())));
      const after = await identityOf(must(await open().get('book'))!);
      expect(after.id).toBe(before.id);
      const data = new Uint8Array([1, 2, 3]);
      expect(await verify(before.signKey, data, await after.sign(data))).toBe(true);
      const other = await identityOf(await generateDeviceKeys());
      expect(await after.agree(other.agreeKey)).toEqual(await other.agree(before.agreeKey));
    },
  },
  {
    name: 'private keys cannot be read out',
    run: async (open) => {
      await open().putIfAbsent('book', await generateDeviceKeys());
      const { sign, agree } = must(await open().get('book'))!;
      for (const key of [sign.privateKey, agree.privateKey]) {
        expect(key.extractable).toBe(false);
        for (const format of ['pkcs8', 'jwk'] as const) await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow();
      }
    },
  },
  {
    name: 'two tabs that start together end with the same keys',
    run: async (open) => {
      const [one, two] = await Promise.all([generateDeviceKeys(), generateDeviceKeys()]);
      const kept = await Promise.all([open().putIfAbsent('book', one), open().putIfAbsent('book', two)]);
      const ids = await Promise.all(kept.map(async (result) => (await identityOf(must(result))).id));
      expect(ids[0]).toBe(ids[1]);
      expect((await identityOf(must(await open().get('book'))!)).id).toBe(ids[0]);
    },
  },
  {
    name: 'slots are apart, and deleting one leaves the other',
    run: async (open) => {
      const store = open();
      await store.putIfAbsent('one', await generateDeviceKeys());
      await store.putIfAbsent('two', await generateDeviceKeys());
      must(await store.delete('one'));
      must(await store.delete('never there'));
      expect(must(await open().get('one'))).toBeUndefined();
      expect(must(await open().get('two'))).toBeDefined();
    },
  },
  {
    name: 'a closed store answers that it is unavailable, and others over the same database go on',
    run: async (open) => {
      const store = open();
      store.close();
      expect(await store.get('book')).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
      expect(await store.putIfAbsent('book', await generateDeviceKeys())).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
      expect((await open().get('book')).ok).toBe(true);
    },
  },
];
