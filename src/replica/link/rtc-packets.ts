/**
 * An RTCDataChannel as packets. The connection belongs to the channel: when one goes, the other is closed too, or the browser keeps up to
 * 500 dead connections and then makes no more.
 */
import type { PacketChannel } from './ports';
import type { Timers } from './timers';

/** Largest packet: what Chromium takes at most in one message. */
const MAX_PACKET = 256 * 1024;
/** A connection may be without answers so long (changing Wi-Fi) before it counts as lost. Browsers themselves wait for some 30 s. */
const DISCONNECTED_MS = 8_000;
/** For what was sent last to leave, before the connection is taken down. */
const CLOSING_MS = 1_000;

/** `theirMaxPacket`: 0 for any size. `channel` is open. */
export function createRtcPackets(connection: RTCPeerConnection, channel: RTCDataChannel, options: { readonly binding: Uint8Array; readonly theirMaxPacket: number; readonly timers: Timers }): PacketChannel {
  const { binding, theirMaxPacket, timers } = options;
  const kept: Uint8Array[] = [];
  const waiting = new Set<{ readonly bytes: number; readonly resolve: () => void }>();
  let onPacket: ((packet: Uint8Array) => void) | undefined;
  let onClose: (() => void) | undefined;
  let isClosed = false;
  let cancelDisconnected = (): void => undefined;
  let cancelClosing = (): void => undefined;

  const ended = (): void => {
    if (isClosed) return;
    isClosed = true;
    cancelDisconnected();
    for (const { resolve } of waiting) resolve();
    waiting.clear();
    onClose?.();
  };
  const takeDown = (): void => {
    cancelClosing();
    ended();
    connection.close();
  };
  const checkRoom = (): void => {
    for (const waiter of waiting) {
      if (channel.bufferedAmount > waiter.bytes) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
    if (waiting.size > 0) channel.bufferedAmountLowThreshold = Math.max(...[...waiting].map(({ bytes }) => bytes));
  };

  channel.binaryType = 'arraybuffer';
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isClosed) return;
    // text is not ours: an empty packet is malformed to whoever reads it
    const packet = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array();
    if (onPacket) onPacket(packet);
    else kept.push(packet);
  });
  channel.addEventListener('bufferedamountlow', checkRoom);
  channel.addEventListener('close', takeDown);
  connection.addEventListener('connectionstatechange', () => {
    cancelDisconnected();
    if (connection.connectionState === 'failed' || connection.connectionState === 'closed') takeDown();
    else if (connection.connectionState === 'disconnected') cancelDisconnected = timers.after(DISCONNECTED_MS, takeDown);
  });

  return {
    maxPacket: theirMaxPacket === 0 ? MAX_PACKET : Math.min(MAX_PACKET, theirMaxPacket),
    binding,
    bufferedAmount: () => (isClosed ? 0 : channel.bufferedAmount),
    whenBuffered: (bytes) =>
      isClosed || channel.bufferedAmount <= bytes
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.add({ bytes, resolve });
            checkRoom();
          }),
    send: (packet) => {
      if (isClosed || channel.readyState !== 'open') return;
      try {
        channel.send(packet as Uint8Array<ArrayBuffer>);
      } catch {
        takeDown(); // its buffer is full, or it closes this moment: a packet is missing, so the channel is of no use any more
      }
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
      ended();
      // closing the channel lets what it holds leave first; closing the connection would not
      channel.close();
      cancelClosing = timers.after(CLOSING_MS, takeDown);
    },
  };
}
