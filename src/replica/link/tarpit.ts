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

/**
 * The same for what is said in the name of colleagues: anybody who knows the room can speak in their names. Some at once, so that a team comes together
 * quickly; then one in five seconds, unless they lead to links.
 */
export interface Allowance {
  wait(): number;
  spend(): void;
  /** It has led to a proven link: it counts for nothing. */
  refund(): void;
  /** This device has woken: all of it again. */
  refill(): void;
}

/** As many as a device links with at once (neighbours.ts). */
const AT_ONCE = 8;

export function createAllowance(now: () => number): Allowance {
  let spent = 0;
  let since = now();
  const settle = (): void => {
    const earned = Math.floor((now() - since) / SHORTEST);
    since = earned >= spent ? now() : since + earned * SHORTEST;
    spent = Math.max(0, spent - earned);
  };
  return {
    wait: () => {
      settle();
      return spent < AT_ONCE ? 0 : since + SHORTEST - now();
    },
    spend: () => {
      settle();
      spent += 1;
    },
    refund: () => void (spent = Math.max(0, spent - 1)),
    refill: () => void (spent = 0),
  };
}
