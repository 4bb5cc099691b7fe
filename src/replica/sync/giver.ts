/**
 * What this device gives to one other: documents that were asked for, in batches of bearable size, and live changes. Each batch is
 * waiting until the other side says that it is stored; only so many may wait, so that neither side holds more than a few of them.
 */
import { TEAM_ID } from '../documents/schema';
import type { ItemRefusal, SyncBook, SyncItem, Wanted } from './port';
import { deflate } from './deflate';
import { encodeItems, encodeMessage, shortOf, SHORT_BYTES, type Message } from './protocol';
import type { IndexView } from './sync-index';
import type { Standing } from './standing';

/** Documents read at a time, and of a batch: bytes before packing, items. */
const SLICE = 500;
const BATCH_BYTES = 512 * 1024;
/** Of a whole book the first come in a small batch, so that there is something to see; after that few and large transactions. */
const FIRST_SLICE = 100;
const WHOLE_SLICE = 1_000;
const WHOLE_BATCH_BYTES = 1024 * 1024;
/** Above it a document has a photo, or a very long history: of a whole book these come after all others, which are a hundredth of the bytes. */
const LARGE = 24 * 1024;
/** All of a slice is in memory at once. */
const LARGE_SLICE = 10;
const MAX_WAITING = 4;
/** Live changes that wait; above, the other side asks for them. */
const MAX_LIVE_WAITING = 64;
/** Less than this is sent as it is. */
const PACK_FROM = 1_024;
/** Wants that wait to be given. */
const MAX_WANTS = 8;

export interface Giver {
  /** false: more than this side lets wait. */
  want(number: number, wanted: readonly Wanted[] | 'all'): boolean;
  /** false: too many wait; the document will be asked for. */
  live(id: string, update: Uint8Array): boolean;
  /** false: no such batch is waiting. */
  stored(message: Extract<Message, { kind: 'stored' }>): boolean;
  /** Nothing is being given or waits to be stored. */
  isIdle(): boolean;
  stop(): void;
}

export interface GiverOptions {
  readonly book: SyncBook;
  readonly standing: Standing;
  readonly index: () => IndexView | undefined;
  readonly send: (message: Uint8Array) => Promise<boolean>;
  readonly onStored: () => void;
}

