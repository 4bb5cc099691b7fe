/** The book's needs groups (SPEC D7), in the owner's order; what this version cannot read is kept and left out. */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { parseNeedsGroup } from '../domain/needs/need';
import type { NeedsGroup } from '../domain/needs/need';
import { shortHash, uuidv7 } from '../lib/ids';
import type { Result } from '../lib/result';
import type { WriteError } from '../replica/book';
import { useActor, useTeam } from './book-context';

export interface NeedsGroups {
  readonly groups: Accessor<readonly NeedsGroup[]>;
  nameOf(id: string): string | undefined;
  /** Without an id a new group, last in order. */
  save(group: { readonly id?: string | undefined; readonly name: string; readonly meaning?: string | undefined }): Promise<Result<void, WriteError>>;
  /** What is noted of customers stays, and shows again when the group is restored under its id. */
  remove(id: string): Promise<Result<void, WriteError>>;
  restore(group: NeedsGroup): Promise<Result<void, WriteError>>;
}

/** Needs an owner. */
export function useNeedsGroups(): NeedsGroups {
  const team = useTeam();
  const actor = useActor();
  const groups = createMemo(() => Object.entries(team.all('needsGroups'))
    .flatMap(([id, stored]) => parseNeedsGroup(id, stored) ?? [])
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)));
  const write = ({ id, name, meaning, order }: NeedsGroup) => team.set('needsGroups', id, { name, order, ...(meaning ? { meaning } : {}) });
  return {
    groups,
    nameOf: (id) => groups().find((group) => group.id === id)?.name,
    save: ({ id, name, meaning }) => {
      const before = groups().find((group) => group.id === id);
      return write({ id: before?.id ?? shortHash(uuidv7(() => actor.now())), name, meaning, order: before?.order ?? Math.max(0, ...groups().map(({ order }) => order)) + 1 });
    },
    remove: (id) => team.set('needsGroups', id, null),
    restore: write,
  };
}
