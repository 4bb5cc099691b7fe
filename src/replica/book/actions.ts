/**
 * User actions: check, apply to documents (one transaction each), show at once, save, remember for undo.
 * Up to BULK_SIZE customers go through live documents; more are read pack by pack, in slices, and stored as one.
 */
import type * as Y from 'yjs';
import { err, ok, type Result } from '../../lib/result';
import { isSameJson } from '../../lib/json';
import type { RandomBytes } from '../../lib/ids';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import type { ActionReceipt, Actor, CustomerEdits, TakenBack, UserAction, WriteError } from '../book';
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
import { BULK_SIZE } from './write-job';

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
type WriteProblem = Extract<WriteError, { readonly kind: 'unknown-customer' | 'newer-schema' | 'corrupt' }>;
interface Applied { readonly done: readonly DoneEdits[]; readonly skipped: readonly CustomerId[] }
interface Ran { readonly done?: DoneAction; readonly result: Result<void, WriteError>; readonly skipped?: readonly CustomerId[] }

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
  const run = async (action: UserAction, onProgress?: OnProgress): Promise<Ran> => {
    const checked = mergeEdits(action.edits);
    if (!checked.ok) return { result: checked };
    const editOptions: EditOptions = { actor, random: options.random, ...(action.source ? { source: action.source } : {}), ...(action.typing ? { typing: true } : {}) };
    const skipping = isSameForAll(checked.value);
    const applied = checked.value.length > BULK_SIZE ? await applyMany(checked.value, editOptions, skipping, onProgress) : await applyFew(checked.value, editOptions, skipping);
    if (!applied.ok) return { result: applied };
    const done: DoneAction = { label: action.label, edits: applied.value.done, at: actor.now(), ...(action.source ? { source: action.source } : {}), ...(action.typing ? { typing: true } : {}) };
    const saved = await saver.save();
    if (!saved.ok) return { done, result: err({ kind: 'storage', error: saved.error }) };
    const touched = new Set(done.edits.map(({ id }) => id));
    const refused = saved.value.filter(({ id }) => touched.has(id));
    if (refused.length > 0 && (!skipping || refused.length === touched.size)) return { done, result: err(refusedError(refused[0]!)) };
    if (checked.value.length > BULK_SIZE) onProgress?.(checked.value.length, checked.value.length);
    const skipped = [...applied.value.skipped, ...refused.map(({ id }) => id)];
    return { done: without(done, refused), result: ok(undefined), ...(skipped.length > 0 ? { skipped } : {}) };
  };

  const applyFew = async (edits: readonly CustomerEdits[], editOptions: EditOptions, skipping: boolean): Promise<Result<Applied, WriteError>> => {
    const opened: LiveDocument[] = [];
    const writable: { readonly edit: CustomerEdits; readonly doc: Y.Doc }[] = [];
    const problems: WriteProblem[] = [];
    try {
      for (const edit of edits) {
        const document = await live.acquire(edit.id);
        if (!document.ok) return err({ kind: 'storage', error: document.error });
        opened.push(document.value);
        const problem = whyNotWritable(document.value.doc, document.value.erased, edit.id, isKnown(edit.id));
        if (problem) problems.push(problem);
        else writable.push({ edit, doc: document.value.doc });
      }
      const blocking = problems.find(({ kind }) => !skipping || writable.length === 0 || kind === 'newer-schema');
      if (blocking) return err(blocking);
      const done: DoneEdits[] = [];
      for (const { edit, doc } of writable) {
        const applied = applyEdits(doc, edit, editOptions);
        if (!applied.ok) return err({ kind: 'newer-schema', id: edit.id });
        done.push({ id: edit.id, applied: applied.value });
        table.set(projectRow(edit.id, doc), table.packOf(edit.id));
      }
      table.announce({ kind: 'changed', ids: done.map(({ id }) => id) });
      return ok({ done, skipped: problems.map(({ id }) => id) });
    } finally {
      for (const document of opened) document.release();
    }
  };

  const applyMany = async (edits: readonly CustomerEdits[], editOptions: EditOptions, skipping: boolean, onProgress?: OnProgress): Promise<Result<Applied, WriteError>> => {
    const byId = new Map(edits.map((edit) => [edit.id, edit]));
    const made = new Map<CustomerId, { readonly update: Uint8Array | undefined; readonly done: DoneEdits } | WriteProblem>();
    const make = (ids: readonly CustomerId[]): Promise<Result<void, StorageError>> => visit(ids, ({ id, doc, erased }) => {
      const problem = whyNotWritable(doc, erased, id, isKnown(id));
      if (problem) {
        made.set(id, problem);
        return;
      }
      // A copy: nothing shows anywhere before all of it has gone well.
      const copy = live.peek(id) ? copyOf(doc, id) : doc;
      let update: Uint8Array | undefined;
      copy.once('update', (change: Uint8Array) => (update = change));
      const applied = applyEdits(copy, byId.get(id)!, editOptions);
      made.set(id, applied.ok ? { update, done: { id, applied: applied.value } } : { kind: 'newer-schema', id });
      if (made.size % 100 === 0) onProgress?.(Math.floor(made.size / 2), edits.length);
    });
    // Saving goes on while thousands are read. Those that were edited meanwhile are few, and read again with saving held.
    const before = new Map([...byId.keys()].map((id) => [id, table.get(id)]));
    const unsaved = new Set([...byId.keys()].filter((id) => outbox.has(id)));
    const visited = await make([...byId.keys()]);
    if (!visited.ok) return err({ kind: 'storage', error: visited.error });
    const release = saver.hold();
    try {
      const again = await make([...byId.keys()].filter((id) => unsaved.has(id) || outbox.has(id) || table.get(id) !== before.get(id)));
      if (!again.ok) return err({ kind: 'storage', error: again.error });
      const done: DoneEdits[] = [], problems: WriteProblem[] = [];
      for (const one of made.values()) if ('done' in one) done.push(one.done); else problems.push(one);
      const blocking = problems.find(({ kind }) => !skipping || done.length === 0 || kind === 'newer-schema');
      if (blocking) return err(blocking);
      for (const [id, one] of made) {
        const update = 'done' in one ? one.update : undefined;
        if (!update) continue;
        const open = live.peek(id);
        if (open) applyUpdate(open.doc, update, ORIGIN.user);
        else outbox.add(id, update);
      }
      return ok({ done, skipped: problems.map(({ id }) => id) });
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

  const reverse = async (action: DoneAction): Promise<Ran> => {
    const byId = new Map(action.edits.map((edit) => [edit.id, edit]));
    const edits: CustomerEdits[] = [], left: CustomerId[] = [];
    const at = new Date(actor.now()).toISOString();
    const visited = await visit([...byId.keys()], ({ id, doc, erased }) => {
      const done = byId.get(id)!;
      const edit = erased || !hasBase(doc) ? undefined : reverseEdits(done, { fields: readFields(doc), entries: readEntries(doc), note: readNote(doc) }, actor.name, at);
      if (edit) edits.push(edit);
      else if (isChange(done.applied)) left.push(id);
    });
    if (!visited.ok) return { result: err({ kind: 'storage', error: visited.error }) };
    const ran: Ran = edits.length === 0 ? { result: ok(undefined) } : await run({ label: action.label, edits });
    const skipped = [...left, ...(ran.skipped ?? [])];
    return { ...ran, ...(skipped.length > 0 ? { skipped } : {}) };
  };

  let turn: Promise<unknown> = Promise.resolve();
  /** Undo and redo one after another: two quick Ctrl-Z are two steps, not one step twice. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined); // Whoever asked gets the failure; the next must not.
    return result;
  };
  const takeBack = async (action: DoneAction): Promise<Result<TakenBack, WriteError>> => {
    const { done, result, skipped } = await reverse(action);
    if (done || result.ok) history.undone(action, done);
    return result.ok ? ok(skipped ? { skipped } : {}) : result;
  };
  const receiptOf = (action: DoneAction, skipped?: readonly CustomerId[]): ActionReceipt => {
    let taken = false;
    return {
      label: action.label,
      customers: action.edits.map(({ id }) => id),
      ...(skipped ? { skipped } : {}),
      undo: async () => {
        if (taken) return ok({});
        taken = true;
        const result = await inTurn(() => takeBack(action));
        if (!result.ok) taken = false;
        return result;
      },
    };
  };

  return {
    perform: async (action, onProgress) => {
      const { done, result, skipped } = await run(action, onProgress);
      // An import is taken back as a whole by "Undo this import", not slice by slice by Ctrl-Z.
      const step = done && action.source?.kind !== 'import' && done.edits.some(({ applied }) => isChange(applied)) ? history.push(done) : done;
      if (!result.ok) return result;
      return ok(receiptOf(step ?? { label: action.label, edits: [], at: actor.now() }, skipped));
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
      return result.ok ? ok(receiptOf(last, result.value.skipped)) : result;
    }),
    redo: () => inTurn(async () => {
      const last = history.lastUndone();
      if (!last) return ok(undefined);
      const { done, result, skipped } = await reverse(last);
      if (done || result.ok) history.redone(last, done);
      return result.ok ? ok(receiptOf(done ?? last, skipped)) : result;
    }),
    forget: history.clear,
  };
}

const isChange = ({ created, fields, entries, note }: DoneEdits['applied']): boolean =>
  created || note !== undefined || Object.keys(fields).length > 0 || Object.keys(entries).length > 0;

function whyNotWritable(doc: Y.Doc, erased: boolean, id: CustomerId, hasRow: boolean): WriteProblem | undefined {
  if (erased) return { kind: 'unknown-customer', id };
  if (isNewerSchema(doc)) return { kind: 'newer-schema', id };
  // There is a row but no document: it has been damaged, and writing a new one over it would hide that.
  if (!hasBase(doc) && hasRow) return { kind: 'corrupt', id };
  return undefined;
}

const refusedError = ({ id, reason }: Refusal): WriteError =>
  reason === 'erased' ? { kind: 'unknown-customer', id } : reason === 'corrupt' ? { kind: 'corrupt', id } : { kind: 'newer-schema', id };

/** Many customers given one and the same change: each stands for itself. Where edits differ (a merge, say), half of them may be worse than none. */
function isSameForAll(edits: readonly CustomerEdits[]): boolean {
  const [first] = edits;
  if (!first || edits.length < 2) return false;
  return edits.every(({ fields, entries = {}, note }) => Object.keys(entries).length === 0 && note === undefined && isSameJson({ ...fields }, { ...first.fields }));
}

const without = (action: DoneAction, refused: readonly Refusal[]): DoneAction =>
  refused.length === 0 ? action : { ...action, edits: action.edits.filter(({ id }) => !refused.some((refusal) => refusal.id === id)) };

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
