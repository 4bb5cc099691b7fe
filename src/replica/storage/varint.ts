/** Unsigned LEB128 varints below 2^31 and 32-bit little-endian words; readers answer undefined where bytes end or make no sense. */

export interface Cursor { readonly bytes: Uint8Array; offset: number }

const LIMIT = 2 ** 31;

export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1;
  return length;
}

/** Returns the offset behind it. */
export function writeVarint(bytes: Uint8Array, offset: number, value: number): number {
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes[offset++] = (rest & 0x7f) | 0x80;
  bytes[offset++] = rest;
  return offset;
}

export function readVarint(cursor: Cursor): number | undefined {
  let value = 0;
  for (let factor = 1; factor < LIMIT; factor *= 0x80) {
    const byte = cursor.bytes[cursor.offset];
    if (byte === undefined) return undefined;
    cursor.offset += 1;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value < LIMIT ? value : undefined;
  }
  return undefined;
}

/** Returns the offset behind it. */
export function writeUint32(bytes: Uint8Array, offset: number, value: number): number {
  bytes[offset] = value;
  bytes[offset + 1] = value >>> 8;
  bytes[offset + 2] = value >>> 16;
  bytes[offset + 3] = value >>> 24;
  return offset + 4;
}

export function readUint32(cursor: Cursor): number | undefined {
  const { bytes, offset } = cursor;
  if (offset + 4 > bytes.length) return undefined;
  cursor.offset += 4;
  return (bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24)) >>> 0;
}
