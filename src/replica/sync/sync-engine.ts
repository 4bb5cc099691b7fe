/**
 * All exchange of one book, in the tab that leads: a session for each link, and what is known of each device whether it is linked or
 * not. What it says of others is true or less than true: 'same' only after the other device's own storage was found equal, 'only here'
 * as long as nobody else has confirmed it. Both outlive a restart, in small records beside the index.
 */
import { ok, type Result } from '../../lib/result';
import type { Role } from '../../domain/team';
import { guarded } from '../documents/safe-subscribe';
import type { DeviceId, Links, PeerLink } from '../link/ports';
import type { StorageError } from '../ports';
import type { PeerSync } from '../team';
import { createSinceLog, type SinceLog } from './since-log';
import { createStanding, type Standing } from './standing';
import { createSyncSession, type SessionEnd, type SyncSession, type SyncTimers } from './sync-session';
import { MAX_PRESENCE_BYTES } from './protocol';
import type { IndexProgress, StoredChanges, SyncBook, SyncPolicy } from './port';

export interface SyncEngineOptions {
  readonly book: SyncBook;
  readonly policy: SyncPolicy;
  readonly self: DeviceId;
  /** Of any device of the team, this one included; who has none may read only. */
  readonly role: (device: DeviceId) => Role | undefined;
  readonly links: Pick<Links, 'onLink'>;
  readonly timers: SyncTimers;
  /** Making the index for the first time. */
  readonly onIndexProgress?: IndexProgress;
  /** Another protocol version, for tests. */
  readonly protocol?: number;
}

export interface SyncState {
  /** Every device that was ever met. */
  readonly peers: ReadonlyMap<DeviceId, PeerSync>;
  readonly onlyHere: { readonly count: number; readonly since: number | undefined };
  /** Devices whose session is open now. */
  readonly linked: ReadonlySet<DeviceId>;
  /** Of the linked ones: by how many ms their clocks are ahead of this device's. Whole seconds, and what the way takes. */
  readonly clocksAhead: ReadonlyMap<DeviceId, number>;
  /** What stands in the way of all. */
  readonly problem: 'storage' | undefined;
}

export interface SyncEngine {
  state(): SyncState;
  /** At most once in a tenth of a second. */
  onState(listener: (state: SyncState) => void): () => void;
  /** Documents that no other device has confirmed; 'team' is the team's own. */
  onlyHere(): readonly string[];
  /** The device has been removed from the team: what it has counts for nothing any more. */
  forget(device: DeviceId): Promise<Result<void, StorageError>>;
  readonly presence: {
    /** To one linked device, or to all. At most 64 KB; whether it is heard is not told. */
    send(bytes: Uint8Array, to?: DeviceId): void;
    onMessage(listener: (from: DeviceId, bytes: Uint8Array) => void): () => void;
    /** A device with which presence can be exchanged has come or gone. */
    onPeer(listener: (device: DeviceId, isHere: boolean) => void): () => void;
  };
  /** What is known of peers has been stored. The links stay the caller's. */
  close(): Promise<void>;
}

const STATE_MS = 100;
const RECORD_MS = 1_000;

/** Switches the index on, which takes a moment for a book that never had a team. */
export async function createSyncEngine(options: SyncEngineOptions): Promise<Result<SyncEngine, StorageError>> {
  const { book, policy } = options;
  book.setPolicy(policy);
  const on = await book.switchOn(options.onIndexProgress);
  if (!on.ok) return on;
  const records = await book.peers.all();
  return records.ok ? ok(startEngine(options, records.value)) : records;
}

interface Peer { readonly standing: Standing; session: SyncSession | undefined; written: number; end: SessionEnd | undefined }

