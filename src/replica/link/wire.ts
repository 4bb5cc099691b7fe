/**
 * Bytes of the link's own small messages. A writer collects; a reader never throws: what is missing reads as empty or zero and makes
 * `isWhole()` false, so that a decoder reads everything and asks once.
 */
import { readUint32, readVarint, varintLength, writeUint32, writeVarint, type Cursor } from '../storage/varint';

export interface WireWriter {
  byte(value: number): WireWriter;
  /** Unsigned 32 bits, little-endian. */
  uint32(value: number): WireWriter;
  /** Below 2^31. */
  varint(value: number): WireWriter;
  /** As they are; the reader must know how many. */
  fixed(bytes: Uint8Array): WireWriter;
  /** Length and bytes. */
  block(bytes: Uint8Array): WireWriter;
  /** Length in bytes and UTF-8. */
  text(value: string): WireWriter;
  bytes(): Uint8Array;
}

export interface WireReader {
  byte(): number;
  uint32(): number;
  varint(): number;
  fixed(length: number): Uint8Array;
  /** Longer than `limit` counts as missing. */
  block(limit: number): Uint8Array;
  text(limit: number): string;
  hasMore(): boolean;
  /** Nothing was missing and nothing is left. */
  isWhole(): boolean;
}

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const EMPTY = new Uint8Array();

export function createWireWriter(): WireWriter {
  const parts: Uint8Array[] = [];
  const add = (length: number, write: (bytes: Uint8Array) => void): WireWriter => {
    const part = new Uint8Array(length);
    write(part);
    parts.push(part);
    return writer;
  };
  const writer: WireWriter = {
    byte: (value) => add(1, (part) => void (part[0] = value)),
    uint32: (value) => add(4, (part) => void writeUint32(part, 0, value)),
    varint: (value) => add(varintLength(value), (part) => void writeVarint(part, 0, value)),
    fixed: (bytes) => {
      parts.push(bytes);
      return writer;
    },
    block: (bytes) => writer.varint(bytes.length).fixed(bytes),
    text: (value) => writer.block(utf8.encode(value)),
    bytes: () => concatBytes(parts),
  };
  return writer;
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Reads views of `bytes`, not copies. */
export function createWireReader(bytes: Uint8Array): WireReader {
  const cursor: Cursor = { bytes, offset: 0 };
  let isBroken = false;
  const orBroken = <T>(value: T | undefined, instead: T): T => {
    if (value !== undefined && !isBroken) return value;
    isBroken = true;
    return instead;
  };
  const take = (length: number): Uint8Array | undefined => {
    const end = cursor.offset + length;
    if (isBroken || end > bytes.length) return undefined;
    const part = bytes.subarray(cursor.offset, end);
    cursor.offset = end;
    return part;
  };
  const reader: WireReader = {
    byte: () => orBroken(take(1)?.[0], 0),
    uint32: () => orBroken(readUint32(cursor), 0),
    varint: () => orBroken(readVarint(cursor), 0),
    fixed: (length) => orBroken(take(length), EMPTY),
    block: (limit) => {
      const length = reader.varint();
      return orBroken(length <= limit ? take(length) : undefined, EMPTY);
    },
    text: (limit) => orBroken(decodeUtf8(reader.block(limit)), ''),
    hasMore: () => !isBroken && cursor.offset < bytes.length,
    isWhole: () => !isBroken && cursor.offset === bytes.length,
  };
  return reader;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined; // not UTF-8: the sender is broken or hostile, the caller counts it as missing
  }
}

/** In a time that does not depend on where they differ. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}
