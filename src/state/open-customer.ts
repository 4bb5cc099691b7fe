/**
 * One live customer as a Solid store, patched by path from the document's own events: a colleague's edit of one field
 * reruns exactly the readers of that field. The note stays a Y.Text and is handed through untouched.
 *
 * An edit belongs to the customer that is open when it is made. When `id` moves on, the old document stays the target
 * until the new one is open, so that a field which saves itself while its screen closes can never hit the next customer.
 */
import { batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import type { Json } from '../lib/json';
import type { CustomerFields, CustomerId, FieldKey } from '../domain/customer/fields';
import type { Entry, EntryId, FactSource } from '../domain/entry/entry';
import type { Actor, CustomerEdits, DocumentEvent, OpenCustomer, SaveState, WriteError } from '../replica/book';
import { useActions, useActor, useBook, useBookStatus } from './book-context';

export type CustomerPhase = 'loading' | 'open' | 'missing' | 'corrupt' | 'failed';

export interface EditOptions {
  /** The sentence for undo, and for the toast where `toast` is set. */
  readonly label: string;
  readonly toast?: boolean;
  readonly source?: FactSource;
  /** Keystrokes of one word: one record of history. */
  readonly typing?: true;
}

export interface OpenCustomerStore {
  readonly id: Accessor<CustomerId>;
  readonly phase: Accessor<CustomerPhase>;
  readonly error: Accessor<WriteError | undefined>;
  /** Flat fields, tracked per key. Empty while loading. */
  readonly fields: CustomerFields;
  /** Tracked per entry id. */
  readonly entries: Readonly<Record<EntryId, Entry>>;
  /** For the editor binding only. */
  readonly note: Accessor<OpenCustomer['note'] | undefined>;
  readonly readOnly: Accessor<OpenCustomer['readOnly']>;
  readonly saveState: Accessor<SaveState>;
  /** Who writes on this device, and its clock. */
  author(): Actor;
  /** null or '' removes. */
  setField(key: FieldKey, value: Json, options?: EditOptions): void;
  /** One undo step. Failures are announced by the shell and stay visible in `saveState`. */
  edit(edits: Omit<CustomerEdits, 'id'>, options: EditOptions): void;
}

interface Live { fields: Record<FieldKey, Json>; entries: Record<EntryId, Entry> }

/** Needs an owner: closes with it. `id` may change; `phase` then goes through 'loading'. */
export function createOpenCustomer(id: Accessor<CustomerId>): OpenCustomerStore {
  const book = useBook();
  const actions = useActions();
  const actor = useActor();
  const { saveState } = useBookStatus();
  const [live, setLive] = createStore<Live>({ fields: {}, entries: {} });
  const [phase, setPhase] = createSignal<CustomerPhase>('loading');
  const [error, setError] = createSignal<WriteError>();
  const [handle, setHandle] = createSignal<OpenCustomer>();
  let target: CustomerId | undefined;
  let turn = 0;
  let release = (): void => {};

  const show = (customer: OpenCustomer): void => {
    release();
    target = customer.id;
    const stop = customer.onChange((event) => {
      applyEvent(event);
      if (event.erased) setPhase('missing');
    });
    release = () => { stop(); customer.close(); };
    batch(() => {
      // Replaced, never reconciled: reconcile would write into the engine's own values.
      setLive({ fields: { ...customer.fields() }, entries: { ...customer.entries() } });
      setHandle(() => customer);
      setError(undefined);
      setPhase('open');
    });
  };

  const applyEvent = (event: DocumentEvent): void => {
    setLive(produce((draft) => {
      patch(draft.fields, event.fields);
      patch(draft.entries, event.entries);
    }));
  };

  const follow = async (next: CustomerId): Promise<void> => {
    const mine = ++turn;
    batch(() => {
      setPhase('loading');
      setHandle(undefined);
      setLive({ fields: {}, entries: {} });
    });
    const result = await book.open(next);
    if (mine !== turn) {
      if (result.ok) result.value.close();
      return;
    }
    if (result.ok) show(result.value);
    else batch(() => {
      setError(() => result.error);
      setPhase(result.error.kind === 'unknown-customer' ? 'missing' : result.error.kind === 'corrupt' ? 'corrupt' : 'failed');
    });
  };

  // An effect, not a memo: screens keyed by the id are disposed first, and save what they hold into the old customer.
  createEffect(on(id, (next) => { void follow(next); }));
  onCleanup(() => {
    turn += 1;
    release();
  });

  const edit: OpenCustomerStore['edit'] = (edits, { label, toast, source, typing }) => {
    const into = target ?? id();
    void actions.perform({ label, edits: [{ id: into, ...edits }], ...(source ? { source } : {}), ...(typing ? { typing } : {}) }, { toast: toast ?? false });
  };
  return {
    id, phase, error,
    get fields() { return live.fields; },
    get entries() { return live.entries; },
    note: () => handle()?.note,
    readOnly: () => handle()?.readOnly ?? false,
    saveState, edit, author: () => actor,
    setField: (key, value, options = { label: '' }) => { edit({ fields: { [key]: value === '' ? null : value } }, options); },
  };
}

/** Replaces whole values, so that a reader of one key reruns once; null deletes. */
function patch<V>(target: Record<string, V>, changes: Readonly<Record<string, V | null>> | undefined): void {
  for (const key in changes) {
    const value = changes[key];
    if (value === null || value === undefined) delete target[key];
    else target[key] = value;
  }
}
