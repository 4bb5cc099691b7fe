/** Frames of the message channel (see framing.ts): decoding, and putting messages together again within a cap. Never throws. */
import { crc32 } from '../storage/crc32';
import { concatBytes, createWireReader } from './wire';

export const FRAME = { first: 1, more: 2, refusal: 3, ping: 4, pong: 5, firstHeader: 13, moreHeader: 5 } as const;

/** A frame that is not the last of its message carries at least this much: a message in single bytes would cost us a hundredfold. */
const SMALLEST_PART = 1024;
/** What a message that waits for a listener costs beside its bytes. */
const MESSAGE_OVERHEAD = 64;

export type Frame =
  | { readonly kind: 'first'; readonly sequence: number; readonly length: number; readonly checksum: number; readonly part: Uint8Array }
  | { readonly kind: 'more'; readonly sequence: number; readonly part: Uint8Array }
  | { readonly kind: 'refusal'; readonly reason: string }
  | { readonly kind: 'ping' | 'pong'; readonly token: number }
  | { readonly kind: 'malformed' };

const MALFORMED: Frame = { kind: 'malformed' };

/** Parts are views of `packet`. */
export function parseFrame(packet: Uint8Array): Frame {
  const reader = createWireReader(packet);
  switch (reader.byte()) {
    case FRAME.first:
      if (packet.length < FRAME.firstHeader) return MALFORMED;
      return { kind: 'first', sequence: reader.uint32(), length: reader.uint32(), checksum: reader.uint32(), part: packet.subarray(FRAME.firstHeader) };
    case FRAME.more:
      return packet.length < FRAME.moreHeader ? MALFORMED : { kind: 'more', sequence: reader.uint32(), part: packet.subarray(FRAME.moreHeader) };
    case FRAME.refusal: {
      const checksum = reader.uint32();
      const text = packet.subarray(5);
      // what is shown of it is escaped by the screen; bytes that are not UTF-8 become question marks
      return crc32(text) === checksum ? { kind: 'refusal', reason: new TextDecoder().decode(text) } : MALFORMED;
    }
    case FRAME.ping:
    case FRAME.pong: {
      const token = reader.uint32();
      return reader.isWhole() ? { kind: packet[0] === FRAME.ping ? 'ping' : 'pong', token } : MALFORMED;
    }
    default:
      return MALFORMED;
  }
}

export interface Assembly {
  /** What is wrong with it, or undefined. */
  add(frame: Frame & { readonly kind: 'first' | 'more' }): string | undefined;
  /** The next whole message. */
  take(): Uint8Array | undefined;
  allow(maxMessage: number): void;
  /** Forgets the whole messages that wait. */
  clear(): void;
}

/** Holds one message in parts and whole ones not taken yet, together little more than `maxMessage` bytes. */
export function createAssembly(maxMessage: number): Assembly {
  const whole: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  let open: { readonly length: number; readonly checksum: number } | undefined;
  let got = 0;
  let waiting = 0;
  let sequence = 0;

  return {
    add: (frame) => {
      if (frame.sequence !== sequence) return 'sequence';
      if (frame.kind === 'first') {
        if (open) return 'a message within a message';
        if (frame.length > maxMessage) return 'too large';
        open = frame;
      }
      if (!open) return 'a part without its beginning';
      got += frame.part.length;
      if (got > open.length) return 'longer than it says';
      if (got < open.length && frame.part.length < SMALLEST_PART) return 'parts too small';
      parts.push(frame.part);
      if (got < open.length) return undefined;
      const message = parts.length === 1 ? frame.part : concatBytes(parts);
      if (crc32(message) !== open.checksum) return 'checksum';
      sequence = (sequence + 1) >>> 0;
      [parts, got, open] = [[], 0, undefined];
      waiting += message.length + MESSAGE_OVERHEAD;
      if (waiting > maxMessage + maxMessage / 4) return 'more than can be held';
      whole.push(message);
      return undefined;
    },
    take: () => {
      const message = whole.shift();
      if (message) waiting -= message.length + MESSAGE_OVERHEAD;
      return message;
    },
    allow: (limit) => void (maxMessage = limit),
    clear: () => void (whole.length = 0),
  };
}
