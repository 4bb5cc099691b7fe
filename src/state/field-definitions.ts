/**
 * The book's own fields (SPEC I4), kept in the team document: their id never changes, so renaming one keeps its values.
 * A deleted one stays for 30 days with `deletedAt`.
 */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { uuidv7 } from '../lib/ids';
import type { Json } from '../lib/json';
import type { Result } from '../lib/result';
import type { WriteError } from '../replica/book';
import { useActor, useTeam } from './book-context';

export const FIELD_TYPES = ['text', 'longText', 'number', 'money', 'date', 'yesNo', 'oneOf', 'manyOf', 'rating', 'person', 'file'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
export type RequiredAt = 'entry' | 'fair' | 'never';

export interface FieldDefinition {
  readonly id: string;
  readonly label: string;
  readonly type: FieldType;
  readonly help?: string;
  readonly group?: string;
  /** For oneOf and manyOf. */
  readonly options?: readonly string[];
  readonly requiredAt?: RequiredAt;
  readonly sensitive?: boolean;
  /** Ask where the value comes from. */
  readonly sourcePrompt?: boolean;
  /** Place in the profile; lower first. */
  readonly order?: number;
  readonly deletedAt?: string;
}

/** undefined for what this version cannot read; unknown types become 'text', so that their values still show. */
export function parseFieldDefinition(id: string, stored: Json): FieldDefinition | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const value = stored as { readonly [key: string]: Json };
  const text = (key: string): string | undefined => (typeof value[key] === 'string' ? value[key] : undefined);
  const label = text('label');
  if (label === undefined) return undefined;
  const [help, group, deletedAt, requiredAt] = [text('help'), text('group'), text('deletedAt'), text('requiredAt')];
  const options = Array.isArray(value['options']) ? value['options'].filter((option): option is string => typeof option === 'string') : undefined;
  return {
    id, label, type: FIELD_TYPES.find((known) => known === value['type']) ?? 'text',
    ...(help === undefined ? {} : { help }), ...(group === undefined ? {} : { group }), ...(deletedAt === undefined ? {} : { deletedAt }), ...(options ? { options } : {}),
    ...(requiredAt === 'entry' || requiredAt === 'fair' || requiredAt === 'never' ? { requiredAt } : {}),
    ...(value['sensitive'] === true ? { sensitive: true } : {}), ...(value['sourcePrompt'] === true ? { sourcePrompt: true } : {}), ...(typeof value['order'] === 'number' ? { order: value['order'] } : {}),
  };
}

export interface FieldDefinitions {
  /** In profile order, without deleted ones. */
  readonly fields: Accessor<readonly FieldDefinition[]>;
  readonly deleted: Accessor<readonly FieldDefinition[]>;
  byId(id: string): FieldDefinition | undefined;
  /** Without an id a new field. Resolves with the id after it is stored. */
  save(definition: Omit<FieldDefinition, 'id'> & { readonly id?: string }): Promise<Result<string, WriteError>>;
  /** Hides it; values stay for 30 days and can be brought back with `restore`. */
  remove(id: string): Promise<Result<void, WriteError>>;
  restore(id: string): Promise<Result<void, WriteError>>;
}

/** Needs an owner. */
export function useFieldDefinitions(): FieldDefinitions {
  const team = useTeam();
  const actor = useActor();
  const all = createMemo(() => Object.entries(team.all('fieldDefinitions'))
    .map(([id, stored]) => parseFieldDefinition(id, stored)).filter((definition) => definition !== undefined)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || a.label.localeCompare(b.label)));
  const write = (id: string, changes: Readonly<Record<string, Json>>, without: string[] = []): Promise<Result<void, WriteError>> => {
    // What a newer version has added to the record stays.
    const stored = team.get('fieldDefinitions', id);
    const next: Record<string, Json> = { ...(typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored as Readonly<Record<string, Json>>) : {}), ...changes };
    for (const key of without) delete next[key];
    return team.set('fieldDefinitions', id, next);
  };
  return {
    fields: () => all().filter((definition) => !definition.deletedAt),
    deleted: () => all().filter((definition) => definition.deletedAt),
    byId: (id) => all().find((definition) => definition.id === id),
    save: async ({ id = uuidv7(() => actor.now()), ...definition }) => {
      const result = await write(id, JSON.parse(JSON.stringify(definition)) as Record<string, Json>);
      return result.ok ? { ok: true, value: id } : result;
    },
    remove: (id) => write(id, { deletedAt: new Date(actor.now()).toISOString() }),
    restore: (id) => write(id, {}, ['deletedAt']),
  };
}
