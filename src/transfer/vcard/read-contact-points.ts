/** E-mails, phones, addresses and links of a card as list items; the preferred ones first, because lists show the first. */
import type { AddressItem } from '../../domain/customer/fields';
import { firstText, textsOf } from './card-property';
import type { CardProperty } from './card-property';
import type { RecordDraft } from './record-draft';
import { addItem, plainLabel, typeAndLabel } from './list-items';

export function readContactPoints(draft: RecordDraft, properties: readonly CardProperty[], phoneToE164: ((raw: string) => string | undefined) | undefined): void {
  readEmails(draft, named(properties, 'email'));
  for (const { property, preferred } of named(properties, 'tel')) readPhone(draft, property, preferred, phoneToE164);
  readAddresses(draft, properties);
  for (const { property } of named(properties, 'url')) {
    const url = firstText(property);
    if (url) addItem(draft.fields, 'link', { url, ...typeAndLabel(property.params['type'] ?? [], labelOf(draft, property)) });
  }
}

/** Properties of one name by preference (PREF=1 first, then TYPE=pref, then as they stand); the first of those that ask for it is preferred. */
function named(properties: readonly CardProperty[], name: string): { property: CardProperty; preferred: true | undefined }[] {
  const found = properties.filter((property) => property.name === name);
  const ranks = found.map(rankOf);
  const order = found.map((_, i) => i).sort((a, b) => ranks[a]! - ranks[b]! || a - b);
  return order.map((i, place) => ({ property: found[i]!, preferred: place === 0 && ranks[i]! < Infinity ? true : undefined }));
}

function rankOf(property: CardProperty): number {
  const pref = Number(property.params['pref']?.[0]);
  if (pref >= 1) return pref;
  return property.params['type']?.includes('pref') ? 1 : Infinity;
}

function labelOf(draft: RecordDraft, property: CardProperty): string | undefined {
  const label = draft.labels.get(property.group ?? '');
  return label === undefined ? undefined : plainLabel(label) || undefined;
}

function readEmails(draft: RecordDraft, emails: ReturnType<typeof named>): void {
  for (const { property, preferred } of emails) {
    const value = firstText(property).replace(/^mailto:/i, '');
    if (!value) continue;
    // Kept all the same: a bad address is still what the customer's card says.
    if (!/^[^\s@]+@[^\s@]+$/.test(value)) draft.issues.push({ code: 'odd-value', row: draft.row, column: 'EMAIL', value });
    addItem(draft.fields, 'email', { value, ...typeAndLabel(property.params['type'] ?? [], labelOf(draft, property)), preferred });
  }
}

function readPhone(draft: RecordDraft, property: CardProperty, preferred: true | undefined, phoneToE164: ((raw: string) => string | undefined) | undefined): void {
  const text = phoneText(firstText(property));
  const raw = property.params['x-text']?.[0] ?? text;
  if (!raw) return;
  // Written here, a number as it was typed ('089 1234') stands beside the URI that says its country.
  const e164 = internationalE164(text) ?? internationalE164(raw) ?? phoneToE164?.(raw);
  addItem(draft.fields, 'phone', { raw, e164, ...typeAndLabel(property.params['type'] ?? [], labelOf(draft, property)), preferred });
}

/** `tel:+1-418-656-9254;ext=102` (RFC 3966) -> '+1-418-656-9254 ext. 102'; other parameters of the URI name no digits to dial. */
function phoneText(value: string): string {
  const uri = /^tel:([^;]*)(.*)$/is.exec(value);
  if (!uri) return value;
  const extension = /;ext=([^;]+)/i.exec(uri[2] ?? '')?.[1];
  const number = unescapePercent(uri[1]!).trim();
  return extension ? `${number} ext. ${extension}` : number;
}

function unescapePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A bare '%' is no escape: the text as it stands.
  }
}

/** A number written with '+' needs no library: its 8 to 15 digits (E.164), '(0)' and an extension left out. */
function internationalE164(raw: string): string | undefined {
  const number = raw.replace(/(ext\.?|x|;ext=|durchwahl|dw)\s*\d+\s*$/i, '').replace(/\(0\)/, '').trim();
  if (!/^\+[\d\s().\-/]+$/.test(number)) return undefined;
  const digits = number.replace(/\D/g, '');
  return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : undefined;
}

const ADDRESS_PARTS = ['poBox', 'extended', 'street', 'locality', 'region', 'postalCode', 'country'] as const;

function readAddresses(draft: RecordDraft, properties: readonly CardProperty[]): void {
  const labels = properties.filter((property) => property.name === 'label').map((property) => ({ property, types: placesOf(property), isUsed: false }));
  for (const { property } of named(properties, 'adr')) {
    const item = addressOf(property);
    const label = labels.find((candidate) => !candidate.isUsed && candidate.types === placesOf(property));
    if (label) label.isUsed = true;
    const formatted = property.params['label']?.[0] ?? (label ? firstText(label.property) : undefined);
    addAddress(draft, property, formatted?.trim() ? { ...item, formatted: tidyLines(formatted) } : item);
  }
  for (const { property, isUsed } of labels) if (!isUsed) addAddress(draft, property, { formatted: tidyLines(firstText(property)) });
}

const placesOf = (property: CardProperty): string => (property.params['type'] ?? []).filter((type) => type === 'home' || type === 'work').sort().join();
const tidyLines = (text: string): string => text.split(/\r\n?|\n/).map((line) => line.trim()).filter(Boolean).join('\n');

function addressOf(property: CardProperty): AddressItem {
  const value = property.values[0];
  const texts = typeof value === 'string' ? ['', '', value] : textsOf(value);
  const item: Record<string, string> = {};
  ADDRESS_PARTS.forEach((part, i) => {
    const text = texts[i]?.trim();
    if (text) item[part] = tidyLines(text);
  });
  const [only, ...others] = Object.values(item);
  // Google puts an address it could not take apart, with its line breaks, into a single part: those are lines, not a part.
  return only !== undefined && others.length === 0 && only.includes('\n') ? { formatted: only } : item;
}

function addAddress(draft: RecordDraft, property: CardProperty, address: AddressItem): void {
  const parts = ADDRESS_PARTS.map((part) => address[part]);
  if (parts.every((part) => part === undefined) && !address.formatted) return;
  addItem(draft.fields, 'address', { ...typeAndLabel(property.params['type'] ?? [], labelOf(draft, property)), ...address });
}
