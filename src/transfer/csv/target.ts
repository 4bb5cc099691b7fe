/**
 * Where a column goes, as a short text that mappings, tables and select boxes share:
 *
 *   base [#slot] [.part] [@argument]
 *   'name/given'  'email#1'  'email#1.label'  'address#work.street@work'  'date@birth'  'relation@spouse'
 *   'custom@<definition id>'  'create@number'  'external@shopify'  'purchase/amount'  'skip@<reason>'
 *
 * Columns with the same base and slot make one item together.
 */
import { SCALAR_KEYS } from '../../domain/customer/fields';

export type Target = string;
export interface ParsedTarget { readonly base: string; readonly slot: string; readonly part: string; readonly argument: string }

/** Why a column is left out on purpose; each has its sentence. 'undecided': nobody has said yet. */
export type SkipReason = 'undecided' | 'by-hand' | 'empty' | 'photo-link' | 'derived' | 'program' | 'type-only' | 'file-as';

const TARGET = /^([a-zA-Z/]+)(?:#([^.@]+))?(?:\.([a-zA-Z0-9]+))?(?:@(.+))?$/;
const NOWHERE: ParsedTarget = { base: 'skip', slot: '', part: '', argument: 'undecided' };

export function parseTarget(target: Target): ParsedTarget {
  const match = TARGET.exec(target);
  return match ? { base: match[1]!, slot: match[2] ?? '', part: match[3] ?? '', argument: match[4] ?? '' } : NOWHERE;
}

export const skip = (reason: SkipReason): Target => `skip@${reason}`;
export const isSkipped = (target: Target): boolean => target.startsWith('skip');
export const isScalarTarget = (base: string): boolean => (SCALAR_KEYS as readonly string[]).includes(base);

/** What may be chosen by hand for a column, in the order of the select box; 'custom@...' of the book's own fields come after these. */
export const CHOOSABLE_TARGETS: readonly Target[] = [
  'name/given', 'name/family', 'name/full', 'name/middle', 'name/prefix', 'name/suffix', 'name/nickname', 'displayName', 'organization', 'department', 'jobTitle', 'customerNumber',
  'email', 'phone', 'phone@mobile', 'phone@work', 'phone@home', 'address.line', 'address.street', 'address.extended', 'address.postalCode', 'address.locality', 'address.region', 'address.country',
  'link', 'date@birth', 'date@wedding', 'date@customerSince', 'relation@spouse', 'relation@child', 'relation@referredBy', 'tag', 'note', 'labelled', 'language', 'owner', 'status',
  'purchase/day', 'purchase/amount', 'purchase/receipt', 'purchase/category', 'purchase/quantity', 'purchase/note',
];

export type CreatedType = 'text' | 'number' | 'money' | 'date' | 'yesNo';

/** What happens where the customer already has a value. Lists (e-mails, phones, addresses, tags) always add. */
export type FillRule = 'fill' | 'overwrite' | 'append';

const LISTS = new Set(['email', 'phone', 'address', 'link', 'relation', 'tag', 'labelled']);
export const rulesFor = (target: Target): readonly FillRule[] => {
  const { base } = parseTarget(target);
  if (base === 'skip' || base.startsWith('purchase/') || base === 'external') return [];
  if (LISTS.has(base)) return ['append'];
  return base === 'note' ? ['append', 'fill'] : ['fill', 'overwrite'];
};
