/** The team's document: collections as Y.Maps by name, values plain JSON. Kept in the same store as the customers, always strictly. */
import type * as Y from 'yjs';
import { err, ok, type Result } from '../../lib/result';
import { isSameJson, type Json } from '../../lib/json';
import type { TeamCollection, TeamRecords, WriteError } from '../book';
import { cleanJson, isSafeKey } from '../documents/clean-json';
import { isNewerSchema } from '../documents/customer-document';
import { guarded } from '../documents/safe-subscribe';
import { ORIGIN, ROOT, SCHEMA, TEAM_ID } from '../documents/schema';
import type { LiveDocument } from './live-documents';
import type { Saver } from './saver';

/** Collections known to this build; others in the document are kept. */
const COLLECTIONS: readonly TeamCollection[] = ['settings', 'fieldDefinitions', 'savedViews', 'members', 'imports', 'exports', 'notDuplicates', 'needsGroups', 'tiers', 'devices', 'epochs'];

interface TeamAttachment {
  attach(document: LiveDocument): void;
  /** The document goes: nothing of it is remembered, and the next `attach` tells of everything that is gone. */
  detach(): void;
}

/** `document` is undefined until the team's document has been opened. */
export function createTeamRecords(document: () => LiveDocument | undefined, saver: Saver): TeamRecords & TeamAttachment {
  const listeners = new Set<(collection: TeamCollection, id: string) => void>();
  const gone = new Map<TeamCollection, readonly string[]>();
  const cache = new Map<TeamCollection, Readonly<Record<string, Json>>>();
  const mapOf = (collection: TeamCollection): Y.Map<Json> | undefined => document()?.doc.getMap<Json>(collection);

  const all = (collection: TeamCollection): Readonly<Record<string, Json>> => {
    const known = cache.get(collection);
    if (known) return known;
    const records: Record<string, Json> = {};
    mapOf(collection)?.forEach((value, id) => {
      if (id !== '__proto__' && value !== null && value !== undefined) records[id] = value;
    });
    if (document()) cache.set(collection, records);
    return records;
  };

  return {
    get: (collection, id) => (Object.hasOwn(all(collection), id) ? all(collection)[id] : undefined),
    all,
    set: async (collection, id, value): Promise<Result<void, WriteError>> => {
      const team = document();
      // Between the end of one book and the beginning of the next there is none.
      if (!team) return err({ kind: 'storage', error: { kind: 'unavailable', detail: 'The book is being opened.' } });
      if (isNewerSchema(team.doc)) return err({ kind: 'newer-schema', id: TEAM_ID });
      const cleaned = cleanJson(value);
      if (!cleaned.ok) return err({ kind: 'invalid', id, detail: cleaned.error });
      if (!isSafeKey(id)) return err({ kind: 'invalid', id, detail: 'the id is not allowed' });
      const map = team.doc.getMap<Json>(collection);
      if (!isSameJson(map.get(id) ?? null, cleaned.value)) {
        team.doc.transact(() => {
          const meta = team.doc.getMap(ROOT.meta);
          if (meta.get('schema') === undefined) meta.set('schema', SCHEMA);
          if (cleaned.value === null) map.delete(id);
          else map.set(id, cleaned.value);
        }, ORIGIN.user);
      }
      const saved = await saver.save();
      if (!saved.ok) return err({ kind: 'storage', error: saved.error });
      return saved.value.some((refusal) => refusal.id === TEAM_ID) ? err({ kind: 'newer-schema', id: TEAM_ID }) : ok(undefined);
    },
    onChange: (listener) => {
      const safe = guarded(listener);
      listeners.add(safe);
      return () => listeners.delete(safe);
    },
    detach: () => {
      for (const collection of COLLECTIONS) gone.set(collection, Object.keys(all(collection)));
      cache.clear();
    },
    attach: (team) => {
      cache.clear();
      // Roots must be known as maps before updates for them arrive.
      for (const collection of COLLECTIONS) team.doc.getMap(collection);
      team.onTransaction((transaction) => {
        for (const collection of COLLECTIONS) {
          const map: unknown = team.doc.getMap(collection);
          for (const [type, ids] of transaction.changed) {
            if (type !== map) continue;
            cache.delete(collection);
            for (const id of ids) if (id !== null) for (const listener of [...listeners]) listener(collection, id);
          }
        }
      });
      for (const [collection, before] of gone) {
        for (const id of new Set([...before, ...Object.keys(all(collection))])) for (const listener of [...listeners]) listener(collection, id);
      }
      gone.clear();
    },
  };
}
