/**
 * This device as a principal: its keys and what others know it by. A device that has left a team or was removed gets new keys for
 * the next one, since a removal is for good.
 */
import { ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import type { StorageError } from '../ports';
import { agree, deviceIdOf, exportPublic, generateAgreeKeys, generateSignKeys, sign } from './crypto';
import type { DeviceKeyPairs, KeyStore } from './key-store';

/** Whoever signs records: this device, or the recovery kit while it is open. */
export interface Signer {
  readonly id: DeviceId;
  /** IEEE P1363, 64 bytes. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export interface DeviceIdentity extends Signer {
  /** Public keys, raw (65 bytes). */
  readonly signKey: Uint8Array;
  readonly agreeKey: Uint8Array;
  /** The secret shared with the holder of that key, for `hkdf`; undefined where it is no key. */
  agree(theirs: Uint8Array): Promise<Uint8Array | undefined>;
}

export async function generateDeviceKeys(): Promise<DeviceKeyPairs> {
  const [signKeys, agreeKeys] = await Promise.all([generateSignKeys(false), generateAgreeKeys(false)]);
  return { sign: signKeys, agree: agreeKeys };
}

export async function identityOf(keys: DeviceKeyPairs): Promise<DeviceIdentity> {
  const [signKey, agreeKey] = await Promise.all([exportPublic(keys.sign.publicKey), exportPublic(keys.agree.publicKey)]);
  return {
    id: deviceIdOf(signKey),
    signKey,
    agreeKey,
    sign: (data) => sign(keys.sign.privateKey, data),
    agree: (theirs) => agree(keys.agree.privateKey, theirs),
  };
}

/** The identity in the slot, made and stored now if there is none. */
export async function ensureIdentity(store: KeyStore, slot: string): Promise<Result<DeviceIdentity, StorageError>> {
  const there = await store.get(slot);
  if (!there.ok) return there;
  if (there.value) return ok(await identityOf(there.value));
  const kept = await store.putIfAbsent(slot, await generateDeviceKeys());
  return kept.ok ? ok(await identityOf(kept.value)) : kept;
}
