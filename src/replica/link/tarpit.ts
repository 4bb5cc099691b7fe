/**
 * How often this device lets itself be made to do something by others whom it has no reason to trust: once in five seconds for all of them
 * together, more seldom the longer nothing good comes of it. New ids cost nothing to invent, so one allowance serves all strangers.
 */
export interface Tarpit {
  /** Milliseconds until it is allowed; 0: now. */
  wait(): number;
  /** It is done now: the next time is later by the present interval, which grows. */
  spend(): void;
  /** It was good for something: back to the shortest interval. */
  forgive(): void;
}

const SHORTEST = 5_000;
const LONGEST = 60_000;
/** Peace for so many intervals makes it forget. */
const FORGETS_AFTER = 10;

export function createTarpit(now: () => number): Tarpit {
  let interval = SHORTEST;
  let next = -Infinity;
  return {
    wait: () => Math.max(0, next - now()),
    spend: () => {
      if (now() > next + interval * FORGETS_AFTER) interval = SHORTEST;
      next = now() + interval;
      interval = Math.min(LONGEST, interval * 2);
    },
    forgive: () => void (interval = SHORTEST),
  };
}
