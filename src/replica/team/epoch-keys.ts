/**
 * An epoch: the time from one removal to the next, with a random 256-bit key that whoever is removed does not get any more. All else is
 * derived from it (HKDF), and nothing that people type is ever a key.
 *
 * Epoch keys are bytes, not CryptoKeys: HKDF keys cannot be wrapped for a colleague (WebCrypto does not export them), and every device
 * that may invite has to. They lie in the book's `keys` store and so behind the book's lock, and go with the book.
 */
import type { DeviceId } from '../link/ports';
import { concat, fromBase64Url, toBase64Url, utf8Bytes } from './bytes';
import { exportPublic, generateAgreeKeys, agree, hkdf, hkdfSealKey, importSealKey, open, PUBLIC_KEY_LENGTH, randomBytes, seal } from './crypto';
import type { DeviceIdentity } from './device-keys';

export const EPOCH_KEY_LENGTH = 32;

/** `id` commits to the key: whoever hands over a key, it is the right one or none. */
export interface Epoch { readonly id: string; readonly key: Uint8Array }

export interface EpochKeys {
  /** Name of the room at meeting points: 22 characters that tell nothing. */
  readonly room: string;
  /** 32 bytes for AES-256-GCM over what is said in the room. */
  readonly signalingKey: Uint8Array;
  /** 32 bytes from which each sync file derives a key of its own. */
  readonly fileKey: Uint8Array;
}

export async function makeEpoch(teamId: string): Promise<Epoch> {
  const key = randomBytes(EPOCH_KEY_LENGTH);
  return { id: await epochIdOf(teamId, key), key };
}

export const epochIdOf = async (teamId: string, key: Uint8Array): Promise<string> => toBase64Url(await hkdf(key, utf8Bytes(teamId), 'epoch/id', 16));

export async function deriveEpochKeys(teamId: string, { key }: Epoch): Promise<EpochKeys> {
  const salt = utf8Bytes(teamId);
  const [room, signalingKey, fileKey] = await Promise.all([hkdf(key, salt, 'epoch/room', 16), hkdf(key, salt, 'epoch/signaling'), hkdf(key, salt, 'epoch/file')]);
  return { room: toBase64Url(room), signalingKey, fileKey };
}

/**
 * The epoch's key for one device alone: ephemeral ECDH with its key, HKDF, AES-GCM. Not signed: the epoch's id proves the key.
 * undefined: `agreeKey` is no key.
 */
export async function wrapEpoch(epoch: Epoch, device: DeviceId, agreeKey: Uint8Array): Promise<string | undefined> {
  const once = await generateAgreeKeys(false);
  const secret = await agree(once.privateKey, agreeKey);
  if (!secret) return undefined;
  const key = await hkdfSealKey(secret, utf8Bytes(epoch.id), 'epoch/wrap');
  return toBase64Url(concat(await exportPublic(once.publicKey), await seal(key, epoch.key, contextOf(epoch.id, device))));
}

/** undefined: not for this device, or not the key that the id commits to. */
export async function unwrapEpoch(teamId: string, id: string, wrap: string, self: Pick<DeviceIdentity, 'id' | 'agree'>): Promise<Epoch | undefined> {
  const bytes = fromBase64Url(wrap);
  const secret = bytes && (await self.agree(bytes.subarray(0, PUBLIC_KEY_LENGTH)));
  if (!bytes || !secret) return undefined;
  const sealKey = await importSealKey(await hkdf(secret, utf8Bytes(id), 'epoch/wrap'));
  const key = await open(sealKey, bytes.subarray(PUBLIC_KEY_LENGTH), contextOf(id, self.id));
  return key?.length === EPOCH_KEY_LENGTH && (await epochIdOf(teamId, key)) === id ? { id, key } : undefined;
}

const contextOf = (epoch: string, device: DeviceId): Uint8Array => utf8Bytes(`${epoch}/${device}`);
