/**
 * Documents that are open in this tab. What the user changes goes to the outbox at once; what others have stored is
 * applied as `remote`. A live document closes when nobody uses it; unsaved changes live on in the outbox.
 */
import * as Y from 'yjs';
import { err, ok, type Result } from '../../lib/result';
import { isSameJson, type Json } from '../../lib/json';
import type { CustomerFields } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import type { DocumentEvent } from '../book';
import type { StorageError } from '../ports';
import { applyUpdate, encodeState, hasBase, isEntry, readEntries, readFields } from '../documents/customer-document';
import { guarded, watchDocument, type DocumentWatch } from '../documents/safe-subscribe';
import { isLocalOrigin, ORIGIN, ROOT } from '../documents/schema';
import type { CommittedChange } from './committed';
import type { Outbox } from './outbox';
import type { LoadedDocument } from './stored-documents';

export interface LiveDocument {
  readonly id: string;
  readonly doc: Y.Doc;
  /** Whether there is a customer: its beginning is stored, or was made here. */
  readonly found: boolean;
  readonly erased: boolean;
  fields(): CustomerFields;
  entries(): Readonly<Record<EntryId, Entry>>;
  onChange(listener: (event: DocumentEvent) => void): () => void;
  /** Each transaction, for the team's collections. */
  onTransaction(listener: (transaction: Y.Transaction) => void): () => void;
  release(): void;
}

export interface LiveDocuments {
  /** Opens, or joins those who have it open. Release what you acquired. */
  acquire(id: string): Promise<Result<LiveDocument, StorageError>>;
  peek(id: string): LiveDocument | undefined;
  /** Brings open documents up to date with what was stored by anybody. */
  applyCommitted(changes: readonly CommittedChange[]): void;
  /** Where `client` stands in the document, if it is the one that this tab writes it as. */
  ownClock(id: string, client: number): number | undefined;
  /** Reads all open documents again, after commits may have been missed. */
  refresh(): Promise<void>;
  /** Whole state of an open document, undefined where it is not open. */
  stateOf(id: string): Uint8Array | undefined;
  closeAll(): void;
}

export interface LiveDocumentsOptions {
  readonly load: (id: string) => Promise<Result<LoadedDocument, StorageError>>;
  readonly outbox: Outbox;
  /** A change of the user's has been put into the outbox. */
  readonly onUnsaved: (id: string, update: Uint8Array) => void;
}

interface Held extends LiveDocument { users: number; erased: boolean; readonly watch: DocumentWatch; emit(event: DocumentEvent): void }

