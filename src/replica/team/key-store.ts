/**
 * Port: where the private keys of this device are kept. Key objects go in and come out, never bytes: the keys are not extractable,
 * so that a script that gets into the page can use them while it runs and cannot carry them away. Adapters pass the suite in
 * test/contract/key-store.contract.ts.
 *
 * A database of its own, not the book's `keys` store: that one holds bytes behind a codec, and a key that cannot be read out has
 * none. Its keys also outlive a book that is removed and restored on the same device.
 */
import type { Result } from '../../lib/result';
import type { StorageError } from '../ports';

/** P-256: ECDSA to sign, ECDH to agree; private keys not extractable. */
export interface DeviceKeyPairs { readonly sign: CryptoKeyPair; readonly agree: CryptoKeyPair }

export interface KeyStore {
  get(slot: string): Promise<Result<DeviceKeyPairs | undefined, StorageError>>;
  /** Keeps `keys` unless the slot is taken; answers what is in it now. Two tabs that start together end with the same keys. */
  putIfAbsent(slot: string, keys: DeviceKeyPairs): Promise<Result<DeviceKeyPairs, StorageError>>;
  delete(slot: string): Promise<Result<void, StorageError>>;
  /** Every later call fails as 'unavailable'. */
  close(): void;
}
