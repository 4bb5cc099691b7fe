/** The list of imports of a book, kept in the team document (collection 'imports'), so that every device can show and undo them. */
import type { Json } from '../../lib/json';
import { NO_COUNTS, type CurrencySum, type ImportCounts } from './plan-types';

/** 'running' after a start of the app says: it was cut off. Importing the same file again completes it. */
export type ImportState = 'running' | 'done' | 'cancelled' | 'failed' | 'undone';

export interface ImportLogEntry {
  readonly id: string;
  /** UTC stamp. */
  readonly at: string;
  readonly by: string;
  readonly files: readonly string[];
  readonly counts: ImportCounts;
  readonly state: ImportState;
}

/** SPEC X2. */
export const UNDO_DAYS = 30;
export const canUndoImport = (entry: ImportLogEntry, nowMs: number): boolean => entry.state !== 'undone' && nowMs - Date.parse(entry.at) < UNDO_DAYS * 86_400_000;

export const importLogToJson = ({ at, by, files, counts, state }: ImportLogEntry): Json => ({ at, by, files: [...files], counts: { ...counts, added: counts.added.map((sum) => ({ ...sum })) }, state });

/** Stored values come from other versions and devices: what does not fit is left out of the list. */
export function importLogFromJson(id: string, stored: Json): ImportLogEntry | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const { at, by, files, counts, state } = stored as { readonly [key: string]: Json };
  if (typeof at !== 'string' || !(['running', 'done', 'cancelled', 'failed', 'undone'] as readonly Json[]).includes(state ?? null)) return undefined;
  return {
    id, at, by: typeof by === 'string' ? by : '', files: Array.isArray(files) ? files.filter((file): file is string => typeof file === 'string') : [], counts: countsFromJson(counts), state: state as ImportState,
  };
}

function countsFromJson(stored: Json | undefined): ImportCounts {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return NO_COUNTS;
  const record = stored as { readonly [key: string]: Json };
  const counts: Record<string, unknown> = { ...NO_COUNTS };
  for (const key of Object.keys(NO_COUNTS)) if (typeof record[key] === 'number') counts[key] = record[key];
  const added = record['added'];
  counts['added'] = Array.isArray(added) ? added.filter((sum): sum is CurrencySum & { readonly [key: string]: Json } => typeof sum === 'object' && sum !== null && typeof (sum as { minor?: Json }).minor === 'number') : [];
  return counts as unknown as ImportCounts;
}
