/**
 * Dials devices and answers those that dial, one attempt a device and direction. Invariant: of two devices the one with the lower id dials and the
 * other one answers, so two never dial each other at once; what comes from a higher id as a dial is ignored.
 *
 * Devices that the roster does not list, or that have failed to prove themselves, share one small allowance (tarpit.ts) for each direction. Those that it
 * lists share a larger one: their names are known to whoever has listened in the room.
 */
import { startAttempt, type Attempt, type AttemptFailure, type ProofOptions } from './attempt';
import { GOOD_LINK_MS, judgeEnd, judgeFailure, restAfter, SPACING, type Verdict } from './backoff';
import { isColleague } from './colleagues';
import type { Connector, Publish } from './connector';
import type { FramedChannel } from './framing';
import type { DeviceId, LinkEnd } from './ports';
import type { DialKey, Signal } from './signals';
import { createAllowance, createTarpit } from './tarpit';
import { fraction } from './timers';

type Call = Signal & { readonly kind: 'dial' | 'reply' };

/** What a proven channel has come from; `session`: the other device's, when it is known. */
export interface Proven { readonly device: DeviceId; readonly channel: FramedChannel; readonly dial: DialKey | undefined; readonly session: number | undefined }

export interface DialerOptions extends ProofOptions {
  readonly connector: Connector;
  /** Of this run of the app. */
  readonly session: number;
  publish(signal: Signal): void;
  onProven(proven: Proven): void;
  /** An attempt has failed; `isThere`: whether it makes sense to try again without having heard of the device. */
  onFailed(device: DeviceId, isThere: boolean): void;
  /** What `stateOf` says may have changed. */
  onChange(): void;
}

export interface Dialer {
  /** Dials as soon as it may. */
  request(device: DeviceId): void;
  /** Does not dial any more; an attempt that runs goes on. */
  cancel(device: DeviceId): void;
  onCall(call: Call): void;
  /** A link has ended that lasted `lifetime` milliseconds: how soon to dial again. */
  linkEnded(device: DeviceId, end: LinkEnd, lifetime: number): void;
  stateOf(device: DeviceId): 'idle' | 'connecting' | { readonly refused: string };
  /** Those that are being dialed, or refused. */
  devices(): Iterable<DeviceId>;
  /** What could not be reached may be tried at once; who was refused still waits. */
  wake(): void;
  close(): void;
}

interface Running { readonly key: DialKey; session: number | undefined; isTrusted: boolean; attempt: Attempt | undefined; readonly early: Uint8Array[] }

interface Peer {
  readonly id: DeviceId;
  /** The wait for the next dial; undefined: none is due. */
  cancelWait: (() => void) | undefined;
  outgoing: Running | undefined;
  incoming: Running | undefined;
  lastDial: number;
  lastAnswer: number;
  notBefore: number;
  /** In a row. */
  failures: number;
  unanswered: number;
  refusals: number;
  refused: string | undefined;
  /** It has failed to prove that it is this device. */
  isDistrusted: boolean;
}

/** After so many dials without an answer the device is not there. */
const UNANSWERED_MAX = 3;
const ANSWER_SPACING = 250;
const MAX_EARLY = 16;
/** Ids of one room that are remembered; strangers could invent any number. */
const MAX_PEERS = 256;
const isSameDial = (a: DialKey, b: DialKey): boolean => a.session === b.session && a.number === b.number;

