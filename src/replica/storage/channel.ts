/** The part of BroadcastChannel that tabs use, so that tests can join tabs in one process and kill one of them. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  close(): void;
}

export type ChannelFactory = (name: string) => ChannelLike;

/** A BroadcastChannel; where the browser has none, a channel on which nobody else is heard. */
export const openTabChannel: ChannelFactory = (name) =>
  typeof BroadcastChannel === 'undefined'
    ? { postMessage: () => undefined, addEventListener: () => undefined, close: () => undefined }
    : new BroadcastChannel(name);