export function createLiveDocuments({ load, outbox, onUnsaved }: LiveDocumentsOptions): LiveDocuments {
  const live = new Map<string, Held>();
  const opening = new Map<string, Promise<Result<Held, StorageError>>>();
  const missed = new Set<string>();
  /** Counts `closeAll`: what was being read then belongs to a book that is gone. */
  let generation = 0;

  const openDocument = async (id: string): Promise<Result<Held, StorageError>> => {
    const started = generation;
    const loaded = await load(id);
    if (!loaded.ok) return loaded;
    const { doc, erased } = loaded.value;
    if (started !== generation) {
      doc.destroy();
      return openDocument(id);
    }
    for (const update of outbox.updatesOf(id)) applyUpdate(doc, update, ORIGIN.stored);
    const held = hold(id, doc, erased);
    live.set(id, held);
    if (missed.delete(id)) await reread(held);
    return ok(held);
  };

  const hold = (id: string, doc: Y.Doc, erased: boolean): Held => {
    const changes = new Set<(event: DocumentEvent) => void>();
    const transactions = new Set<(transaction: Y.Transaction) => void>();
    const emit = (event: DocumentEvent): void => { for (const listener of [...changes]) listener(event); };
    let fields = readFields(doc);
    let entries = readEntries(doc);
    const watch = watchDocument(doc, (update, origin) => {
      if (!isLocalOrigin(origin)) return;
      outbox.add(id, update, doc.clientID);
      onUnsaved(id, update);
    }, (transaction) => {
      const fieldsBefore = fields;
      const changedEntries = changedKeys(transaction, doc.getMap(ROOT.entries));
      const fieldsChanged = changedKeys(transaction, doc.getMap(ROOT.fields)) !== undefined;
      if (fieldsChanged) fields = readFields(doc);
      if (changedEntries) entries = readEntries(doc);
      for (const listener of [...transactions]) listener(transaction);
      const event: DocumentEvent = {
        source: isLocalOrigin(transaction.origin) ? 'user' : 'remote',
        ...(fieldsChanged ? { fields: changedFields(fieldsBefore, fields) } : {}),
        ...(changedEntries ? { entries: pickEntries(doc, changedEntries) } : {}),
      };
      if (Object.keys(event.fields ?? {}).length === 0 && Object.keys(event.entries ?? {}).length === 0) return;
      emit(event);
    });
    const held: Held = {
      id, doc, erased, users: 0, watch, emit,
      get found() {
        return hasBase(doc);
      },
      fields: () => fields,
      entries: () => entries,
      onChange: (listener) => subscribe(changes, guarded(listener)),
      onTransaction: (listener) => subscribe(transactions, guarded(listener)),
      release: () => {
        held.users -= 1;
        if (held.users > 0) return;
        watch.stop();
        if (live.get(id) === held) live.delete(id);
        doc.destroy();
      },
    };
    return held;
  };

  const reread = async (held: Held): Promise<void> => {
    const loaded = await load(held.id);
    // A failed read is told by storage's own status; the document stays as it was and is read again with the next change.
    if (!loaded.ok) return;
    if (loaded.value.erased) markErased(held);
    if (loaded.value.found) applyUpdate(held.doc, encodeState(loaded.value.doc), ORIGIN.remote);
    loaded.value.doc.destroy();
  };

  const markErased = (held: Held): void => {
    if (held.erased) return;
    held.erased = true;
    held.emit({ source: 'remote', erased: true });
  };

  return {
    acquire: async (id) => {
      for (;;) {
        const held = live.get(id);
        if (held) {
          held.users += 1;
          return ok(held);
        }
        const promise = opening.get(id) ?? openDocument(id).finally(() => opening.delete(id));
        opening.set(id, promise);
        const result = await promise;
        if (!result.ok) return err(result.error);
        // Another who waited for it may have closed it already; then it is opened again.
      }
    },
    peek: (id) => live.get(id),
    applyCommitted: (changes) => {
      for (const { id, update, erased } of changes) {
        const held = live.get(id);
        if (opening.has(id) && !held) missed.add(id);
        if (!held) continue;
        if (erased) markErased(held);
        else if (!update || !applyUpdate(held.doc, update, ORIGIN.remote).ok) void reread(held);
      }
    },
    ownClock: (id, client) => {
      const doc = live.get(id)?.doc;
      return doc?.clientID === client ? Y.getState(doc.store, client) : undefined;
    },
    refresh: async () => {
      for (const id of opening.keys()) missed.add(id);
      await Promise.all([...live.values()].map(reread));
    },
    stateOf: (id) => {
      const held = live.get(id);
      return held ? encodeState(held.doc) : undefined;
    },
    closeAll: () => {
      generation += 1;
      for (const held of live.values()) {
        held.watch.stop();
        held.doc.destroy();
      }
      live.clear();
    },
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changedKeys(transaction: Y.Transaction, root: unknown): ReadonlySet<string | null> | undefined {
  for (const [type, keys] of transaction.changed) if (type === root) return keys;
  return undefined;
}

function changedFields(before: CustomerFields, after: CustomerFields): Record<string, Json> {
  const changed: Record<string, Json> = {};
  for (const key in after) if (!isSameJson(before[key], after[key])) changed[key] = after[key]!;
  for (const key in before) if (!(key in after)) changed[key] = null;
  return changed;
}

function pickEntries(doc: Y.Doc, ids: ReadonlySet<string | null>): Record<EntryId, Entry | null> {
  const map = doc.getMap<unknown>(ROOT.entries);
  const picked: Record<EntryId, Entry | null> = {};
  for (const id of ids) {
    if (id === null || id === '__proto__') continue;
    const value = map.get(id);
    picked[id] = isEntry(value) ? value : null;
  }
  return picked;
}
