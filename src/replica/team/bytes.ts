/**
 * Bytes of the team's messages and files: a writer, a reader that never trusts what it reads, and base64url without padding
 * (RFC 4648 section 5). Numbers are big-endian.
 *
 * A decoder is a function over a `ByteReader`, run by `decodeBytes`: whatever does not fit (an end too early, a length out of
 * bounds, bytes left over) makes the whole of it undefined.
 */

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface ByteWriter {
  byte(value: number): ByteWriter;
  uint32(value: number): ByteWriter;
  /** Up to 2^53 - 1, as 8 bytes. */
  uint53(value: number): ByteWriter;
  raw(bytes: Uint8Array): ByteWriter;
  /** Length (4 bytes), then the bytes. */
  block(bytes: Uint8Array): ByteWriter;
  text(value: string): ByteWriter;
  done(): Uint8Array;
}

export function createByteWriter(): ByteWriter {
  const parts: Uint8Array[] = [];
  const add = (bytes: Uint8Array): ByteWriter => {
    parts.push(bytes);
    return writer;
  };
  const word = (value: number): Uint8Array => new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
  const writer: ByteWriter = {
    byte: (value) => add(new Uint8Array([value])),
    uint32: (value) => add(word(value)),
    uint53: (value) => add(concat(word(Math.floor(value / 2 ** 32)), word(value % 2 ** 32))),
    raw: add,
    block: (bytes) => add(concat(word(bytes.length), bytes)),
    text: (value) => writer.block(utf8.encode(value)),
    done: () => concat(...parts),
  };
  return writer;
}

/** Every method throws `Malformed` where the bytes do not fit; only inside `decodeBytes`. */
export interface ByteReader {
  byte(): number;
  uint32(): number;
  uint53(): number;
  /** A copy. */
  raw(length: number): Uint8Array;
  block(max: number): Uint8Array;
  /** `max` counts bytes of UTF-8. */
  text(max: number): string;
  rest(): Uint8Array;
  /** Gives up. */
  fail(): never;
}

class Malformed extends Error {}

/** What `read` makes of the bytes, all of them; undefined where it cannot. */
export function decodeBytes<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): T | undefined {
  let at = 0;
  const fail = (): never => {
    throw new Malformed();
  };
  const raw = (length: number): Uint8Array => {
    if (length > bytes.length - at) fail();
    at += length;
    return bytes.slice(at - length, at);
  };
  const uint32 = (): number => raw(4).reduce((value, byte) => value * 256 + byte, 0);
  const block = (max: number): Uint8Array => {
    const length = uint32();
    return length > max ? fail() : raw(length);
  };
  const reader: ByteReader = {
    byte: () => raw(1)[0]!,
    uint32,
    uint53: () => {
      const value = uint32() * 2 ** 32 + uint32();
      return Number.isSafeInteger(value) ? value : fail();
    },
    raw,
    block,
    text: (max) => utf8Text(block(max)) ?? fail(),
    rest: () => raw(bytes.length - at),
    fail,
  };
  try {
    const value = read(reader);
    return at === bytes.length ? value : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** Strictly: undefined where the bytes are no UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined; // One more way to be malformed.
  }
}

export const utf8Bytes = (text: string): Uint8Array => utf8.encode(text);

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** For public values; it is not constant in time. */
export const isSameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DIGITS = new Map([...ALPHABET].map((letter, value) => [letter, value]));

export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letters = Math.min(4, bytes.length - i + 1);
    for (let k = 0; k < letters; k++) text += ALPHABET[(group >> (18 - 6 * k)) & 63];
  }
  return text;
}

/** Strict: no padding, no other letters, no bits left over, so that each byte string has exactly one text. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const digit = DIGITS.get(letter);
    if (digit === undefined) return undefined;
    bits = ((bits & 0xff) << 6) | digit;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 0xff;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}
