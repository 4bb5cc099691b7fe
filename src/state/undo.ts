/**
 * Everything a user does goes through here: performed, announced (toast with Undo) and taken back (Ctrl/Cmd-Z). Failures
 * are announced too, so that no caller can forget them. The shell turns notices into toasts; this layer has no words.
 */
import { createSignal, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { Result } from '../lib/result';
import type { CustomerId } from '../domain/customer/fields';
import type { ActionReceipt, Book, UserAction, WriteError } from '../replica/book';

export type Notice =
  /** Done, and can be taken back from the toast. `label` is the sentence that the action was given; `skipped` were left as they are. */
  | { readonly kind: 'done'; readonly label: string; readonly skipped: readonly CustomerId[]; undo(): void }
  | { readonly kind: 'undone' | 'redone'; readonly label: string; readonly skipped: readonly CustomerId[] }
  /** Changes to customers who had been erased elsewhere by then: they were not stored and are gone. */
  | { readonly kind: 'dropped'; readonly customers: readonly CustomerId[] }
  | { readonly kind: 'nothing-to-undo' | 'nothing-to-redo' }
  | { readonly kind: 'failed'; readonly label: string; readonly error: WriteError };

export interface PerformOptions {
  /** Announce success with Undo. Quiet by default: autosave of a field needs no toast. */
  readonly toast?: boolean;
  onProgress?(done: number, total: number): void;
}

export interface Actions {
  /** Resolves after it is stored; a failure has been announced by then. */
  perform(action: UserAction, options?: PerformOptions): Promise<Result<ActionReceipt, WriteError>>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  onNotice(listener: (notice: Notice) => void): () => void;
}

/** Needs an owner. */
export function createActions(book: Book): Actions {
  const listeners = new Set<(notice: Notice) => void>();
  const [version, setVersion] = createSignal(0);
  const announce = (notice: Notice): void => {
    for (const listener of listeners) listener(notice);
  };
  const touch = (): void => { setVersion((n) => n + 1); };
  /** Of whom the user has just been told that they are no longer there, so that it is not said twice. */
  const told = new Set<CustomerId>();
  const tell = (result: Result<{ readonly skipped?: readonly CustomerId[] } | undefined, WriteError>): void => {
    if (!result.ok && result.error.kind === 'unknown-customer') told.add(result.error.id);
    if (result.ok) for (const id of result.value?.skipped ?? []) told.add(id);
  };
  const tellDropped = (ids: readonly CustomerId[]): void => {
    // The action that ran into it is answered in the same task, after this; its own words are better.
    setTimeout(() => {
      const customers = ids.filter((id) => !told.has(id));
      told.clear();
      if (customers.length > 0) announce({ kind: 'dropped', customers });
    }, 0);
  };
  onCleanup(book.onSaveState((state) => {
    touch();
    if (state.kind === 'saved' && state.dropped) tellDropped(state.dropped);
  }));

  const takeBack = async (receipt: ActionReceipt): Promise<void> => {
    const result = await receipt.undo();
    tell(result);
    touch();
    announce(result.ok ? { kind: 'undone', label: receipt.label, skipped: result.value.skipped ?? [] } : { kind: 'failed', label: receipt.label, error: result.error });
  };

  const step = async (take: () => Promise<Result<ActionReceipt | undefined, WriteError>>, done: 'undone' | 'redone', nothing: 'nothing-to-undo' | 'nothing-to-redo'): Promise<void> => {
    const result = await take();
    tell(result);
    touch();
    if (!result.ok) announce({ kind: 'failed', label: '', error: result.error });
    else announce(result.value ? { kind: done, label: result.value.label, skipped: result.value.skipped ?? [] } : { kind: nothing });
  };

  /** What is being stored: it shows on screen already, and is what whoever presses undo now means. */
  const inFlight = new Set<Promise<unknown>>();
  const afterAll = async (): Promise<void> => { await Promise.allSettled(inFlight); };

  return {
    perform: async (action, options = {}) => {
      const running = book.perform(action, options.onProgress);
      inFlight.add(running);
      const result = await running.finally(() => inFlight.delete(running));
      tell(result);
      touch();
      if (!result.ok) announce({ kind: 'failed', label: action.label, error: result.error });
      else if (options.toast || result.value.skipped) announce({ kind: 'done', label: action.label, skipped: result.value.skipped ?? [], undo: () => { void takeBack(result.value); } });
      return result;
    },
    undo: () => step(() => afterAll().then(() => book.undo()), 'undone', 'nothing-to-undo'),
    redo: () => step(() => afterAll().then(() => book.redo()), 'redone', 'nothing-to-redo'),
    canUndo: () => { version(); return book.canUndo(); },
    canRedo: () => { version(); return book.canRedo(); },
    onNotice: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
