/**
 * Keeps links to the colleagues in a room: hears who is there, decides whom to link with, dials or asks to be dialed, looks whether links still live, and
 * comes back after everything that cuts them. Two devices with one wish never need to agree: the lower id dials, and it does so when either of them
 * wants the link.
 *
 *   presence (who is there) -> wanted (neighbours, and who asks) -> dialer (attempts) -> registry (one link a device) -> onLink
 */
import { randomBytes } from '@noble/hashes/utils.js';
import type { RandomBytes } from '../../lib/ids';
import { err, ok, type Result } from '../../lib/result';
import { proveChannel, type ProofOptions } from './attempt';
import { SURPLUS } from './backoff';
import { isColleague } from './colleagues';
import type { Connector } from './connector';
import { createDialer, type Proven } from './dialer';
import type { FramedChannel } from './framing';
import type { HandshakeFailure } from './handshake';
import { createLinkRegistry, type RegisteredLink } from './link-registry';
import { ALL_UP_TO, neighboursOf } from './neighbours';
import type { DeviceId, Gatekeeper, Links, PeerLink, PeerState, Signaling } from './ports';
import { createPresence } from './presence';
import type { ReadSignal } from './signals';
import { createTarpit } from './tarpit';
import { browserTimers, type Timers } from './timers';
import { createWireReader } from './wire';

export interface SupervisorOptions {
  /** Sealed: only who holds the room's key reads and writes in it. */
  readonly signaling: Signaling;
  readonly room: string;
  readonly gatekeeper: Gatekeeper;
  readonly connector: Connector;
  readonly timers?: Timers;
  readonly random?: RandomBytes;
}

export interface LinkManager extends Links {
  /** Tells the room that this device is there: it can be heard in more places than before. */
  announce(): void;
  /** Why a device is refused, or refuses: a kind of `HandshakeFailure`, `other-version:<theirs>`, or what it has given as its reason. */
  refusals(): ReadonlyMap<DeviceId, string>;
  /** Takes a channel that was made by hand (QR codes), or that has served to let a device in: proven like any other, then a link like any other. */
  adopt(channel: FramedChannel): Promise<Result<DeviceId, HandshakeFailure>>;
}

/** A wish of the other side holds for so long. */
const ASKED_MS = 180_000;
/** The lower side notices a lost link by itself mostly; only then is it asked. */
const ASK_AFTER_MS = 1_000;
const ASK_SPACING_MS = 5_000;
/** A link whose other end says that it has none must show life in this time; after waking, radios are slow. */
const PROBE_MS = 1_500;
const WAKE_PROBE_MS = 4_000;
/** A link is not given up for its number before. */
const SURPLUS_AGE_MS = 60_000;
/** Who is heard of within this time is chosen from together: fifty devices that start at once would link each with each otherwise. */
const GATHER_MS = 50;

