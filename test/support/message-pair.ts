/** Two ends of a channel of whole messages in one memory: delivered later, in order, once, until somebody cuts it. */
import type { LinkEnd, MessageChannel } from '../../src/replica/link/ports';

export interface MessagePairOptions {
  /** What arrives instead; undefined: nothing does. */
  readonly tamper?: (message: Uint8Array, from: 0 | 1) => Uint8Array | undefined;
  /** When one delivery happens; the next task by default. */
  readonly later?: (task: () => void) => void;
}

export interface MessagePair {
  readonly ends: readonly [MessageChannel, MessageChannel];
  /** What is on its way is lost. */
  cut(): void;
  isOpen(): boolean;
  /** Bytes sent by each end. */
  bytes(): readonly [number, number];
}

export function createMessagePair({ tamper = (message) => message, later = (task) => void setImmediate(task) }: MessagePairOptions = {}): MessagePair {
  let isOpen = true;
  const sent: [number, number] = [0, 0];
  const listeners: [((message: Uint8Array) => void) | undefined, ((message: Uint8Array) => void) | undefined] = [undefined, undefined];
  const kept: [Uint8Array[], Uint8Array[]] = [[], []];
  const ended: [((end: LinkEnd) => void)[], ((end: LinkEnd) => void)[]] = [[], []];
  const queues: [Uint8Array[], Uint8Array[]] = [[], []];
  const reasons: [LinkEnd, LinkEnd] = [{ kind: 'lost' }, { kind: 'lost' }];

  const finish = (): void => {
    if (!isOpen) return;
    isOpen = false;
    for (const side of [0, 1] as const) for (const listener of ended[side].splice(0)) later(() => listener(reasons[side]));
  };
  const deliver = (to: 0 | 1): void => {
    const message = queues[to].shift();
    if (!message || !isOpen) return;
    const listener = listeners[to];
    if (listener) listener(message);
    else kept[to].push(message);
  };
  const end = (side: 0 | 1): MessageChannel => {
    const other = side === 0 ? 1 : 0;
    return {
      binding: new Uint8Array(0),
      send: (message) => {
        if (!isOpen) return Promise.resolve(false);
        sent[side] += message.length;
        const arriving = tamper(message.slice(), side);
        if (arriving) {
          queues[other].push(arriving);
          later(() => deliver(other));
        }
        return new Promise((resolve) => later(() => resolve(isOpen)));
      },
      onMessage: (listener) => {
        listeners[side] = listener;
        for (const message of kept[side].splice(0)) listener(message);
      },
      onEnd: (listener) => {
        if (isOpen) ended[side].push(listener);
        else listener(reasons[side]);
      },
      close: (refusal) => {
        if (!isOpen) return;
        reasons[side] = { kind: 'closed' };
        if (refusal !== undefined) reasons[other] = { kind: 'refused', reason: refusal };
        finish();
      },
    };
  };
  return { ends: [end(0), end(1)], cut: finish, isOpen: () => isOpen, bytes: () => [sent[0], sent[1]] };
}
