/**
 * A customer as flat fields: the shape that merges. Each key is one CRDT register, so that two people who edit
 * different fields, or add different e-mails, never overwrite one another. `customer.ts` gives the readable shape.
 *
 *   scalar keys        'name/given' -> string
 *   list items         'email/<item id>' -> EmailItem; null where the item was removed
 *   tags               'tag/<tag>' -> true
 *   custom fields      'custom/<definition id>' -> Json
 *   needs              'need/<group id>' -> NeedItem (domain/needs)
 *   ids elsewhere      'external/<source>' -> string (customer number at the till, Shopify id, vCard UID)
 *   unknown vCard      'extra/<n>' -> jCard property, written back on export
 */
import type { Json } from '../../lib/json';

export type CustomerId = string;
export type FieldKey = string;
export type CustomerFields = Readonly<Record<FieldKey, Json>>;
/** Changes to fields; null removes. */
export type FieldEdits = Readonly<Record<FieldKey, Json>>;

export const SCALAR_KEYS = [
  'kind', 'displayName', 'name/prefix', 'name/given', 'name/middle', 'name/family', 'name/suffix', 'name/nickname',
  'name/phoneticGiven', 'name/phoneticFamily', 'organization', 'department', 'jobTitle', 'customerNumber', 'language',
  'timeZone', 'preferredChannel', 'preferredHours', 'owner', 'status', 'photo', 'wallet', 'tierOverride', 'trashedAt', 'trashedBy', 'mergedInto',
] as const;
export type ScalarKey = (typeof SCALAR_KEYS)[number];

export const LIST_PREFIXES = ['email', 'phone', 'address', 'link', 'date', 'relation', 'tag', 'custom', 'external', 'extra', 'notSame', 'need'] as const;
export type ListPrefix = (typeof LIST_PREFIXES)[number];

export type CustomerKind = 'person' | 'company' | 'household';
export type CustomerStatus = 'prospect' | 'new' | 'active' | 'lapsed' | 'lost' | 'deceased';
export const CUSTOMER_KINDS: readonly CustomerKind[] = ['person', 'company', 'household'];
export const CUSTOMER_STATUSES: readonly CustomerStatus[] = ['prospect', 'new', 'active', 'lapsed', 'lost', 'deceased'];

export type ContactType = 'home' | 'work' | 'mobile' | 'fax' | 'other';
/** `value` as typed; compare with `normalizeEmail`. */
export interface EmailItem { readonly value: string; readonly type?: ContactType | undefined; readonly label?: string | undefined; readonly preferred?: boolean | undefined }
/** `raw` as typed; `e164` where libphonenumber could tell ('+353214...'). */
export interface PhoneItem { readonly raw: string; readonly e164?: string | undefined; readonly type?: ContactType | undefined; readonly label?: string | undefined; readonly preferred?: boolean | undefined }
/** Free lines plus parts, after RFC 9553; no part is required. */
export interface AddressItem {
  readonly type?: ContactType | undefined; readonly label?: string | undefined; readonly formatted?: string | undefined; readonly street?: string | undefined; readonly extended?: string | undefined;
  readonly poBox?: string | undefined; readonly locality?: string | undefined; readonly region?: string | undefined; readonly postalCode?: string | undefined; readonly country?: string | undefined;
}
export interface LinkItem { readonly url: string; readonly type?: ContactType | undefined; readonly label?: string | undefined }
export type DateKind = 'birth' | 'wedding' | 'customerSince' | 'nameDay' | 'custom';
/** `date` is a partial date (RFC 6350 4.3.1): YYYY-MM-DD, --MM-DD, YYYY or YYYY-MM; anything else is kept as text. The birthday's item id is 'birth'. */
export interface DateItem { readonly kind: DateKind; readonly date: string; readonly label?: string | undefined }
export type RelationType = 'spouse' | 'parent' | 'child' | 'sibling' | 'worksAt' | 'employs' | 'referred' | 'referredBy' | 'advisor' | 'advises' | 'member' | 'household' | 'custom';
/** To another customer (`customer`) or to a plain name: a child needs no record of its own. */
export interface RelationItem { readonly type: RelationType; readonly customer?: CustomerId | undefined; readonly name?: string | undefined; readonly label?: string | undefined; readonly note?: string | undefined }

export const BIRTHDAY_KEY = 'date/birth';
export const fieldKey = (prefix: ListPrefix, item: string): FieldKey => `${prefix}/${item}`;
