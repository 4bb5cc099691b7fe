/** Port of what makes a connection between two devices out of bytes that others carry: WebRTC in a browser, a pair in memory in tests. */
import type { PacketChannel } from './ports';

export interface Connector {
  /** The side that begins: what must reach the other one goes to `publish`, the first of it soon. */
  offer(publish: Publish): Connecting;
  /** The other side: the offer comes by `signal`. */
  answer(publish: Publish): Connecting;
}

/** Payloads may be lost, doubled or come out of order: `repeat` sends them again. */
export type Publish = (payload: Uint8Array) => void;

export interface Connecting {
  /** What the other side has published. Never throws, never trusts. */
  signal(payload: Uint8Array): void;
  /** Whether what has come from the other side suffices to connect; addresses alone do not. */
  isAnswered(): boolean;
  /** Publishes once more what has been published. */
  repeat(): void;
  /** The open channel; undefined when it has failed or was closed before. */
  readonly opened: Promise<PacketChannel | undefined>;
  /** Gives up. Nothing happens once the channel is open: that one has its own `close`. */
  close(): void;
}
