/**
 * Two devices that do not know each other yet meet in a room whose key only they have: the one that invites waits, the other one comes. What they get is
 * a channel and nothing proven: who speaks there shows in what they say (codes that people compare). Bounded: a few guests at a time, small messages.
 */
import { randomBytes } from '@noble/hashes/utils.js';
import type { RandomBytes } from '../../lib/ids';
import type { Connecting, Connector } from './connector';
import { createMessageChannel, type FramedChannel } from './framing';
import type { PacketChannel, Signaling } from './ports';
import { encodeSignal, parseSignal, type DialKey } from './signals';
import { createWireReader } from './wire';
import { browserTimers, type Timers } from './timers';

export interface RendezvousOptions {
  /** Sealed with the key that only the two have. */
  readonly signaling: Signaling;
  readonly room: string;
  readonly connector: Connector;
  readonly timers?: Timers;
  readonly random?: RandomBytes;
}

/** Largest message in bytes: roster and keys of a team. */
const MAX_RENDEZVOUS_MESSAGE = 2 * 1024 * 1024;
/** The host answers to this name, a guest makes one up. */
const HOST = 'A'.repeat(22);
const MAX_GUESTS = 4;
const CONNECT_MS = 15_000;
const REPEAT_MS = 2_000;

/** Waits for guests until the returned function is called; channels that are open then stay. */
export function hostRendezvous(options: RendezvousOptions, onGuest: (channel: FramedChannel) => void): () => void {
  const { signaling, room, connector, timers = browserTimers } = options;
  const guests = new Map<string, Connecting>();
  const leave = signaling.join(room, (message) => {
    const signal = parseSignal(message);
    if (signal?.kind !== 'dial' || signal.to !== HOST) return;
    const { from, dial, payload } = signal;
    let guest = guests.get(from);
    if (!guest && guests.size >= MAX_GUESTS) return;
    if (!guest) {
      guest = connector.answer((reply) => signaling.publish(room, encodeSignal({ kind: 'reply', from: HOST, session: 0, to: from, dial, payload: reply })));
      guests.set(from, guest);
      const cancel = timers.after(CONNECT_MS, guest.close);
      void guest.opened.then((packets) => {
        cancel();
        guests.delete(from);
        if (packets) onGuest(channelOf(packets, timers));
      });
    }
    guest.signal(payload);
  });
  return () => {
    leave();
    for (const guest of guests.values()) guest.close();
  };
}

/** Comes to the host; undefined when nobody answers in time. Calls again until then: a meeting point may just be starting. */
export async function joinRendezvous(options: RendezvousOptions, timeout: number, signal?: AbortSignal): Promise<FramedChannel | undefined> {
  const { timers = browserTimers } = options;
  const until = timers.now() + timeout;
  while (timers.now() < until && !signal?.aborted) {
    const packets = await dialHost(options, Math.min(CONNECT_MS, until - timers.now()), signal);
    if (packets) return channelOf(packets, timers);
  }
  return undefined;
}

/** For what is said before a device is let in. */
export const channelOf = (packets: PacketChannel, timers: Timers = browserTimers): FramedChannel => createMessageChannel(packets, { maxMessage: MAX_RENDEZVOUS_MESSAGE, timers });

async function dialHost({ signaling, room, connector, timers = browserTimers, random = randomBytes }: RendezvousOptions, ms: number, signal: AbortSignal | undefined): Promise<PacketChannel | undefined> {
  const from = nameOf(random(22));
  const dial: DialKey = { session: createWireReader(random(4)).uint32(), number: 1 };
  const connecting = connector.offer((payload) => signaling.publish(room, encodeSignal({ kind: 'dial', from, session: dial.session, to: HOST, dial, payload })));
  const leave = signaling.join(room, (message) => {
    const reply = parseSignal(message);
    if (reply?.kind === 'reply' && reply.to === from && reply.dial.session === dial.session) connecting.signal(reply.payload);
  });
  let cancelRepeat = (): void => undefined;
  const repeat = (): void => {
    connecting.repeat();
    cancelRepeat = timers.after(REPEAT_MS, repeat);
  };
  cancelRepeat = timers.after(REPEAT_MS, repeat);
  const cancel = timers.after(ms, connecting.close);
  signal?.addEventListener('abort', connecting.close);
  const packets = await connecting.opened;
  for (const stop of [cancel, cancelRepeat, leave]) stop();
  signal?.removeEventListener('abort', connecting.close);
  return packets;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const nameOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => LETTERS[byte & 63]).join('');
