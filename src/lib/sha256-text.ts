/**
 * SHA-256 (FIPS 180-4) of short texts without allocating: an import derives some 300,000 ids from e-mails, phones and
 * receipts, and @noble/hashes spends four fifths of its 4-5 us on objects. Same results (test/unit/lib), about 0.8 us.
 */
import { sha256 } from '@noble/hashes/sha2.js';

/** In every runtime; declared here because the domain, which uses this file, compiles without the DOM library. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array; encodeInto(text: string, into: Uint8Array): { readonly written: number } };

const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const LONGEST = 1_024;
const bytes = new Uint8Array(LONGEST * 3 + 128);
const words = new Int32Array(64);
const state = new Int32Array(8);
const utf8 = new TextEncoder();

/** The 32 bytes of the hash of the text's UTF-8, in an array of the caller's own. */
export function sha256Text(text: string): Uint8Array {
  if (text.length > LONGEST) return sha256(utf8.encode(text));
  digest(text);
  const hash = new Uint8Array(32);
  for (let i = 0; i < 8; i++) {
    const word = state[i]!;
    hash[i * 4] = word >>> 24;
    hash[i * 4 + 1] = word >>> 16;
    hash[i * 4 + 2] = word >>> 8;
    hash[i * 4 + 3] = word;
  }
  return hash;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** The first 48 bits as 12 hex digits, without bytes in between. */
export function sha256Hex48(text: string): string {
  if (text.length > LONGEST) {
    const view = new DataView(sha256(utf8.encode(text)).buffer);
    return hex(view.getUint32(0), 8) + hex(view.getUint16(4), 4);
  }
  digest(text);
  return hex(state[0]! >>> 0, 8) + hex(state[1]! >>> 16, 4);
}

/** Leaves the hash in `state`. */
function digest(text: string): void {
  const length = writeUtf8(text);
  const padded = ((length + 72) >> 6) << 6;
  bytes.fill(0, length, padded);
  bytes[length] = 0x80;
  for (let i = 0, bits = length * 8; i < 4; i++, bits >>>= 8) bytes[padded - 1 - i] = bits & 0xff;
  state.set(START);
  for (let start = 0; start < padded; start += 64) compress(start);
}

function writeUtf8(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return utf8.encodeInto(text, bytes).written;
    bytes[i] = code;
  }
  return text.length;
}

function compress(start: number): void {
  for (let i = 0; i < 16; i++) {
    const at = start + i * 4;
    words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!, y = words[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16]! + s0 + words[i - 7]! + s1) | 0;
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!, e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + words[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] = (state[0]! + a) | 0; state[1] = (state[1]! + b) | 0; state[2] = (state[2]! + c) | 0; state[3] = (state[3]! + d) | 0;
  state[4] = (state[4]! + e) | 0; state[5] = (state[5]! + f) | 0; state[6] = (state[6]! + g) | 0; state[7] = (state[7]! + h) | 0;
}
