/**
 * What customers need from us, in the owner's words (SPEC D7): a handful of groups belong to the book; a customer is in one first and perhaps in
 * others, each with the evidence for it. Unknown is allowed, and says so.
 */
import type { CustomerFields } from '../customer/fields';
import { listItems } from '../customer/customer';
import type { IsoDay } from '../values/day';
import type { Json } from '../../lib/json';

export interface NeedsGroup { readonly id: string; readonly name: string; readonly meaning?: string | undefined; readonly order: number }

export type EvidenceKind = 'answer' | 'purchase' | 'quote' | 'seen';
export const EVIDENCE_KINDS: readonly EvidenceKind[] = ['answer', 'purchase', 'quote', 'seen'];
export interface Evidence { readonly kind: EvidenceKind; readonly text: string; readonly day: IsoDay; readonly by: string }

/** Value of the field 'need/<group id>'. */
export interface NeedItem { readonly rank: 'primary' | 'secondary'; readonly evidence: readonly Evidence[] }

/** Ids of groups, the first need first; where two devices each named a first one, the lower id is it and the other follows. */
export function needsOf(fields: CustomerFields): readonly string[] {
  const items = listItems<Partial<NeedItem>>(fields, 'need').filter(({ item }) => item.rank === 'primary' || item.rank === 'secondary');
  return items.sort((a, b) => Number(a.item.rank !== 'primary') - Number(b.item.rank !== 'primary') || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}

export function parseNeedsGroup(id: string, value: Json | undefined): NeedsGroup | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value)) return undefined;
  const { name, meaning, order } = value;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  return { id, name, order: typeof order === 'number' ? order : 0, ...(typeof meaning === 'string' && meaning ? { meaning } : {}) };
}
