/**
 * Gives planned customers to the page in slices of about a thousand: while one slice is being stored, the next is made.
 * The last slice of all is stored with strict durability. New customers go as whole documents, changes as edits.
 */
import { rowFromDocument } from '../../domain/customer/row';
import type { CustomerId } from '../../domain/customer/fields';
import type { Result } from '../../lib/result';
import type { CustomerEdits, PackedCustomer, WriteError } from '../../replica/book';
import { createCustomerState } from '../../replica/documents/create-state';
import { derivedCustomerId } from '../../transfer/import/derived-ids';
import type { CustomerPlan } from '../../transfer/import/plan-types';
import { keysOfFields } from '../../transfer/import/record-keys';
import type { BookPort } from './import-protocol';

type CreatePlan = Extract<CustomerPlan, { kind: 'create' }>;
export interface Refused { readonly id: CustomerId; readonly row: number }

const SLICE = 1_000;
const ATTEMPTS = 5;

export class PackWriter {
  private creates: CreatePlan[] = [];
  private updates: CustomerEdits[] = [];
  private inFlight: Promise<WriteError | undefined> = Promise.resolve(undefined);
  private readonly rowOf = new Map<CustomerId, number>();
  /** Customers whose document could not be written to (damaged, or of a newer version); the rest went on without them. */
  readonly refused: Refused[] = [];

  constructor(private readonly port: Pick<BookPort, 'store' | 'change'>, private readonly file: string, private readonly isTaken: (id: CustomerId) => boolean) {}

  async add(plans: readonly CustomerPlan[]): Promise<WriteError | undefined> {
    for (const plan of plans) {
      if (plan.kind === 'create') this.creates.push(plan);
      else {
        this.rowOf.set(plan.id, plan.row);
        this.updates.push({ id: plan.id, fields: plan.fields, entries: plan.entries, ...(plan.note === undefined ? {} : { note: plan.note }) });
      }
      // One slice always stays back: it may turn out to be the last.
      if (this.creates.length >= 2 * SLICE) {
        const failed = await this.send(this.creates.splice(0, SLICE), false);
        if (failed) return failed;
      }
    }
    return undefined;
  }

  /** Stores what waits; before a batch that may speak of customers of the last one, and at the end (`last`). */
  async flush(last: boolean): Promise<WriteError | undefined> {
    while (this.creates.length > 0) {
      const slice = this.creates.splice(0, SLICE);
      const failed = await this.send(slice, last && this.creates.length === 0);
      if (failed) return failed;
    }
    while (this.updates.length > 0) {
      const failed = (await this.inFlight) ?? (await this.change(this.updates.splice(0, SLICE)));
      if (failed) return failed;
    }
    return this.inFlight;
  }

  private async send(plans: readonly CreatePlan[], last: boolean): Promise<WriteError | undefined> {
    const packed = plans.map(pack);
    const failed = await this.inFlight;
    if (failed) return failed;
    this.inFlight = this.store(plans, packed, last, 1);
    return undefined;
  }

  private async store(plans: readonly CreatePlan[], packed: readonly PackedCustomer[], last: boolean, attempt: number): Promise<WriteError | undefined> {
    const stored = await this.port.store(packed, last);
    if (!stored.ok) return stored.error;
    if (stored.value.length === 0 || attempt > ATTEMPTS) return undefined;
    // Erased here once (a trash that was emptied): the id is spent, the person may come again under the next one.
    const erased = new Set(stored.value);
    const again = plans.filter(({ id }) => erased.has(id)).map((plan) => ({ ...plan, id: derivedCustomerId(keysOfFields(plan.fields), plan.fields, attempt) })).filter(({ id }) => !this.isTaken(id));
    return again.length > 0 ? this.store(again, again.map(pack), last, attempt + 1) : undefined;
  }

  /** A customer that cannot be written is left out, and the rest of the slice goes on. */
  private async change(edits: readonly CustomerEdits[]): Promise<WriteError | undefined> {
    for (let left = edits; left.length > 0;) {
      const changed: Result<void, WriteError> = await this.port.change(left, this.file);
      if (changed.ok) return undefined;
      const { error } = changed;
      if (error.kind === 'storage') return error;
      this.refused.push({ id: error.id, row: this.rowOf.get(error.id) ?? 0 });
      const without = left.filter(({ id }) => id !== error.id);
      if (without.length === left.length) return error;
      left = without;
    }
    return undefined;
  }
}

function pack({ id, fields, entries, note }: CreatePlan): PackedCustomer {
  return { id, state: createCustomerState(id, fields, entries, note), row: rowFromDocument({ id, fields, note, entries: Object.values(entries) }) };
}
