/**
 * What this device takes from one other: it asks for what was announced, a slice at a time, and answers each batch after it has been
 * stored. What was refused for good is not asked for again until the other side has something else.
 */
import { TEAM_ID } from '../documents/schema';
import { inflate } from './deflate';
import { isSameShort } from './digest';
import { shortsOf } from './giver';
import type { ItemRefusal, RefusedItem, SyncBook, SyncItem, SyncSender, Wanted } from './port';
import { decodeItems, encodeMessage, MAX_BODY_BYTES, type Announced, type Message } from './protocol';
import type { Standing } from './standing';

/** Documents of one want, and wants on their way. */
const WANT = 500;
const MAX_ASKED = 2;
/** Batches that may lie here unstored, and their bytes as they came: a giver has four on their way, and what is typed meanwhile. */
const MAX_QUEUED = 96;
const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
/** Announced and not taken yet: five of the largest books. */
const MAX_OPEN = 250_000;

type Items = Extract<Message, { kind: 'items' }>;

export interface Taker {
  /** Asks for what is not the same here. false: more than anybody has. */
  announced(entries: readonly Announced[]): boolean;
  /** `of`: how many customers there are. */
  wantAll(of: number): void;
  again(id: string): void;
  /** false: the other side breaks the protocol. */
  items(message: Items): boolean;
  given(number: number): boolean;
  isIdle(): boolean;
  /** Customers: what is the team's own is not counted. */
  progress(): { readonly got: number; readonly of: number };
  /** The last reason for which something was put aside, and how many. */
  refusals(): ReadonlyMap<string, ItemRefusal>;
  stop(): void;
}

export interface TakerOptions {
  readonly book: SyncBook;
  readonly standing: Standing;
  readonly sender: () => SyncSender;
  readonly send: (message: Uint8Array) => Promise<boolean>;
  /** A batch has been stored, or nothing more is on its way. */
  readonly onProgress: () => void;
  /** What was sent has been erased here: the other side gets to know. */
  readonly onErased: (ids: readonly string[]) => void;
  readonly onMalformed: () => void;
  /** The storage of this device has failed; undefined: it works again. */
  readonly onStorage: (isFailing: boolean) => void;
  /** Runs the work that stores a batch from storage, between telling that it begins and that it ends. */
  readonly during: <T>(isFromStorage: boolean, work: () => Promise<T>) => Promise<T>;
}

