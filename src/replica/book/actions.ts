/**
 * User actions: check, apply to documents (one transaction each), show at once, save, remember for undo.
 * Up to BULK_SIZE customers go through live documents; more are read pack by pack, in slices, and stored as one.
 */
import type * as Y from 'yjs';
import { err, ok, type Result } from '../../lib/result';
import type { RandomBytes } from '../../lib/ids';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import type { ActionReceipt, Actor, CustomerEdits, UserAction, WriteError } from '../book';
import type { StorageError } from '../ports';
import { applyUpdate, encodeState, hasBase, isNewerSchema, newDocument, readEntries, readFields, readNote } from '../documents/customer-document';
import { applyEdits, checkEdits, type EditOptions } from '../documents/edit-document';
import { ORIGIN } from '../documents/schema';
import { projectRow } from '../projection/project-row';
import type { RowTable } from '../projection/row-table';
import type { Refusal } from './committed';
import type { LiveDocument, LiveDocuments } from './live-documents';
import type { Outbox } from './outbox';
import type { Pacer } from './pacer';
import type { Saver } from './saver';
import type { LoadedDocument } from './stored-documents';
import { createUndoHistory, reverseEdits, type DoneAction, type DoneEdits } from './undo-history';
import { BULK_SIZE } from './writer';

export interface ActionsOptions {
  readonly actor: Actor;
  readonly random: RandomBytes;
  readonly live: LiveDocuments;
  readonly outbox: Outbox;
  readonly saver: Saver;
  readonly table: RowTable;
  readonly loadMany: (ids: readonly string[], onEach: (loaded: LoadedDocument) => void, pacer: Pacer) => Promise<Result<void, StorageError>>;
  readonly pacer: () => Pacer;
}

type OnEach = (id: CustomerId, fields: CustomerFields, entries: Readonly<Record<EntryId, Entry>>, note: string) => void;
type OnProgress = (done: number, total: number) => void;

export interface Actions {
  perform(action: UserAction, onProgress?: OnProgress): Promise<Result<ActionReceipt, WriteError>>;
  read(ids: readonly CustomerId[], onEach: OnEach): Promise<Result<void, StorageError>>;
  canUndo(): boolean;
  canRedo(): boolean;
  undo(): Promise<Result<ActionReceipt | undefined, WriteError>>;
  redo(): Promise<Result<ActionReceipt | undefined, WriteError>>;
  forget(): void;
}

