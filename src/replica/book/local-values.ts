/** Drafts and preferences of this device: plain JSON in 'meta', never synced, written by any tab. */
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import type { Book } from '../book';
import type { StorageError, StoragePort } from '../ports';
import { cleanJson } from '../documents/clean-json';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const keyOf = (key: string): string => `local/${key}`;

export function createLocalValues(storage: StoragePort): Book['local'] {
  return {
    get: async (key) => {
      const stored = await storage.get('meta', keyOf(key));
      // A preference that cannot be read is as good as none; what ails storage is told by its status.
      if (!stored.ok || !stored.value) return undefined;
      try {
        return JSON.parse(decoder.decode(stored.value)) as Json;
      } catch {
        return undefined; // Damaged: the default is used, and the next set writes it anew.
      }
    },
    set: async (key, value): Promise<Result<void, StorageError>> => {
      if (value === null) return storage.commit([{ store: 'meta', type: 'delete', key: keyOf(key) }]);
      const cleaned = cleanJson(value);
      if (!cleaned.ok) return err({ kind: 'unknown', detail: cleaned.error });
      const stored = await storage.commit([{ store: 'meta', type: 'put', key: keyOf(key), value: encoder.encode(JSON.stringify(cleaned.value)) }]);
      return stored.ok ? ok(undefined) : stored;
    },
  };
}
