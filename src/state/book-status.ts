/**
 * The ambient state of the book as signals: is it loaded, is it saved, will the browser keep it. The shell says these in
 * words; no feature invents its own.
 */
import { createSignal, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { Book, BookStatus, SaveState } from '../replica/book';

/** 'unsupported': this browser has no StorageManager, so nothing can be promised. */
export type Persistence = 'unknown' | 'persisted' | 'best-effort' | 'unsupported';
export interface StorageUse { readonly usedBytes: number; readonly quotaBytes: number }

export interface BookStatusSignals {
  readonly status: Accessor<BookStatus>;
  readonly saveState: Accessor<SaveState>;
  readonly persistence: Accessor<Persistence>;
  /** Asks the browser to keep this site's storage; some answer by themselves, some ask the user. */
  requestPersistence(): Promise<Persistence>;
  /** undefined where the browser does not tell. */
  storageUse(): Promise<StorageUse | undefined>;
}

type StorageKeeper = Partial<Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>>;

/** Needs an owner. */
export function createBookStatus(book: Book, keeper: StorageKeeper | undefined = globalThis.navigator?.storage): BookStatusSignals {
  const [status, setStatus] = createSignal(book.status());
  const [saveState, setSaveState] = createSignal(book.saveState());
  const [persistence, setPersistence] = createSignal<Persistence>(keeper?.persisted ? 'unknown' : 'unsupported');
  onCleanup(book.onStatus((next) => setStatus(() => next)));
  onCleanup(book.onSaveState((next) => setSaveState(() => next)));

  const learn = async (ask: (() => Promise<boolean>) | undefined): Promise<Persistence> => {
    // A refusal and a browser that throws in private mode come to the same: no promise.
    const answer = ask ? await ask().catch(() => false) : undefined;
    return setPersistence(answer === undefined ? 'unsupported' : answer ? 'persisted' : 'best-effort');
  };
  void learn(keeper?.persisted?.bind(keeper));

  return {
    status, saveState, persistence,
    requestPersistence: () => (persistence() === 'persisted' ? Promise.resolve('persisted') : learn(keeper?.persist?.bind(keeper))),
    storageUse: async () => {
      const estimate = await keeper?.estimate?.().catch(() => undefined);
      return estimate?.quota === undefined ? undefined : { usedBytes: estimate.usage ?? 0, quotaBytes: estimate.quota };
    },
  };
}
