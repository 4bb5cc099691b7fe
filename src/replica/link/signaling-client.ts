/**
 * Signaling over the team's meeting points, all of them at once: whoever shares one with a colleague finds it. Invariants: what comes through two of
 * them is heard once; rooms are joined again wherever a connection comes back; nothing that a meeting point says makes anything throw.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { randomBytes } from '@noble/hashes/utils.js';
import { bytesToHex, type RandomBytes } from '../../lib/ids';
import { parsePublished, publishText, subscribeText, unsubscribeText } from './meeting-point-messages';
import { createMeetingPointSocket, type MeetingPointSocket } from './meeting-point-socket';
import type { Signaling, SignalingStatus } from './ports';
import { browserTimers, type Timers } from './timers';

export interface SignalingClientOptions {
  /** `wss:` or `ws:` addresses. */
  readonly urls: readonly string[];
  readonly timers?: Timers;
  readonly random?: RandomBytes;
  /** The browser's own by default. */
  readonly WebSocket?: typeof WebSocket;
}

export interface SignalingClient extends Signaling {
  /** Keeps connections that are still wanted, ends the others, makes what is new. */
  setUrls(urls: readonly string[]): void;
}

type Hear = (message: Uint8Array) => void;

export function createSignalingClient({ urls, timers = browserTimers, random = randomBytes, WebSocket: Socket = WebSocket }: SignalingClientOptions): SignalingClient {
  const rooms = new Map<string, Set<Hear>>();
  const watchers = new Set<(status: readonly SignalingStatus[]) => void>();
  const once = createOnce(timers);
  let sockets: readonly MeetingPointSocket[] = [];
  let isOver = false;

  const status = (): readonly SignalingStatus[] => sockets.map((socket) => ({ url: socket.url, state: socket.state() }));
  const tell = (): void => {
    const states = status();
    for (const watcher of [...watchers]) watcher(states);
  };
  const hear = (url: string, data: unknown): void => {
    const published = parsePublished(data);
    const listeners = published && rooms.get(published.room);
    if (!listeners || !once.isNew(url, published.room, published.message)) return;
    for (const listener of [...listeners]) if (listeners.has(listener)) listener(published.message.slice());
  };
  const open = (url: string): MeetingPointSocket =>
    createMeetingPointSocket({
      url, timers, random, WebSocket: Socket,
      greeting: () => (rooms.size > 0 ? [subscribeText([...rooms.keys()])] : []),
      onText: (data) => hear(url, data),
      onState: tell,
    });
  const setUrls = (wanted: readonly string[]): void => {
    if (isOver) return;
    const unique = [...new Set(wanted)];
    const gone = sockets.filter(({ url }) => !unique.includes(url));
    sockets = unique.map((url) => sockets.find((socket) => socket.url === url) ?? open(url));
    for (const socket of gone) socket.close();
    tell();
  };

  setUrls(urls);
  return {
    setUrls, status,
    join: (room, onMessage) => {
      if (isOver) return () => undefined;
      const listeners = rooms.get(room) ?? new Set<Hear>();
      rooms.set(room, listeners);
      // one listener may join twice: each joining is its own
      const own: Hear = (message) => onMessage(message);
      listeners.add(own);
      if (listeners.size === 1) for (const socket of sockets) socket.command(subscribeText([room]));
      return () => {
        if (!listeners.delete(own) || listeners.size > 0 || rooms.get(room) !== listeners) return;
        rooms.delete(room);
        for (const socket of sockets) socket.command(unsubscribeText(room));
      };
    },
    publish: (room, message) => {
      for (const socket of sockets) socket.say(publishText(room, message));
    },
    onStatus: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    wake: () => {
      for (const socket of sockets) socket.wake();
    },
    close: () => {
      if (isOver) return;
      isOver = true;
      rooms.clear();
      for (const socket of sockets) socket.close();
      watchers.clear();
    },
  };
}

/** Two meeting points are seldom further apart than this. */
const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 1_024;

/**
 * What has been heard by way of which meeting point. The same bytes twice from one of them are two messages; the n-th from one and the n-th
 * from another are the same one.
 */
function createOnce(timers: Timers) {
  const heard = new Map<string, { readonly at: number; readonly times: Map<string, number>; most: number }>();
  return {
    isNew: (url: string, room: string, message: Uint8Array): boolean => {
      const key = `${bytesToHex(sha256(message).subarray(0, 16))} ${room}`;
      const now = timers.now();
      for (const [oldest, { at }] of heard) {
        if (at > now - REMEMBERED_MS && heard.size < MAX_REMEMBERED) break;
        heard.delete(oldest);
      }
      const entry = heard.get(key) ?? { at: now, times: new Map<string, number>(), most: 0 };
      heard.set(key, entry);
      const times = (entry.times.get(url) ?? 0) + 1;
      entry.times.set(url, times);
      if (times <= entry.most) return false;
      entry.most = times;
      return true;
    },
  };
}
