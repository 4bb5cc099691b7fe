/**
 * The few primitives that the team's identity stands on, over WebCrypto: ECDSA and ECDH on P-256 (FIPS 186-5, SP 800-56A), HKDF
 * with SHA-256 (RFC 5869), AES-256-GCM (SP 800-38D). Every use of HKDF names its purpose, so that no two purposes share a key.
 * What comes from others never makes these throw: a bad key or seal is undefined or false.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, toBase64Url, utf8Bytes } from './bytes';
import type { DeviceId } from '../link/ports';

export const PUBLIC_KEY_LENGTH = 65;
export const SIGNATURE_LENGTH = 64;
const IV_LENGTH = 12;
/** Characters of an id: 16 bytes as base64url. */
export const ID_LENGTH = 22;

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** The first 16 bytes of SHA-256 over the parts, as 22 characters. */
export const shortId = (...parts: readonly Uint8Array[]): string => toBase64Url(sha256(concat(...parts)).subarray(0, 16));

/** See link/ports.ts. `signKey`: raw, 65 bytes. */
export const deviceIdOf = (signKey: Uint8Array): DeviceId => shortId(signKey);

/** Whether a text looks like an id made by `shortId`. */
export const isId = (value: unknown): value is string => typeof value === 'string' && value.length === ID_LENGTH && /^[\w-]+$/.test(value);

export const generateSignKeys = (extractable: boolean): Promise<CryptoKeyPair> => crypto.subtle.generateKey(ECDSA, extractable, ['sign', 'verify']);
export const generateAgreeKeys = (extractable: boolean): Promise<CryptoKeyPair> => crypto.subtle.generateKey(ECDH, extractable, ['deriveBits']);
export const exportPublic = async (key: CryptoKey): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.exportKey('raw', key));
export const exportPrivate = async (key: CryptoKey): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.exportKey('pkcs8', key));
/** Not extractable. Rejects for bytes that are no such key. */
export const importSignPrivate = (pkcs8: Uint8Array): Promise<CryptoKey> => crypto.subtle.importKey('pkcs8', pkcs8 as BufferSource, ECDSA, false, ['sign']);
export const importAgreePrivate = (pkcs8: Uint8Array): Promise<CryptoKey> => crypto.subtle.importKey('pkcs8', pkcs8 as BufferSource, ECDH, false, ['deriveBits']);

/** IEEE P1363, 64 bytes. */
export const sign = async (key: CryptoKey, data: Uint8Array): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.sign(SIGNING, key, data as BufferSource));

/** Checks a signature by a public key as it came, raw. */
export type Verify = (signKey: Uint8Array, data: Uint8Array, signature: Uint8Array) => Promise<boolean>;

export const verify: Verify = async (signKey, data, signature) => {
  if (signKey.length !== PUBLIC_KEY_LENGTH || signature.length !== SIGNATURE_LENGTH) return false;
  try {
    const key = await crypto.subtle.importKey('raw', signKey as BufferSource, ECDSA, false, ['verify']);
    return await crypto.subtle.verify(SIGNING, key, signature as BufferSource, data as BufferSource);
  } catch {
    return false; // Not a point on the curve.
  }
};

/** Whether the bytes are a public key that one can agree with. */
export async function isAgreeKey(raw: Uint8Array): Promise<boolean> {
  return (await importAgree(raw)) !== undefined;
}

/** The shared secret (32 bytes), only ever to be put through `hkdf`. undefined: not a key. */
export async function agree(privateKey: CryptoKey, theirs: Uint8Array): Promise<Uint8Array | undefined> {
  const key = await importAgree(theirs);
  return key && new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: key }, privateKey, 256));
}

async function importAgree(raw: Uint8Array): Promise<CryptoKey | undefined> {
  if (raw.length !== PUBLIC_KEY_LENGTH) return undefined;
  try {
    return await crypto.subtle.importKey('raw', raw as BufferSource, ECDH, false, []);
  } catch {
    return undefined; // Not a point on the curve.
  }
}

/** @param length in bytes */
export async function hkdf(secret: Uint8Array, salt: Uint8Array, purpose: string, length = 32): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret as BufferSource, 'HKDF', false, ['deriveBits']);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: salt as BufferSource, info: utf8Bytes(`regulars/1/${purpose}`) as BufferSource };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8));
}

/** An AES-256-GCM key that cannot be read out. */
export const importSealKey = (bytes: Uint8Array): Promise<CryptoKey> => crypto.subtle.importKey('raw', bytes as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt']);

export const hkdfSealKey = async (secret: Uint8Array, salt: Uint8Array, purpose: string): Promise<CryptoKey> => importSealKey(await hkdf(secret, salt, purpose));

const none = new Uint8Array(0);

/** Random nonce (12 bytes), ciphertext, tag. `context` is authenticated and not contained. */
export async function seal(key: CryptoKey, plain: Uint8Array, context: Uint8Array = none): Promise<Uint8Array> {
  const iv = randomBytes(IV_LENGTH);
  return concat(iv, await sealWith(key, iv, plain, context));
}

/** undefined: another key, another context, or not as it was sealed. */
export const open = (key: CryptoKey, sealed: Uint8Array, context: Uint8Array = none): Promise<Uint8Array | undefined> => openWith(key, sealed.slice(0, IV_LENGTH), sealed.subarray(IV_LENGTH), context);

/** For callers that count their nonces: one and the same must never come twice under one key. */
export async function sealWith(key: CryptoKey, iv: Uint8Array, plain: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: iv as BufferSource, additionalData: context as BufferSource }, key, plain as BufferSource));
}

export async function openWith(key: CryptoKey, iv: Uint8Array, sealed: Uint8Array, context: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: iv as BufferSource, additionalData: context as BufferSource }, key, sealed as BufferSource));
  } catch {
    return undefined; // AES-GCM does not tell a wrong key from damaged bytes; neither is opened.
  }
}
