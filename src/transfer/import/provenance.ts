/**
 * Where imported facts come from. A customer carries one record per import under 'source/<import id>': it tells the file
 * and row (history, SPEC I7), and is all that "Undo this import" needs, on any device and after any crash.
 */
import type { CustomerFields, FieldKey } from '../../domain/customer/fields';
import type { Json } from '../../lib/json';

export interface ImportFact {
  readonly file: string;
  readonly row: number;
  /** UTC stamp. */
  readonly at: string;
  /** The import made this customer. */
  readonly created?: true;
  /** Hashes of the texts that imports put into the note, so that they come once. */
  readonly note?: string;
}

const PREFIX = 'source/';
export const factKey = (importId: string): FieldKey => `${PREFIX}${importId}`;
export const isFactKey = (key: FieldKey): boolean => key.startsWith(PREFIX);

export function importFacts(fields: CustomerFields): ReadonlyMap<string, ImportFact> {
  const facts = new Map<string, ImportFact>();
  for (const key in fields) {
    const fact = isFactKey(key) ? factFrom(fields[key]) : undefined;
    if (fact) facts.set(key.slice(PREFIX.length), fact);
  }
  return facts;
}

/** Stored values are foreign input: anything malformed is no fact. */
function factFrom(value: Json | undefined): ImportFact | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { file, row, at, created, note } = value as { readonly [key: string]: Json };
  if (typeof file !== 'string' || typeof row !== 'number' || typeof at !== 'string') return undefined;
  return { file, row, at, ...(created === true ? { created } : {}), ...(typeof note === 'string' ? { note } : {}) };
}
