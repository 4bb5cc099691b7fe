/** Chance that can be repeated: a failing seed is a case. */
export interface Seeded {
  /** From 0 up to but without 1. */
  next(): number;
  below(limit: number): number;
  bytes(length: number): Uint8Array;
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (limit) => Math.floor(next() * limit), bytes: (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256)) };
}
