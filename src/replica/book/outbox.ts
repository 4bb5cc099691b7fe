/**
 * Changes that are not yet in storage, by document. An update leaves only when storage has confirmed it; that a
 * document was closed meanwhile does not matter. What storage refuses for good stays here, out of the way of the others, for rescue.
 */
import * as Y from 'yjs';

export interface DocumentWrite {
  readonly id: string;
  readonly update: Uint8Array;
  /** The Yjs client that wrote it and may go on writing: nobody else's changes may come under its name. */
  readonly client?: number;
}

/** What was unsaved at one moment; `upTo` orders it against later additions. */
export interface OutboxSnapshot {
  readonly writes: readonly DocumentWrite[];
  readonly upTo: number;
  /** Documents of which a change is no Yjs update: it is kept for rescue, the others of the document are written. */
  readonly unreadable: readonly string[];
}

export interface Outbox {
  /** Number of documents with unsaved changes. */
  readonly size: number;
  /** Number of the newest addition. */
  readonly newest: number;
  has(id: string): boolean;
  add(id: string, update: Uint8Array, client?: number): void;
  /** Unsaved updates of one document, oldest first. */
  updatesOf(id: string): readonly Uint8Array[];
  /** Everything to be written, one merged update per document; set-aside documents excepted. */
  snapshot(): OutboxSnapshot;
  /** Storage has these; additions made since stay. */
  confirm(snapshot: OutboxSnapshot): void;
  /** Keeps a document's changes but no longer offers them, until the next change to it. */
  setAside(id: string): void;
  /** All are offered again. */
  bringBack(): void;
  /** The customer has been erased: nothing of this may be stored any more. It is remembered that there was something. */
  drop(id: string): void;
  /** Documents of which changes were dropped since the last call. */
  takeDropped(): readonly string[];
  clear(): void;
  all(): IterableIterator<readonly [string, readonly Uint8Array[]]>;
}

interface Pending { updates: Uint8Array[]; numbers: number[]; aside: boolean; client: number | undefined; readonly unreadable: Uint8Array[] }

export function createOutbox(): Outbox {
  const pending = new Map<string, Pending>();
  const dropped = new Set<string>();
  let newest = 0;
  return {
    get size() {
      return pending.size;
    },
    get newest() {
      return newest;
    },
    has: (id) => pending.has(id),
    add: (id, update, client) => {
      newest += 1;
      const entry = pending.get(id);
      if (!entry) pending.set(id, { updates: [update], numbers: [newest], aside: false, client, unreadable: [] });
      else {
        entry.updates.push(update);
        entry.numbers.push(newest);
        entry.aside = false;
        entry.client = client ?? entry.client;
      }
    },
    updatesOf: (id) => pending.get(id)?.updates ?? [],
    snapshot: () => {
      const writes: DocumentWrite[] = [], unreadable: string[] = [];
      for (const [id, entry] of pending) {
        const update = entry.aside ? undefined : mergedOf(entry);
        if (update) writes.push({ id, update, ...(entry.client === undefined ? {} : { client: entry.client }) });
        if (entry.unreadable.length > 0) unreadable.push(id);
      }
      return { writes, upTo: newest, unreadable };
    },
    confirm: ({ writes, upTo }) => {
      for (const { id } of writes) {
        const entry = pending.get(id);
        if (!entry) continue;
        const stored = entry.numbers.filter((number) => number <= upTo).length;
        entry.updates.splice(0, stored);
        entry.numbers.splice(0, stored);
        if (entry.updates.length + entry.unreadable.length === 0) pending.delete(id);
      }
    },
    setAside: (id) => {
      const entry = pending.get(id);
      if (entry) entry.aside = true;
    },
    bringBack: () => {
      for (const entry of pending.values()) entry.aside = false;
    },
    drop: (id) => {
      if (pending.delete(id)) dropped.add(id);
    },
    takeDropped: () => {
      const ids = [...dropped];
      dropped.clear();
      return ids;
    },
    clear: () => pending.clear(),
    all: function* () {
      for (const [id, { updates, unreadable }] of pending) yield [id, [...unreadable, ...updates]] as const;
    },
  };
}

/** All changes of a document as one; what cannot be merged is moved out of their way. Undefined where nothing is left. */
function mergedOf(entry: Pending): Uint8Array | undefined {
  const { updates, numbers, unreadable } = entry;
  if (updates.length <= 1) return updates[0];
  try {
    return Y.mergeUpdates(updates);
  } catch {
    // One of them is damaged (left by a page that crashed, say); it must not hold back the others.
    const sound = updates.map(isReadable);
    unreadable.push(...updates.filter((_, i) => !sound[i]));
    entry.numbers = numbers.filter((_, i) => sound[i]);
    entry.updates = updates.filter((_, i) => sound[i]);
    return entry.updates.length > 0 ? Y.mergeUpdates(entry.updates) : undefined;
  }
}

function isReadable(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update);
    return true;
  } catch {
    return false; // Yjs throws whatever its reader runs into.
  }
}
