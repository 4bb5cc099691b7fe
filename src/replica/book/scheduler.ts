/** The browser's timers as the engine uses them. */
import type { Scheduler } from './saver';

/** Milliseconds after which idle work is done even though the browser never rests. */
const IDLE_TIMEOUT_MS = 30_000;
/** Where there is no requestIdleCallback (Safari, Node): a pause long enough to be out of the way. */
const IDLE_FALLBACK_MS = 3_000;

export const browserScheduler: Scheduler = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  whenIdle: (task) => {
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(task, { timeout: IDLE_TIMEOUT_MS });
      return () => cancelIdleCallback(handle);
    }
    const timer = setTimeout(task, IDLE_FALLBACK_MS);
    return () => clearTimeout(timer);
  },
};
