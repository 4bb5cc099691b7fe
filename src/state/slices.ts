/**
 * Long work in short tasks, so that scrolling and typing never wait: a generator yields where it may pause, and the
 * runner lets the browser in after each slice. Work that fits into one slice is done before `runSliced` returns.
 */
import { getOwner, runWithOwner } from 'solid-js';

/** A slice's length in ms: below one frame at 60 Hz, so that a tablet three times slower stays under 50 ms. */
const SLICE_MS = 10;

let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Runs `task` in a new task: a message, since nested timers are clamped to 4 ms (HTML, timers, step 11). */
function nextTask(task: () => void): void {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
    // Node keeps a process alive for an open port; browsers have no unref.
    (channel.port1 as { unref?: () => void }).unref?.();
  }
  waiting.push(task);
  channel.port2.postMessage(undefined);
}

export interface SlicedOptions {
  /** Longest time of one slice, in ms. */
  readonly budgetMs?: number;
  /** The work has thrown, and `done` will not be called: put aside what is half made. Not called once cancelled. */
  readonly onFailed?: () => void;
}

/** Runs `work` to its end and hands its result to `done`; the returned function cancels. Never calls `done` after that. */
export type RunSliced = <T>(work: Generator<void, T>, done: (result: T) => void, options?: SlicedOptions) => () => void;

/**
 * Needs an owner: what the work throws goes to the error boundary around it, as from any other computation, and not to the
 * listener or timer that happened to start it. Without a boundary it is thrown on.
 */
export function createSlicedRunner(): RunSliced {
  const owner = getOwner();
  return (work, done, { budgetMs = SLICE_MS, onFailed } = {}) => {
    let cancelled = false;
    const fail = (error: unknown): void => {
      cancelled = true;
      onFailed?.();
      // Later: who started the work is not stopped half way by its failure.
      nextTask(() => runWithOwner(owner, () => { throw error; }));
    };
    const slice = (): void => {
      if (cancelled) return;
      const until = performance.now() + budgetMs;
      let step: IteratorResult<void, ReturnType<typeof work.next>['value']>;
      try {
        do step = work.next(); while (!step.done && performance.now() < until);
      } catch (error) {
        fail(error);
        return;
      }
      if (step.done) done(step.value as Parameters<typeof done>[0]);
      else nextTask(slice);
    };
    slice();
    return () => { cancelled = true; };
  };
}
