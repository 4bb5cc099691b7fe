/** What several grants to one device come to: those that another replaces are gone; of what is left, given apart, the least. */
import { leastOf } from '../../domain/team';
import type { Grant, NameRecord } from './roster-record';

/** `grants`: at least one, all of them counting. The answer carries the role and the keys that stand. */
export function currentRole(grants: readonly Grant[]): Grant {
  const standing = notReplaced(grants);
  const role = leastOf(standing.map((grant) => grant.role));
  return largestId(standing.filter((grant) => grant.role === role))!;
}

/** The name that stands; of two given apart the one with the larger id, the same everywhere. */
export const currentName = (names: readonly NameRecord[]): NameRecord | undefined => largestId(notReplaced(names));

/** `prev` names ids, which are hashes: no circle can be made, so something is always left. */
function notReplaced<T extends Grant | NameRecord>(records: readonly T[]): readonly T[] {
  const replaced = new Set(records.flatMap((record) => record.prev));
  return records.filter((record) => !replaced.has(record.id));
}

const largestId = <T extends { readonly id: string }>(records: readonly T[]): T | undefined => records.reduce<T | undefined>((best, record) => (best && best.id > record.id ? best : record), undefined);
