/**
 * The team document's plain records with tracked reads: settings, custom fields, saved views. A change of one record
 * reruns the readers of that record and of its collection.
 */
import { onCleanup } from 'solid-js';
import type { Json } from '../lib/json';
import type { Result } from '../lib/result';
import type { TeamCollection, TeamRecords, WriteError } from '../replica/book';
import { createTriggers } from './triggers';

export interface TeamStore {
  get(collection: TeamCollection, id: string): Json | undefined;
  all(collection: TeamCollection): Readonly<Record<string, Json>>;
  /** null removes. Resolves after it is stored. */
  set(collection: TeamCollection, id: string, value: Json | null): Promise<Result<void, WriteError>>;
}

/** Needs an owner. */
export function createTeamStore(team: TeamRecords): TeamStore {
  const triggers = createTriggers<string>();
  onCleanup(team.onChange((collection, id) => { triggers.mark([collection, `${collection}/${id}`]); }));
  return {
    get: (collection, id) => {
      triggers.track(`${collection}/${id}`);
      return team.get(collection, id);
    },
    all: (collection) => {
      triggers.track(collection);
      return team.all(collection);
    },
    set: (collection, id, value) => team.set(collection, id, value),
  };
}
