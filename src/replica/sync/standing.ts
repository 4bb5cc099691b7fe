/**
 * What one other device is known to have of what is stored here. `pending` are the documents that it has not confirmed; a confirmation
 * is nothing but a digest of its own storage that equals ours. It outlives the link and the session: kept as `record`, it says what
 * was pending at a version of this book, and all that changed since is pending too, so that a record written late claims too little.
 */
import { createReader, createWriter } from './bytes';
import { isSameShort } from './digest';
import type { ItemRefusal, StoredChange } from './port';
import type { IndexView } from './sync-index';

export interface Standing {
  pending(): ReadonlySet<string>;
  /** When it last had everything, UTC ms. */
  at(): number | undefined;
  /** Changes whenever the record would. */
  revision(): number;
  /** The other device says that the document is this there. */
  told(id: string, short: Uint8Array): void;
  /** What it was last told to be there, where that is not what it is here. */
  theirs(id: string): Uint8Array | undefined;
  /** Equal roots: it has everything, and nothing else. */
  confirmAll(at: number): void;
  confirm(ids: Iterable<string>): void;
  /** Nothing is pending any more: as of now. */
  complete(at: number): void;
  /** Stored here. `isFromIt`: as it has it in its own storage. */
  changed(change: StoredChange, isFromIt: boolean): void;
  /** Why it does not take some of what is pending. */
  refused(id: string, reason: ItemRefusal): void;
  refusals(): ReadonlyMap<string, ItemRefusal>;
  record(): Uint8Array;
}

const FORMAT = 1;
/** Above this a record keeps no list: everything is pending. */
const MAX_LISTED = 5_000;
/** What the other side says that it has and nobody else does: five of the largest books. */
const MAX_TOLD = 250_000;

/** `record` undefined, damaged or of a book that is older than it: everything is pending. */
export function createStanding(index: () => IndexView | undefined, record?: Uint8Array): Standing {
  const theirs = new Map<string, Uint8Array>(), refusals = new Map<string, ItemRefusal>();
  const known = record ? decodeRecord(record) : undefined;
  const view = index();
  const pending = new Set<string>();
  let at = known?.at, revision = 0;
  if (view) {
    const usable = known?.pending !== undefined && known.version <= view.version() ? known : undefined;
    for (const id of usable?.pending ?? []) if (view.digest(id)) pending.add(id);
    for (const { id } of usable ? view.changedSince(usable.version) : view.entries()) pending.add(id);
  }

  const settle = (id: string): void => {
    theirs.delete(id);
    refusals.delete(id);
    if (pending.delete(id)) revision += 1;
  };
  const open = (id: string): void => {
    if (pending.has(id)) return;
    pending.add(id);
    revision += 1;
  };
  return {
    pending: () => pending,
    at: () => at,
    revision: () => revision,
    told: (id, short) => {
      const own = index()?.digest(id);
      if (own && isSameShort(own, short)) return settle(id);
      // Of what is not here either, only so much: it is told again when roots are compared.
      if (own || theirs.size < MAX_TOLD) theirs.set(id, short.slice());
      if (own) open(id);
    },
    theirs: (id) => theirs.get(id),
    confirmAll: (now) => {
      for (const id of [...pending]) settle(id);
      theirs.clear();
      refusals.clear();
      at = now;
      revision += 1;
    },
    confirm: (ids) => {
      for (const id of ids) settle(id);
    },
    complete: (now) => {
      at = now;
      revision += 1;
    },
    changed: ({ id, digest }, isFromIt) => {
      refusals.delete(id);
      const told = theirs.get(id);
      if (told && isSameShort(digest, told)) settle(id);
      // What it sent from its storage was added to what it had confirmed already: now both are that.
      else if (!isFromIt || pending.has(id)) open(id);
      if (pending.has(id)) revision += 1;
    },
    refused: (id, reason) => void (pending.has(id) && refusals.set(id, reason)),
    refusals: () => refusals,
    record: () => {
      const writer = createWriter();
      writer.byte(FORMAT);
      writer.number(index()?.version() ?? 0);
      writer.number(at ?? 0);
      const isListed = pending.size <= MAX_LISTED;
      writer.byte(isListed ? 1 : 0);
      writer.number(isListed ? pending.size : 0);
      if (isListed) for (const id of pending) writer.text(id);
      return writer.done();
    },
  };
}

function decodeRecord(record: Uint8Array): { readonly version: number; readonly at: number | undefined; readonly pending: readonly string[] | undefined } | undefined {
  const reader = createReader(record);
  if (reader.byte() !== FORMAT) return undefined;
  const version = reader.number(), at = reader.number(), isListed = reader.byte() === 1, count = reader.number();
  if (count > MAX_LISTED) return undefined;
  const pending: string[] = [];
  for (let i = 0; i < count && !reader.failed(); i++) pending.push(reader.text(128));
  return reader.failed() || !reader.atEnd() ? undefined : { version, at: at === 0 ? undefined : at, pending: isListed ? pending : undefined };
}
