/**
 * The open customer as the profile's parts see it: fields and entries as path-tracked stores, and the few verbs by which
 * anything changes. One component opens the document; everything below reads from here.
 */
import { createContext, createMemo, createSignal, onCleanup, useContext } from 'solid-js';
import { unwrap } from 'solid-js/store';
import type { Accessor, JSX } from 'solid-js';
import type { OpenCustomerStore } from '../../state/open-customer';
import { customerFromFields } from '../../domain/customer/customer';
import type { Customer } from '../../domain/customer/customer';
import type { FieldEdits, FieldKey } from '../../domain/customer/fields';
import { historyByField } from '../../domain/customer/history';
import type { Change, Entry, EntryId } from '../../domain/entry/entry';
import type { Json } from '../../lib/json';
import { isSameJson } from '../../lib/json';

export interface Profile {
  readonly store: OpenCustomerStore;
  /** The readable shape; reruns with every field. Prefer `field(key)` where one field is meant. */
  readonly customer: Accessor<Customer>;
  /** All entries as plain records; reruns with any of them, once for the whole page. */
  readonly entries: Accessor<readonly Entry[]>;
  /** The changes of each field, newest first. */
  readonly history: Accessor<ReadonlyMap<FieldKey, readonly Change[]>>;
  field(key: FieldKey): Json | undefined;
  text(key: FieldKey): string;
  readonly readOnly: Accessor<boolean>;
  /** Stores one field if it changed; '' is stored as "removed". `label` names it in undo. */
  setField(key: FieldKey, value: Json, label: string, typing?: true): void;
  setFields(fields: FieldEdits, label: string, typing?: true): void;
  /** Adds, replaces or (null) deletes entries; `toast` announces it with Undo. */
  setEntries(entries: Readonly<Record<EntryId, Entry | null>>, label: string): void;
  /** As setFields, announced by a toast with Undo: for removals and other things one may regret. */
  announceFields(fields: FieldEdits, label: string): void;
  /** Something is typed that has not been handed over yet: not saved, whatever the book says. */
  readonly isTyping: Accessor<boolean>;
  /** A field says that it holds typed text; `hand` hands it over at once when the page goes. Returns "handed over". */
  holdTyping(hand: () => void): () => void;
}

const ProfileContext = createContext<Profile>();

export function useProfile(): Profile {
  const profile = useContext(ProfileContext);
  if (!profile) throw new Error('useProfile must be used inside ProfileProvider');
  return profile;
}

/** `mayEdit`: by the role of this device; tracked. */
export function createProfile(store: OpenCustomerStore, mayEdit: Accessor<boolean> = () => true): Profile {
  const customer = createMemo(() => customerFromFields(store.id(), { ...store.fields }));
  // Plain records, not the store's proxies: a page with 30 fields and 200 entries reads them thousands of times.
  const entries = createMemo(() => Object.values(store.entries).map((entry) => unwrap(entry)));
  const history = createMemo(() => historyByField(entries()));
  const setFields = (fields: FieldEdits, label: string, typing?: true): void => {
    const changed = Object.entries(fields).map(([key, value]) => [key, value === '' ? null : value] as const)
      .filter(([key, value]) => !isSameJson(store.fields[key] ?? null, value));
    if (changed.length > 0) store.edit({ fields: Object.fromEntries(changed) }, { label, ...(typing ? { typing } : {}) });
  };
  const held = new Set<() => void>();
  const [isTyping, setIsTyping] = createSignal(false);
  const handAll = (): void => { for (const hand of [...held]) hand(); };
  const handWhenHidden = (): void => { if (document.visibilityState === 'hidden') handAll(); };
  // Capturing: before the book writes what it has been given (see app/BookScreens).
  window.addEventListener('beforeunload', handAll, true);
  window.addEventListener('pagehide', handAll, true);
  window.addEventListener('visibilitychange', handWhenHidden, true);
  onCleanup(() => {
    window.removeEventListener('beforeunload', handAll, true);
    window.removeEventListener('pagehide', handAll, true);
    window.removeEventListener('visibilitychange', handWhenHidden, true);
  });
  return {
    store, customer, entries, history, isTyping,
    holdTyping: (hand) => {
      held.add(hand);
      setIsTyping(true);
      return () => {
        held.delete(hand);
        setIsTyping(held.size > 0);
      };
    },
    field: (key) => store.fields[key],
    text: (key) => { const value = store.fields[key]; return typeof value === 'string' ? value : ''; },
    readOnly: () => store.readOnly() !== false || !mayEdit(),
    setFields,
    setField: (key, value, label, typing) => setFields({ [key]: value }, label, typing),
    setEntries: (entries, label) => store.edit({ entries }, { label, toast: true }),
    announceFields: (fields, label) => store.edit({ fields }, { label, toast: true }),
  };
}

export function ProfileProvider(props: { profile: Profile; children: JSX.Element }) {
  // eslint-disable-next-line solid/reactivity -- one profile for as long as the provider is mounted
  return <ProfileContext.Provider value={props.profile}>{props.children}</ProfileContext.Provider>;
}