export function createActions(options: ActionsOptions): Actions {
  const { actor, live, outbox, saver, table, loadMany, pacer } = options;
  const history = createUndoHistory();
  const isKnown = (id: CustomerId): boolean => table.get(id) !== undefined;

  /** Applies and stores; the action as done, also where storing has failed (it then waits in the outbox). */
  const run = async (action: UserAction, onProgress?: OnProgress): Promise<{ readonly done?: DoneAction; readonly result: Result<void, WriteError> }> => {
    const checked = mergeEdits(action.edits);
    if (!checked.ok) return { result: checked };
    const editOptions: EditOptions = { actor, random: options.random, ...(action.source ? { source: action.source } : {}), ...(action.typing ? { typing: true } : {}) };
    const applied = checked.value.length > BULK_SIZE ? await applyMany(checked.value, editOptions, onProgress) : await applyFew(checked.value, editOptions);
    if (!applied.ok) return { result: applied };
    const done: DoneAction = { label: action.label, edits: applied.value, at: actor.now(), ...(action.source ? { source: action.source } : {}), ...(action.typing ? { typing: true } : {}) };
    const saved = await saver.save();
    if (!saved.ok) return { done, result: err({ kind: 'storage', error: saved.error }) };
    const touched = new Set(applied.value.map(({ id }) => id));
    const refused = saved.value.find(({ id }) => touched.has(id));
    if (refused) return { done, result: err(refusedError(refused)) };
    if (checked.value.length > BULK_SIZE) onProgress?.(checked.value.length, checked.value.length);
    return { done, result: ok(undefined) };
  };

  const applyFew = async (edits: readonly CustomerEdits[], editOptions: EditOptions): Promise<Result<DoneEdits[], WriteError>> => {
    const opened: LiveDocument[] = [];
    try {
      for (const { id } of edits) {
        const document = await live.acquire(id);
        if (!document.ok) return err({ kind: 'storage', error: document.error });
        opened.push(document.value);
        const problem = whyNotWritable(document.value.doc, document.value.erased, id, isKnown(id));
        if (problem) return err(problem);
      }
      const done: DoneEdits[] = [];
      for (const [i, edit] of edits.entries()) {
        const { doc } = opened[i]!;
        const applied = applyEdits(doc, edit, editOptions);
        if (!applied.ok) return err({ kind: 'newer-schema', id: edit.id });
        done.push({ id: edit.id, applied: applied.value });
        table.set(projectRow(edit.id, doc), table.packOf(edit.id));
      }
      table.announce({ kind: 'changed', ids: edits.map(({ id }) => id) });
      return ok(done);
    } finally {
      for (const document of opened) document.release();
    }
  };

  const applyMany = async (edits: readonly CustomerEdits[], editOptions: EditOptions, onProgress?: OnProgress): Promise<Result<DoneEdits[], WriteError>> => {
    const byId = new Map(edits.map((edit) => [edit.id, edit]));
    const updates: { readonly id: CustomerId; readonly update: Uint8Array }[] = [];
    const done: DoneEdits[] = [];
    let problem: WriteError | undefined;
    const release = saver.hold();
    try {
      const visited = await visit([...byId.keys()], ({ id, doc, erased }) => {
        problem ??= whyNotWritable(doc, erased, id, isKnown(id));
        if (problem) return;
        // A copy: nothing shows anywhere before all of it has gone well.
        const copy = live.peek(id) ? copyOf(doc, id) : doc;
        copy.once('update', (update: Uint8Array) => updates.push({ id, update }));
        const applied = applyEdits(copy, byId.get(id)!, editOptions);
        if (applied.ok) done.push({ id, applied: applied.value });
        if (done.length % 100 === 0) onProgress?.(Math.floor(done.length / 2), edits.length);
      });
      if (!visited.ok) return err({ kind: 'storage', error: visited.error });
      if (problem) return err(problem);
      for (const { id, update } of updates) {
        const open = live.peek(id);
        if (open) applyUpdate(open.doc, update, ORIGIN.user);
        else outbox.add(id, update);
      }
      return ok(done);
    } finally {
      release();
    }
  };

  /** Every document as this tab knows it: live, or stored plus what waits in the outbox. The document is gone after `onEach`. */
  const visit = async (ids: readonly CustomerId[], onEach: (visited: { readonly id: CustomerId; readonly doc: Y.Doc; readonly erased: boolean }) => void): Promise<Result<void, StorageError>> => {
    const stored: CustomerId[] = [];
    for (const id of ids) {
      const open = live.peek(id);
      if (open) onEach(open);
      else stored.push(id);
    }
    return loadMany(stored, ({ id, doc, erased }) => {
      const open = live.peek(id); // Opened while others were read.
      if (open) onEach(open);
      else {
        for (const update of outbox.updatesOf(id)) applyUpdate(doc, update, ORIGIN.stored);
        onEach({ id, doc, erased });
      }
      doc.destroy();
    }, pacer());
  };

  const reverse = async (action: DoneAction): Promise<{ readonly done?: DoneAction; readonly result: Result<void, WriteError> }> => {
    const byId = new Map(action.edits.map((edit) => [edit.id, edit]));
    const edits: CustomerEdits[] = [];
    const at = new Date(actor.now()).toISOString();
    const visited = await visit([...byId.keys()], ({ id, doc, erased }) => {
      if (erased || !hasBase(doc)) return;
      const edit = reverseEdits(byId.get(id)!, { fields: readFields(doc), entries: readEntries(doc), note: readNote(doc) }, actor.name, at);
      if (edit) edits.push(edit);
    });
    if (!visited.ok) return { result: err({ kind: 'storage', error: visited.error }) };
    if (edits.length === 0) return { result: ok(undefined) };
    return run({ label: action.label, edits });
  };

  let turn: Promise<unknown> = Promise.resolve();
  /** Undo and redo one after another: two quick Ctrl-Z are two steps, not one step twice. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined); // Whoever asked gets the failure; the next must not.
    return result;
  };
  const takeBack = async (action: DoneAction): Promise<Result<void, WriteError>> => {
    const { done, result } = await reverse(action);
    if (done || result.ok) history.undone(action, done);
    return result;
  };
  const receiptOf = (action: DoneAction): ActionReceipt => {
    let taken = false;
    return {
      label: action.label,
      customers: action.edits.map(({ id }) => id),
      undo: async () => {
        if (taken) return ok(undefined);
        taken = true;
        const result = await inTurn(() => takeBack(action));
        if (!result.ok) taken = false;
        return result;
      },
    };
  };

  return {
    perform: async (action, onProgress) => {
      const { done, result } = await run(action, onProgress);
      // An import is taken back as a whole by "Undo this import", not slice by slice by Ctrl-Z.
      const step = done && action.source?.kind !== 'import' && done.edits.some(({ applied }) => isChange(applied)) ? history.push(done) : done;
      if (!result.ok) return result;
      return ok(receiptOf(step ?? { label: action.label, edits: [], at: actor.now() }));
    },
    read: (ids, onEach) => visit(ids, ({ id, doc, erased }) => {
      if (!erased && hasBase(doc)) onEach(id, readFields(doc), readEntries(doc), readNote(doc));
    }),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: () => inTurn(async () => {
      const last = history.lastDone();
      if (!last) return ok(undefined);
      const result = await takeBack(last);
      return result.ok ? ok(receiptOf(last)) : result;
    }),
    redo: () => inTurn(async () => {
      const last = history.lastUndone();
      if (!last) return ok(undefined);
      const { done, result } = await reverse(last);
      if (done || result.ok) history.redone(last, done);
      return result.ok ? ok(receiptOf(done ?? last)) : result;
    }),
    forget: history.clear,
  };
}

const isChange = ({ created, fields, entries, note }: DoneEdits['applied']): boolean =>
  created || note !== undefined || Object.keys(fields).length > 0 || Object.keys(entries).length > 0;

function whyNotWritable(doc: Y.Doc, erased: boolean, id: CustomerId, hasRow: boolean): WriteError | undefined {
  if (erased) return { kind: 'unknown-customer', id };
  if (isNewerSchema(doc)) return { kind: 'newer-schema', id };
  // There is a row but no document: it has been damaged, and writing a new one over it would hide that.
  if (!hasBase(doc) && hasRow) return { kind: 'corrupt', id };
  return undefined;
}

const refusedError = ({ id, reason }: Refusal): WriteError =>
  reason === 'erased' ? { kind: 'unknown-customer', id } : reason === 'corrupt' ? { kind: 'corrupt', id } : { kind: 'newer-schema', id };

function copyOf(doc: Y.Doc, id: CustomerId): Y.Doc {
  const copy = newDocument(id);
  applyUpdate(copy, encodeState(doc), ORIGIN.stored);
  return copy;
}

/** Checked edits, one per customer: what an action says twice about one customer is applied as one, the later winning. */
function mergeEdits(edits: readonly CustomerEdits[]): Result<CustomerEdits[], WriteError> {
  const merged = new Map<CustomerId, CustomerEdits>();
  for (const edit of edits) {
    const checked = checkEdits(edit);
    if (!checked.ok) return err({ kind: 'invalid', id: edit.id, detail: checked.error });
    const earlier = merged.get(edit.id);
    merged.set(edit.id, earlier ? { ...earlier, ...checked.value, fields: { ...earlier.fields, ...checked.value.fields }, entries: { ...earlier.entries, ...checked.value.entries } } : checked.value);
  }
  return ok([...merged.values()]);
}
