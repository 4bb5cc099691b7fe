/** A book in memory for imports: plans are applied as the replica would, without documents or storage. */
import { rowFromDocument } from '../../src/domain/customer/row';
import { proposeMapping, type TableMapping } from '../../src/transfer/csv/propose-mapping';
import { openTable } from '../../src/transfer/csv/read-table';
import { MATCH_ORDER, MatchIndex } from '../../src/transfer/import/match';
import { ImportPlanner } from '../../src/transfer/import/planner';
import type { CustomerPlan, DuplicateDecision, ImportCounts, PlanSettings, PossibleDuplicate, StoredCustomer } from '../../src/transfer/import/plan-types';
import { matchRow } from '../../src/transfer/import/record-keys';
import type { RowReport } from '../../src/transfer/import/row-report';
import { forEachBatch, rulesByField } from '../../src/transfer/import/table-records';
import { shortHash } from '../../src/lib/ids';

export interface ImportOptions {
  readonly importId?: string; readonly dryRun?: boolean; readonly createMissing?: boolean; readonly order?: PlanSettings['order']; readonly today?: string; readonly at?: string;
  readonly decisions?: ReadonlyMap<number, DuplicateDecision>; readonly change?: (mapping: TableMapping) => TableMapping;
}
export interface ImportOutcome { readonly counts: ImportCounts; readonly report: RowReport; readonly duplicates: readonly PossibleDuplicate[]; readonly mapping: TableMapping }

export class MemoryBook {
  readonly customers = new Map<string, StoredCustomer>();

  rows = () => [...this.customers].map(([id, { fields, entries, note }]) => rowFromDocument({ id, fields, note, entries: Object.values(entries) }));

  apply(plans: readonly CustomerPlan[]): void {
    for (const plan of plans) {
      if (plan.kind === 'create') this.customers.set(plan.id, { fields: plan.fields, entries: plan.entries, note: plan.note });
      else {
        const old = this.customers.get(plan.id)!;
        this.customers.set(plan.id, { fields: { ...old.fields, ...plan.fields }, entries: { ...old.entries, ...plan.entries }, note: plan.note ?? old.note });
      }
    }
  }

  async importFile(file: File, options: ImportOptions = {}): Promise<ImportOutcome> {
    const opened = await openTable(file);
    if (!opened.ok) throw new Error(`cannot open: ${JSON.stringify(opened.error)}`);
    const proposed = await proposeMapping(opened.value, { currency: 'EUR' });
    const mapping = options.change?.(proposed) ?? proposed;
    const fieldIds = new Map(mapping.columns.filter(({ target }) => target.startsWith('create@')).map(({ name }) => [name, shortHash(`field ${name.toLowerCase()}`)]));
    const planner = new ImportPlanner(new MatchIndex(this.rows().map(matchRow)), {
      importId: options.importId ?? 'import-1', file: file.name, at: options.at ?? '2026-03-01T10:00:00.000Z', by: 'Anna', device: 'tablet', order: options.order ?? MATCH_ORDER, rules: rulesByField(mapping, fieldIds), createMissing: options.createMissing ?? true,
      source: mapping.source, nameForNumber: (number) => `Customer ${number}`, decisions: options.decisions ?? new Map(),
    }, new Set(), options.dryRun);
    await forEachBatch(opened.value, mapping, { country: 'DE', today: options.today ?? '2026-03-01', fieldIds }, async (records) => {
      const plans = await planner.planBatch(records, async (ids) => new Map(ids.flatMap((id) => { const stored = this.customers.get(id); return stored ? [[id, stored]] : []; })));
      if (!options.dryRun) this.apply(plans);
    });
    return { counts: planner.counts(), report: planner.report, duplicates: planner.duplicates, mapping };
  }
}

/** Sum of all purchases, by currency, in minor units. */
export function purchaseSums(book: MemoryBook): Record<string, { count: number; minor: number; customers: number }> {
  const sums: Record<string, { count: number; minor: number; customers: number }> = {};
  for (const { entries } of book.customers.values()) {
    const seen = new Set<string>();
    for (const entry of Object.values(entries)) {
      if (entry.kind !== 'purchase') continue;
      const sum = (sums[entry.amount.currency] ??= { count: 0, minor: 0, customers: 0 });
      sum.count += 1;
      sum.minor += entry.amount.minor;
      if (!seen.has(entry.amount.currency)) sum.customers += 1;
      seen.add(entry.amount.currency);
    }
  }
  return sums;
}

export const csvFile = (name: string, content: string | Uint8Array<ArrayBuffer>): File => new File([content], name, { type: 'text/csv' });
