/**
 * How one changed document is written: as one more update beside what is there, or folded into a whole state of its own. And the
 * row of exactly that.
 */
import type { CustomerRow } from '../../domain/customer/row';
import type { StoreOperation } from '../ports';
import { encodeState } from '../documents/customer-document';
import { TEAM_ID } from '../documents/schema';
import { encodeRows } from '../projection/row-chunks';
import { projectRow } from '../projection/project-row';
import { digestOf } from '../sync/digest';
import type { CommittedChange } from './committed';
import { hasUnread, repairOperations } from './repair';
import { seal, type LoadedDocument } from './stored-documents';
import type { WriteJob } from './write-job';

/** So many updates are folded into an own record. */
const MAX_UPDATES = 20;

export interface DocumentPut { readonly operations: readonly StoreOperation[]; readonly change: CommittedChange }

/** What is known already of a document; the rest is taken from it. Without `document` it is new here. */
export interface PutContents { readonly id: string; readonly update?: Uint8Array; readonly state?: Uint8Array; readonly row?: CustomerRow; readonly digest?: Uint8Array }

export function putDocument(job: WriteJob, document: LoadedDocument | undefined, contents: PutContents): DocumentPut {
  const { id, update } = contents;
  const operations: StoreOperation[] = document ? repairOperations(job, document) : [];
  const healthy = document?.updateKeys.filter((key) => job.catalog.updateKeys.get(id)?.includes(key)) ?? [];
  const isFolded = !document || (!hasUnread(document) && (!document.found || document.bad.length > 0 || healthy.length + 1 > MAX_UPDATES || !update));
  if (isFolded) {
    operations.push({ store: 'docs', type: 'put', key: id, value: seal(id, contents.state && contents.state.length > 0 ? contents.state : encodeState(document!.doc)) });
    for (const key of document?.updateKeys ?? []) operations.push({ store: 'updates', type: 'delete', key });
  } else operations.push({ store: 'updates', type: 'put', key: job.catalog.nextUpdateKey(id), value: seal(id, update!) });
  const pack = isFolded ? 0 : document.pack;
  const digest = contents.digest ?? (job.index.isKept() && document ? digestOf(id, document.doc) : undefined);
  const common = { id, pack, ...(update ? { update } : {}), ...(digest ? { digest } : {}) };
  if (id === TEAM_ID) return { operations, change: common };
  const row = contents.row ?? projectRow(id, document!.doc);
  operations.push({ store: 'rows', type: 'put', key: id, value: encodeRows([{ row, pack }]) });
  return { operations, change: { ...common, row } };
}
