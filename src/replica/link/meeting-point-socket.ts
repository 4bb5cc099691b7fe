/**
 * The connection to one meeting point, made anew for as long as it is wanted. Invariants: at most one socket at a time; a meeting point that
 * cannot be reached, or throws us out, is asked ever more seldom, by chance and not in step with others; one that has gone silent is noticed within
 * a minute; no more is said than it takes, so that a burst of ours does not get us thrown out.
 */
import type { RandomBytes } from '../../lib/ids';
import { MAX_TEXT, PING } from './meeting-point-messages';
import type { SignalingStatus } from './ports';
import { fraction, type Timers } from './timers';

export interface MeetingPointSocketOptions {
  readonly url: string;
  readonly WebSocket: typeof WebSocket;
  readonly timers: Timers;
  readonly random: RandomBytes;
  /** It is open: what must be said first is what this answers. */
  greeting(): readonly string[];
  onText(data: unknown): void;
  onState(): void;
}

export interface MeetingPointSocket {
  readonly url: string;
  state(): SignalingStatus['state'];
  /** Lost while it is not open, or when too much is said at once. */
  say(text: string): void;
  /** Joining and leaving rooms: lost only while it is not open, for then the greeting says it. */
  command(text: string): void;
  /** Tries at once; an open one must show that it lives. */
  wake(): void;
  close(): void;
}

const RETRY = { first: 500, most: 60_000 };
/** Two tries are never closer, however often the page wakes. */
const SPACING_MS = 1_000;
const CONNECT_MS = 10_000;
/** A try that has taken so long is begun anew when the page wakes. */
const SLOW_MS = 3_000;
/** Who throws us out as soon as we have come is not asked again at once. */
const GOOD_MS = 10_000;
/** Without a word from it for so long it is asked whether it is there; proxies end connections that are silent for a minute. */
const QUIET_MS = 25_000;
const ANSWER_MS = 10_000;
const WAKE_ANSWER_MS = 4_000;
/** The meeting point takes 200 at once and 20 a second. */
const BURST = 150;
const PER_SECOND = 15;
const MAX_WAITING = 256 * 1024;

export function createMeetingPointSocket(options: MeetingPointSocketOptions): MeetingPointSocket {
  const { url, timers, random, onText, onState } = options;
  let socket: WebSocket | undefined;
  let state: SignalingStatus['state'] = 'connecting';
  let failures = 0;
  let triedAt = -Infinity;
  let openedAt = 0;
  let heardAt = 0;
  let tokens = BURST;
  let filledAt = timers.now();
  let isOver = false;
  let cancelTimer = (): void => undefined;
  let cancelAnswer: (() => void) | undefined;

  const become = (next: SignalingStatus['state']): void => {
    if (state === next) return;
    state = next;
    onState();
  };
  const after = (ms: number, task: () => void): void => {
    cancelTimer();
    cancelTimer = timers.after(ms, task);
  };
  const letGo = (): void => {
    const left = socket;
    socket = undefined;
    cancelAnswer?.();
    cancelAnswer = undefined;
    left?.close();
  };
  const lost = (): void => {
    letGo();
    if (state === 'open' && timers.now() > openedAt + GOOD_MS) failures = 0;
    failures += 1;
    after(Math.min(RETRY.most, RETRY.first * 2 ** (failures - 1)) * (0.5 + fraction(random) / 2), connect);
    become('closed');
  };
  const expectAnswer = (ms: number): void => {
    if (cancelAnswer) return;
    cancelAnswer = timers.after(ms, lost);
    socket?.send(PING);
  };
  const watch = (): void => {
    const silent = timers.now() - heardAt;
    if (silent >= QUIET_MS) expectAnswer(ANSWER_MS);
    after(silent >= QUIET_MS ? QUIET_MS : QUIET_MS - silent, watch);
  };
  const connect = (): void => {
    letGo();
    triedAt = timers.now();
    let fresh: WebSocket;
    try {
      fresh = new options.WebSocket(url);
    } catch {
      return lost(); // no address of a WebSocket, or one that the page's policy forbids: shown as closed, tried seldom
    }
    socket = fresh;
    after(CONNECT_MS, lost);
    become('connecting');
    fresh.addEventListener('open', () => {
      if (socket !== fresh) return;
      openedAt = heardAt = timers.now();
      for (const text of options.greeting()) fresh.send(text);
      after(QUIET_MS, watch);
      become('open');
    });
    fresh.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (socket !== fresh) return;
      heardAt = timers.now();
      cancelAnswer?.();
      cancelAnswer = undefined;
      onText(data);
    });
    fresh.addEventListener('close', () => {
      if (socket === fresh) lost();
    });
    // a close follows each error; without a listener some implementations throw
    fresh.addEventListener('error', () => undefined);
  };
  const mayFlow = (): boolean => {
    tokens = Math.min(BURST, tokens + ((timers.now() - filledAt) / 1000) * PER_SECOND);
    filledAt = timers.now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };

  after(0, connect);
  return {
    url,
    state: () => state,
    say: (text) => {
      if (state !== 'open' || !socket || text.length > MAX_TEXT || socket.bufferedAmount > MAX_WAITING || !mayFlow()) return;
      socket.send(text);
    },
    command: (text) => {
      if (state !== 'open' || !socket) return;
      mayFlow(); // it counts there too; what is kept in reserve is for this
      socket.send(text);
    },
    wake: () => {
      if (isOver) return;
      failures = 0;
      if (state === 'open') return expectAnswer(WAKE_ANSWER_MS);
      const spacing = state === 'closed' ? SPACING_MS : SLOW_MS;
      // a try that began before the network came back may wait for it in vain
      if (state === 'closed' || timers.now() > triedAt + spacing) after(Math.max(0, triedAt + spacing - timers.now()), connect);
    },
    close: () => {
      if (isOver) return;
      isOver = true;
      cancelTimer();
      letGo();
      become('closed');
    },
  };
}
