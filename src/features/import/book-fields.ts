/** The book's own fields as the mapping needs them. */
import type { Accessor } from 'solid-js';
import type { CustomFieldDefinition } from '../../domain/customer/custom-fields';
import { useFieldDefinitions } from '../../state/field-definitions';
import type { BookField } from '../../transfer/csv/propose-mapping';

export const bookField = ({ id, label, type, choices }: CustomFieldDefinition): BookField => ({ id, label, type, ...(choices ? { choices } : {}) });

/** Needs an owner. */
export function useBookFields(): Accessor<readonly BookField[]> {
  const definitions = useFieldDefinitions();
  return () => definitions.fields().map(bookField);
}
