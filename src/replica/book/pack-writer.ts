/** Gathers whole documents and their rows into packs and chunks of one number each, to be stored in one transaction with the removal of the records they replace. */
import { ok, type Result } from '../../lib/result';
import type { CustomerId } from '../../domain/customer/fields';
import type { CustomerRow } from '../../domain/customer/row';
import type { StorageError, StoreOperation } from '../ports';
import { encodeRows, ROWS_PER_CHUNK } from '../projection/row-chunks';
import { encodePack, PACK_TARGET_BYTES } from '../storage/packs';
import type { CommittedChange } from './committed';
import type { WriteJob } from './write-job';

export interface PackableDocument {
  readonly id: CustomerId;
  readonly state: Uint8Array;
  readonly row: CustomerRow;
  /** What is new in it, for tabs that have it open; without, they read it again. */
  readonly update?: Uint8Array;
  readonly repair?: readonly StoreOperation[];
  /** Its other records stay: one of them could not be read, which is not to say that it is gone. */
  readonly keepsRecords?: boolean;
  /** While an index is kept, and the document is not what it was. */
  readonly digest?: Uint8Array;
}

export interface PackWriter {
  add(document: PackableDocument): void;
  commit(strict: boolean, extra?: readonly StoreOperation[]): Promise<Result<void, StorageError>>;
}

export function packWriter({ catalog, finish }: WriteJob): PackWriter {
  const operations: StoreOperation[] = [];
  const changes: CommittedChange[] = [];
  let group: PackableDocument[] = [];
  let bytes = 0;

  const close = (): void => {
    if (group.length === 0) return;
    const pack = catalog.nextNumber();
    operations.push(
      { store: 'docs', type: 'put', key: pack, value: encodePack(group.map(({ id, state }) => ({ id, bytes: state }))) },
      { store: 'rows', type: 'put', key: pack, value: encodeRows(group.map(({ row }) => ({ row, pack }))) },
    );
    for (const { id, row, update, digest } of group) changes.push({ id, row, pack, ...(update ? { update } : {}), ...(digest ? { digest } : {}) });
    group = [];
    bytes = 0;
  };

  return {
    add: (document) => {
      const { id, state, repair = [], keepsRecords = false } = document;
      if (group.length >= ROWS_PER_CHUNK || (group.length > 0 && bytes + state.length > PACK_TARGET_BYTES)) close();
      group.push(document);
      bytes += state.length;
      operations.push(...repair);
      if (!keepsRecords && catalog.own.has(id)) operations.push({ store: 'docs', type: 'delete', key: id });
      if (catalog.singleRows.has(id)) operations.push({ store: 'rows', type: 'delete', key: id });
      for (const key of (keepsRecords ? undefined : catalog.updateKeys.get(id)) ?? []) operations.push({ store: 'updates', type: 'delete', key });
    },
    commit: async (strict, extra = []) => {
      close();
      operations.push(...extra);
      return operations.length > 0 ? finish(operations, changes, strict) : ok(undefined);
    },
  };
}