function startEngine({ book, self, role, links, timers, protocol }: SyncEngineOptions, records: ReadonlyMap<DeviceId, Uint8Array>): SyncEngine {
  const peers = new Map<DeviceId, Peer>();
  const states = new Set<(state: SyncState) => void>();
  const presences = new Set<(from: DeviceId, bytes: Uint8Array) => void>(), comings = new Set<(device: DeviceId, isHere: boolean) => void>();
  /** Local changes sent before they were stored. */
  const sent = new Map<DeviceId, Set<string>>();
  let cancelState: (() => void) | undefined, cancelRecords: (() => void) | undefined;
  let isClosed = false;
  const waiting: PeerLink[] = [];
  const since: SinceLog = createSinceLog(records.get(SINCE_KEY));

  for (const [device, record] of records) if (device !== SINCE_KEY) peers.set(device, { standing: createStanding(book.index, record), session: undefined, written: 0, end: undefined });

  const writeRecords = async (): Promise<void> => {
    cancelRecords?.();
    cancelRecords = undefined;
    for (const [device, peer] of peers) {
      const revision = peer.standing.revision();
      if (revision === peer.written || !book.index()) continue;
      // One that could not be written claims less than it might, and is written with the next change.
      const stored = await book.peers.put(device, peer.standing.record());
      if (stored.ok) peer.written = revision;
    }
    if (since.isChanged()) await book.peers.put(SINCE_KEY, since.record());
  };
  const changed = (): void => {
    if (isClosed) return;
    cancelRecords ??= timers.after(RECORD_MS, () => void writeRecords());
    cancelState ??= timers.after(STATE_MS, () => {
      cancelState = undefined;
      const now = state();
      for (const listener of [...states]) listener(now);
    });
  };

  const open = (link: PeerLink): void => {
    const known = peers.get(link.device);
    // A second link to the same device: the newer one lives, the older may not have noticed that it died.
    known?.session?.close();
    const peer: Peer = known ?? { standing: createStanding(book.index), session: undefined, written: -1, end: undefined };
    peers.set(link.device, peer);
    peer.end = undefined;
    sent.set(link.device, new Set());
    let isHere = false;
    const come = (): void => {
      if (isHere || !session.isGreeted()) return;
      isHere = true;
      for (const listener of [...comings]) listener(link.device, true);
    };
    const session = createSyncSession({
      book, link, self, timers, standing: peer.standing, isRemembered: known !== undefined && peer.standing.at() !== undefined, role: role(self) ?? 'auditor', roleOf: role,
      ...(protocol === undefined ? {} : { protocol }),
      onChange: () => {
        come();
        changed();
      },
      onPresence: (bytes) => {
        for (const listener of [...presences]) listener(link.device, bytes);
      },
      onEnd: (end) => {
        peer.end = end;
        if (peer.session === session) peer.session = undefined;
        if (isHere) for (const listener of [...comings]) listener(link.device, false);
        changed();
      },
    });
    peer.session = session;
    session.start();
    changed();
  };

  const stored = (event: StoredChanges): void => {
    const view = book.index();
    if (view) since.committed(view.version(), timers.now());
    for (const [device, peer] of peers) {
      const isFromIt = event.from === device && peer.session?.isFromStorage() === true;
      for (const change of event.changes) peer.standing.changed(change, isFromIt);
      const already = sent.get(device);
      peer.session?.stored(event, (id) => already?.delete(id) === true);
    }
    changed();
  };

  const stops = [
    book.onStored(stored),
    book.onLocal((id, update) => {
      for (const [device, { session }] of peers) if (session?.live(id, update)) sent.get(device)?.add(id);
    }),
    book.onIndex(() => {
      if (!book.index()) for (const { session } of peers.values()) session?.close();
      else for (const link of waiting.splice(0)) open(link);
      changed();
    }),
    links.onLink((link) => {
      if (isClosed) return;
      if (book.index()) open(link);
      else waiting.push(link);
    }),
  ];

  const onlyHere = (): readonly string[] => {
    const sets = [...peers.values()].map(({ standing }) => standing.pending()).sort((a, b) => a.size - b.size);
    const [smallest, ...others] = sets;
    if (!smallest) return [...(book.index()?.entries() ?? [])].map(({ id }) => id);
    return [...smallest].filter((id) => others.every((pending) => pending.has(id)));
  };
  const state = (): SyncState => {
    const ids = onlyHere(), view = book.index();
    const oldest = ids.reduce((least, id) => Math.min(least, view?.versionOf(id) ?? Infinity), Infinity);
    if (ids.length === 0 && view) since.prune(view.version());
    return {
      peers: new Map([...peers].map(([device, peer]) => [device, peerSync(peer)])),
      onlyHere: { count: ids.length, since: ids.length > 0 ? since.timeOf(oldest) : undefined },
      linked: new Set([...peers].flatMap(([device, { session }]) => (session?.isGreeted() ? [device] : []))),
      clocksAhead: new Map([...peers].flatMap(([device, { session }]) => { const ahead = session?.clockAhead(); return ahead === undefined ? [] : [[device, ahead] as const]; })),
      problem: [...peers.values()].some(({ session }) => session?.isStorageFailing()) ? 'storage' : undefined,
    };
  };
  const subscribe = <T extends unknown[]>(listeners: Set<(...args: T) => void>, listener: (...args: T) => void): (() => void) => {
    const safe = guarded(listener);
    listeners.add(safe);
    return () => listeners.delete(safe);
  };

  return {
    state,
    onState: (listener) => subscribe(states, listener),
    onlyHere,
    forget: async (device) => {
      peers.get(device)?.session?.close();
      peers.delete(device);
      changed();
      return book.peers.put(device, undefined);
    },
    presence: {
      send: (bytes, to) => {
        if (bytes.length > MAX_PRESENCE_BYTES) return;
        for (const [device, { session }] of peers) if (session?.isGreeted() && (to === undefined || to === device)) session.presence(bytes);
      },
      onMessage: (listener) => subscribe(presences, listener),
      onPeer: (listener) => subscribe(comings, listener),
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      cancelState?.();
      for (const stop of stops) stop();
      for (const { session } of peers.values()) session?.close();
      await writeRecords();
    },
  };
}

/** Beside the records of peers; no device has such an id. */
const SINCE_KEY = '@since';

function peerSync({ standing, session, end }: Peer): PeerSync {
  const missing = standing.pending().size, at = standing.at();
  if (!session) {
    if (end?.kind === 'other-version') return { kind: 'refused', reason: `other-version:${end.theirs}` };
    if (end?.kind === 'link' && end.end.kind === 'refused') return { kind: 'refused', reason: end.end.reason };
    if (end?.kind === 'malformed') return { kind: 'refused', reason: 'malformed' };
    if (missing > 0) return { kind: 'behind', missing, since: at };
    return at === undefined ? { kind: 'unknown' } : { kind: 'same', at };
  }
  if (session.isReceiving()) return { kind: 'receiving', ...session.progress() };
  const putAside = [...session.refusals().values()][0];
  if (putAside) return { kind: 'refused', reason: putAside };
  if (missing > 0) {
    const reasons = standing.refusals();
    const reason = reasons.size >= missing ? [...reasons.values()][0] : undefined;
    return reason ? { kind: 'refused', reason } : { kind: 'sending', missing };
  }
  return session.wasEqual() && at !== undefined ? { kind: 'same', at } : { kind: 'unknown' };
}