export function createDialer(options: DialerOptions): Dialer {
  const { gatekeeper, timers, random, connector, session, publish, onProven, onFailed, onChange } = options;
  const { self } = gatekeeper;
  const peers = new Map<DeviceId, Peer>();
  const dialing = createTarpit(timers.now);
  const answering = createTarpit(timers.now);
  const allowance = { outgoing: createAllowance(timers.now), incoming: createAllowance(timers.now) };
  let dials = 0;
  let isClosed = false;

  /** undefined: too many are being dialed already. */
  const peerOf = (id: DeviceId): Peer | undefined => {
    const known = peers.get(id);
    if (known) return known;
    for (const [oldest, { outgoing, incoming, cancelWait }] of peers) {
      if (peers.size < MAX_PEERS) break;
      if (!outgoing && !incoming && !cancelWait) peers.delete(oldest);
    }
    if (peers.size >= MAX_PEERS) return undefined;
    const peer: Peer = { id, cancelWait: undefined, outgoing: undefined, incoming: undefined, lastDial: -Infinity, lastAnswer: -Infinity, notBefore: 0, failures: 0, unanswered: 0, refusals: 0, refused: undefined, isDistrusted: false };
    peers.set(id, peer);
    return peer;
  };

  const isTrusted = async (peer: Peer): Promise<boolean> => {
    const isListed = await isColleague(gatekeeper, peer.id);
    return isListed && !peer.isDistrusted;
  };

  const rest = (peer: Peer, verdict: Verdict): void => {
    if (verdict.kind === 'refused') peer.refusals += 1;
    else peer.failures += 1;
    peer.refused = verdict.kind === 'refused' ? verdict.reason : peer.refused;
    const times = verdict.kind === 'refused' ? peer.refusals : peer.failures;
    peer.notBefore = Math.max(peer.notBefore, timers.now() + restAfter(verdict.kind, times, fraction(random)));
  };

  const failed = (peer: Peer, failure: AttemptFailure): void => {
    const verdict = judgeFailure(failure);
    // an unknown device is judged anew each time: the roster may have heard of it meanwhile
    if (verdict.kind === 'refused' && failure.kind !== 'unknown-device') peer.isDistrusted = true;
    peer.unanswered = verdict.kind === 'unanswered' ? peer.unanswered + 1 : 0;
    rest(peer, verdict);
    const isThere = peer.unanswered < UNANSWERED_MAX;
    if (!isThere) peer.unanswered = 0;
    onFailed(peer.id, isThere);
  };

  const follow = async (peer: Peer, running: Running, direction: 'outgoing' | 'incoming', attempt: Attempt): Promise<void> => {
    running.attempt = attempt;
    for (const payload of running.early.splice(0)) attempt.signal(payload);
    const result = await attempt.result;
    // a newer dial has taken its place, or all is over
    if (peer[direction] !== running || isClosed) return void (result.ok && result.value.channel.close());
    peer[direction] = undefined;
    if (result.ok) {
      if (running.isTrusted) allowance[direction].refund();
      if (peer.isDistrusted || peer.refused !== undefined) [dialing, answering].forEach((tarpit) => tarpit.forgive());
      Object.assign(peer, { failures: 0, unanswered: 0, notBefore: 0, refused: undefined, isDistrusted: false });
      onProven({ ...result.value, dial: running.key, session: running.session });
    } else failed(peer, result.error);
    onChange();
  };

  const publishTo = (to: DeviceId, kind: 'dial' | 'reply', dial: DialKey): Publish => (payload) => publish({ kind, from: self, session, to, dial, payload });

  const dial = (peer: Peer, trusted: boolean): void => {
    const key: DialKey = { session, number: ++dials };
    const running: Running = { key, session: undefined, isTrusted: trusted, attempt: undefined, early: [] };
    peer.outgoing = running;
    peer.lastDial = timers.now();
    void follow(peer, running, 'outgoing', startAttempt(connector.offer(publishTo(peer.id, 'dial', key)), peer.id, true, options));
  };

  const waitToDial = (peer: Peer, ms: number): void => {
    let isOff = false;
    const stop = timers.after(ms, () => void turn());
    const cancel = (): void => {
      isOff = true;
      stop();
    };
    peer.cancelWait = cancel;
    const turn = async (): Promise<void> => {
      const trusted = await isTrusted(peer);
      if (isOff || isClosed) return;
      peer.cancelWait = undefined;
      const allowed = trusted ? allowance.outgoing : dialing;
      const wait = allowed.wait();
      if (wait > 0) return waitToDial(peer, wait + fraction(random) * SPACING);
      allowed.spend();
      dial(peer, trusted);
    };
  };

  const answer = async (call: Call): Promise<void> => {
    const peer = peerOf(call.from);
    if (!peer) return;
    const current = peer.incoming;
    if (current && isSameDial(current.key, call.dial)) {
      if (current.attempt) current.attempt.signal(call.payload);
      else if (current.early.length < MAX_EARLY) current.early.push(call.payload);
      return;
    }
    if (timers.now() < peer.lastAnswer + ANSWER_SPACING) return;
    const running: Running = { key: call.dial, session: call.session, isTrusted: false, attempt: undefined, early: [call.payload] };
    peer.incoming = running;
    current?.attempt?.close();
    const trusted = await isTrusted(peer);
    if (peer.incoming !== running || isClosed) return;
    const allowed = trusted ? allowance.incoming : answering;
    if (allowed.wait() > 0) return void (peer.incoming = undefined);
    allowed.spend();
    running.isTrusted = trusted;
    peer.lastAnswer = timers.now();
    void follow(peer, running, 'incoming', startAttempt(connector.answer(publishTo(peer.id, 'reply', call.dial)), peer.id, false, options));
    onChange();
  };

  return {
    request: (id) => {
      if (isClosed || id <= self) return;
      const peer = peerOf(id);
      if (!peer || peer.outgoing || peer.cancelWait) return;
      waitToDial(peer, Math.max(0, Math.max(peer.notBefore, peer.lastDial + SPACING) - timers.now()));
      onChange();
    },
    cancel: (id) => {
      const peer = peers.get(id);
      peer?.cancelWait?.();
      if (peer) peer.cancelWait = undefined;
    },
    onCall: (call) => {
      if (isClosed) return;
      if (call.kind === 'dial') return void (call.from < self && answer(call));
      const outgoing = peers.get(call.from)?.outgoing;
      if (!outgoing || !isSameDial(outgoing.key, call.dial)) return;
      outgoing.session ??= call.session;
      outgoing.attempt?.signal(call.payload);
    },
    linkEnded: (id, end, lifetime) => {
      const peer = peerOf(id);
      if (!peer) return;
      if (lifetime > GOOD_LINK_MS) peer.refusals = 0;
      rest(peer, judgeEnd(end));
      if (end.kind === 'lost') peer.failures = 0;
    },
    stateOf: (id) => {
      const peer = peers.get(id);
      if (peer?.refused !== undefined) return { refused: peer.refused };
      return peer && (peer.outgoing || peer.incoming || peer.cancelWait) ? 'connecting' : 'idle';
    },
    devices: () => peers.keys(),
    wake: () => {
      allowance.outgoing.refill();
      allowance.incoming.refill();
      for (const peer of peers.values()) {
        if (peer.refused !== undefined || peer.isDistrusted) continue;
        peer.notBefore = 0;
        peer.failures = 0;
        if (!peer.cancelWait) continue;
        peer.cancelWait();
        waitToDial(peer, Math.max(0, peer.lastDial + SPACING - timers.now()));
      }
    },
    close: () => {
      isClosed = true;
      for (const peer of peers.values()) {
        peer.cancelWait?.();
        peer.outgoing?.attempt?.close();
        peer.incoming?.attempt?.close();
      }
    },
  };
}
