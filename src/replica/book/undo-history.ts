/**
 * What the user did, newest last, and how to take it back. Undo compares: a field, an entry or a note goes back only
 * where it still stands as the action left it, so that a colleague's later edit is never undone with it.
 */
import { isSameJson, type Json } from '../../lib/json';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';
import type { Entry, EntryId, FactSource } from '../../domain/entry/entry';
import type { CustomerEdits } from '../book';
import type { AppliedEdits } from '../documents/edit-document';

export interface DoneEdits { readonly id: CustomerId; readonly applied: AppliedEdits }

/** One step of undo. */
export interface DoneAction {
  readonly label: string;
  readonly source?: FactSource;
  readonly edits: readonly DoneEdits[];
  readonly at: number;
}

export interface UndoHistory {
  canUndo(): boolean;
  canRedo(): boolean;
  /** A new action: what was undone before it cannot be redone any more. Returns the step, which may be the last one continued. */
  push(action: DoneAction): DoneAction;
  lastDone(): DoneAction | undefined;
  lastUndone(): DoneAction | undefined;
  /** `done` has been taken back by `reverse`. False where it was not there any more. */
  undone(done: DoneAction, reverse: DoneAction | undefined): boolean;
  /** `undone` has been done again as `again`. */
  redone(undone: DoneAction, again: DoneAction | undefined): void;
  holds(action: DoneAction): boolean;
  clear(): void;
}

const LONGEST = 100;
/** Milliseconds within which edits of one and the same field count as one. */
const CONTINUED_MS = 1_000;

export function createUndoHistory(): UndoHistory {
  let done: DoneAction[] = [];
  let undone: DoneAction[] = [];
  return {
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    push: (action) => {
      undone = [];
      const last = done.at(-1);
      const merged = last && continued(last, action);
      done = merged ? [...done.slice(0, -1), merged] : [...done.slice(1 - LONGEST), action];
      return merged ?? action;
    },
    lastDone: () => done.at(-1),
    lastUndone: () => undone.at(-1),
    undone: (action, reverse) => {
      const there = done.includes(action);
      done = done.filter((other) => other !== action);
      if (there && reverse) undone = [...undone, reverse];
      return there;
    },
    redone: (action, again) => {
      undone = undone.filter((other) => other !== action);
      if (again) done = [...done.slice(1 - LONGEST), again];
    },
    holds: (action) => done.includes(action),
    clear: () => {
      done = [];
      undone = [];
    },
  };
}

function continued(last: DoneAction, next: DoneAction): DoneAction | undefined {
  const before = onlyField(last), after = onlyField(next);
  if (!before || !after || before.id !== after.id || before.key !== after.key || last.label !== next.label || next.at - last.at > CONTINUED_MS) return undefined;
  const fields = { [after.key]: { before: before.step.before, after: after.step.after } };
  return { ...next, edits: [{ id: after.id, applied: { created: false, fields, entries: {} } }] };
}

function onlyField({ edits }: DoneAction): { readonly id: CustomerId; readonly key: string; readonly step: { readonly before: Json; readonly after: Json } } | undefined {
  const [only] = edits;
  if (edits.length !== 1 || !only || only.applied.created || only.applied.note || Object.keys(only.applied.entries).length > 0) return undefined;
  const fields = Object.entries(only.applied.fields);
  return fields.length === 1 ? { id: only.id, key: fields[0]![0], step: fields[0]![1] } : undefined;
}

export interface CurrentContent { readonly fields: CustomerFields; readonly entries: Readonly<Record<EntryId, Entry>>; readonly note: string }

/** Edits that take back `applied` as far as it still stands; undefined where nothing of it does. `at` is a UTC stamp. */
export function reverseEdits({ id, applied }: DoneEdits, current: CurrentContent, by: string, at: string): CustomerEdits | undefined {
  if (applied.created) return standsAsCreated(applied, current) ? { id, fields: { trashedAt: at, trashedBy: by } } : undefined;
  const fields: Record<string, Json> = {};
  for (const [key, { before, after }] of Object.entries(applied.fields)) {
    if (isSameJson(current.fields[key] ?? null, after)) fields[key] = before;
  }
  const entries: Record<EntryId, Entry | null> = {};
  for (const [entryId, { before, after }] of Object.entries(applied.entries)) {
    if (isSameJson((current.entries[entryId] ?? null) as Json, after as Json)) entries[entryId] = before;
  }
  const note = applied.note && current.note === applied.note.after ? applied.note.before : undefined;
  if (Object.keys(fields).length === 0 && Object.keys(entries).length === 0 && note === undefined) return undefined;
  return { id, fields, entries, ...(note === undefined ? {} : { note }) };
}

/** A customer whom somebody has worked on since creation stays. */
function standsAsCreated(applied: AppliedEdits, current: CurrentContent): boolean {
  if (current.fields['trashedAt'] !== undefined) return false;
  const { createdAt: _created, createdBy: _creator, ...fields } = current.fields;
  const expected = Object.fromEntries(Object.entries(applied.fields).filter(([key, { after }]) => key !== 'createdAt' && key !== 'createdBy' && after !== null).map(([key, { after }]) => [key, after]));
  const entries = Object.fromEntries(Object.entries(current.entries).filter(([, { kind }]) => kind !== 'change'));
  const made = Object.fromEntries(Object.entries(applied.entries).filter(([, { after }]) => after !== null && after.kind !== 'change').map(([entryId, { after }]) => [entryId, after]));
  return isSameJson(fields, expected) && isSameJson(entries as unknown as Json, made as unknown as Json) && current.note === (applied.note?.after ?? '');
}
