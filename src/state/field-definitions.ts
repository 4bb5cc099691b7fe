/**
 * The book's own fields (SPEC I4), read from the team document. Their id never changes, so renaming one keeps its values;
 * a deleted one is hidden for 30 days. What a newer version wrote and this one cannot read is kept and left out.
 */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { isHidden, parseDefinition } from '../domain/customer/custom-fields';
import type { CustomFieldDefinition } from '../domain/customer/custom-fields';
import { uuidv7 } from '../lib/ids';
import type { Json } from '../lib/json';
import type { Result } from '../lib/result';
import type { WriteError } from '../replica/book';
import { useActor, useTeam } from './book-context';

export type FieldDefinition = CustomFieldDefinition;

export interface FieldDefinitions {
  /** In profile order, without deleted ones. */
  readonly fields: Accessor<readonly FieldDefinition[]>;
  readonly deleted: Accessor<readonly FieldDefinition[]>;
  byId(id: string): FieldDefinition | undefined;
  /** Without an id a new field. Resolves with the id after it is stored. */
  save(definition: Omit<FieldDefinition, 'id'> & { readonly id?: string }): Promise<Result<string, WriteError>>;
  /** Hides it; values stay and can be brought back with `restore`. */
  remove(id: string): Promise<Result<void, WriteError>>;
  restore(id: string): Promise<Result<void, WriteError>>;
  /** Forgets the definition for good; the values are the caller's to remove first. */
  purge(id: string): Promise<Result<void, WriteError>>;
}

/** What a save without it takes away. */
const OPTIONAL = ['help', 'group', 'order', 'choices', 'currency', 'requiredAt', 'sensitivity', 'sourcePrompt'] as const;

/** Needs an owner. */
export function useFieldDefinitions(): FieldDefinitions {
  const team = useTeam();
  const actor = useActor();
  const all = createMemo(() => {
    const readable: FieldDefinition[] = [];
    for (const [id, stored] of Object.entries(team.all('fieldDefinitions'))) {
      const parsed = parseDefinition(typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? { ...stored, id } : stored);
      if (parsed.ok) readable.push(parsed.value);
    }
    return readable.sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || a.label.localeCompare(b.label));
  });
  const write = (id: string, changes: Readonly<Record<string, Json>>, without: readonly string[] = []): Promise<Result<void, WriteError>> => {
    // What a newer version has added to the record stays.
    const stored = team.get('fieldDefinitions', id);
    const next: Record<string, Json> = { ...(typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored as Readonly<Record<string, Json>>) : {}), ...changes };
    for (const key of without) delete next[key];
    return team.set('fieldDefinitions', id, next);
  };
  return {
    fields: () => all().filter((definition) => !isHidden(definition)),
    deleted: () => all().filter(isHidden),
    byId: (id) => all().find((definition) => definition.id === id),
    save: async ({ id = uuidv7(() => actor.now()), ...definition }) => {
      const result = await write(id, JSON.parse(JSON.stringify(definition)) as Record<string, Json>, OPTIONAL.filter((key) => definition[key] === undefined));
      return result.ok ? { ok: true, value: id } : result;
    },
    remove: (id) => write(id, { deletedAt: new Date(actor.now()).toISOString() }),
    restore: (id) => write(id, {}, ['deletedAt']),
    purge: (id) => team.set('fieldDefinitions', id, null),
  };
}
