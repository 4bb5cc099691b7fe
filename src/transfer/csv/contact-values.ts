/** E-mails, phones and names as cells hold them, made into what the domain keeps. */
import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js/min';
import type { PhoneItem } from '../../domain/customer/fields';

/** The comparable form: trimmed and in lower case. Dots and plus parts stay, for only one provider ignores them. */
export const normalizeEmail = (text: string): string => text.trim().toLowerCase();

const EMAIL = /^[^\s@"<>,;]+@[^\s@"<>,;.]+(?:\.[^\s@"<>,;.]+)+$/;
/** The bare address from 'Rosa <rosa@example.com>' or 'mailto:rosa@example.com'; undefined where it is no whole address. */
export function parseEmail(text: string): string | undefined {
  const value = (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).replace(/^mailto:/i, '').trim();
  return EMAIL.test(value) ? value : undefined;
}

/**
 * Keeps what was typed, and E.164 where that can be told. Numbers with '+' and at most plain separators are read without
 * the phone library (1 us instead of 30 us each).
 */
export function parsePhone(text: string, country: CountryCode): PhoneItem | undefined {
  const raw = text.trim();
  const digits = raw.replace(/\D/g, '');
  if (digits.length < 3) return undefined;
  const plain = raw.replace(/[\s./\u00a0\u2010-\u2013-]/g, '');
  if (/^\+[1-9]\d{7,14}$/.test(plain)) return { raw, e164: plain };
  const number = parsePhoneNumber(raw, country)?.number;
  return number ? { raw, e164: number } : { raw };
}

/** What phones are compared by: E.164 digits where known, else the digits as typed. */
export const phoneDigits = (item: PhoneItem): string => (item.e164 ?? item.raw).replace(/\D/g, '');

export interface NameParts { readonly prefix?: string; readonly given?: string; readonly family?: string; readonly suffix?: string; readonly organization?: string }

const COMPANY = /(?:^|[\s.,&])(?:gmbh|mbh|ag|kg|ohg|gbr|ug|e\.?\s?k\.?|e\.?\s?v\.?|ltd|limited|llc|inc|plc|corp|s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|lda|kft)\.?$/i;
const PREFIX = /^(?:dr|prof|mr|mrs|ms|miss|mx|sir|herr|frau|familie|fam|dipl|ing|mag|hon|rev|m|mme|mlle|sr|sra)\.?$/i;
const PARTICLE = /^(?:van|von|vom|zu|zum|zur|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|af|av|y)$/i;
const SUFFIX = /^(?:jr|sr|ii|iii|iv|phd|md|esq)\.?$/i;

/** 'Varley, Thomas' or 'Dr. Ludwig van Beethoven' in parts; nothing is dropped, so that the parts in order spell the name again. */
export function splitName(text: string): NameParts {
  const value = text.trim().replace(/\s+/g, ' ');
  if (value === '') return {};
  if (COMPANY.test(value)) return { organization: value };
  const comma = value.indexOf(',');
  if (comma > 0) {
    const [family, given] = [value.slice(0, comma).trim(), value.slice(comma + 1).trim()];
    return { family, ...(given ? { given } : {}) };
  }
  const words = value.split(' ');
  const prefix: string[] = [];
  while (words.length > 1 && PREFIX.test(words[0]!)) prefix.push(words.shift()!);
  const suffix: string[] = [];
  while (words.length > 2 && SUFFIX.test(words.at(-1)!)) suffix.unshift(words.pop()!);
  const particle = words.findIndex((word, i) => i > 0 && i < words.length - 1 && PARTICLE.test(word));
  const cut = words.length === 1 ? 1 : particle > 0 ? particle : words.length - 1;
  const parts = { prefix: prefix.join(' '), given: words.slice(0, cut).join(' '), family: words.slice(cut).join(' '), suffix: suffix.join(' ') };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== ''));
}

const YES = /^(?:yes|y|true|1|ja|j|wahr|x|✓|on|subscribed)$/i;
const NO = /^(?:no|n|false|0|nein|falsch|off|not subscribed|unsubscribed)$/i;
export const parseYesNo = (text: string): boolean | undefined => (YES.test(text.trim()) ? true : NO.test(text.trim()) ? false : undefined);
