/**
 * A book that lives in memory and can be told what a colleague did: for tests of state and screens, where the engine
 * itself is not the matter. It keeps the promises of `Book` that these rely on: events carry changed keys only, rows
 * follow their documents, an action can be undone once.
 */
import * as Y from 'yjs';
import type { CustomerFields, CustomerId } from '../../src/domain/customer/fields';
import { rowFromDocument } from '../../src/domain/customer/row';
import type { CustomerRow } from '../../src/domain/customer/row';
import type { Entry } from '../../src/domain/entry/entry';
import type { Json } from '../../src/lib/json';
import { err, ok } from '../../src/lib/result';
import type { Result } from '../../src/lib/result';
import type { ActionReceipt, Book, BookStatus, CustomerEdits, DocumentEvent, RowsEvent, SaveState, TeamCollection, UserAction, WriteError } from '../../src/replica/book';

interface Held { fields: Record<string, Json>; entries: Record<string, Entry>; note: Y.Text; listeners: Set<(event: DocumentEvent) => void> }

export interface BookDouble extends Book {
  /** What another tab or device does: same events, no undo. */
  remote(edits: readonly CustomerEdits[]): void;
  seed(rows: readonly { readonly id: CustomerId; readonly fields: CustomerFields; readonly entries?: Readonly<Record<string, Entry>>; readonly note?: string }[]): void;
  setStatus(status: BookStatus): void;
  setSaveState(state: SaveState): void;
  /** The next write fails like this. */
  failNext(error: WriteError): void;
  readonly performed: readonly UserAction[];
}

function emitter<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    on: (listener: (value: T) => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; },
    emit: (value: T) => { for (const listener of [...listeners]) listener(value); },
  };
}

const notExchanged = (): Promise<never> => Promise.reject(new Error('The book double exchanges nothing: test that against the engine'));

