/** The book as reconcile sees it (sync/port.ts), over the parts of the engine: only in the tab that leads, only documents as stored. */
import * as Y from 'yjs';
import { err, ok, type Result } from '../../lib/result';
import type { StorageError, StoragePort } from '../ports';
import { encodeState } from '../documents/customer-document';
import { guarded } from '../documents/safe-subscribe';
import { TEAM_ID } from '../documents/schema';
import { readFirstState, type FirstState } from '../sync/first-state';
import type { StoredChanges, SyncBook, SyncItem, SyncPolicy } from '../sync/port';
import { NOBODY } from '../sync/role-policy';
import type { Pacer } from './pacer';
import { loadManyStored, NOWHERE, SOMEWHERE, tombstoneKey, type LoadedDocument, type PackHint } from './stored-documents';
import { proofIn } from './tombstone';
import type { Writer } from './writer';

export interface SyncBookOptions {
  readonly storage: StoragePort;
  readonly hintOf: (id: string) => PackHint;
  readonly pacer: () => Pacer;
  /** The writer, while this tab leads. */
  readonly writer: () => Writer | undefined;
  /** Resolves once this tab writes or another one does. */
  readonly ready: () => Promise<Result<void, StorageError>>;
}

export interface SyncBookParts extends SyncBook {
  policy(): SyncPolicy;
  tellStored(stored: StoredChanges): void;
  tellLocal(id: string, update: Uint8Array): void;
  tellIndex(): void;
}

const PEER_PREFIX = 'peer/';

export function createSyncBook({ storage, hintOf, pacer, writer, ready }: SyncBookOptions): SyncBookParts {
  const onStored = createListeners<[StoredChanges]>();
  const onLocal = createListeners<[string, Uint8Array]>();
  const onIndex = createListeners<[]>();
  let policy: SyncPolicy = NOBODY;

  const leading = async <T>(work: (writer: Writer) => Promise<Result<T, StorageError>>): Promise<Result<T, StorageError>> => {
    const loaded = await ready();
    if (!loaded.ok) return loaded;
    const current = writer();
    return current ? work(current) : err({ kind: 'unavailable', detail: 'Another window of this book writes.' });
  };
  const isStored = (id: string): boolean => {
    const catalog = writer()?.catalog();
    return hintOf(id) !== NOWHERE || (catalog !== undefined && (catalog.own.has(id) || catalog.updateKeys.has(id)));
  };
  /** The team's document and one that was just created have no pack: a look at their own keys is enough. */
  const placeOf = (id: string): PackHint => (id === TEAM_ID || !isStored(id) ? NOWHERE : hintOf(id) || SOMEWHERE);

  const readErased = async (id: string, onEach: (item: SyncItem) => void): Promise<Result<void, StorageError>> => {
    const tombstone = await storage.get('docs', tombstoneKey(id));
    if (!tombstone.ok) return tombstone;
    if (tombstone.value) onEach({ id, kind: 'erased', bytes: proofIn(tombstone.value) });
    return ok(undefined);
  };
  const read: SyncBook['read'] = async (wanted, onEach) => {
    const erased = writer()?.catalog().erased;
    const whole: string[] = [], differing = new Map<string, Uint8Array>();
    for (const { id, vector } of wanted) {
      if (erased?.has(id)) {
        const told = await readErased(id, onEach);
        if (!told.ok) return told;
      } else if (vector) differing.set(id, vector);
      else whole.push(id);
    }
    const loaded = (document: LoadedDocument): void => {
      const item = itemOf(document, differing.get(document.id));
      document.doc.destroy();
      if (item) onEach(item);
    };
    const first = await loadManyStored(storage, whole, placeOf, loaded, pacer(), (id, bytes) => {
      onEach({ id, kind: 'whole', bytes });
      return true;
    });
    return first.ok && differing.size > 0 ? loadManyStored(storage, [...differing.keys()], placeOf, loaded, pacer()) : first;
  };

  return {
    index: () => writer()?.index(),
    switchOn: (onProgress = () => undefined) => leading((current) => current.switchIndexOn(onProgress)),
    switchOff: () => leading((current) => current.switchIndexOff()),
    setPolicy: (next) => void (policy = next),
    policy: () => policy,
    onIndex: onIndex.add,
    onStored: onStored.add,
    onLocal: onLocal.add,
    tellIndex: onIndex.tell,
    tellStored: onStored.tell,
    tellLocal: onLocal.tell,
    read,
    vectors: async (ids) => {
      const vectors = new Map<string, Uint8Array>();
      const done = await loadManyStored(storage, ids, placeOf, ({ id, doc, found, erased }) => {
        if (found && !erased) vectors.set(id, Y.encodeStateVector(doc));
        doc.destroy();
      }, pacer(), (id, state) => {
        // Most have never been changed since they came: two numbers, for which no document is made.
        const first = readFirstState(state);
        if (first) vectors.set(id, encodeVector(first));
        return first !== undefined;
      });
      return done.ok ? ok(vectors) : done;
    },
    merge: (items, from) => leading((current) => current.merge(items, from)),
    peers: {
      all: async () => {
        const stored = await storage.getAll('meta', { from: PEER_PREFIX, to: `${PEER_PREFIX}\uffff` });
        return stored.ok ? ok(new Map(stored.value.map(({ key, value }) => [String(key).slice(PEER_PREFIX.length), value]))) : stored;
      },
      put: (device, record) => storage.commit([record
        ? { store: 'meta', type: 'put', key: PEER_PREFIX + device, value: record } : { store: 'meta', type: 'delete', key: PEER_PREFIX + device }]),
    },
  };
}

/** undefined where there is nothing, or the vector is none. */
function itemOf({ id, doc, found, erased }: LoadedDocument, vector: Uint8Array | undefined): SyncItem | undefined {
  if (!found || erased) return undefined;
  if (!vector) return { id, kind: 'whole', bytes: encodeState(doc) };
  try {
    return { id, kind: 'diff', bytes: Y.encodeStateAsUpdate(doc, vector) };
  } catch {
    return undefined; // Not a state vector: whoever sent it gets nothing.
  }
}

const encodeVector = ({ client, clock }: FirstState): Uint8Array => Y.encodeStateVector(new Map([[client, clock]]));

interface Listeners<Args extends readonly unknown[]> {
  add(listener: (...args: Args) => void): () => void;
  tell(...args: Args): void;
}

function createListeners<Args extends readonly unknown[]>(): Listeners<Args> {
  const listeners = new Set<(...args: Args) => void>();
  return {
    add: (listener) => {
      const safe = guarded(listener);
      listeners.add(safe);
      return () => listeners.delete(safe);
    },
    tell: (...args) => {
      for (const listener of [...listeners]) listener(...args);
    },
  };
}
