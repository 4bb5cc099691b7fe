/** E-mails, phones and addresses as list items: which one to use, how to write them, and ids that merge. */
import { shortHash } from '../../lib/ids';
import { normalizeEmail } from '../values/email';
import { phoneDigits } from '../values/phone';
import type { Listed } from './customer';
import type { AddressItem, CustomerFields, EmailItem, FieldEdits, FieldKey, PhoneItem } from './fields';
import { fieldKey } from './fields';
import { listItems } from './customer';

/** The preferred item, else the first. */
export const preferredOf = <T extends { readonly preferred?: boolean | undefined }>(items: readonly Listed<T>[]): Listed<T> | undefined => items.find(({ item }) => item.preferred === true) ?? items[0];

/** The item id of a value: equal values typed on two devices become one item. */
export const emailItemId = (value: string): string => shortHash(normalizeEmail(value));
export const phoneItemId = (phone: Pick<PhoneItem, 'raw' | 'e164'>): string => shortHash(phoneDigits(phone) || phone.raw.trim().toLowerCase());

/** Marks one item and unmarks the others of its list. */
export function preferEdits(fields: CustomerFields, prefix: 'email' | 'phone', id: string): FieldEdits {
  const edits: Record<FieldKey, FieldEdits[string]> = {};
  for (const { id: each, item } of listItems<EmailItem | PhoneItem>(fields, prefix)) {
    const { preferred, ...rest } = item;
    if (each === id && preferred !== true) edits[fieldKey(prefix, each)] = plain({ ...rest, preferred: true });
    if (each !== id && preferred === true) edits[fieldKey(prefix, each)] = plain(rest);
  }
  return edits;
}

const plain = (item: EmailItem | PhoneItem): { readonly [key: string]: string | boolean } =>
  Object.fromEntries(Object.entries(item).filter((entry): entry is [string, string | boolean] => typeof entry[1] === 'string' || typeof entry[1] === 'boolean'));

/** Countries that write the postcode before the town; elsewhere it follows on its own. */
const POSTCODE_FIRST = /^(?:DE|AT|CH|FR|IT|ES|PT|NL|BE|LU|DK|SE|NO|FI|PL|CZ|SK|HU|SI|HR|GR|IS|LI)$/i;

/** Lines as on an envelope; the free text where it was given so. `countryCode` decides where the postcode stands. */
export function addressLines(address: AddressItem, countryCode?: string): readonly string[] {
  const { street, extended, poBox, locality, region, postalCode, country } = address;
  if (!street && !locality && !postalCode && address.formatted) return address.formatted.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const first = POSTCODE_FIRST.test(countryCode ?? (country?.length === 2 ? country : ''));
  const town = first ? [postalCode, locality].filter(Boolean).join(' ') : (locality ?? '');
  return [extended, street, poBox, town, region && region !== locality ? region : '', first ? '' : postalCode, country].map((line) => line?.trim() ?? '').filter(Boolean);
}

/** 'tel:' with E.164 where known; undefined where nothing can be dialled. */
export function telHref(phone: PhoneItem): string | undefined {
  const target = phone.e164 ?? phone.raw.replace(/[^\d+*#]/g, '');
  return /\d{3}/.test(target) ? `tel:${target}` : undefined;
}
/** 'mailto:' with everything that could add headers escaped. */
export const mailHref = (email: string): string => `mailto:${encodeURIComponent(normalizeEmail(email)).replace(/%40/g, '@')}`;
