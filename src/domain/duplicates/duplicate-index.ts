/**
 * Who might be the same as the one being typed, among all rows (SPEC I5). Candidates come from three lookups (e-mail,
 * phone digits, family name with initial, postcode or birthday) and are scored one by one; the book is never scanned.
 */
import type { CustomerId } from '../customer/fields';
import type { CustomerRow } from '../customer/row';
import { normalizeEmail } from '../values/email';
import { phoneKey } from '../values/phone';
import type { DuplicateDraft, DuplicateScore } from './score';
import { companyName, partsOf, scorePair, wholeName } from './score';

export interface DuplicateHit extends DuplicateScore { readonly id: CustomerId; readonly row: CustomerRow }

export interface DuplicateIndex {
  upsert(row: CustomerRow): void;
  remove(id: CustomerId): void;
  /** Best first; trashed rows and those said to be not the same are left out. `minScore` 30 shows similar names, too. */
  find(draft: DuplicateDraft, options?: { readonly minScore?: number; readonly limit?: number }): readonly DuplicateHit[];
  readonly size: number;
}

/** An entry with one row holds it bare: nearly all e-mails and phones have just one. */
type Bucket = CustomerRow | CustomerRow[];

export function createDuplicateIndex(rows: Iterable<CustomerRow> = []): DuplicateIndex {
  const byId = new Map<CustomerId, CustomerRow>();
  const buckets = new Map<string, Bucket>();

  function add(row: CustomerRow): void {
    byId.set(row.id, row);
    for (const key of keysOf(row)) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, row);
      else if (Array.isArray(bucket)) bucket.push(row);
      else buckets.set(key, [bucket, row]);
    }
  }

  function remove(id: CustomerId): void {
    const row = byId.get(id);
    if (!row) return;
    byId.delete(id);
    for (const key of keysOf(row)) {
      const bucket = buckets.get(key);
      if (!Array.isArray(bucket)) {
        if (bucket?.id === id) buckets.delete(key);
        continue;
      }
      const at = bucket.indexOf(row);
      if (at >= 0) bucket.splice(at, 1);
      if (bucket.length === 0) buckets.delete(key);
    }
  }

  for (const row of rows) add(row);
  return {
    upsert(row) {
      remove(row.id);
      add(row);
    },
    remove,
    find(draft, { minScore = 60, limit = 10 } = {}) {
      const seen = new Set<CustomerId>();
      const hits: DuplicateHit[] = [];
      for (const key of keysOf(draft)) {
        const bucket = buckets.get(key);
        if (bucket === undefined) continue;
        for (const row of Array.isArray(bucket) ? bucket : [bucket]) {
          if (row.trashedAt !== undefined || seen.has(row.id)) continue;
          seen.add(row.id);
          const scored = scorePair(draft, row);
          if (scored && scored.score >= minScore) hits.push({ ...scored, id: row.id, row });
        }
      }
      return hits.sort((a, b) => b.score - a.score || b.reasons.length - a.reasons.length || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    get size() { return byId.size; },
  };
}

/** What two rows must share at least one of to be compared. Short forms differ in their initial, so a postcode and a birthday lead to them as well. */
export function keysOf(draft: DuplicateDraft): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const email of draft.emails ?? []) if (email.trim()) keys.add(`e:${normalizeEmail(email)}`);
  for (const phone of draft.phones ?? []) {
    const { national } = phoneKey(phone);
    if (national.length >= 6) keys.add(`p:${national}`);
  }
  if (draft.kind === 'company') {
    const name = companyName(draft.org ?? draft.name);
    if (name) keys.add(`c:${name}`);
    return keys;
  }
  const { family, given } = partsOf(draft);
  if (family) {
    if (given) keys.add(`f:${family}|${[given[0]!, family[0]!].sort().join('')}`).add(`i:${[given, family].sort().join('|')}`);
    if (draft.postcode) keys.add(`z:${family}|${draft.postcode.replace(/\W+/g, '').toLowerCase()}`);
    if (draft.birthday) keys.add(`b:${family}|${draft.birthday.slice(-5)}`);
    if (draft.org) keys.add(`o:${family}|${companyName(draft.org)}`);
  } else if (wholeName(draft)) keys.add(`n:${wholeName(draft)}`);
  return keys;
}