export function superviseLinks(options: SupervisorOptions): LinkManager {
  const { signaling, room, gatekeeper, connector, timers = browserTimers, random = randomBytes } = options;
  const { self } = gatekeeper;
  const session = createWireReader(random(4)).uint32();
  const proof: ProofOptions = { gatekeeper, timers, random };
  const linkListeners = new Set<(link: PeerLink) => void>();
  const peersListeners = new Set<(peers: ReadonlyMap<DeviceId, PeerState>) => void>();
  const askedBy = new Map<DeviceId, number>();
  const askedOf = new Map<DeviceId, number>();
  /** To be asked when it is time; as many as are remembered in the room at most. */
  const toAsk = new Set<DeviceId>();
  const asking = createTarpit(timers.now);
  /** Devices in the room that the roster lists. */
  const colleagues = new Set<DeviceId>();
  const otherVersions = new Map<DeviceId, number>();
  const probing = new Set<RegisteredLink>();
  /** Heard of, and not considered yet. */
  const gathered = new Set<DeviceId>();
  let told = '[]';
  let isTelling = false;
  let isGathering = false;
  let isClosed = false;

  const refusalOf = (id: DeviceId): string | undefined => {
    const version = otherVersions.get(id);
    if (version !== undefined) return `other-version:${version}`;
    const state = dialer.stateOf(id);
    return typeof state === 'object' ? state.refused : undefined;
  };
  const peers = (): Map<DeviceId, PeerState> => {
    const states = new Map<DeviceId, PeerState>();
    for (const id of wanted()) states.set(id, 'connecting');
    for (const id of [...dialer.devices(), ...otherVersions.keys()]) {
      if (refusalOf(id) !== undefined) states.set(id, 'refused');
      else if (dialer.stateOf(id) === 'connecting') states.set(id, 'connecting');
    }
    for (const { device } of registry.all()) states.set(device, 'linked');
    return states;
  };
  const tell = (): void => {
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      if (isClosed) return;
      const states = peers();
      const text = JSON.stringify([...states].sort());
      if (text === told) return;
      told = text;
      for (const listener of peersListeners) listener(states);
    });
  };

  /** Chosen among colleagues alone: whoever knows the room could invent devices until nobody is linked with anybody. */
  const wanted = (): ReadonlySet<DeviceId> => neighboursOf(self, [...presence.devices().filter((id) => colleagues.has(id)), ...registry.all().map(({ device }) => device)]);
  const isAsked = (id: DeviceId): boolean => (askedBy.get(id) ?? -Infinity) > timers.now() - ASKED_MS;

  /** Does what leads to a link that somebody wants. */
  const consider = (id: DeviceId, wishes: ReadonlySet<DeviceId>): void => {
    if (isClosed || registry.get(id)) return;
    const isStranger = !colleagues.has(id);
    if (!presence.has(id) || (!wishes.has(id) && !isAsked(id) && !isStranger)) return dialer.cancel(id);
    if (self < id) return dialer.request(id);
    const wait = Math.max((askedOf.get(id) ?? -Infinity) + ASK_SPACING_MS - timers.now(), isStranger ? asking.wait() : 0);
    if (wait > 0) return askLater(id, wait);
    if (isStranger) asking.spend();
    askedOf.set(id, timers.now());
    presence.publish({ kind: 'here', from: self, session, to: id });
  };
  /** It was asked a moment ago, and may have been away then: what it tells of itself next is a minute off. */
  const askLater = (id: DeviceId, ms: number): void => {
    if (toAsk.has(id)) return;
    toAsk.add(id);
    timers.after(ms, () => {
      toAsk.delete(id);
      consider(id, wanted());
    });
  };
  const considerAll = (): void => {
    const wishes = wanted();
    for (const id of wishes) consider(id, wishes);
    // no longer wanted; a stranger is considered when it is heard of
    for (const id of [...dialer.devices()]) if (colleagues.has(id) && !wishes.has(id)) consider(id, wishes);
    tell();
  };
  const considerSoon = (heard?: DeviceId): void => {
    if (heard !== undefined && registry.get(heard)) return;
    if (heard !== undefined) gathered.add(heard);
    if (isGathering) return;
    isGathering = true;
    timers.after(GATHER_MS, () => {
      isGathering = false;
      const wishes = wanted();
      for (const id of gathered) consider(id, wishes);
      gathered.clear();
      considerAll();
    });
  };

  const probe = async (link: RegisteredLink, ms: number): Promise<void> => {
    if (probing.has(link)) return;
    probing.add(link);
    const isAlive = await link.channel.probe(ms);
    probing.delete(link);
    if (!isAlive && registry.get(link.device) === link) registry.drop(link);
  };

  const shedSurplus = (): void => {
    const links = registry.all();
    const wishes = wanted();
    for (const { device, since, channel } of links) {
      if (registry.all().length <= ALL_UP_TO) return;
      if (!wishes.has(device) && !isAsked(device) && timers.now() > since + SURPLUS_AGE_MS) channel.close(SURPLUS);
    }
  };

  const registry = createLinkRegistry(timers.now, ({ device, since }, end) => {
    if (isClosed) return;
    dialer.linkEnded(device, end, timers.now() - since);
    // it has left the room, or this was made by hand: heard of it now, it is worth a try
    presence.heard(device);
    askedOf.delete(device);
    if (self < device) consider(device, wanted());
    else timers.after(ASK_AFTER_MS, () => consider(device, wanted()));
    tell();
  });

  const accept = (proven: Proven): void => {
    const link = registry.add(proven);
    if (!link) return;
    presence.heard(link.device);
    colleagues.add(link.device);
    dialer.cancel(link.device);
    for (const listener of linkListeners) listener({ device: link.device, channel: link.channel });
    registry.watch(link);
    tell();
  };

  /** The roster may have changed since it was heard of last. */
  const meet = async (id: DeviceId): Promise<void> => {
    if (await isColleague(gatekeeper, id)) colleagues.add(id);
    else colleagues.delete(id);
    considerSoon(id);
    tell();
  };

  const onSignal = (signal: ReadSignal): void => {
    const { from } = signal;
    if (signal.kind === 'other-version') {
      if (otherVersions.size < 64) otherVersions.set(from, signal.version);
      return tell();
    }
    if (signal.kind !== 'announce' && signal.to !== self) return;
    otherVersions.delete(from);
    presence.heard(from);
    const link = registry.get(from);
    if (signal.kind === 'dial' || signal.kind === 'reply') {
      if (signal.kind === 'dial') askedBy.set(from, timers.now());
      return dialer.onCall(signal);
    }
    if (signal.kind === 'here') askedBy.set(from, timers.now());
    // its app has started anew, or it has lost the link: whether ours is dead shows; others could say so of it too
    if (link && (signal.kind === 'here' || link.session !== signal.session)) void probe(link, PROBE_MS);
    void meet(from);
  };

  const dialer = createDialer({
    ...proof, connector, session,
    publish: (signal) => presence.publish(signal),
    onProven: accept,
    onFailed: (device, isThere) => {
      if (!isThere) presence.forget(device);
      if (isThere) consider(device, wanted());
      else considerAll();
      tell();
    },
    onChange: tell,
  });
  const presence = createPresence({
    signaling, room, self, session, timers, random, onSignal,
    onTick: () => {
      shedSurplus();
      considerSoon();
    },
  });
  // the caller hears of the first links too: nothing happens before it has set its listeners
  const cancelStart = timers.after(0, () => presence.announce());

  return {
    onLink: (listener) => {
      linkListeners.add(listener);
      return () => linkListeners.delete(listener);
    },
    peers,
    onPeers: (listener) => {
      peersListeners.add(listener);
      return () => peersListeners.delete(listener);
    },
    refusals: () => new Map([...peers()].flatMap(([id, state]) => (state === 'refused' ? [[id, refusalOf(id) ?? '']] : []))),
    adopt: async (channel) => {
      const proven = await proveChannel(channel, proof);
      if (!proven.ok) return proven;
      if (isClosed) {
        proven.value.channel.close();
        return err({ kind: 'ended', end: { kind: 'closed' } });
      }
      accept({ ...proven.value, dial: undefined, session: undefined });
      return ok(proven.value.device);
    },
    wake: () => {
      if (isClosed) return;
      signaling.wake();
      dialer.wake();
      presence.announce();
      for (const link of registry.all()) void probe(link, WAKE_PROBE_MS);
    },
    announce: () => presence.announce(),
    close: () => {
      isClosed = true;
      cancelStart();
      presence.leave();
      dialer.close();
      registry.close();
    },
  };
}
