/**
 * Purchases of one file, each under an id that the same row always gets: by receipt number and day, or by content and its
 * place among equal rows. So the same file twice adds nothing, and two equal sales on one day stay two.
 */
import type { CustomerId } from '../../domain/customer/fields';
import type { Entry, EntryId, Purchase } from '../../domain/entry/entry';
import { purchaseId, purchaseKey } from './derived-ids';
import type { PlanSettings, ImportRecord } from './plan-types';

type PlannedPurchase = { readonly kind: 'added' | 'changed'; readonly entry: Purchase } | { readonly kind: 'unchanged' };

export class PurchasePlanner {
  /** Customer and key -> how many equal rows so far; with a receipt, what its lines say in the order of the file (a bare text where there is one). */
  private readonly seen = new Map<string, number | string | string[]>();
  constructor(private readonly settings: Pick<PlanSettings, 'importId' | 'source' | 'by' | 'device'>) {}

  plan(id: CustomerId, purchase: NonNullable<ImportRecord['purchase']>, ownId: EntryId | undefined, existing: (id: EntryId) => Entry | undefined): PlannedPurchase {
    const { importId, source, by, device } = this.settings;
    const { day, amount, receipt, category, quantity } = purchase;
    const key = purchaseKey({ source, receipt, day, minor: amount.minor, currency: amount.currency, category, quantity });
    const place = ownId ? 1 : this.placeOf(`${id}\u0000${key}`, receipt ? [amount.minor, amount.currency, category ?? '', quantity ?? '', purchase.note ?? ''].join('\u0000') : undefined);
    if (place === 'repeated') return { kind: 'unchanged' };
    const entryId = ownId ?? purchaseId(key, place);
    const old = existing(entryId);
    if (old?.kind !== 'purchase') return { kind: 'added', entry: { ...purchase, kind: 'purchase', id: entryId, at: `${day}T12:00:00.000Z`, by, device, importId } };
    // What a colleague corrected by hand stays corrected.
    if (old.editedAt !== undefined) return { kind: 'unchanged' };
    const merged: Purchase = { ...old, amount, ...(category ? { category } : {}), ...(quantity === undefined ? {} : { quantity }), ...(purchase.note ? { note: purchase.note } : {}) };
    const same = old.amount.minor === merged.amount.minor && old.amount.currency === merged.amount.currency && old.category === merged.category && old.quantity === merged.quantity && old.note === merged.note;
    return same ? { kind: 'unchanged' } : { kind: 'changed', entry: merged };
  }

  /** Lines of one receipt differ in what they say; the same line again is the same line. Without a receipt equal rows are different sales. */
  private placeOf(key: string, content: string | undefined): number | 'repeated' {
    const before = this.seen.get(key);
    if (content === undefined) {
      const place = (typeof before === 'number' ? before : 0) + 1;
      this.seen.set(key, place);
      return place;
    }
    if (before === undefined) {
      this.seen.set(key, content);
      return 1;
    }
    const contents = typeof before === 'string' ? [before] : (before as string[]);
    if (contents.includes(content)) return 'repeated';
    this.seen.set(key, contents);
    return contents.push(content);
  }
}
