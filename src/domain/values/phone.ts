/**
 * Phone numbers: kept as typed, compared by digits. Number plans are not known in here: whoever has libphonenumber loaded
 * gives it as a `PhoneParser`; without it, what is typed in international form is E.164 already.
 */
import { callingCodeOf } from './calling-codes';

/** '+353861234567' for what is a possible number, else undefined; `region` is ISO 3166-1 alpha-2 for numbers typed without country code. */
export type PhoneParser = (typed: string, region: string | undefined) => string | undefined;

const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'].flatMap((letters, i) => [...letters].map((letter) => [letter, String(i + 2)])));

/** Digits as typed, '+' kept at the head, extension and '(0)' after a country code gone, vanity letters turned ('1-800-WINE'). */
export function cleanPhone(typed: string): string {
  let text = typed.normalize('NFKC').trim().replace(/^tel:/i, '').replace(/;.*$/s, '').replace(/\s*(?:ext\.?|extension|durchwahl|dw\.?|x|#)\s*\d{1,6}\s*$/i, '');
  if (/^\s*(?:\+|00)/.test(text)) text = text.replace(/\(0\)/, '');
  if (/\d.*[a-z]{3,}/i.test(text)) text = text.replace(/[a-z]/gi, (letter) => LETTERS[letter.toLowerCase()] ?? '');
  const digits = text.replace(/\D/g, '');
  return /^\D*\+/.test(text) ? `+${digits}` : digits;
}

/** E.164 where it can be told: by the parser, or by an international prefix ('+', '00') and a plausible length. */
export function toE164(typed: string, region?: string, parse?: PhoneParser): string | undefined {
  const clean = cleanPhone(typed);
  const parsed = parse?.(clean, region);
  if (parsed !== undefined) return /^\+[1-9]\d{6,14}$/.test(parsed) ? parsed : undefined;
  const international = clean.startsWith('+') ? clean.slice(1) : clean.startsWith('00') ? clean.slice(2) : undefined;
  return international !== undefined && /^[1-9]\d{7,14}$/.test(international) ? `+${international}` : undefined;
}

/** Country code (where known) and significant digits, trunk zero gone: '0861234567' and '353861234567' share '861234567'. Takes digits as rows hold them. */
export function phoneKey(digits: string): { readonly code: string | undefined; readonly national: string } {
  const plain = digits.startsWith('00') ? digits.slice(2) : digits;
  if (plain.startsWith('0')) return { code: undefined, national: plain.replace(/^0+/, '') };
  const code = plain.length >= 10 ? callingCodeOf(plain) : undefined;
  return { code, national: code === undefined ? plain : plain.slice(code.length).replace(/^0/, '') };
}

/** Equal significant digits (at least 6) and no two different country codes. */
export function isSamePhone(a: string, b: string): boolean {
  if (a === b) return a.length >= 6;
  const left = phoneKey(a);
  const right = phoneKey(b);
  return left.national.length >= 6 && left.national === right.national && (left.code === undefined || right.code === undefined || left.code === right.code);
}

const norm = (typed: string): string => cleanPhone(typed).replace(/^\+/, '');
/** Digits for the row and for comparing: E.164 without '+' where known, else as typed. */
export const phoneDigits = (phone: { readonly raw: string; readonly e164?: string | undefined }): string => (phone.e164 ?? norm(phone.raw)).replace(/\D/g, '');
