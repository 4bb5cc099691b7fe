/**
 * The gate for values that enter a document: what is not JSON, would be lost on the way through storage, or would
 * poison an object when read back (`__proto__`) is refused here, before anything is written.
 */
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';

/** Deeper than any field or entry of ours; a cycle ends here too. */
const MAX_DEPTH = 24;
/** Characters of one value (a photo as data URL included); more would not travel to a colleague. */
export const MAX_VALUE_LENGTH = 4_000_000;

class Refused extends Error {}

/**
 * A copy with sorted keys, without undefined properties and with lone surrogates as U+FFFD (UTF-8 knows none), so that equal values
 * are equal bytes. The error says in English what is wrong, for logs.
 */
export function cleanJson(value: unknown): Result<Json, string> {
  const budget = { left: MAX_VALUE_LENGTH };
  try {
    return ok(clean(value, 0, budget));
  } catch (error) {
    if (error instanceof Refused) return err(error.message);
    throw error;
  }
}

/** The string as UTF-8 will keep it. */
export const wellFormed = (text: string): string => (LONE_SURROGATE.test(text) ? text.replace(ALL_LONE_SURROGATES, '\uFFFD') : text);
const LONE_SURROGATE = /\p{Surrogate}/u;
const ALL_LONE_SURROGATES = /\p{Surrogate}/gu;

/** False for keys that every object answers to (`__proto__`, `constructor`, `toString`), and those that are not text at all. */
export const isSafeKey = (key: string): boolean => key !== '' && !(key in Object.prototype) && key.length <= 1_000 && !LONE_SURROGATE.test(key);

function clean(value: unknown, depth: number, budget: { left: number }): Json {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new Refused(`${value} is not a JSON number`);
      return Object.is(value, -0) ? 0 : value;
    case 'string':
      spend(budget, value.length);
      return wellFormed(value);
    case 'object':
      if (value === null) return null;
      if (depth >= MAX_DEPTH) throw new Refused('nested too deep');
      if (Array.isArray(value)) {
        spend(budget, value.length);
        return value.map((item) => clean(item, depth + 1, budget));
      }
      return cleanRecord(value, depth, budget);
    default:
      throw new Refused(`a ${typeof value} is not JSON`);
  }
}

function cleanRecord(value: object, depth: number, budget: { left: number }): Json {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Refused('only plain objects are JSON');
  const source = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(source).sort()) {
    const item = source[key];
    if (item === undefined) continue;
    // Yjs asks a value for its `constructor` to see what it is.
    if (key === '__proto__' || key === 'constructor' || LONE_SURROGATE.test(key)) throw new Refused(`the key ${JSON.stringify(key)} is not allowed`);
    spend(budget, key.length + 1);
    copy[key] = clean(item, depth + 1, budget);
  }
  return copy;
}

function spend(budget: { left: number }, length: number): void {
  budget.left -= length;
  if (budget.left < 0) throw new Refused('too large');
}