export function createBookDouble(): BookDouble {
  const held = new Map<CustomerId, Held>();
  const rows = new Map<CustomerId, CustomerRow>();
  const team = new Map<string, Json>();
  const local = new Map<string, Json>();
  const rowEvents = emitter<RowsEvent>();
  const teamEvents = emitter<readonly [TeamCollection, string]>();
  const statusEvents = emitter<BookStatus>();
  const saveEvents = emitter<SaveState>();
  const performed: UserAction[] = [];
  let status: BookStatus = { kind: 'ready', role: 'leader' };
  let saveState: SaveState = { kind: 'saved' };
  let failure: WriteError | undefined;
  let undone: ActionReceipt[] = [];
  let done: { receipt: ActionReceipt; redo: () => void }[] = [];

  const create = (): Held => ({ fields: {}, entries: {}, note: new Y.Doc().getText('note'), listeners: new Set() });
  const project = (id: CustomerId): void => {
    const { fields, entries, note } = held.get(id)!;
    rows.set(id, rowFromDocument({ id, fields, note: note.toString(), entries: Object.values(entries) }));
  };

  function apply(edits: readonly CustomerEdits[], source: DocumentEvent['source']): CustomerEdits[] {
    const inverse = edits.map((edit) => {
      const existing = held.get(edit.id) ?? create();
      held.set(edit.id, existing);
      const fields = Object.fromEntries(Object.keys(edit.fields ?? {}).map((key) => [key, existing.fields[key] ?? null]));
      const entries = Object.fromEntries(Object.keys(edit.entries ?? {}).map((key) => [key, existing.entries[key] ?? null]));
      for (const [key, value] of Object.entries(edit.fields ?? {})) if (value === null) delete existing.fields[key]; else existing.fields[key] = value;
      for (const [key, value] of Object.entries(edit.entries ?? {})) if (value === null) delete existing.entries[key]; else existing.entries[key] = value;
      if (edit.note !== undefined) { existing.note.delete(0, existing.note.length); existing.note.insert(0, edit.note); }
      project(edit.id);
      for (const listener of [...existing.listeners]) listener({ source, ...(edit.fields ? { fields: edit.fields } : {}), ...(edit.entries ? { entries: edit.entries } : {}) });
      return { id: edit.id, fields, entries };
    });
    rowEvents.emit({ kind: 'changed', ids: edits.map(({ id }) => id) });
    return inverse;
  }

  const book: BookDouble = {
    performed,
    remote: (edits) => { apply(edits, 'remote'); },
    seed: (customers) => {
      for (const { id, fields, entries, note } of customers) {
        const fresh = create();
        Object.assign(fresh.fields, fields);
        Object.assign(fresh.entries, entries);
        if (note) fresh.note.insert(0, note);
        held.set(id, fresh);
        project(id);
      }
      rowEvents.emit({ kind: 'reset' });
    },
    setStatus: (next) => { status = next; statusEvents.emit(next); },
    setSaveState: (next) => { saveState = next; saveEvents.emit(next); },
    failNext: (error) => { failure = error; },
    rows: { get size() { return rows.size; }, get: (id) => rows.get(id), all: () => rows.values(), onChange: rowEvents.on },
    team: {
      get: (collection, id) => team.get(`${collection}/${id}`),
      all: (collection) => Object.fromEntries([...team].filter(([key]) => key.startsWith(`${collection}/`)).map(([key, value]) => [key.slice(collection.length + 1), value])),
      set: (collection, id, value) => {
        if (value === null) team.delete(`${collection}/${id}`); else team.set(`${collection}/${id}`, value);
        teamEvents.emit([collection, id]);
        return Promise.resolve(ok(undefined));
      },
      onChange: (listener) => teamEvents.on(([collection, id]) => { listener(collection, id); }),
    },
    sync: {
      index: () => undefined, setPolicy: () => undefined, onIndex: () => () => undefined, onStored: () => () => undefined, onLocal: () => () => undefined,
      switchOn: notExchanged, switchOff: notExchanged, read: notExchanged, vectors: notExchanged, merge: notExchanged, peers: { all: notExchanged, put: notExchanged },
    },
    whenReady: () => Promise.resolve(), status: () => status, onStatus: statusEvents.on, saveState: () => saveState, onSaveState: saveEvents.on,
    open: (id) => {
      const found = held.get(id);
      if (!found) return Promise.resolve(err({ kind: 'unknown-customer' as const, id }));
      const listeners = new Set<(event: DocumentEvent) => void>();
      return Promise.resolve(ok({
        id, fields: () => found.fields, entries: () => found.entries, note: found.note, readOnly: false as const,
        onChange: (listener: (event: DocumentEvent) => void) => { listeners.add(listener); found.listeners.add(listener); return () => { found.listeners.delete(listener); }; },
        close: () => { for (const listener of listeners) found.listeners.delete(listener); },
      }));
    },
    read: (ids, onEach) => {
      for (const id of ids) { const found = held.get(id); if (found) onEach(id, found.fields, found.entries, found.note.toString()); }
      return Promise.resolve(ok(undefined));
    },
    perform: (action): Promise<Result<ActionReceipt, WriteError>> => {
      if (failure) { const error = failure; failure = undefined; return Promise.resolve(err(error)); }
      performed.push(action);
      let inverse = apply(action.edits, 'user');
      const receipt: ActionReceipt = {
        label: action.label, customers: action.edits.map(({ id }) => id),
        undo: () => { inverse = apply(inverse, 'user'); return Promise.resolve(ok({})); },
      };
      done.push({ receipt, redo: () => { inverse = apply(inverse, 'user'); } });
      undone = [];
      return Promise.resolve(ok(receipt));
    },
    erase: (ids) => {
      for (const id of ids) { held.delete(id); rows.delete(id); }
      rowEvents.emit({ kind: 'changed', ids });
      return Promise.resolve(ok(undefined));
    },
    storePacked: () => Promise.reject(new Error('The book double takes no packs: test imports against the engine')),
    canUndo: () => done.length > 0, canRedo: () => undone.length > 0,
    undo: async () => { const step = done.pop(); if (!step) return ok(undefined); await step.receipt.undo(); undone.push(step.receipt); return ok(step.receipt); },
    redo: async () => { const receipt = undone.pop(); if (!receipt) return ok(undefined); await receipt.undo(); return ok(receipt); },
    leave: () => undefined,
    flush: () => Promise.resolve(ok(undefined)), retry: () => Promise.resolve(ok(undefined)), quarantined: () => Promise.resolve([]),
    emergencyExport: () => new TextEncoder().encode('{}'),
    local: {
      get: (key) => Promise.resolve(local.get(key)),
      set: (key, value) => { if (value === null) local.delete(key); else local.set(key, value); return Promise.resolve(ok(undefined)); },
    },
    destroy: () => { held.clear(); rows.clear(); done = []; return Promise.resolve(ok(undefined)); },
    close: () => Promise.resolve(),
  };
  return book;
}
