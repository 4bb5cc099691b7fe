import type { Json } from '../../../lib/json';

/** A field's value in a few words for histories: an e-mail's address, an address's lines, never JSON. */
export function valueAsText(value: Json, words: { readonly yes: string; readonly no: string }): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.startsWith('data:') ? '…' : value;
  if (Array.isArray(value)) return value.map((item: Json) => valueAsText(item, words)).filter(Boolean).join(', ');
  const record = value as { readonly [key: string]: Json };
  for (const main of ['value', 'raw', 'url', 'date', 'name', 'formatted']) if (typeof record[main] === 'string' && record[main]) return record[main];
  return ['street', 'extended', 'postalCode', 'locality', 'country'].flatMap((part) => { const text = record[part]; return typeof text === 'string' && text ? [text] : []; }).join(', ');
}
