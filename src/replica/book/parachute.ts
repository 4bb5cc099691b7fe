/**
 * What a closing page has no time to store. A page that is left ends before IndexedDB has answered; localStorage is
 * written at once. The updates are left there as a sealed pack and brought to storage at the next start, or by whichever
 * tab opens next: they are Yjs updates, so bringing them twice changes nothing.
 *
 * It goes past the codec, which may be asynchronous: with a lock set, a book must be opened without a parachute.
 */
import { uuidv7 } from '../../lib/ids';
import { decodePack, encodePack } from '../storage/packs';
import type { DocumentWrite } from './outbox';

/** The part of `Storage` that is used. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface Parachute {
  /** Leaves these updates, in the place of what this tab left before. False where there is no room. */
  leave(writes: readonly DocumentWrite[]): boolean;
  /** This tab has stored what it left. */
  clear(): void;
  /** What earlier pages left, and how to forget it once it is stored. Damaged leavings are forgotten with it. */
  find(): { readonly writes: readonly DocumentWrite[]; forget(): void };
}

const PREFIX = 'regulars.unsaved/';

export function createParachute(keeper: Keeper, name: string = uuidv7()): Parachute {
  const own = PREFIX + name;
  let isLeft = false;
  return {
    leave: (writes) => {
      try {
        keeper.setItem(own, textOf(encodePack(writes.map(({ id, update }) => ({ id, bytes: update })))));
        isLeft = true;
        return true;
      } catch {
        return false; // QuotaExceededError (5 MB), or storage switched off: the state still says "Saving", which is true
      }
    },
    clear: () => {
      if (isLeft) keeper.removeItem(own);
      isLeft = false;
    },
    find: () => {
      const keys = Array.from({ length: keeper.length }, (_, i) => keeper.key(i)).filter((key): key is string => key !== null && key.startsWith(PREFIX) && key !== own);
      const left = keys.map((key) => [key, keeper.getItem(key) ?? ''] as const);
      const writes = left.flatMap(([, text]) => {
        const pack = decodePack(bytesOf(text));
        return pack.ok ? pack.value.map(({ id, bytes }) => ({ id, update: bytes })) : [];
      });
      // Another tab may be alive and have left more in the same place since.
      return { writes, forget: () => { for (const [key, text] of left) if (keeper.getItem(key) === text) keeper.removeItem(key); } };
    },
  };
}

/** One character a byte: localStorage holds UTF-16 units and keeps each as it is. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (unit) => unit.charCodeAt(0));
