/**
 * Who is in the room. This device tells that it is there when it comes, when a meeting point (again) is reached, when it wakes, and now and then;
 * who has not been heard of for a while counts as gone.
 */
import type { RandomBytes } from '../../lib/ids';
import type { DeviceId, Signaling } from './ports';
import { encodeSignal, parseSignal, type ReadSignal, type Signal } from './signals';
import { fraction, type Timers } from './timers';

/** Once in 45 to 75 seconds. */
const ANNOUNCE_MS = 60_000;
/** Three announcements may be lost. */
const PRESENT_MS = 4 * ANNOUNCE_MS;
const MAX_PRESENT = 256;

export interface PresenceOptions {
  readonly signaling: Signaling;
  readonly room: string;
  readonly self: DeviceId;
  readonly session: number;
  readonly timers: Timers;
  readonly random: RandomBytes;
  /** By another device, whoever it is for. */
  onSignal(signal: ReadSignal): void;
  /** With each announcement of our own: time to look after everything. */
  onTick(): void;
}

export interface Presence {
  publish(signal: Signal): void;
  announce(): void;
  heard(device: DeviceId): void;
  /** It does not answer: it is gone until it is heard of again. */
  forget(device: DeviceId): void;
  has(device: DeviceId): boolean;
  devices(): readonly DeviceId[];
  leave(): void;
}

export function createPresence({ signaling, room, self, session, timers, random, onSignal, onTick }: PresenceOptions): Presence {
  const heardAt = new Map<DeviceId, number>();
  let reached = new Set<string>();
  let cancelNext = (): void => undefined;
  let isGone = false;

  const publish = (signal: Signal): void => {
    if (!isGone) signaling.publish(room, encodeSignal(signal));
  };
  const announce = (): void => {
    if (isGone) return;
    cancelNext();
    cancelNext = timers.after(ANNOUNCE_MS * (0.75 + fraction(random) / 2), announce);
    publish({ kind: 'announce', from: self, session });
    onTick();
  };
  const isPresent = (device: DeviceId): boolean => (heardAt.get(device) ?? -Infinity) > timers.now() - PRESENT_MS;

  const leaveRoom = signaling.join(room, (message) => {
    const signal = parseSignal(message);
    if (signal && signal.from !== self) onSignal(signal);
  });
  const unwatch = signaling.onStatus((status) => {
    const open = new Set(status.filter(({ state }) => state === 'open').map(({ url }) => url));
    const isNew = [...open].some((url) => !reached.has(url));
    reached = open;
    if (isNew) announce();
  });

  return {
    publish, announce,
    heard: (device) => {
      heardAt.delete(device);
      heardAt.set(device, timers.now());
      for (const [oldest] of heardAt) {
        if (heardAt.size <= MAX_PRESENT) break;
        heardAt.delete(oldest);
      }
    },
    forget: (device) => void heardAt.delete(device),
    has: isPresent,
    devices: () => [...heardAt.keys()].filter(isPresent),
    leave: () => {
      isGone = true;
      cancelNext();
      unwatch();
      leaveRoom();
    },
  };
}
