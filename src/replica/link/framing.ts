/**
 * Whole messages over packets of limited size. Invariants: a message is handed over complete, in order and with its checksum right, or the
 * channel ends; a peer never makes this side hold more than its cap; nothing that arrives makes anything throw.
 *
 *   first    1 | sequence u32 | length of the message u32 | its CRC-32 | bytes
 *   more     2 | sequence u32 | bytes
 *   refusal  3 | CRC-32 | reason in UTF-8          then the sender closes
 *   ping     4 | token u32        pong  5 | token u32
 *
 * A message goes in frames of the same size but for the last, so that the smallest possible frames cost a peer as much as they cost us.
 */
import { assert } from '../../lib/assert';
import { crc32 } from '../storage/crc32';
import { writeUint32 } from '../storage/varint';
import { createAssembly, FRAME, parseFrame } from './frames';
import type { LinkEnd, MessageChannel, PacketChannel } from './ports';
import { browserTimers, type Timers } from './timers';
import { createWireWriter } from './wire';

/**
 * Largest message in bytes. A value or note has up to 4 million characters, 3 bytes of UTF-8 each at most (12 MB); a document whose note
 * and several long values are all full still travels.
 */
export const MAX_MESSAGE = 24 * 1024 * 1024;
/** 64 KiB: 60 MB took as long in frames of 16, 64 and 256 KiB, and every browser takes this size. */
const FRAME_SIZE = 64 * 1024;
/** Bytes in the packet channel above which we wait, and down to which. */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 256 * 1024;
const MAX_REASON = 200;

/** A message channel with what the handshake and the supervisor need beside. */
export interface FramedChannel extends MessageChannel {
  /** Lets messages of this size in from now on. */
  allow(maxMessage: number): void;
  /** Keeps what arrives for the next listener. */
  pause(): void;
  /** Whether the other end shows a sign of life within `ms`. */
  probe(ms: number): Promise<boolean>;
  hasEnded(): boolean;
}

export interface FramingOptions {
  /** Largest message that is let in; `MAX_MESSAGE` unless the other side must prove itself first. */
  readonly maxMessage?: number;
  readonly timers?: Timers;
}

interface Outgoing { readonly message: Uint8Array; readonly resolve: (isSent: boolean) => void }

export function createMessageChannel(packets: PacketChannel, options: FramingOptions = {}): FramedChannel {
  const { timers = browserTimers } = options;
  const frameSize = Math.min(FRAME_SIZE, packets.maxPacket);
  const assembly = createAssembly(options.maxMessage ?? MAX_MESSAGE);
  const endListeners: ((end: LinkEnd) => void)[] = [];
  const signsOfLife = new Set<() => void>();
  let queue: Outgoing[] = [];
  let isSending = false;
  let sequence = 0;
  let end: LinkEnd | undefined;
  let onMessage: ((message: Uint8Array) => void) | undefined;

  // a function, not the variable: it changes while a message waits for room
  const hasEnded = (): boolean => end !== undefined;

  const finish = (reason: LinkEnd): void => {
    if (end) return;
    end = reason;
    packets.close();
    // what the other side sent before it went is still handed over; after an end of our own nothing is
    if (reason.kind === 'closed' || reason.kind === 'malformed') assembly.clear();
    const unsent = queue;
    queue = [];
    for (const { resolve } of unsent) resolve(false);
    for (const isAlive of signsOfLife) isAlive();
    for (const listener of endListeners.splice(0)) listener(reason);
  };

  const sendMessage = async (message: Uint8Array): Promise<boolean> => {
    let offset = 0;
    do {
      if (packets.bufferedAmount() > HIGH_WATER) await packets.whenBuffered(LOW_WATER);
      if (hasEnded()) return false;
      const header = offset === 0 ? FRAME.firstHeader : FRAME.moreHeader;
      const upTo = Math.min(message.length, offset + frameSize - header);
      const frame = new Uint8Array(header + upTo - offset);
      frame[0] = offset === 0 ? FRAME.first : FRAME.more;
      writeUint32(frame, 1, sequence);
      if (offset === 0) writeUint32(frame, writeUint32(frame, 5, message.length), crc32(message));
      frame.set(message.subarray(offset, upTo), header);
      packets.send(frame);
      offset = upTo;
    } while (offset < message.length);
    sequence = (sequence + 1) >>> 0;
    return true;
  };

  const sendQueue = async (): Promise<void> => {
    isSending = true;
    for (let next = queue[0]; next; next = queue[0]) {
      const isSent = await sendMessage(next.message);
      next.resolve(isSent);
      queue.shift();
    }
    isSending = false;
  };

  const handOver = (): void => {
    while (onMessage) {
      const message = assembly.take();
      if (!message) return;
      onMessage(message);
    }
  };

  packets.onClose(() => finish({ kind: 'lost' }));
  packets.onPacket((packet) => {
    if (hasEnded()) return;
    for (const isAlive of signsOfLife) isAlive();
    const frame = parseFrame(packet);
    if (frame.kind === 'first' || frame.kind === 'more') {
      const problem = assembly.add(frame);
      if (problem) finish({ kind: 'malformed', detail: problem });
      else handOver();
    } else if (frame.kind === 'ping') {
      // a peer that asks and does not read must not fill our memory with answers
      if (packets.bufferedAmount() < HIGH_WATER) packets.send(createWireWriter().byte(FRAME.pong).uint32(frame.token).bytes());
    } else if (frame.kind === 'refusal') finish({ kind: 'refused', reason: frame.reason });
    else if (frame.kind === 'malformed') finish({ kind: 'malformed', detail: 'frame' });
  });

  return {
    binding: packets.binding,
    hasEnded,
    allow: (maxMessage) => assembly.allow(maxMessage),
    send: (message) => {
      assert(message.length <= MAX_MESSAGE, 'a message fits into the link');
      if (hasEnded()) return Promise.resolve(false);
      return new Promise((resolve) => {
        queue.push({ message, resolve });
        if (!isSending) void sendQueue();
      });
    },
    onMessage: (listener) => {
      onMessage = listener;
      handOver();
    },
    pause: () => void (onMessage = undefined),
    onEnd: (listener) => (end ? listener(end) : void endListeners.push(listener)),
    close: (refusal) => {
      if (refusal !== undefined && !hasEnded()) {
        const reason = new TextEncoder().encode(refusal).subarray(0, MAX_REASON);
        packets.send(createWireWriter().byte(FRAME.refusal).uint32(crc32(reason)).fixed(reason).bytes());
      }
      finish({ kind: 'closed' });
    },
    probe: (ms) =>
      new Promise((resolve) => {
        if (hasEnded()) return resolve(false);
        const settle = (): void => {
          signsOfLife.delete(settle);
          cancel();
          resolve(!hasEnded());
        };
        const cancel = timers.after(ms, () => {
          signsOfLife.delete(settle);
          resolve(false);
        });
        signsOfLife.add(settle);
        packets.send(createWireWriter().byte(FRAME.ping).uint32(sequence).bytes());
      }),
  };
}
