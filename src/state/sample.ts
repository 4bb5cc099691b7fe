/** Which rows are sample data, and the action that takes them away. */
import type { CustomerId } from '../domain/customer/fields';
import type { RowIndex, UserAction } from '../replica/book';

function sampleIds(rows: RowIndex, trashed: boolean): CustomerId[] {
  const ids: CustomerId[] = [];
  for (const row of rows.all()) if (row.sample && Boolean(row.trashedAt) === trashed) ids.push(row.id);
  return ids;
}

export const trashedSample = (rows: RowIndex): readonly CustomerId[] => sampleIds(rows, true);

/** `at` is a UTC stamp. */
export const moveSampleToTrash = (rows: RowIndex, at: string, by: string, label: string): UserAction => ({
  label, edits: sampleIds(rows, false).map((id) => ({ id, fields: { trashedAt: at, trashedBy: by } })),
});
