/**
 * Everything a user does goes through here: performed, announced (toast with Undo) and taken back (Ctrl/Cmd-Z). Failures
 * are announced too, so that no caller can forget them. The shell turns notices into toasts; this layer has no words.
 */
import { createSignal, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { Result } from '../lib/result';
import type { ActionReceipt, Book, UserAction, WriteError } from '../replica/book';

export type Notice =
  /** Done, and can be taken back from the toast. `label` is the sentence that the action was given. */
  | { readonly kind: 'done'; readonly label: string; undo(): void }
  | { readonly kind: 'undone' | 'redone'; readonly label: string }
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
  onCleanup(book.onSaveState(touch));

  const takeBack = async (receipt: ActionReceipt): Promise<void> => {
    const result = await receipt.undo();
    touch();
    announce(result.ok ? { kind: 'undone', label: receipt.label } : { kind: 'failed', label: receipt.label, error: result.error });
  };

  const step = async (take: () => Promise<Result<ActionReceipt | undefined, WriteError>>, done: 'undone' | 'redone', nothing: 'nothing-to-undo' | 'nothing-to-redo'): Promise<void> => {
    const result = await take();
    touch();
    if (!result.ok) announce({ kind: 'failed', label: '', error: result.error });
    else announce(result.value ? { kind: done, label: result.value.label } : { kind: nothing });
  };

  return {
    perform: async (action, options = {}) => {
      const result = await book.perform(action, options.onProgress);
      touch();
      if (!result.ok) announce({ kind: 'failed', label: action.label, error: result.error });
      else if (options.toast) announce({ kind: 'done', label: action.label, undo: () => { void takeBack(result.value); } });
      return result;
    },
    undo: () => step(() => book.undo(), 'undone', 'nothing-to-undo'),
    redo: () => step(() => book.redo(), 'redone', 'nothing-to-redo'),
    canUndo: () => { version(); return book.canUndo(); },
    canRedo: () => { version(); return book.canRedo(); },
    onNotice: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
