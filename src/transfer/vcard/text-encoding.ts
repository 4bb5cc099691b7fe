/**
 * Bytes to text, value by value: a vCard 2.1 names the charset of each property, and a phone may write half a letter at
 * the end of a value that it cut. What is not what it says it is gets guessed, and the guess is reported.
 */
import type { IssueCode } from '../contact-record';

export interface DecodedText { readonly text: string; readonly issue?: IssueCode | undefined }

const utf8 = new TextEncoder();

/** The text where the bytes are valid UTF-8. */
export function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // Not UTF-8: that is the answer asked for.
  }
}

/** One character per byte (U+0000 to U+00FF). TextDecoder's 'latin1' is Windows-1252 and would not keep 0x80 to 0x9F. */
export function bytesToBinary(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  return text;
}

export function binaryToBytes(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const C1_OF_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** By hand, because Node 20 decodes 0x80 to 0x9F of windows-1252 as control characters; browsers do not. */
function decodeWindows1252(bytes: Uint8Array): string {
  return bytesToBinary(bytes).replace(/[\u0080-\u009f]/g, (letter) => C1_OF_1252[letter.charCodeAt(0) - 0x80]!);  
}

/** Decodes by the named charset; without one, or where it is wrong, as UTF-8 and else Windows-1252. Never throws. */
export function decodeBytes(bytes: Uint8Array, charset: string | undefined): DecodedText {
  const valid = strictUtf8(bytes);
  if (charset && !/^utf-?8$/i.test(charset)) {
    try {
      return { text: /^(windows-1252|cp1252|iso-8859-1|latin-?1)$/i.test(charset) ? decodeWindows1252(bytes) : new TextDecoder(charset).decode(bytes) };
    } catch {
      return { text: valid ?? decodeWindows1252(bytes), issue: 'unknown-charset' };
    }
  }
  if (valid !== undefined) return { text: valid };
  const lossy = new TextDecoder('utf-8').decode(bytes);
  // Other letters came out right: it is UTF-8 with a letter cut in half (Android cuts long values), not another charset.
  if (charset && /[^\u0000-\u007f\ufffd]/.test(lossy)) return { text: lossy, issue: 'unreadable' }; // eslint-disable-line no-control-regex -- ASCII is meant
  return { text: decodeWindows1252(bytes), issue: 'encoding-guessed' };
}

/** Quoted-printable (RFC 2045 6.7) to bytes; soft line breaks must be joined before. A stray '=' stays as it is. */
export function quotedPrintableToBytes(text: string, isBinary: boolean): Uint8Array {
  const source = isBinary ? binaryToBytes(text) : utf8.encode(text);
  const out = new Uint8Array(source.length);
  let length = 0;
  for (let i = 0; i < source.length; i++) {
    const high = source[i] === 0x3d ? hexValue(source[i + 1]) : -1;
    const low = high >= 0 ? hexValue(source[i + 2]) : -1;
    if (low >= 0) {
      out[length++] = high * 16 + low;
      i += 2;
    } else out[length++] = source[i]!;
  }
  return out.subarray(0, length);
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Base64 (RFC 4648 4) without blanks and with its padding; undefined where it is not base64. A last character that makes no byte is left out: cards are cut. */
export function canonicalBase64(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '').replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(compact)) return undefined;
  const whole = compact.length % 4 === 1 ? compact.slice(0, -1) : compact;
  return whole.padEnd(Math.ceil(whole.length / 4) * 4, '=');
}

export const base64ToBytes = (canonical: string): Uint8Array => binaryToBytes(atob(canonical));
/** How many bytes canonical base64 stands for. */
export const base64Length = (canonical: string): number => (canonical.length / 4) * 3 - (canonical.endsWith('==') ? 2 : canonical.endsWith('=') ? 1 : 0);

export const bytesToBase64 = (bytes: Uint8Array): string => btoa(bytesToBinary(bytes));
