/**
 * Reading and writing the bytes of messages and of the index. A reader never throws and never reads past its end: after the first
 * thing that makes no sense it has failed and answers zeros, so that a decoder checks once, at its end.
 */
const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes of one text, far above any note. */
export const TEXT_LIMIT = 16 * 1024 * 1024;
const SHORT_TEXT_LIMIT = 4_096;

export interface Reader {
  byte(): number;
  /** Variable length, up to 2^53 - 1. */
  number(): number;
  /** lib0's signed variable length integer. */
  signed(): number;
  float32(): number;
  float64(): number;
  /** Length in bytes and UTF-8. */
  text(limit?: number): string;
  /** As `text`, for what is said again and again: names of fields. Equal ones are one string in memory. */
  name(limit?: number): string;
  /** Length and bytes, as a view. */
  bytes(limit: number): Uint8Array;
  /** `length` bytes, as a view. */
  take(length: number): Uint8Array;
  skip(length: number): undefined;
  fail(): undefined;
  /** Bytes not read yet. */
  left(): number;
  failed(): boolean;
  atEnd(): boolean;
}

const NOTHING = new Uint8Array(0);

/** Names read last, by a hash of their bytes: 20 for each of 50,000 customers would be a million strings, each made a key anew. */
const NAMES = 1_024;
const names: string[] = new Array<string>(NAMES).fill('');

function isAscii(name: string, source: Uint8Array, at: number, length: number): boolean {
  if (name.length !== length) return false;
  for (let i = 0; i < length; i++) if (source[at + i] !== name.charCodeAt(i) || source[at + i]! > 0x7f) return false;
  return true;
}

export function createReader(source: Uint8Array): Reader {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  let at = 0;
  let broken = false;

  const fail = (): undefined => {
    broken = true;
    at = source.length;
    return undefined;
  };
  const has = (length: number): boolean => {
    if (!broken && length <= source.length - at) return true;
    fail();
    return false;
  };
  const byte = (): number => (has(1) ? source[at++]! : 0);
  const number = (): number => {
    let value = 0, factor = 1;
    for (let i = 0; i < 8; i++) {
      const next = byte();
      value += (next & 0x7f) * factor;
      if (next < 0x80) {
        if (value <= Number.MAX_SAFE_INTEGER) return value;
        break;
      }
      factor *= 0x80;
    }
    fail();
    return 0;
  };
  const take = (length: number): Uint8Array => {
    if (!has(length)) return NOTHING;
    at += length;
    return source.subarray(at - length, at);
  };
  const text = (limit = SHORT_TEXT_LIMIT): string => {
    const length = number();
    if (length > limit || !has(length)) {
      fail();
      return '';
    }
    if (length < 32) {
      // Short and ASCII, as nearly all are: no call to the decoder.
      let result = '';
      let i = 0;
      for (; i < length; i++) {
        const unit = source[at + i]!;
        if (unit > 0x7f) break;
        result += String.fromCharCode(unit);
      }
      if (i === length) {
        at += length;
        return result;
      }
    }
    try {
      return utf8Decoder.decode(take(length));
    } catch {
      fail(); // Not UTF-8.
      return '';
    }
  };
  const name = (limit?: number): string => {
    const start = at, length = number();
    if (length > 0 && length < 32 && length <= source.length - at) {
      let hash = length;
      for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + source[at + i]!) | 0;
      const slot = hash & (NAMES - 1), known = names[slot]!;
      if (isAscii(known, source, at, length)) {
        at += length;
        return known;
      }
      at = start;
      return (names[slot] = text(limit));
    }
    at = start;
    return text(limit);
  };
  return {
    byte, number, take, text, name, fail,
    signed: () => {
      const first = byte();
      let value = first & 0x3f, factor = 0x40;
      const sign = first & 0x40 ? -1 : 1;
      for (let more = first & 0x80; more; ) {
        const next = byte();
        value += (next & 0x7f) * factor;
        factor *= 0x80;
        more = next & 0x80;
        if (value > Number.MAX_SAFE_INTEGER) {
          fail();
          return 0;
        }
      }
      return sign * value;
    },
    float32: () => {
      if (!has(4)) return 0;
      at += 4;
      return view.getFloat32(at - 4);
    },
    float64: () => {
      if (!has(8)) return 0;
      at += 8;
      return view.getFloat64(at - 8);
    },
    bytes: (limit) => {
      const length = number();
      if (length <= limit) return take(length);
      fail();
      return NOTHING;
    },
    skip: (length) => {
      if (has(length)) at += length;
      return undefined;
    },
    left: () => source.length - at,
    failed: () => broken,
    atEnd: () => at === source.length,
  };
}

export interface Writer {
  byte(value: number): void;
  number(value: number): void;
  text(value: string): void;
  /** With its length before it. */
  bytes(value: Uint8Array): void;
  /** As it is. */
  raw(value: Uint8Array): void;
  length(): number;
  /** A copy of all that was written. */
  done(): Uint8Array;
}

export function createWriter(capacity = 256): Writer {
  let bytes = new Uint8Array(capacity);
  let at = 0;
  const reserve = (more: number): void => {
    if (at + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, at + more));
    larger.set(bytes.subarray(0, at));
    bytes = larger;
  };
  const number = (value: number): void => {
    reserve(9);
    let rest = value;
    while (rest > 0x7f) {
      bytes[at++] = 0x80 | (rest % 0x80);
      rest = Math.floor(rest / 0x80);
    }
    bytes[at++] = rest;
  };
  const raw = (value: Uint8Array): void => {
    reserve(value.length);
    bytes.set(value, at);
    at += value.length;
  };
  return {
    number, raw,
    byte: (value) => {
      reserve(1);
      bytes[at++] = value;
    },
    text: (value) => {
      const encoded = utf8Encoder.encode(value);
      number(encoded.length);
      raw(encoded);
    },
    bytes: (value) => {
      number(value.length);
      raw(value);
    },
    length: () => at,
    done: () => bytes.slice(0, at),
  };
}
