/**
 * The exchange over one link. Messages are handled as they come, in any order that makes sense: none of them is needed for the next
 * but the hello. Whatever is lost or refused shows in the roots, which are compared again after quiet and now and then.
 *
 * The session says nothing of its own accord that is not so: `standing` is changed by digests of the other side's storage alone.
 */
import type { Role } from '../../domain/team';
import { SCHEMA, TEAM_ID } from '../documents/schema';
import type { LinkEnd, PeerLink } from '../link/ports';
import { bucketDigests, bucketsOfGroups, compareBuckets, compareEntries, compareGroups, entryChunks, groupDigests, inChunks } from './compare';
import { isSameDigest, isSameShort } from './digest';
import { createGiver } from './giver';
import type { ItemRefusal, StoredChanges, SyncBook, SyncSender } from './port';
import { decodeMessage, encodeMessage, PROTOCOL, shortOf, SHORT_BYTES, type Announced, type Hello, type Message } from './protocol';
import type { Standing } from './standing';
import type { IndexView } from './sync-index';
import { createTaker } from './taker';

export interface SyncTimers {
  /** UTC ms. Shown, and told to the other side, so that people learn of a clock that is off; decides nothing. */
  now(): number;
  /** The function that it returns calls the task off. */
  after(ms: number, task: () => void): () => void;
}

/** Quiet after which roots are compared; doubled while they do not become equal, up to the other. */
const QUIET_MS = 200;
const HEARTBEAT_MS = 30_000;
/** What others have brought is announced after a moment, in which most have it already. */
const ANNOUNCE_MS = 60;
/** More than this is found by comparing. */
const MAX_ANNOUNCED = 5_000;
const STORAGE_RETRY_MS = 5_000;

export type SessionEnd =
  | { readonly kind: 'link'; readonly end: LinkEnd }
  | { readonly kind: 'other-version'; readonly theirs: number }
  | { readonly kind: 'malformed' };

export interface SyncSession {
  /** Greets, and listens. */
  start(): void;
  /** A change made here, on its way to storage. Whether it was sent. */
  live(id: string, update: Uint8Array): boolean;
  /** Told for every commit; the standing is brought up to date before. */
  stored(stored: StoredChanges, wasSent: (id: string) => boolean): void;
  presence(bytes: Uint8Array): void;
  /** Whether what is being stored now came from the other side's storage. */
  isFromStorage(): boolean;
  isGreeted(): boolean;
  /** Both have been found equal since the link opened. */
  wasEqual(): boolean;
  isReceiving(): boolean;
  progress(): { readonly got: number; readonly of: number };
  /** Why things of the other side were put aside here. */
  refusals(): ReadonlyMap<string, ItemRefusal>;
  isStorageFailing(): boolean;
  /** By how many ms the other side's clock was ahead of this one when it was last told; undefined before it has greeted. */
  clockAhead(): number | undefined;
  close(reason?: string): void;
}

export interface SessionOptions {
  readonly book: SyncBook;
  readonly link: PeerLink;
  readonly self: string;
  readonly role: Role;
  readonly roleOf: (device: string) => Role | undefined;
  readonly standing: Standing;
  /** Whether the standing is of use for an exchange of changes alone. */
  readonly isRemembered: boolean;
  readonly timers: SyncTimers;
  readonly protocol?: number;
  readonly onChange: () => void;
  readonly onPresence: (bytes: Uint8Array) => void;
  readonly onEnd: (end: SessionEnd) => void;
}

