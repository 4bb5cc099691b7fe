/**
 * Ids for customers whose own one is spent. What is erased leaves a tombstone on this device, so that nothing brings it
 * back by mistake; a customer of an import that was undone, or of a trash that was emptied, comes again under a spare id.
 * The spare ids follow from the row like the first one, so that who is known by nothing else is found again by them.
 */
import type { CustomerId, FieldEdits } from '../../domain/customer/fields';
import { derivedCustomerId } from './derived-ids';
import type { MatchIndex } from './match';
import { keysOfFields, OWN_ID } from './record-keys';

/** So many follow from the row; who was erased more often than that gets a random id. */
export const SPARE_IDS = 32;

/** `attempt` from 1. Without the id that a file of ours names: stored customers no longer say it. */
export function spareCustomerId(fields: FieldEdits, attempt: number): CustomerId {
  const said = withoutOwnId(fields);
  return derivedCustomerId(keysOfFields(said), said, attempt);
}

/** The spare id under which the book has the customer of a row that is known by nothing but itself. */
export function findSpareId(fields: FieldEdits, name: string, index: Pick<MatchIndex, 'has' | 'hasName'>): CustomerId | undefined {
  if (name !== '' && !index.hasName(name)) return undefined;
  const { emails, externals, phones, number } = keysOfFields(withoutOwnId(fields));
  // These would have been found by what they are known by.
  if (emails.length + externals.length + phones.length > 0 || number !== '') return undefined;
  for (let attempt = 1; attempt <= SPARE_IDS; attempt++) {
    const id = spareCustomerId(fields, attempt);
    if (index.has(id)) return id;
  }
  return undefined;
}

const withoutOwnId = (fields: FieldEdits): FieldEdits => (OWN_ID in fields ? Object.fromEntries(Object.entries(fields).filter(([key]) => key !== OWN_ID)) : fields);
