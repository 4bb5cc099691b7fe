/**
 * Which of several tabs owns writes and links. Leadership is an exclusive Web Lock: the browser grants it to the next
 * tab in the queue when the owner closes, crashes or is killed, so there is no heartbeat and never two leaders.
 * Where Web Locks are missing (insecure origin, browsers before 2022) tabs elect one over a BroadcastChannel instead
 * (`tab-election.ts`), which can have two leaders for a moment after a frozen tab wakes.
 */
import { electOverChannel } from './tab-election';
import { openTabChannel, type ChannelFactory } from './channel';

export type TabRole = 'leader' | 'follower';

/** The part of `navigator.locks` that is used (W3C Web Locks API, section 3). */
export interface LockManagerLike {
  request(
    name: string,
    options: { readonly mode: 'exclusive'; readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
    callback: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

export interface TabLeaderOptions {
  /** One leader per name and origin. */
  readonly name: string;
  /** Default: `navigator.locks`; null forces the election over a channel. */
  readonly locks?: LockManagerLike | null;
  readonly channelFactory?: ChannelFactory;
  /** Called each time this tab becomes the leader. */
  readonly onLeader?: () => void;
}

export interface TabLeader {
  /** 'follower' until leadership is granted. */
  role(): TabRole;
  /** Resolves once it is known whether another tab leads now, with this tab's role. */
  readonly settled: Promise<TabRole>;
  onChange(listener: (role: TabRole) => void): () => void;
  /** Gives up leadership, or its place in the queue, for good. */
  release(): void;
}

export function createTabLeader(options: TabLeaderOptions): TabLeader {
  const { name, locks = webLocks(), channelFactory = openTabChannel, onLeader } = options;
  const listeners = new Set<(role: TabRole) => void>();
  let current: TabRole = 'follower';
  let settle: (role: TabRole) => void = () => undefined;
  const settled = new Promise<TabRole>((resolve) => (settle = resolve));

  const setRole = (role: TabRole): void => {
    if (role !== current) {
      current = role;
      if (role === 'leader') onLeader?.();
      for (const listener of [...listeners]) listener(role);
    }
    settle(role);
  };

  const stop = locks
    ? holdLock(locks, `${name}/leader`, setRole)
    : electOverChannel({ channel: channelFactory(`${name}/election`), onRole: setRole });

  return {
    role: () => current,
    settled,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    release: () => {
      stop();
      setRole('follower');
      listeners.clear();
    },
  };
}

function webLocks(): LockManagerLike | null {
  // Absent on insecure origins, whatever the DOM types say.
  return (globalThis.navigator as { locks?: LockManagerLike } | undefined)?.locks ?? null;
}

/** Milliseconds before asking again when the lock manager itself refuses (SecurityError in an opaque origin). */
const REFUSED_MS = 1000;

/** Asks at once (to know whether somebody leads), then queues; returns the release. */
function holdLock(locks: LockManagerLike, name: string, setRole: (role: TabRole) => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  let releaseLock: () => void = () => undefined;

  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      releaseLock = resolve;
      // Released between the request and the grant.
      if (signal.aborted) resolve();
      else setRole('leader');
    });
  const leadIfFree = async (lock: unknown): Promise<void> => {
    if (lock) await lead();
    else setRole('follower');
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        // `signal` and `ifAvailable` exclude each other (section 3.2.1), hence two requests.
        await locks.request(name, { mode: 'exclusive', ifAvailable: true }, leadIfFree);
        if (!signal.aborted) await locks.request(name, { mode: 'exclusive', signal }, lead);
      } catch (error) {
        // AbortError: released while queued (the loop ends), or another holder stole the lock (it queues again).
        if (signal.aborted) return;
        setRole('follower');
        if (!(error instanceof DOMException && error.name === 'AbortError')) {
          await new Promise((resolve) => setTimeout(resolve, REFUSED_MS));
        }
      }
    }
  };

  void run();
  return () => {
    abort.abort();
    releaseLock();
  };
}