export function createSyncSession(options: SessionOptions): SyncSession {
  const { book, link: { channel, device }, self, standing, timers, protocol = PROTOCOL } = options;
  let hello: Hello | undefined, sentSince: number | undefined, clockAhead: number | undefined;
  /** As last told by this side and by the other. */
  let toldRoot: Uint8Array | undefined, theirRoot: Uint8Array | undefined;
  let isFromStorage = false, wasEqual = false, isFailing = false, isEnded = false;
  let quiet = QUIET_MS;
  let cancelQuiet: (() => void) | undefined, cancelAnnounce: (() => void) | undefined;
  const toAnnounce = new Set<string>();
  const timeouts = new Set<() => void>();

  const index = (): IndexView | undefined => book.index();
  const send = (message: Uint8Array): Promise<boolean> => (isEnded ? Promise.resolve(false) : channel.send(message));
  const tell = (message: Parameters<typeof encodeMessage>[0]): void => void send(encodeMessage(message));

  const end = (reason: SessionEnd): void => {
    if (isEnded) return;
    isEnded = true;
    giver.stop();
    taker.stop();
    cancelQuiet?.();
    cancelAnnounce?.();
    for (const cancel of timeouts) cancel();
    options.onEnd(reason);
  };
  const malformed = (): void => {
    if (isEnded) return;
    // First the reason: a channel may tell of its end while it is being closed.
    end({ kind: 'malformed' });
    channel.close('malformed message');
  };

  const clock = (): number => Math.floor(timers.now() / 1_000);
  const heardClock = (now: number): void => { clockAhead = now * 1_000 - timers.now(); };
  const isIdle = (): boolean => giver.isIdle() && taker.isIdle();
  const tellRoot = (): void => {
    const view = index();
    if (!view || !hello) return;
    toldRoot = view.root().slice();
    tell({ kind: 'root', root: toldRoot, count: view.count(), now: clock() });
  };
  /** What it told may be of some time ago: then it has had all this since then, and more. */
  const isEqual = (view: IndexView): boolean => isSameDigest(theirRoot, view.root());
  /** After a moment without anything new: tells what has become of it, or looks for what differs. */
  const afterQuiet = (): void => {
    cancelQuiet?.();
    cancelQuiet = timers.after(quiet, () => {
      cancelQuiet = undefined;
      const view = index();
      if (!view || !hello || !isIdle()) return;
      if (!isSameDigest(toldRoot, view.root())) tellRoot();
      else if (!isEqual(view)) {
        quiet = Math.min(quiet * 2, HEARTBEAT_MS);
        compare();
      }
    });
  };
  const equal = (): void => {
    wasEqual = true;
    quiet = QUIET_MS;
    standing.confirmAll(timers.now());
    options.onChange();
  };
  const progressed = (): void => {
    const view = index();
    if (view && isIdle() && isEqual(view)) equal();
    else if (standing.pending().size === 0 && wasEqual && taker.isIdle()) standing.complete(timers.now());
    if (isIdle()) afterQuiet();
    options.onChange();
  };

  const announce = (ids: Iterable<string>): void => {
    const view = index();
    if (!view) return;
    const entries = [...ids].flatMap((id): Announced[] => {
      const digest = view.digest(id);
      return digest ? [{ id, short: shortOf(digest).slice() }] : [];
    });
    for (const chunk of inChunks(entries)) tell({ kind: 'announce', entries: chunk });
  };
  const announceSoon = (id: string): void => {
    toAnnounce.add(id);
    cancelAnnounce ??= timers.after(ANNOUNCE_MS, () => {
      cancelAnnounce = undefined;
      const ids = [...toAnnounce].filter((each) => standing.pending().has(each));
      toAnnounce.clear();
      if (!hello) return;
      if (ids.length <= MAX_ANNOUNCED) announce(ids);
      else compare();
      afterQuiet();
    });
  };
  /** One of both begins, always the same. */
  const compare = (): void => {
    const view = index();
    if (!view) return;
    if (self < device) tell({ kind: 'groups', digests: groupDigests(view) });
    else tellRoot();
  };

  const giver = createGiver({ book, standing, index, send, onStored: progressed });
  const taker = createTaker({
    book, standing, send, onProgress: progressed, onMalformed: malformed, onErased: announce,
    sender: (): SyncSender => ({ device, role: options.roleOf(device) ?? 'auditor', schema: hello?.schema ?? SCHEMA }),
    onStorage: (failing) => {
      isFailing = failing;
      if (failing) later(STORAGE_RETRY_MS, compare);
    },
    during: async (fromStorage, work) => {
      isFromStorage = fromStorage;
      try {
        return await work();
      } finally {
        isFromStorage = false;
      }
    },
  });
  const later = (ms: number, task: () => void): void => {
    const cancel = timers.after(ms, () => {
      timeouts.delete(cancel);
      task();
    });
    timeouts.add(cancel);
  };

  const greet = (): void => {
    const view = index();
    if (!view) return end({ kind: 'link', end: { kind: 'closed' } });
    sentSince = options.isRemembered && standing.pending().size <= MAX_ANNOUNCED ? standing.pending().size : undefined;
    const team = view.digest(TEAM_ID);
    toldRoot = view.root().slice();
    tell({ kind: 'hello', protocol, schema: SCHEMA, role: options.role, count: view.count(), root: toldRoot, team: team ? shortOf(team).slice() : new Uint8Array(SHORT_BYTES), since: sentSince, now: clock() });
  };
  const meet = (theirs: Hello, view: IndexView): void => {
    hello = theirs;
    heardClock(theirs.now);
    theirRoot = theirs.root;
    if (isEqual(view)) return equal();
    const own = view.digest(TEAM_ID), hasTeam = theirs.team.some((byte) => byte !== 0);
    if (hasTeam && !(own && isSameShort(own, theirs.team))) taker.announced([{ id: TEAM_ID, short: theirs.team }]);
    if (theirs.count <= 1 && view.count() > 1) {
      // It asks for everything; what it has it tells when roots are compared.
    } else if (view.count() <= 1 && theirs.count > 1) taker.wantAll(theirs.count - (hasTeam ? 1 : 0));
    else if (sentSince !== undefined && theirs.since !== undefined) announce(standing.pending());
    else if (self < device) tell({ kind: 'groups', digests: groupDigests(view) });
    afterQuiet();
    options.onChange();
  };

  const handle = (message: Message): boolean => {
    const view = index();
    if (message.kind === 'other-version') {
      // As the handshake says it of the link's own version: what is told and what is shown is read by one rule.
      end({ kind: 'other-version', theirs: message.protocol });
      channel.close(`other-version:${protocol}`);
      return true;
    }
    if (!view) return true; // Another window has taken over: it has links of its own.
    if (message.kind === 'hello') {
      if (hello) return false;
      meet(message, view);
      return true;
    }
    if (!hello) return false;
    switch (message.kind) {
      case 'root':
        theirRoot = message.root;
        heardClock(message.now);
        if (isEqual(view)) {
          equal();
          if (!isSameDigest(toldRoot, view.root())) tellRoot();
        } else if (isIdle()) afterQuiet();
        return true;
      case 'groups': {
        const { equal: same, different } = compareGroups(view, message.digests);
        confirmBuckets(view, bucketsOfGroups(same));
        if (different.length > 0) tell({ kind: 'buckets', groups: different, digests: bucketDigests(view, different) });
        else tellRoot();
        return true;
      }
      case 'buckets': {
        const { equal: same, different } = compareBuckets(view, message.groups, message.digests);
        confirmBuckets(view, same);
        if (different.length === 0) tellRoot();
        else for (const chunk of entryChunks(view, different)) tell({ kind: 'entries', ...chunk });
        return true;
      }
      case 'entries': {
        const { theirs, ours, equal: same } = compareEntries(view, message);
        standing.confirm(same);
        for (const chunk of inChunks(ours)) tell({ kind: 'announce', entries: chunk });
        const isBearable = taker.announced(theirs);
        progressed();
        return isBearable;
      }
      case 'announce': {
        const isBearable = taker.announced(message.entries);
        progressed();
        return isBearable;
      }
      case 'want': return giver.want(message.number, message.wanted);
      case 'want-all': return giver.want(message.number, 'all');
      case 'items': return taker.items(message);
      case 'given': return taker.given(message.number);
      case 'stored': return giver.stored(message);
      case 'presence':
        options.onPresence(message.bytes);
        return true;
    }
  };
  const confirmBuckets = (view: IndexView, buckets: readonly number[]): void => {
    if (standing.pending().size > 0 && buckets.length > 0) standing.confirm([...view.entriesIn(new Set(buckets))].map(({ id }) => id));
  };
  const heartbeat = (): void => {
    if (hello && isIdle()) tellRoot();
    later(HEARTBEAT_MS, heartbeat);
  };

  return {
    start: () => {
      channel.onEnd((reason) => end({ kind: 'link', end: reason }));
      greet();
      channel.onMessage((bytes) => {
        if (isEnded) return;
        const message = decodeMessage(bytes);
        if (!message || !handle(message)) malformed();
      });
      later(HEARTBEAT_MS, heartbeat);
    },
    live: (id, update) => hello !== undefined && giver.live(id, update),
    stored: ({ changes, from }, wasSent) => {
      if (!hello) return;
      for (const { id, update } of changes) {
        if (from === device && isFromStorage) continue;
        // A change of another window of this device goes at once, as one of this window does; what others brought is announced.
        if (from === undefined && update && !wasSent(id)) giver.live(id, update);
        if (standing.pending().has(id)) announceSoon(id);
      }
      afterQuiet();
    },
    presence: (bytes) => tell({ kind: 'presence', bytes }),
    isFromStorage: () => isFromStorage,
    isGreeted: () => hello !== undefined,
    wasEqual: () => wasEqual,
    isReceiving: () => !taker.isIdle(),
    progress: taker.progress,
    refusals: taker.refusals,
    isStorageFailing: () => isFailing,
    clockAhead: () => clockAhead,
    close: (reason) => {
      if (isEnded) return;
      end({ kind: 'link', end: { kind: 'closed' } });
      channel.close(reason);
    },
  };
}

