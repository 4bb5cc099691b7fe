/** Which rows are sample data, and the action that takes them away. */
import type { CustomerId } from '../domain/customer/fields';
import type { RowIndex, UserAction } from '../replica/book';

function sampleIds(rows: RowIndex, trashedAt: string | undefined): CustomerId[] {
  const ids: CustomerId[] = [];
  for (const row of rows.all()) if (row.sample && row.trashedAt === trashedAt) ids.push(row.id);
  return ids;
}

/** Who lies in the trash by the removal of this very stamp. */
export const sampleTrashedAt = (rows: RowIndex, at: string): readonly CustomerId[] => sampleIds(rows, at);

/** `at` is a UTC stamp. */
export const moveSampleToTrash = (rows: RowIndex, at: string, by: string, label: string): UserAction => ({
  label, edits: sampleIds(rows, undefined).map((id) => ({ id, fields: { trashedAt: at, trashedBy: by } })),
});