export function createGiver({ book, standing, index, send, onStored }: GiverOptions): Giver {
  const waiting = new Map<number, readonly string[]>();
  const wants: { readonly number: number; readonly wanted: readonly Wanted[] | 'all' }[] = [];
  let next = 0, liveWaiting = 0, isGiving = false, isStopped = false;
  let onRoom: (() => void) | undefined;

  const whenRoom = async (): Promise<void> => {
    while (waiting.size - liveWaiting >= MAX_WAITING && !isStopped) await new Promise<void>((resolve) => (onRoom = resolve));
  };
  const sendBatch = async (items: readonly SyncItem[]): Promise<void> => {
    await whenRoom();
    if (isStopped) return;
    const plain = encodeItems(items);
    const packed = plain.length >= PACK_FROM ? await deflate(plain) : plain;
    const isPacked = packed.length < plain.length;
    next += 1;
    waiting.set(next, items.map(({ id }) => id));
    await send(encodeMessage({ kind: 'items', number: next, isPacked, body: isPacked ? packed : plain }));
  };
  const giveSlice = async (wanted: readonly Wanted[], batchBytes: number, onLarge?: (id: string) => void): Promise<void> => {
    const batches: SyncItem[][] = [[]];
    let bytes = 0;
    // What cannot be read now is not given; the other side asks again when roots are compared.
    await book.read(wanted, (item) => {
      if (onLarge && item.bytes.length > LARGE && item.id !== TEAM_ID) return onLarge(item.id);
      if (bytes > 0 && bytes + item.bytes.length > batchBytes) {
        batches.push([]);
        bytes = 0;
      }
      batches.at(-1)!.push(item);
      bytes += item.bytes.length;
    });
    for (const batch of batches) if (batch.length > 0) await sendBatch(batch);
  };
  const give = async (wanted: readonly Wanted[], slice: number, batchBytes: number, onLarge?: (id: string) => void): Promise<void> => {
    for (let i = 0; i < wanted.length && !isStopped; i += slice) await giveSlice(wanted.slice(i, i + slice), batchBytes, onLarge);
  };
  const giveWhole = async (): Promise<void> => {
    const wanted = newestFirst(index()), large: Wanted[] = [];
    const keep = (id: string): void => void large.push({ id });
    await give(wanted.slice(0, FIRST_SLICE), FIRST_SLICE, WHOLE_BATCH_BYTES, keep);
    await give(wanted.slice(FIRST_SLICE), WHOLE_SLICE, WHOLE_BATCH_BYTES, keep);
    await give(large, LARGE_SLICE, WHOLE_BATCH_BYTES);
  };
  const giveAll = async (): Promise<void> => {
    isGiving = true;
    for (let want = wants[0]; want && !isStopped; want = wants[0]) {
      await (want.wanted === 'all' ? giveWhole() : give(want.wanted, SLICE, BATCH_BYTES));
      if (!isStopped) await send(encodeMessage({ kind: 'given', number: want.number }));
      wants.shift();
    }
    isGiving = false;
    onStored();
  };

  return {
    want: (number, wanted) => {
      if (wants.length >= MAX_WANTS) return false;
      wants.push({ number, wanted });
      if (!isGiving) void giveAll();
      return true;
    },
    live: (id, update) => {
      if (liveWaiting >= MAX_LIVE_WAITING) return false;
      next += 1;
      liveWaiting += 1;
      waiting.set(next, [LIVE + id]);
      void send(encodeMessage({ kind: 'items', number: next, isPacked: false, body: encodeItems([{ id, kind: 'live', bytes: update }]) }));
      return true;
    },
    stored: ({ number, shorts, refused }) => {
      const ids = waiting.get(number);
      if (!ids || shorts.length !== ids.length * SHORT_BYTES || refused.some(({ index: at }) => at >= ids.length)) return false;
      waiting.delete(number);
      const plain = ids.map((id) => (id.startsWith(LIVE) ? id.slice(LIVE.length) : id));
      if (ids[0]?.startsWith(LIVE)) liveWaiting -= 1;
      for (const [i, id] of plain.entries()) {
        const short = shorts.subarray(i * SHORT_BYTES, (i + 1) * SHORT_BYTES);
        if (short.some((byte) => byte !== 0)) standing.told(id, short);
      }
      for (const { index: at, reason } of refused) if (isFinal(reason)) standing.refused(plain[at]!, reason);
      onRoom?.();
      onStored();
      return true;
    },
    isIdle: () => !isGiving && waiting.size === 0,
    stop: () => {
      isStopped = true;
      onRoom?.();
    },
  };
}

/** Marks a batch of one live change; no id begins like this. */
const LIVE = '\u0000';

/** Whether the other side will not ask for it again. */
const isFinal = (reason: ItemRefusal): boolean => reason !== 'gap' && reason !== 'erased' && reason !== 'unstored';

/** So that a new device is of use before it is complete; the team's document before all. */
function newestFirst(index: IndexView | undefined): readonly Wanted[] {
  const entries = index ? [...index.entries()].map(({ id, version }) => ({ id, version })) : [];
  return entries.sort((a, b) => b.version - a.version).map(({ id }) => ({ id }));
}

/** Zeros where the document is not here. */
export function shortsOf(index: IndexView | undefined, ids: readonly string[]): Uint8Array {
  const shorts = new Uint8Array(ids.length * SHORT_BYTES);
  ids.forEach((id, i) => {
    const digest = index?.digest(id);
    if (digest) shorts.set(shortOf(digest), i * SHORT_BYTES);
  });
  return shorts;
}
