/** What can be done with a selection, as one undoable action each. Pure: labels come in ready. */
import type { CustomerId } from '../../domain/customer/fields';
import type { Json } from '../../lib/json';
import type { UserAction } from '../../replica/book';

const toAll = (ids: readonly CustomerId[], fields: Readonly<Record<string, Json>>, label: string): UserAction => ({ label, edits: ids.map((id) => ({ id, fields })) });

/** '' takes the owner away. */
export const assignOwner = (ids: readonly CustomerId[], owner: string, label: string): UserAction => toAll(ids, { owner: owner.trim() || null }, label);

export const addTag = (ids: readonly CustomerId[], tag: string, label: string): UserAction => toAll(ids, { [`tag/${tag.trim()}`]: true }, label);

/** `at` is a UTC stamp; the trash keeps them for 30 days from then. */
export const moveToTrash = (ids: readonly CustomerId[], at: string, by: string, label: string): UserAction => toAll(ids, { trashedAt: at, trashedBy: by }, label);
