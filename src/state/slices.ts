/**
 * Long work in short tasks, so that scrolling and typing never wait: a generator yields where it may pause, and the
 * runner lets the browser in after each slice. Work that fits into one slice is done before `runSliced` returns.
 */

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

/** Runs `work` to its end and hands its result to `done`; the returned function cancels. Never calls `done` after that. */
export function runSliced<T>(work: Generator<void, T>, done: (result: T) => void, budgetMs = SLICE_MS): () => void {
  let cancelled = false;
  const slice = (): void => {
    if (cancelled) return;
    const until = performance.now() + budgetMs;
    for (;;) {
      const step = work.next();
      if (step.done) {
        done(step.value);
        return;
      }
      if (performance.now() >= until) break;
    }
    nextTask(slice);
  };
  slice();
  return () => { cancelled = true; };
}
