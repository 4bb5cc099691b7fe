/** Where a key takes the active row of a long list. */

/** The next row's index for arrows, Page and Home/End keys; undefined where the key means nothing or there is no row. */
export function nextRow(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, active: number, rowCount: number, rowsInSight: number): number | undefined {
  if (rowCount === 0 || event.altKey || event.metaKey) return undefined;
  const last = rowCount - 1;
  const page = Math.max(1, rowsInSight - 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: last,
  };
  const next = moves[event.key];
  return next === undefined ? undefined : Math.max(0, Math.min(next, last));
}
