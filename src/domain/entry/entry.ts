/**
 * Entries: everything that happened with one customer. Plain records under their id in the customer's document;
 * an edit replaces the record whole, a delete removes it. Stamps are UTC (RFC 3339), days are ISO dates.
 */
import type { FieldKey } from '../customer/fields';
import type { Json } from '../../lib/json';
import type { Money } from '../values/money';

export type EntryId = string;
export type Channel = 'call' | 'visit' | 'email' | 'message' | 'letter' | 'fair' | 'event' | 'gift' | 'complaint' | 'web';
export const CHANNELS: readonly Channel[] = ['call', 'visit', 'email', 'message', 'letter', 'fair', 'event', 'gift', 'complaint', 'web'];
export type Direction = 'in' | 'out';

/** A commitment with an owner: what we promised, or what the customer is to do next. `due` is an ISO date. */
export interface Commitment { readonly text: string; readonly due?: string | undefined; readonly doneAt?: string | undefined }

interface EntryBase {
  readonly id: EntryId;
  /** When it happened (UTC stamp). */
  readonly at: string;
  readonly by: string;
  readonly device?: string | undefined;
  readonly editedAt?: string | undefined;
}

export interface Interaction extends EntryBase {
  readonly kind: 'interaction';
  readonly channel: Channel;
  readonly direction: Direction;
  readonly minutes?: number | undefined;
  readonly participants?: string | undefined;
  readonly summary: string;
  /** Ours, to keep. */
  readonly promise?: Commitment | undefined;
  readonly nextStep?: Commitment | undefined;
  /** Complaints only. */
  readonly resolvedAt?: string | undefined;
  readonly resolution?: string | undefined;
  /** Gifts only. */
  readonly cost?: Money | undefined;
}

/** Refunds are negative. `receipt` is the till's or shop's number; the id is derived from it. */
export interface Purchase extends EntryBase {
  readonly kind: 'purchase';
  readonly day: string;
  readonly amount: Money;
  readonly quantity?: number | undefined;
  readonly category?: string | undefined;
  readonly marginPercent?: number | undefined;
  readonly note?: string | undefined;
  readonly receipt?: string | undefined;
  readonly importId?: string | undefined;
}

export type FactSource =
  | { readonly kind: 'staff' } | { readonly kind: 'customer' } | { readonly kind: 'fair' } | { readonly kind: 'public' } | { readonly kind: 'estimate' }
  | { readonly kind: 'import'; readonly importId: string; readonly file: string; readonly row?: number | undefined };

/** One step in a field's history (SPEC I7). `after` equal to `before` with `confirmed` says: asked again, still true. */
export interface Change extends EntryBase {
  readonly kind: 'change';
  readonly field: FieldKey;
  readonly before: Json;
  readonly after: Json;
  readonly source: FactSource;
  readonly confirmed?: true | undefined;
}

/** Kinds written by newer versions are kept and passed on, never dropped. */
export interface UnknownEntry extends EntryBase { readonly kind: string & { readonly unknown?: never } }

export type Entry = Interaction | Purchase | Change;
export type TimelineEntry = Interaction | Purchase;

/** Two-way human contact (SPEC T1): a gift sent, a mailing or an unanswered message out is not. */
export function isQualifying(entry: Interaction): boolean {
  if (entry.channel === 'call' || entry.channel === 'visit' || entry.channel === 'fair' || entry.channel === 'complaint' || entry.channel === 'event') return true;
  return entry.direction === 'in' && entry.channel !== 'gift';
}
