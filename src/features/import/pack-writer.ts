/**
 * Gives planned customers to the page in slices of about a thousand: while one slice is being stored, the next is made.
 * The last slice of all is stored with strict durability. New customers go as whole documents, changes as edits.
 */
import { rowFromDocument } from '../../domain/customer/row';
import type { CustomerId } from '../../domain/customer/fields';
import { uuidv7 } from '../../lib/ids';
import type { Result } from '../../lib/result';
import type { CustomerEdits, PackedCustomer, WriteError } from '../../replica/book';
import { createCustomerState } from '../../replica/documents/create-state';
import type { CustomerPlan } from '../../transfer/import/plan-types';
import { SPARE_IDS, spareCustomerId } from '../../transfer/import/spare-ids';
import type { BookPort } from './import-protocol';

type CreatePlan = Extract<CustomerPlan, { kind: 'create' }>;
export interface Refused { readonly id: CustomerId; readonly row: number }

const SLICE = 1_000;
/** Random ids after the spare ones; no book has ever had them, so that one is enough. */
const RANDOM_IDS = 2;

export class PackWriter {
  private creates: CreatePlan[] = [];
  private updates: CustomerEdits[] = [];
  private inFlight: Promise<WriteError | undefined> = Promise.resolve(undefined);
  private readonly rowOf = new Map<CustomerId, number>();
  /** Customers whose document could not be written to (damaged, or of a newer version); the rest went on without them. */
  readonly refused: Refused[] = [];
  /** New customers whom the book would not take under any id. */
  readonly unplaced: CreatePlan[] = [];
  /** Where the last spare id was free: after an import was undone n times, its next customers need not try them all again. */
  private firstSpare = 1;

  /** `isTaken` tells of ids in the book or in this import; `onMoved` of a customer who got another id than planned, before it is stored. */
  constructor(private readonly port: Pick<BookPort, 'store' | 'change'>, private readonly file: string, private readonly isTaken: (id: CustomerId) => boolean, private readonly onMoved: (from: CustomerId, to: CustomerId) => void = () => undefined) {}

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
    this.inFlight = this.store(plans, packed, last);
    return undefined;
  }

  /**
   * What an undone import or an emptied trash has erased keeps its id spent for good, so that no late edit brings it back; the
   * same people come again under spare ids. Undo erases, and does not fill the trash with a file that nobody wanted.
   */
  private async store(plans: readonly CreatePlan[], packed: readonly PackedCustomer[], last: boolean, spare = this.firstSpare): Promise<WriteError | undefined> {
    const stored = await this.port.store(packed, last);
    if (!stored.ok) return stored.error;
    if (stored.value.length === 0) return undefined;
    const erased = new Set(stored.value);
    const again: CreatePlan[] = [];
    for (const plan of plans) {
      if (!erased.has(plan.id)) continue;
      const id = this.spareId(plan, spare);
      if (id === undefined) {
        this.unplaced.push(plan);
        continue;
      }
      this.onMoved(plan.id, id);
      again.push({ ...plan, id });
    }
    if (again.length === 0) return undefined;
    this.firstSpare = Math.min(spare, SPARE_IDS);
    return this.store(again, again.map(pack), last, spare + 1);
  }

  private spareId({ fields }: CreatePlan, spare: number): CustomerId | undefined {
    for (let attempt = spare; attempt <= SPARE_IDS; attempt++) {
      const id = spareCustomerId(fields, attempt);
      if (!this.isTaken(id)) return id;
    }
    return spare <= SPARE_IDS + RANDOM_IDS ? uuidv7() : undefined;
  }

  /** A customer that cannot be written is left out, and the rest of the slice goes on. */
  private async change(edits: readonly CustomerEdits[]): Promise<WriteError | undefined> {
    for (let left = edits; left.length > 0;) {
      const changed: Result<void, WriteError> = await this.port.change(left, this.file);
      if (changed.ok) return undefined;
      const { error } = changed;
      if (error.kind === 'storage' || error.kind === 'not-allowed') return error;
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
