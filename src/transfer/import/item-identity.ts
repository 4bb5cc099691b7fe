/**
 * When do two list items say the same? Ids of items derive from this, and imports compare by it: the same address as
 * 'Home' and as 'Work' is one address, and '+44 20 7946 0100' is the number that a colleague typed with dashes.
 */
import type { AddressItem, DateItem, EmailItem, LinkItem, PhoneItem, RelationItem } from '../../domain/customer/fields';
import { shortHash } from '../../lib/ids';
import type { Json } from '../../lib/json';
import { normalizeEmail, phoneDigits } from '../csv/contact-values';

/** Lower case, diacritics folded, runs of anything else a blank; '?' stays, as the mark of a lost letter. */
export function foldText(text: string): string {
  if (text === '') return '';
  const known = folded.get(text);
  if (known !== undefined) return known;
  const lower = text.toLowerCase();
  const plain = /^[\x20-\x7e]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('ł', 'l').replaceAll('ı', 'i').replaceAll('đ', 'd').replaceAll('æ', 'ae').replaceAll('œ', 'oe');
  const result = plain.replace(/[^\p{L}\p{N}?]+/gu, ' ').trim();
  if (folded.size >= FOLDED_LIMIT) folded.clear();
  folded.set(text, result);
  return result;
}
/** Names and towns repeat: most texts have been folded just before. */
const FOLDED_LIMIT = 10_000;
const folded = new Map<string, string>();

type Items = { email: EmailItem; phone: PhoneItem; address: AddressItem; link: LinkItem; date: DateItem; relation: RelationItem };
export type ItemPrefix = keyof Items;
export const ITEM_PREFIXES: readonly ItemPrefix[] = ['email', 'phone', 'address', 'link', 'date', 'relation'];

const words = (...parts: readonly (string | undefined)[]): string => parts.map((part) => foldText(part ?? '')).join('|');

const IDENTITY: { readonly [P in ItemPrefix]: (item: Items[P]) => string } = {
  email: ({ value }) => normalizeEmail(value),
  phone: (item) => phoneDigits(item) || item.raw.trim().toLowerCase(),
  address: (item) => (item.street && item.postalCode ? words(item.street, item.postalCode) : words(item.formatted, item.street, item.extended, item.poBox, item.locality, item.region, item.postalCode, item.country)),
  link: ({ url }) => url.trim().toLowerCase().replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/+$/, ''),
  date: ({ kind, label, date }) => words(kind, label, date),
  relation: ({ type, label, name, customer }) => words(type, label, name, customer),
};

/** Same identity, same thing. Stored items are foreign input: malformed ones give ''. */
export function itemIdentity(prefix: ItemPrefix, item: Json): string {
  try {
    return (IDENTITY[prefix] as (value: unknown) => string)(item);
  } catch {
    return ''; // Not an item of this kind; it equals nothing that an import brings.
  }
}

/** Keeps what is given, under the id that follows from it. */
export const itemId = (prefix: ItemPrefix, item: Json): string => shortHash(itemIdentity(prefix, item));

/** Whether `poor` is `good` as a program wrote it that knew only Western letters: 'Y?ld?z' of 'Yıldız'. */
export function isLossyCopy(poor: string, good: string): boolean {
  if (!poor.includes('?') || good.includes('?')) return false;
  const a = [...poor.normalize('NFC')], b = [...good.normalize('NFC')];
  return a.length === b.length && a.every((letter, i) => letter === b[i] || (letter === '?' && b[i]!.codePointAt(0)! > 127));
}
