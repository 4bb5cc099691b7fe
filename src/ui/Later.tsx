/**
 * What lies below the first screen: built after that has been painted, one part a task, in the order of the page. A profile shows at
 * once, and what is not looked at yet costs no wait. Nothing above may depend on its height.
 */
import { Show, createSignal, onCleanup } from 'solid-js';
import type { JSX } from 'solid-js';

/** Parts that wait, from the top of the page down. */
const waiting: (() => void)[] = [];
let isRunning = false;

function runNext(): void {
  const next = waiting.shift();
  isRunning = next !== undefined;
  if (!next) return;
  next();
  setTimeout(runNext);
}

/** Calls `build` when what is on the page now has been painted; returns what takes the wish back. */
export function afterPaint(build: () => void): () => void {
  waiting.push(build);
  if (!isRunning) {
    isRunning = true;
    // a task queued from a frame's callback runs when that frame is done
    requestAnimationFrame(() => setTimeout(runNext));
  }
  return () => {
    const at = waiting.indexOf(build);
    if (at >= 0) waiting.splice(at, 1);
  };
}

export function Later(props: { children: JSX.Element }): JSX.Element {
  const [isDue, setDue] = createSignal(false);
  onCleanup(afterPaint(() => setDue(true)));
  return <Show when={isDue()}>{props.children}</Show>;
}
