/**
 * Several tabs of one origin in one process: Web Locks and BroadcastChannel with their real ordering (grants and messages
 * arrive in a later task, messages as structured clones, never at the sender), and tabs that can be killed: their locks
 * go to the next in the queue and their channels fall silent without a goodbye.
 */
import type { ChannelFactory, ChannelLike } from '../../src/replica/storage/channel';
import type { LockManagerLike } from '../../src/replica/storage/tab-leader';

export interface FakeTab {
  readonly locks: LockManagerLike;
  readonly channelFactory: ChannelFactory;
  /** Dies at once: nothing more is sent or heard, its locks pass on. */
  kill(): void;
  /** Stops as in a debugger: it keeps its locks and hears nothing, until `thaw` gives it all that has been said meanwhile. */
  freeze(): void;
  thaw(): void;
}

export interface FakeTabs {
  openTab(): FakeTab;
}

interface Waiting {
  readonly tab: object;
  readonly grant: () => void;
}

export function createFakeTabs(): FakeTabs {
  const holders = new Map<string, object>();
  const queues = new Map<string, Waiting[]>();
  const channels = new Map<string, Set<{ readonly tab: object; readonly listeners: Set<(event: MessageEvent) => void> }>>();
  const dead = new WeakSet<object>();
  const frozen = new Map<object, (() => void)[]>();

  const grantNext = (name: string): void => {
    if (holders.has(name)) return;
    const next = queues.get(name)?.shift();
    if (!next) return;
    if (dead.has(next.tab)) return grantNext(name);
    holders.set(name, next.tab);
    setTimeout(next.grant, 0);
  };
  const releaseLock = (name: string, tab: object): void => {
    if (holders.get(name) === tab) holders.delete(name);
    grantNext(name);
  };

  const locksOf = (tab: object): LockManagerLike => ({
    request: (name, options, callback) =>
      new Promise((resolve, reject) => {
        const run = (lock: unknown): void => {
          if (dead.has(tab)) return;
          callback(lock).then(resolve, reject).finally(() => (lock ? releaseLock(name, tab) : undefined));
        };
        if (options.ifAvailable && (holders.has(name) || queues.get(name)?.length)) return void setTimeout(() => run(null), 0);
        const waiting: Waiting = { tab, grant: () => run({ name }) };
        queues.set(name, [...(queues.get(name) ?? []), waiting]);
        options.signal?.addEventListener('abort', () => {
          const queue = queues.get(name) ?? [];
          if (!queue.includes(waiting)) return;
          queues.set(name, queue.filter((other) => other !== waiting));
          reject(new DOMException('The request was aborted.', 'AbortError'));
        });
        grantNext(name);
      }),
  });

  const channelOf = (tab: object, name: string): ChannelLike => {
    const end = { tab, listeners: new Set<(event: MessageEvent) => void>() };
    const ends = channels.get(name) ?? new Set();
    channels.set(name, ends.add(end));
    return {
      postMessage: (message) => {
        if (dead.has(tab)) return;
        const data: unknown = structuredClone(message);
        for (const other of [...ends]) {
          if (other === end) continue;
          const deliver = (): void => {
            if (dead.has(other.tab) || !ends.has(other)) return;
            const waiting = frozen.get(other.tab);
            if (waiting) return void waiting.push(deliver);
            for (const listener of [...other.listeners]) listener({ data } as MessageEvent);
          };
          setTimeout(deliver, 0);
        }
      },
      addEventListener: (_type, listener) => void end.listeners.add(listener),
      close: () => void ends.delete(end),
    };
  };

  return {
    openTab: () => {
      const tab = {};
      return {
        locks: locksOf(tab),
        channelFactory: (name) => channelOf(tab, name),
        freeze: () => void frozen.set(tab, []),
        thaw: () => {
          const missed = frozen.get(tab) ?? [];
          frozen.delete(tab);
          for (const deliver of missed) setTimeout(deliver, 0);
        },
        kill: () => {
          dead.add(tab);
          for (const [name, holder] of [...holders]) if (holder === tab) releaseLock(name, tab);
        },
      };
    },
  };
}
