import type { Json } from '../../../lib/json';

export interface ValueTexts { readonly yes: string; readonly no: string; money(minor: number, currency: string): string }

/** A field's value in a few words for histories: an e-mail's address, an address's lines, a wallet's sum, never JSON. */
export function valueAsText(value: Json, words: ValueTexts): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.startsWith('data:') ? '…' : value;
  if (Array.isArray(value)) return value.map((item: Json) => valueAsText(item, words)).filter(Boolean).join(', ');
  const record = value as { readonly [key: string]: Json };
  if (typeof record['minor'] === 'number' && typeof record['currency'] === 'string') return words.money(record['minor'], record['currency']);
  if (typeof record['tier'] === 'string') return [record['tier'].toUpperCase(), valueAsText(record['reason'] ?? null, words)].filter(Boolean).join(': ');
  if (Array.isArray(record['evidence'])) return record['evidence'].map((each: Json) => valueAsText(each, words)).join(', ');
  for (const main of ['value', 'raw', 'url', 'date', 'name', 'formatted', 'text']) if (typeof record[main] === 'string' && record[main]) return record[main];
  return ['street', 'extended', 'postalCode', 'locality', 'country'].flatMap((part) => { const text = record[part]; return typeof text === 'string' && text ? [text] : []; }).join(', ');
}
