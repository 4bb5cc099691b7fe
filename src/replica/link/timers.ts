/** Time and chance as the link uses them; tests bring their own. */
import type { RandomBytes } from '../../lib/ids';

export interface Timers {
  /** Milliseconds that only grow; compared with each other alone. */
  now(): number;
  /** Runs `task` once after `ms`; the function that it returns calls it off. */
  after(ms: number, task: () => void): () => void;
}

export const browserTimers: Timers = {
  // not the wall clock: that one jumps when the device asks a time server
  now: () => performance.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** From 0 up to but without 1. */
export function fraction(random: RandomBytes): number {
  const [a = 0, b = 0, c = 0] = random(3);
  return (a + b * 256 + c * 65536) / 16777216;
}
