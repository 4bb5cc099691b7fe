/**
 * Ids that follow from what a row says, so that two devices that import the same file apart create the same customers
 * and receipts. Which names a person best comes first: an e-mail is the same in every program, a shop's id is not.
 */
import type { CustomerId, FieldEdits } from '../../domain/customer/fields';
import type { EntryId } from '../../domain/entry/entry';
import { derivedUuid, shortHash } from '../../lib/ids';
import { isFactKey } from './provenance';
import { OWN_ID, type MatchKeys } from './record-keys';

/**
 * The id for a new customer. `attempt` counts up where the id is taken by someone else (two people behind one address).
 * Undefined where a row says nothing unique; such a row gets its id from its whole content.
 */
export function derivedCustomerId(keys: MatchKeys, content: FieldEdits, attempt: number): CustomerId {
  const own = content[OWN_ID];
  if (attempt === 0 && typeof own === 'string' && /^[\w-]{8,64}$/.test(own)) return own;
  const name = attempt === 0 ? '' : `${keys.name}#${attempt > 1 ? attempt : ''}`;
  const tail = name ? [name] : [];
  if (keys.emails[0]) return derivedUuid('customer', 'email', keys.emails[0], ...tail);
  if (keys.externals[0]) return derivedUuid('customer', 'external', keys.externals[0], ...tail);
  if (keys.number) return derivedUuid('customer', 'number', keys.number, ...tail);
  if (keys.phones[0] && keys.name) return derivedUuid('customer', 'phone', keys.phones[0], keys.name, ...tail);
  if (keys.name && keys.postcode) return derivedUuid('customer', 'name', keys.name, keys.postcode, ...tail);
  return derivedUuid('customer', 'row', contentOf(content), ...tail);
}

/** What the row itself says; not what the import notes beside it. */
function contentOf(fields: FieldEdits): string {
  const said = Object.entries(fields).filter(([key]) => key !== 'createdAt' && !isFactKey(key) && !key.startsWith('notSame/'));
  return JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface PurchaseIdentity {
  readonly source: string; readonly receipt?: string | undefined; readonly day: string; readonly minor: number; readonly currency: string;
  readonly category?: string | undefined; readonly quantity?: number | undefined;
}

/**
 * What a purchase is told apart by within one customer, before its place among equals is added. With a receipt number:
 * that and the day (many tills start over every day or year), so that a corrected amount finds its receipt again.
 * Without: all that it says.
 */
export function purchaseKey(purchase: PurchaseIdentity): string {
  const { source, receipt, day, minor, currency, category, quantity } = purchase;
  return receipt ? ['receipt', source, receipt, day].join('\u0000') : ['content', source, day, minor, currency, quantity ?? '', category ?? ''].join('\u0000');
}
/** `place` counts from 1 among rows of one customer with the same key. Unique within the customer's document: 48 bits are plenty, and 24 bytes a purchase are saved. */
export const purchaseId = (key: string, place: number): EntryId => `p${shortHash(`${key}\u0000${place}`)}`;
