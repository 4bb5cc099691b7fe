/** Which customers are ticked, by id, so that a tick stays with its customer while the list changes under it. */
import { createMemo, createSignal } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { CustomerId } from '../../domain/customer/fields';

export interface Selection {
  /** Checkboxes are shown. */
  readonly isOn: Accessor<boolean>;
  setOn(on: boolean): void;
  /** Ticked and in the list right now, in its order. */
  readonly ids: Accessor<readonly CustomerId[]>;
  readonly count: Accessor<number>;
  has(id: CustomerId): boolean;
  /** `range`: everything from the last ticked row to this one. */
  toggle(index: number, options?: { readonly range: boolean }): void;
  selectAll(): void;
  clear(): void;
}

/** `listed` is the list as shown; what is filtered away cannot be acted on unseen. */
export function createSelection(listed: Accessor<readonly CustomerId[]>): Selection {
  const [ticked, setTicked] = createSignal<ReadonlySet<CustomerId>>(new Set());
  const [isOn, setIsOn] = createSignal(false);
  let anchor: CustomerId | undefined;
  const ids = createMemo(() => (ticked().size === 0 ? [] : listed().filter((id) => ticked().has(id))));

  const toggle: Selection['toggle'] = (index, options) => {
    const id = listed()[index];
    if (id === undefined) return;
    setIsOn(true);
    const next = new Set(ticked());
    const from = options?.range && anchor !== undefined ? listed().indexOf(anchor) : -1;
    if (from >= 0) for (let i = Math.min(from, index); i <= Math.max(from, index); i++) next.add(listed()[i]!);
    else if (!next.delete(id)) next.add(id);
    if (from < 0) anchor = id;
    setTicked(next);
  };
  const clear = (): void => {
    anchor = undefined;
    setTicked(new Set<CustomerId>());
  };
  return {
    isOn, ids, toggle, clear,
    setOn: (on) => {
      setIsOn(on);
      if (!on) clear();
    },
    count: () => ids().length,
    has: (id) => ticked().has(id),
    selectAll: () => { setTicked(new Set(listed())); },
  };
}
