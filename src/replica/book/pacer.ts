/** Keeps the main thread free: long work asks the pacer between steps, which gives way once a slice has been used up. */

/** Milliseconds of one slice; half of what DESIGN allows a task, because a step may itself take some. */
const SLICE_MS = 16;

export interface Pacer {
  /** Resolves at once while the slice lasts, else after the browser had a turn. */
  (): Promise<void> | undefined;
}

/** Lets input and painting through; unlike setTimeout not slowed to 4 ms when nested. */
export function yieldToBrowser(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

export function createPacer(pause: () => Promise<void> = yieldToBrowser, sliceMs = SLICE_MS): Pacer {
  let start = performance.now();
  return () => {
    if (performance.now() - start < sliceMs) return undefined;
    return pause().then(() => {
      start = performance.now();
    });
  };
}
