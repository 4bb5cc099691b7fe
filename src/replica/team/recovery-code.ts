/**
 * The code on the printed recovery kit: 128 random bits and 12 of a checksum, as 28 letters of Crockford's base32 (no I, L, O, U) in groups of four.
 * Typed by hand from paper years later: case, blanks and dashes do not matter, and letters that look like digits are read as such.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8Bytes } from './bytes';

export const RECOVERY_SECRET_LENGTH = 16;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 28;
const GROUP = 4;
const CHECKSUM_BITS = 12;
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** @param secret 16 bytes */
export function formatRecoveryCode(secret: Uint8Array): string {
  let bits = (numberOf(secret) << BigInt(CHECKSUM_BITS)) | checksum(secret);
  let letters = '';
  for (let i = 0; i < LETTERS; i++, bits >>= 5n) letters = ALPHABET[Number(bits & 31n)]! + letters;
  return letters.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}

/** The secret; undefined where a letter is missing, too much or mistyped (all but one of 4,096 times). */
export function parseRecoveryCode(typed: string): Uint8Array | undefined {
  if (typed.length > 1_000) return undefined;
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[^\p{Letter}\p{Number}]/gu, '').replace(/[OIL]/g, (letter) => LOOKALIKES[letter]!);
  if (letters.length !== LETTERS) return undefined;
  let bits = 0n;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    bits = (bits << 5n) | BigInt(value);
  }
  const secret = bytesOf(bits >> BigInt(CHECKSUM_BITS));
  return checksum(secret) === (bits & 0xfffn) ? secret : undefined;
}

function checksum(secret: Uint8Array): bigint {
  const [high, low] = sha256(concat(utf8Bytes('regulars/recovery-code/1'), secret));
  return BigInt((high! << 4) | (low! >> 4));
}

const numberOf = (bytes: Uint8Array): bigint => bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
const bytesOf = (number: bigint): Uint8Array => Uint8Array.from({ length: RECOVERY_SECRET_LENGTH }, (_, i) => Number((number >> BigInt(8 * (RECOVERY_SECRET_LENGTH - 1 - i))) & 255n));
