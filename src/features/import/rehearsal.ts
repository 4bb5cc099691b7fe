/** What a dry run would have stored, so that later rows and files see it: the counts are then those of the import itself. */
import type { CustomerId } from '../../domain/customer/fields';
import type { CustomerPlan, StoredCustomer } from '../../transfer/import/plan-types';

/** Beyond this many customers the rest is not kept: their later rows then count with them as new, which differs only within one run of several files. */
const MOST = 60_000;

export class Rehearsal {
  private readonly kept = new Map<CustomerId, StoredCustomer>();

  async read(ids: readonly CustomerId[], readBook: (ids: readonly CustomerId[]) => Promise<ReadonlyMap<CustomerId, StoredCustomer>>): Promise<ReadonlyMap<CustomerId, StoredCustomer>> {
    const rest = ids.filter((id) => !this.kept.has(id));
    const found = new Map(rest.length > 0 ? await readBook(rest) : []);
    for (const id of ids) {
      const own = this.kept.get(id);
      if (own) found.set(id, own);
    }
    this.base = found;
    return found;
  }

  keep(plans: readonly CustomerPlan[]): void {
    for (const plan of plans) {
      if (this.kept.size >= MOST) return;
      if (plan.kind === 'create') this.kept.set(plan.id, { fields: plan.fields, entries: plan.entries, note: plan.note });
      else {
        const old = this.base.get(plan.id);
        if (old) this.kept.set(plan.id, { fields: { ...old.fields, ...plan.fields }, entries: { ...old.entries, ...plan.entries }, note: plan.note ?? old.note });
      }
    }
  }
  private base: ReadonlyMap<CustomerId, StoredCustomer> = new Map();
}
