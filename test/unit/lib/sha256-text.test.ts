import fc from 'fast-check';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { bytesToHex } from '../../../src/lib/ids';
import { sha256Hex48, sha256Text } from '../../../src/lib/sha256-text';

const expected = (text: string): Uint8Array => sha256(new TextEncoder().encode(text));

test('any text hashes as SHA-256 of its UTF-8', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
    expect(sha256Text(text)).toEqual(expected(text));
    expect(sha256Hex48(text)).toBe(bytesToHex(expected(text).subarray(0, 6)));
  }));
});

test('texts around the block boundaries and beyond the scratch space hash alike', () => {
  for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1_023, 1_024, 1_025, 5_000]) {
    expect(sha256Text('a'.repeat(length))).toEqual(expected('a'.repeat(length)));
    expect(sha256Text('ü'.repeat(length))).toEqual(expected('ü'.repeat(length)));
    expect(sha256Hex48('山'.repeat(length))).toBe(bytesToHex(expected('山'.repeat(length)).subarray(0, 6)));
    expect(sha256Text('山'.repeat(length))).toEqual(expected('山'.repeat(length)));
  }
});
