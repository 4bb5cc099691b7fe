/** How a record came in: what is known of a field that nobody has touched since. */
import type { BaseFact } from '../../../domain/customer/history';
import type { CustomerFields } from '../../../domain/customer/fields';

export function baseFactOf(fields: CustomerFields): BaseFact {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const origin = fields['source/import'];
  if (typeof origin === 'object' && origin !== null && !Array.isArray(origin)) {
    const { importId, file, row, at, by } = origin as Readonly<Record<string, unknown>>;
    return { at: text(at), by: text(by), source: { kind: 'import', importId: text(importId) ?? '', file: text(file) ?? '', ...(typeof row === 'number' ? { row } : {}) } };
  }
  return { at: text(fields['createdAt']), by: text(fields['createdBy']), source: { kind: 'staff' } };
}

/** A fact that nobody has confirmed for 18 months is stale (SPEC R4); the stamp before which that is so. */
export function staleBefore(now: number): string {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - 18);
  return date.toISOString();
}
