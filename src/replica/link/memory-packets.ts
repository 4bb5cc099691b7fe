/**
 * Two ends of a packet channel in one memory, for tests and for code that must run without a browser. Delivery is asynchronous and in
 * order; a test may cut the connection, hold it up, or change what is on the way.
 */
import type { PacketChannel } from './ports';

export interface MemoryPacketsOptions {
  readonly maxPacket?: number;
  /** What each end sees of the connection; equal unless somebody sits in between. */
  readonly bindings?: readonly [Uint8Array, Uint8Array];
  /** What arrives in place of a packet; undefined swallows it. `from` is the sending end. */
  readonly tamper?: (packet: Uint8Array, from: 'a' | 'b') => Uint8Array | undefined;
  /** When a step of the delivery happens; a microtask by default. */
  readonly later?: (task: () => void) => void;
}

export interface MemoryPackets {
  readonly a: PacketChannel;
  readonly b: PacketChannel;
  /** Both ends lose the connection; what is on the way is gone. */
  cut(): void;
  /** Nothing arrives until `release`. */
  hold(): void;
  release(): void;
}

interface End {
  readonly channel: PacketChannel;
  readonly outgoing: Uint8Array[];
  receive(packet: Uint8Array): void;
  close(): void;
  drained(): void;
  isClosed(): boolean;
}

export function createMemoryPackets(options: MemoryPacketsOptions = {}): MemoryPackets {
  const { later = queueMicrotask, tamper = (packet) => packet } = options;
  let isHeld = false;
  const heldEnds: End[] = [];
  const closeOther = (other: () => End) => () => later(() => (isHeld ? void heldEnds.push(other()) : other().close()));
  const a = createEnd(options, 0, () => later(() => deliver(a, b, 'a')), closeOther(() => b));
  const b = createEnd(options, 1, () => later(() => deliver(b, a, 'b')), closeOther(() => a));

  const deliver = (from: End, to: End, name: 'a' | 'b'): void => {
    if (isHeld || to.isClosed()) return;
    const packet = from.outgoing.shift();
    if (packet === undefined) return;
    from.drained();
    const arriving = tamper(packet, name);
    if (arriving) to.receive(arriving);
  };
  const flush = (from: End, to: End, name: 'a' | 'b'): void => {
    for (let waiting = from.outgoing.length; waiting > 0; waiting--) later(() => deliver(from, to, name));
  };

  return {
    a: a.channel,
    b: b.channel,
    cut: () => {
      a.close();
      b.close();
    },
    hold: () => void (isHeld = true),
    release: () => {
      isHeld = false;
      flush(a, b, 'a');
      flush(b, a, 'b');
      for (const end of heldEnds.splice(0)) later(() => end.close());
    },
  };
}

function createEnd(options: MemoryPacketsOptions, side: 0 | 1, schedule: () => void, closeOther: () => void): End {
  const { maxPacket = 256 * 1024, bindings } = options;
  const outgoing: Uint8Array[] = [];
  const kept: Uint8Array[] = [];
  const waiting: { readonly bytes: number; readonly resolve: () => void }[] = [];
  let onPacket: ((packet: Uint8Array) => void) | undefined;
  let onClose: (() => void) | undefined;
  let isClosed = false;

  const bufferedAmount = (): number => (isClosed ? 0 : outgoing.reduce((sum, { length }) => sum + length, 0));
  const drained = (): void => {
    const amount = bufferedAmount();
    for (let i = waiting.length - 1; i >= 0; i--) if (amount <= waiting[i]!.bytes) waiting.splice(i, 1)[0]!.resolve();
  };
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    drained();
    onClose?.();
  };
  return {
    outgoing, drained, close,
    isClosed: () => isClosed,
    receive: (packet) => (onPacket ? onPacket(packet) : void kept.push(packet)),
    channel: {
      maxPacket,
      binding: bindings?.[side] ?? new Uint8Array(),
      bufferedAmount,
      whenBuffered: (bytes) => (bufferedAmount() <= bytes ? Promise.resolve() : new Promise((resolve) => void waiting.push({ bytes, resolve }))),
      send: (packet) => {
        if (isClosed) return;
        outgoing.push(packet.slice());
        schedule();
      },
      onPacket: (listener) => {
        onPacket = listener;
        for (const packet of kept.splice(0)) listener(packet);
      },
      onClose: (listener) => {
        onClose = listener;
        if (isClosed) listener();
      },
      close: () => {
        if (isClosed) return;
        // what was sent before arrives before the end, as on a data channel: each waiting packet has a step of its own ahead
        closeOther();
        close();
      },
    },
  };
}
