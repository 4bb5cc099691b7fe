/** Clocks and sums for pages that measure: medians, percentiles, and the longest task of the main thread meanwhile. */

/** Fails loudly: a bench over an error would measure nothing. */
export function value<T, E>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export async function timed<T>(work: () => Promise<T> | T): Promise<readonly [ms: number, result: T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

/** Value below which `share` of the samples lie (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Watches for tasks over 50 ms (Long Tasks API); `stop` gives the longest in ms, 0 where there was none. */
export function watchTasks(): { stop(): Promise<number> } {
  let longest = 0;
  const take = (entries: readonly PerformanceEntry[]): void => {
    for (const { duration } of entries) longest = Math.max(longest, duration);
  };
  const observer = new PerformanceObserver((list) => { take(list.getEntries()); });
  observer.observe({ type: 'longtask' });
  return {
    stop: async () => {
      // The entry of a task is queued after it has ended.
      await new Promise((resolve) => { setTimeout(resolve, 100); });
      take(observer.takeRecords());
      observer.disconnect();
      return longest;
    },
  };
}
