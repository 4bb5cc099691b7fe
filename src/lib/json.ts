/** What a CRDT field, a projection row or an export may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Structural equality of plain JSON; key order does not matter, `undefined` properties count as absent. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && (a as readonly Json[]).every((item, i) => isSameJson(item, (b as readonly Json[])[i]));
  }
  const left = a as { readonly [key: string]: Json };
  const right = b as { readonly [key: string]: Json };
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) if (!isSameJson(left[key], right[key])) return false;
  return true;
}

/** More than any value of ours or any jCard needs, and less than what a document refuses. */
const MAX_PARSED_DEPTH = 16;

/** JSON from outside; undefined where the text is none, or nests so deep that whoever walks it would overflow the stack. */
export function parseJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined; // Not JSON: said by the caller, who knows what it should have been.
  }
}

function isShallow(value: Json): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_PARSED_DEPTH) return false;
    level = level.flatMap((item): readonly Json[] => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return true;
}
