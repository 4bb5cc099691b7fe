/**
 * Per-key dependency tracking over data that lives outside Solid (rows in a plain Map, records of the team document).
 * 50,000 rows as a store would cost a proxy and a signal each; here a signal exists only while somebody reads its key.
 */
import { batch, createSignal, getListener, onCleanup } from 'solid-js';

export interface Triggers<K> {
  /** Call inside a reactive read: the reader reruns when `key` is marked. Outside of one it does nothing. */
  track(key: K): void;
  /** Reruns the readers of these keys, each once. */
  mark(keys: Iterable<K>): void;
  markAll(): void;
  /** Keys that are read right now; for tests. */
  readonly size: number;
}

interface Trigger { readonly read: () => void; readonly fire: () => void; readers: number }

export function createTriggers<K>(): Triggers<K> {
  const triggers = new Map<K, Trigger>();

  const track = (key: K): void => {
    if (!getListener()) return;
    let trigger = triggers.get(key);
    if (!trigger) {
      const [read, write] = createSignal(undefined, { equals: false });
      trigger = { read, fire: () => write(undefined), readers: 0 };
      triggers.set(key, trigger);
    }
    trigger.readers += 1;
    const held = trigger;
    onCleanup(() => {
      held.readers -= 1;
      if (held.readers === 0) triggers.delete(key);
    });
    trigger.read();
  };

  return {
    track,
    mark: (keys) => batch(() => {
      for (const key of keys) triggers.get(key)?.fire();
    }),
    markAll: () => batch(() => {
      for (const trigger of [...triggers.values()]) trigger.fire();
    }),
    get size() { return triggers.size; },
  };
}
