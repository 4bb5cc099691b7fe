/** Time that moves when a test says so. Between two tasks everything that waits on promises, WebCrypto included, gets its turn. */
import type { Timers } from '../../src/replica/link/timers';

export interface FakeTimers extends Timers {
  /** Runs what is due within `ms`, in order. */
  pass(ms: number): Promise<void>;
}

export function createFakeTimers(): FakeTimers {
  let time = 0;
  let count = 0;
  const tasks = new Map<number, { readonly at: number; readonly run: () => void }>();
  return {
    now: () => time,
    after: (ms, run) => {
      const id = ++count;
      tasks.set(id, { at: time + ms, run });
      return () => void tasks.delete(id);
    },
    pass: async (ms) => {
      const until = time + ms;
      await settle();
      for (;;) {
        const due = [...tasks].filter(([, { at }]) => at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
        if (!due) break;
        time = Math.max(time, due[1].at);
        tasks.delete(due[0]);
        due[1].run();
        await settle();
      }
      time = until;
    },
  };
}

/** Signing and checking run on threads of their own: turns of the event loop until they have come back. */
export async function settle(): Promise<void> {
  let quiet = 0;
  for (let turn = 0; quiet < 4 && turn < 400; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = pendingCrypto() === 0 ? quiet + 1 : 0;
    if (quiet === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

let pending = 0;
const pendingCrypto = (): number => pending;

/** Counts the calls of WebCrypto that have not come back, so that `settle` can wait for exactly them. */
for (const name of ['sign', 'verify', 'importKey', 'generateKey', 'exportKey', 'digest', 'encrypt', 'decrypt'] as const) {
  const native = crypto.subtle[name].bind(crypto.subtle) as (...args: unknown[]) => Promise<unknown>;
  Object.defineProperty(crypto.subtle, name, {
    value: (...args: unknown[]) => {
      pending += 1;
      return native(...args).finally(() => (pending -= 1));
    },
  });
}
