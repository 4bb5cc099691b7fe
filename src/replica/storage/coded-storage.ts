/**
 * Passes every value of a storage through a codec, so that neither the engine nor the adapters know of encryption.
 * A value that the codec cannot decode comes as no bytes (as an unreadable one does from IndexedDB): whoever decodes it next
 * finds it corrupt and sets it aside, and the others are still read. What is stored stays as it is.
 */
import { err, type Result } from '../../lib/result';
import type { Codec, StorageError, StoragePort, StoreOperation } from '../ports';
import { identityCodec } from './identity-codec';

export function createCodedStorage(storage: StoragePort, codec: Codec): StoragePort {
  if (codec === identityCodec) return storage;
  let lastCommit: Promise<unknown> = Promise.resolve();

  const encode = async (operation: StoreOperation): Promise<StoreOperation> =>
    operation.type === 'put' ? { ...operation, value: await codec.encode(operation.value) } : operation;

  const decode = async (stored: Uint8Array): Promise<Uint8Array> => {
    try {
      return await codec.decode(stored);
    } catch {
      return new Uint8Array(0);
    }
  };

  return {
    commit: (operations, options) => {
      const encoding = Promise.all(operations.map(encode)).catch(codecError);
      // Encoding takes longer for larger values; commits still reach the storage in the order of their calls.
      const result = lastCommit.then(async () => {
        const encoded = await encoding;
        return 'ok' in encoded ? encoded : storage.commit(encoded, options);
      });
      lastCommit = result;
      return result;
    },
    get: async (store, key) => {
      const result = await storage.get(store, key);
      return result.ok && result.value ? { ok: true, value: await decode(result.value) } : result;
    },
    getAll: async (store, range) => {
      const result = await storage.getAll(store, range);
      if (!result.ok) return result;
      return { ok: true, value: await Promise.all(result.value.map(async ({ key, value }) => ({ key, value: await decode(value) }))) };
    },
    keys: (store) => storage.keys(store),
    onStatus: (listener) => storage.onStatus(listener),
    close: () => void lastCommit.then(() => storage.close()),
  };
}

function codecError(error: unknown): Result<never, StorageError> {
  return err({ kind: 'unknown', detail: `The value could not be encoded: ${String(error)}` });
}