export function createTaker(options: TakerOptions): Taker {
  const { book, standing, send } = options;
  /** In the order in which they are asked for, with what they are there. */
  const queue = new Map<string, Uint8Array | undefined>();
  const asked = new Map<number, Set<string>>();
  const refused = new Map<string, { readonly reason: ItemRefusal; readonly short: Uint8Array | undefined }>();
  let number = 0, got = 0, of = 0, queued = 0, queuedBytes = 0, isStopped = false, isAsking = false, isTakingAll = false;
  /** All that came is stored; all but the last. */
  let storing: Promise<void> = Promise.resolve(), storedBefore = storing;

  const isAsked = (id: string): boolean => [...asked.values()].some((ids) => ids.has(id));
  const add = (id: string, short: Uint8Array | undefined): void => {
    if (!queue.has(id) && !isAsked(id) && id !== TEAM_ID) of += 1;
    queue.set(id, short);
  };
  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    while (queue.size > 0 && asked.size < MAX_ASKED && !isStopped && !isTakingAll) {
      // The team's document alone before everything else: it says who may do what.
      const ids = queue.has(TEAM_ID) ? [TEAM_ID] : [...queue.keys()].slice(0, WANT);
      for (const id of ids) queue.delete(id);
      number += 1;
      asked.set(number, new Set(ids));
      const current = number, index = book.index();
      const known = ids.filter((id) => index?.digest(id) && !index.isErased(id));
      const vectors = known.length > 0 ? await book.vectors(known) : undefined;
      const wanted = ids.map((id): Wanted => {
        const vector = vectors?.ok ? vectors.value.get(id) : undefined;
        return vector ? { id, vector } : { id };
      });
      if (!isStopped) await send(encodeMessage({ kind: 'want', number: current, wanted }));
    }
    isAsking = false;
  };
  const isKnownRefusal = ({ id, short }: Announced): boolean => {
    const before = refused.get(id);
    // A live change was refused without a digest: as stored it is asked for once more, so that the other side learns of what.
    if (before?.short && isSameShort(before.short, short)) return true;
    refused.delete(id);
    return false;
  };

  const judge = (list: readonly RefusedItem[]): void => {
    const erased: string[] = [];
    for (const { id, reason } of list) {
      if (reason === 'erased') erased.push(id);
      else if (reason === 'gap') add(id, undefined);
      else if (reason !== 'unstored') refused.set(id, { reason, short: standing.theirs(id) });
    }
    if (erased.length > 0) options.onErased(erased);
  };
  const unpack = async ({ isPacked, body }: Items): Promise<readonly SyncItem[] | undefined> => {
    if (isStopped) return undefined;
    const plain = isPacked ? await inflate(body, MAX_BODY_BYTES) : body;
    return plain ? decodeItems(plain) : undefined;
  };
  const take = async (batch: number, items: readonly SyncItem[] | undefined): Promise<void> => {
    if (isStopped) return;
    if (!items) return options.onMalformed();
    const merged = await options.during(items.every(({ kind }) => kind !== 'live'), () => book.merge(items, options.sender()));
    if (isStopped) return;
    options.onStorage(!merged.ok);
    const refusals = merged.ok ? merged.value : items.map(({ id }): RefusedItem => ({ id, reason: 'unstored' }));
    judge(refusals);
    got += items.filter(({ id, kind }) => kind !== 'live' && id !== TEAM_ID).length;
    const reasons = new Map(refusals.map(({ id, reason }) => [id, reason]));
    const isStored = ({ id }: SyncItem): boolean => merged.ok && reasons.get(id) !== 'unstored';
    await send(encodeMessage({
      kind: 'stored', number: batch, shorts: shortsOf(book.index(), items.map((item) => (isStored(item) ? item.id : ''))),
      refused: items.flatMap(({ id }, index) => (reasons.has(id) ? [{ index, reason: reasons.get(id)! }] : [])),
    }));
    void ask();
    options.onProgress();
  };
  const restart = (): void => {
    if (queue.size > 0 || asked.size > 0 || isTakingAll) return;
    got = 0;
    of = 0;
  };

  return {
    announced: (entries) => {
      const index = book.index(), erased: string[] = [];
      restart();
      for (const entry of entries) {
        standing.told(entry.id, entry.short);
        const own = index?.digest(entry.id);
        if (own && isSameShort(own, entry.short)) continue;
        if (index?.isErased(entry.id)) erased.push(entry.id);
        else if (!isKnownRefusal(entry)) add(entry.id, entry.short);
      }
      if (erased.length > 0) options.onErased(erased);
      void ask();
      return queue.size <= MAX_OPEN;
    },
    wantAll: (count) => {
      number += 1;
      got = 0;
      of = count;
      isTakingAll = true;
      asked.set(number, new Set());
      void send(encodeMessage({ kind: 'want-all', number }));
    },
    again: (id) => {
      add(id, undefined);
      void ask();
    },
    items: (message) => {
      queued += 1;
      queuedBytes += message.body.length;
      if (queued > MAX_QUEUED || queuedBytes > MAX_QUEUED_BYTES) return false;
      // The next one is unpacked while one is being stored; no more, whatever the other side sends.
      const unpacked = storedBefore.then(() => unpack(message));
      storedBefore = storing;
      storing = storing.then(async () => take(message.number, await unpacked)).finally(() => {
        queued -= 1;
        queuedBytes -= message.body.length;
      });
      return true;
    },
    given: (want) => {
      if (!asked.has(want)) return false;
      // What came before it is stored first.
      storing = storing.then(() => {
        asked.delete(want);
        if (asked.size === 0) isTakingAll = false;
        void ask();
        options.onProgress();
      });
      return true;
    },
    isIdle: () => queue.size === 0 && asked.size === 0 && queued === 0,
    progress: () => ({ got: Math.min(got, of), of }),
    refusals: () => new Map([...refused].map(([id, { reason }]) => [id, reason])),
    stop: () => void (isStopped = true),
  };
}
