/**
 * Looks at an update from another device before Yjs may. Yjs applies whatever decodes: nine bytes that claim a long run of deleted
 * text under a colleague's client id make Yjs take all that the colleague writes later for known, in silence. Here an update must go on
 * exactly where the stored document ends, client by client, and may not write as a client that is writing on this device.
 */
import * as Y from 'yjs';
import { cleanJson } from '../documents/clean-json';
import type { ItemKind, ItemRefusal } from './port';

/** Clocks of one client; no document of ours comes near. */
const MAX_CLOCK = 2 ** 31;
/** Characters that one update may say were written and deleted again: more than the longest note. */
const MAX_DELETED = 8_000_000;
/** A live change that is further ahead than this is not one that overtook another. */
const MAX_GAP = 100_000;

export interface Surroundings {
  readonly kind: Exclude<ItemKind, 'erased'>;
  /** The other side runs a newer build, whose documents may hold what this one does not know. */
  readonly isNewer: boolean;
  /** Clock that the stored document has reached, by client. */
  readonly clockOf: (client: number) => number;
  /** Where a client that writes in a tab of this device stands itself; undefined for all others. */
  readonly ownClock: (client: number) => number | undefined;
}

/** Why the update must not be applied, or undefined. */
export function inspectUpdate(update: Uint8Array, { kind, isNewer, clockOf, ownClock }: Surroundings): ItemRefusal | undefined {
  let structs: ReturnType<typeof Y.decodeUpdate>['structs'];
  try {
    structs = Y.decodeUpdate(update).structs;
  } catch {
    return 'unreadable'; // Yjs and lib0 throw whatever their readers run into.
  }
  const next = new Map<number, number>();
  let deleted = 0, gap = false;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const { length } = struct;
    const expected = next.get(client) ?? clockOf(client);
    if (!(length > 0) || !(clock >= 0) || clock + length > MAX_CLOCK) return 'clock-jump';
    // Only a document of a newer build can have structs that are not items: ours nest no types, hence nothing is collected whole.
    if (struct instanceof Y.Skip) {
      if (kind !== 'live' || length > MAX_GAP) return 'garbage';
      gap = true;
    } else if (!(struct instanceof Y.Item)) {
      if (kind !== 'whole') return 'garbage';
      deleted += length;
    } else {
      if (!isNewer && !isKnownContent(struct.content)) return 'garbage';
      if (struct.content instanceof Y.ContentDeleted) deleted += length;
    }
    if (deleted > MAX_DELETED) return 'garbage';
    if (clock > expected) {
      if (kind !== 'live' || clock - expected > MAX_GAP) return 'clock-jump';
      gap = true;
    }
    next.set(client, Math.max(expected, clock + length));
    const own = ownClock(client);
    if (own !== undefined && clock + length > own) return 'foreign-clock';
  }
  return gap ? 'gap' : undefined;
}

/** Values that are JSON, text, and what was deleted. A shared type where a value is expected would be read as one. */
function isKnownContent(content: Y.Item['content']): boolean {
  if (content instanceof Y.ContentAny) return content.arr.every((value) => cleanJson(value).ok);
  return content instanceof Y.ContentString || content instanceof Y.ContentDeleted || content instanceof Y.ContentFormat || content instanceof Y.ContentEmbed;
}
