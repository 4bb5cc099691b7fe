/**
 * How follower tabs work through the leader: requests with answers, and broadcasts to all other tabs, over one
 * BroadcastChannel. No request is lost: it stays pending until answered, and is sent again when a tab starts to serve,
 * when `leaderChanged` is called, and every `resendMs`. A leader that gets a request twice answers twice but runs it
 * once; a leader that died after running it leaves the next one to run it again, so requests must be idempotent.
 *
 *   follower  request {id, body} ->   leader  -> answer {id, body} | failure {id, detail}
 *   leader    serving ->              followers send again what is pending
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
  close(): void;
}

type Message =
  | { readonly type: 'request'; readonly id: string; readonly body: unknown }
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
  const { name, channelFactory = openTabChannel, resendMs = 2000 } = options;
  const channel = channelFactory(name);
  const pending = new Map<string, Pending<Request, Response>>();
  const served = new Map<string, Promise<Message>>();
  const listeners = new Set<(body: Broadcast) => void>();
  let handler: ((body: Request) => Promise<Response> | Response) | undefined;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (message: Message): void => {
    if (!closed) channel.postMessage(message);
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
    timer = setTimeout(dispatchAll, resendMs);
  };

  channel.addEventListener('message', ({ data }) => {
    if (closed || !isMessage(data)) return;
    switch (data.type) {
      case 'request':
        if (handler) void serve(data.id, data.body as Request, handler).then(send);
        return;
      case 'answer':
      case 'failure':
        return settle(data);
      case 'broadcast':
        for (const listener of [...listeners]) listener(data.body as Broadcast);
        return;
      case 'serving':
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
        if (pending.size === 1) timer = setTimeout(dispatchAll, resendMs);
      });
    },
    onRequest: (next) => {
      handler = next;
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
    close: () => {
      closed = true;
      clearTimeout(timer);
      listeners.clear();
      for (const { reject } of pending.values()) reject(new Error('The tab channel is closed.'));
      pending.clear();
      channel.close();
    },
  };
}

const MESSAGE_TYPES: ReadonlySet<unknown> = new Set<Message['type']>(['request', 'answer', 'failure', 'broadcast', 'serving']);

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'type' in data && MESSAGE_TYPES.has(data.type);
}
