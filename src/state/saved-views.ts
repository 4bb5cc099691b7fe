/** Saved views: a named filter with its order, shared by the team. What cannot be read (a newer version wrote it) is listed as such, not dropped. */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { parseFilter } from '../domain/filter/filter';
import type { Filter } from '../domain/filter/filter';
import { uuidv7 } from '../lib/ids';
import type { Json } from '../lib/json';
import type { Result } from '../lib/result';
import type { WriteError } from '../replica/book';
import { useActor, useTeam } from './book-context';
import { CUSTOMER_SORTS } from './customer-order';
import type { CustomerSort } from './customer-order';

export interface SavedView { readonly id: string; readonly name: string; readonly filter: Filter; readonly sort: CustomerSort }

/** undefined for what this version cannot read. */
export function parseSavedView(id: string, stored: Json): SavedView | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const { name, filter, sort } = stored as { readonly [key: string]: Json };
  const parsed = parseFilter(filter);
  if (typeof name !== 'string' || !parsed.ok) return undefined;
  return { id, name, filter: parsed.value, sort: CUSTOMER_SORTS.find((known) => known === sort) ?? 'name' };
}

export interface SavedViews {
  /** By name. */
  readonly views: Accessor<readonly SavedView[]>;
  /** Views that a newer version of the app has made; kept, and usable there. */
  readonly unreadable: Accessor<number>;
  /** Without an id a new view. Resolves with the id after it is stored. */
  save(view: Omit<SavedView, 'id'> & { readonly id?: string }): Promise<Result<string, WriteError>>;
  remove(id: string): Promise<Result<void, WriteError>>;
}

/** Needs an owner. */
export function useSavedViews(): SavedViews {
  const team = useTeam();
  const actor = useActor();
  const read = createMemo(() => {
    const stored = Object.entries(team.all('savedViews'));
    const views = stored.map(([id, value]) => parseSavedView(id, value)).filter((view) => view !== undefined);
    return { views: views.sort((a, b) => a.name.localeCompare(b.name)), unreadable: stored.length - views.length };
  });
  return {
    views: () => read().views,
    unreadable: () => read().unreadable,
    save: async ({ id = uuidv7(() => actor.now()), name, filter, sort }) => {
      const result = await team.set('savedViews', id, { name, filter: filter as unknown as Json, sort });
      return result.ok ? { ok: true, value: id } : result;
    },
    remove: (id) => team.set('savedViews', id, null),
  };
}
