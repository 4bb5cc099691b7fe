/**
 * How follower tabs work through the leader: requests with answers, and broadcasts to all other tabs, over one
 * BroadcastChannel. No request is lost: it stays pending until answered, and is sent again when a tab starts to serve,
 * when `leaderChanged` is called, and every `resendMs`. A leader that gets a request twice answers twice but runs it
 * once; a leader that died after running it leaves the next one to run it again, so requests must be idempotent.
 *
 *   follower  request {id, body} ->   leader  -> heard {id} at once, then answer {id, body} | failure {id, detail}
 *   leader    serving ->              followers send again what is pending
 *
 * A leader at long work still says `heard`; one that is stopped in a debugger or frozen by the system holds its lock and says
 * nothing. After UNHEARD_SENDS of a request that is told to `onSilence`. Sends are counted and not seconds: a follower that was
 * itself asleep has sent nothing meanwhile. The lock is not stolen: a transaction of the frozen leader may be under way in the
 * browser, and nothing in IndexedDB could keep it from landing after the next leader has begun.
 *
 * Tabs of different builds share a channel of one name: put the protocol's version into the name.
 */
import { uuidv7 } from '../../lib/ids';
import { openTabChannel, type ChannelFactory } from './channel';

export interface TabChannelOptions {
  readonly name: string;
  readonly channelFactory?: ChannelFactory;
  /** Milliseconds after which unanswered requests are sent again; the net under `serving` and `leaderChanged`. */
  readonly resendMs?: number;
}

/** Sends without a sign of life before the leader counts as silent: with the pause between them 5 s. */
const UNHEARD_SENDS = 3;
const RESEND_MS = 1_700;

export interface TabChannel<Request, Response, Broadcast> {
  /** Resolves with the leader's answer, however long there is none to give it. Rejects when the handler threw or this tab closes the channel. */
  request(body: Request): Promise<Response>;
  /** This tab serves from now on, its own pending requests included; returns the end of it. One handler at a time. */
  onRequest(handler: (body: Request) => Promise<Response> | Response): () => void;
  /** To all other tabs, in order; not to this one. */
  broadcast(body: Broadcast): void;
  onBroadcast(listener: (body: Broadcast) => void): () => void;
  /** Sends pending requests again; call it when leadership is known to have moved. */
  leaderChanged(): void;
  /** Told `true` when requests wait and nobody gives a sign of life, and `false` when somebody does again or this tab serves. */
  onSilence(listener: (isSilent: boolean) => void): () => void;
  close(): void;
}

type Message =
  | { readonly type: 'request'; readonly id: string; readonly body: unknown }
  | { readonly type: 'heard'; readonly id: string }
  | { readonly type: 'answer'; readonly id: string; readonly body: unknown }
  | { readonly type: 'failure'; readonly id: string; readonly detail: string }
  | { readonly type: 'broadcast'; readonly body: unknown }
  | { readonly type: 'serving' };

interface Pending<Request, Response> {
  readonly body: Request;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
}

/** Answers kept for requests that come twice; a request is sent again within seconds, never thousands of requests later. */
const ANSWERS_KEPT = 512;

export function createTabChannel<Request, Response, Broadcast>(
  options: TabChannelOptions,
): TabChannel<Request, Response, Broadcast> {
  const { name, channelFactory = openTabChannel, resendMs = RESEND_MS } = options;
  const channel = channelFactory(name);
  const pending = new Map<string, Pending<Request, Response>>();
  const served = new Map<string, Promise<Message>>();
  const listeners = new Set<(body: Broadcast) => void>();
  let handler: ((body: Request) => Promise<Response> | Response) | undefined;
  const silenceListeners = new Set<(isSilent: boolean) => void>();
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unheard = 0, isSilent = false;

  const send = (message: Message): void => {
    if (!closed) channel.postMessage(message);
  };

  const setSilent = (next: boolean): void => {
    if (next === isSilent) return;
    isSilent = next;
    for (const listener of [...silenceListeners]) listener(next);
  };
  const signOfLife = (): void => {
    unheard = 0;
    setSilent(false);
  };

  /** Runs a request once per id and remembers the answer. */
  const serve = (id: string, body: Request, run: NonNullable<typeof handler>): Promise<Message> => {
    const known = served.get(id);
    if (known) return known;
    const answer = (async (): Promise<Message> => {
      try {
        return { type: 'answer', id, body: await run(body) };
      } catch (error) {
        return { type: 'failure', id, detail: error instanceof Error ? error.message : String(error) };
      }
    })();
    served.set(id, answer);
    if (served.size > ANSWERS_KEPT) served.delete(served.keys().next().value!);
    return answer;
  };

  const settle = (message: Message): void => {
    if (message.type !== 'answer' && message.type !== 'failure') return;
    const request = pending.get(message.id);
    if (!request) return; // Of another tab, or answered before.
    signOfLife();
    pending.delete(message.id);
    if (pending.size === 0) clearTimeout(timer);
    if (message.type === 'answer') request.resolve(message.body as Response);
    else request.reject(new Error(message.detail));
  };

  const dispatch = (id: string, body: Request): void => {
    if (handler) void serve(id, body, handler).then(settle);
    else send({ type: 'request', id, body });
  };

  const dispatchAll = (): void => {
    clearTimeout(timer);
    if (closed || pending.size === 0) return;
    for (const [id, { body }] of [...pending]) dispatch(id, body);
    timer = setTimeout(resend, resendMs);
  };
  const resend = (): void => {
    unheard += 1;
    if (!handler && unheard >= UNHEARD_SENDS) setSilent(true);
    dispatchAll();
  };

  channel.addEventListener('message', ({ data }) => {
    if (closed || !isMessage(data)) return;
    switch (data.type) {
      case 'request':
        if (!handler) return;
        send({ type: 'heard', id: data.id });
        void serve(data.id, data.body as Request, handler).then(send);
        return;
      case 'heard':
        if (pending.has(data.id)) signOfLife();
        return;
      case 'answer':
      case 'failure':
        return settle(data);
      case 'broadcast':
        for (const listener of [...listeners]) listener(data.body as Broadcast);
        return;
      case 'serving':
        signOfLife();
        return dispatchAll();
    }
  });

  return {
    request: (body) => {
      if (closed) return Promise.reject(new Error('The tab channel is closed.'));
      const id = uuidv7();
      return new Promise((resolve, reject) => {
        pending.set(id, { body, resolve, reject });
        try {
          dispatch(id, body);
        } catch (error) {
          // DataCloneError: a body that cannot travel would otherwise be sent again for ever.
          pending.delete(id);
          reject(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        if (pending.size === 1) {
          if (!isSilent) unheard = 0;
          timer = setTimeout(resend, resendMs);
        }
      });
    },
    onRequest: (next) => {
      handler = next;
      signOfLife();
      send({ type: 'serving' });
      dispatchAll();
      return () => {
        if (handler === next) handler = undefined;
      };
    },
    broadcast: (body) => send({ type: 'broadcast', body }),
    onBroadcast: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    leaderChanged: dispatchAll,
    onSilence: (listener) => {
      silenceListeners.add(listener);
      return () => silenceListeners.delete(listener);
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      listeners.clear();
      silenceListeners.clear();
      for (const { reject } of pending.values()) reject(new Error('The tab channel is closed.'));
      pending.clear();
      channel.close();
    },
  };
}

const MESSAGE_TYPES: ReadonlySet<unknown> = new Set<Message['type']>(['request', 'heard', 'answer', 'failure', 'broadcast', 'serving']);

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'type' in data && MESSAGE_TYPES.has(data.type);
}
