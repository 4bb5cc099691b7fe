/** Throws where the program itself is wrong; never for bad input. An ErrorBoundary or the caller's supervisor catches. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
