/** Two ends of a message channel in memory, and somebody who may sit between them. */
import type { LinkEnd, MessageChannel } from '../../src/replica/link/ports';

export interface TestChannel extends MessageChannel {
  /** As when the transport breaks; both ends hear of it. */
  lose(): void;
}

interface End { listener?: ((message: Uint8Array) => void) | undefined; onEnd?: ((end: LinkEnd) => void) | undefined; readonly early: Uint8Array[]; over?: LinkEnd | undefined }

/** `bindings`: what each end sees of the connection below; the same for both unless somebody is in between. */
export function messageChannels(bindings: readonly [Uint8Array, Uint8Array] = [new Uint8Array([7]), new Uint8Array([7])]): readonly [TestChannel, TestChannel] {
  const ends: readonly [End, End] = [{ early: [] }, { early: [] }];
  const finish = (end: End, why: LinkEnd): void => {
    if (end.over) return;
    end.over = why;
    end.onEnd?.(why);
  };
  const channel = (mine: End, theirs: End, binding: Uint8Array): TestChannel => ({
    binding,
    send: async (message) => {
      await Promise.resolve();
      if (mine.over) return false;
      const copy = message.slice();
      if (theirs.listener) theirs.listener(copy);
      else theirs.early.push(copy);
      return true;
    },
    onMessage: (listener) => {
      mine.listener = listener;
      for (const message of mine.early.splice(0)) listener(message);
    },
    onEnd: (listener) => {
      mine.onEnd = listener;
      if (mine.over) listener(mine.over);
    },
    close: (refusal) => {
      finish(mine, { kind: 'closed' });
      finish(theirs, refusal === undefined ? { kind: 'lost' } : { kind: 'refused', reason: refusal });
    },
    lose: () => {
      for (const end of ends) finish(end, { kind: 'lost' });
    },
  });
  return [channel(ends[0], ends[1], bindings[0]), channel(ends[1], ends[0], bindings[1])];
}

/** Timers that run out when a test says so. */
export function manualTimers(): { readonly after: (ms: number, then: () => void) => () => void; pass(ms: number): void; readonly pending: () => number } {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly then: () => void }>();
  return {
    after: (ms, then) => {
      const timer = { at: now + ms, then };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass: (ms) => {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.then();
      }
    },
    pending: () => timers.size,
  };
}
