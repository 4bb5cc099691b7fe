/** A table's rows as records in batches: small enough for the memory, large enough that rows about one customer meet in one batch. */
import type { FieldKey } from '../../domain/customer/fields';
import { createRowMapper, type RowContext } from '../csv/map-rows';
import type { TableMapping } from '../csv/propose-mapping';
import type { Table } from '../csv/read-table';
import { isScalarTarget, parseTarget, type FillRule } from '../csv/target';
import type { ImportRecord } from './plan-types';

/** Receipts of one customer lie scattered over a file; each batch writes a customer's document once. */
const CONTACTS_A_BATCH = 5_000;
const PURCHASES_A_BATCH = 100_000;

export interface Walk { readonly signal?: AbortSignal | undefined; readonly onProgress?: ((done: number, total: number) => void) | undefined }

/** Hands over the records of a table in batches and waits for each; false where cancelled. */
export async function forEachBatch(table: Table, mapping: TableMapping, context: RowContext, handle: (records: readonly ImportRecord[]) => Promise<void>, { signal, onProgress }: Walk = {}): Promise<boolean> {
  const mapper = createRowMapper(mapping, context);
  const read = mapping.kind === 'purchases' ? (row: Parameters<typeof mapper.purchase>[0]): ImportRecord => ({ fields: {}, ...mapper.purchase(row) } as ImportRecord) : mapper.contact;
  const size = mapping.kind === 'purchases' ? PURCHASES_A_BATCH : CONTACTS_A_BATCH;
  let batch: ImportRecord[] = [], done = 0;
  const flush = async (): Promise<void> => {
    const full = batch;
    batch = [];
    await handle(full);
    done += full.length;
    onProgress?.(done, table.rowCount);
  };
  const finished = await table.forEachPiece(async (rows) => {
    for (const row of rows) {
      batch.push(read(row));
      if (batch.length >= size && !signal?.aborted) await flush();
    }
  }, { signal });
  if (finished && batch.length > 0) await flush();
  return finished && !signal?.aborted;
}

/** Each column's rule, by the field that it fills. */
export function rulesByField(mapping: TableMapping, fieldIds: ReadonlyMap<string, string>): ReadonlyMap<FieldKey, FillRule> {
  const rules = new Map<FieldKey, FillRule>();
  for (const { target, rule, name } of mapping.columns) {
    const { base, argument } = parseTarget(target);
    if (base === 'name/full' || base === 'name/familyGiven') for (const part of ['prefix', 'given', 'family', 'suffix']) rules.set(`name/${part}`, rule);
    else if (base === 'date' && argument === 'birth') rules.set('date/birth', rule);
    else if (base === 'custom') rules.set(`custom/${argument.split(':')[0]!}`, rule);
    else if (base === 'create') rules.set(`custom/${fieldIds.get(name) ?? ''}`, rule);
    else if (base === 'note' || isScalarTarget(base)) rules.set(base, rule);
  }
  return rules;
}
