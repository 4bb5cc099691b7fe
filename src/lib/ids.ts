/**
 * Identifiers. Random ones are UUIDv7 (RFC 9562, sortable by time); derived ones come from a natural key, so that two
 * devices that import the same file apart arrive at the same customer and the same receipt.
 */
import { randomBytes } from '@noble/hashes/utils.js';
import { sha256Hex48, sha256Text } from './sha256-text';

export type Clock = () => number;
export type RandomBytes = (length: number) => Uint8Array;

/** Web Crypto's generator, by way of a library that needs no DOM types: the domain, which uses this file, compiles without them. */
const webRandom: RandomBytes = randomBytes;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function bytesToHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

function formatUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytesToHex(bytes.subarray(0, 16));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUIDv7: 48 bits of Unix milliseconds, 74 random bits (RFC 9562 section 5.7). */
export function uuidv7(now: Clock = Date.now, random: RandomBytes = webRandom): string {
  const bytes = random(16);
  let millis = now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = millis % 256;
    millis = Math.floor(millis / 256);
  }
  return formatUuid(bytes, 7);
}

/** A UUIDv8 (RFC 9562 section 5.8) from the SHA-256 of a natural key; equal keys give equal ids on every device. */
export function derivedUuid(...naturalKey: readonly string[]): string {
  return formatUuid(sha256Text(naturalKey.join('\u0000')), 8);
}

/** 12 hex digits of SHA-256: the id of a list item inside one customer, derived from its normalised value. */
export function shortHash(text: string): string {
  return sha256Hex48(text);
}
