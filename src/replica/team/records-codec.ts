/** Signed records as bytes: for credentials, farewells, the welcome of a new device and the secrets of this one. JSON inside, since JSON is what they are. */
import type { Json } from '../../lib/json';
import { isSafeKey } from '../documents/clean-json';
import { utf8Bytes, utf8Text } from './bytes';

export type RecordsById = Readonly<Record<string, Json>>;

export const encodeRecords = (records: RecordsById): Uint8Array => utf8Bytes(JSON.stringify(records));

/** The records by id, unchecked; undefined where it is no such list. Never throws. */
export function decodeRecords(bytes: Uint8Array, maxRecords = 100_000): RecordsById | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8Text(bytes) ?? '');
  } catch {
    return undefined; // Not JSON: whoever sent it is told by the caller.
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const ids = Object.keys(parsed);
  return ids.length <= maxRecords && ids.every(isSafeKey) ? (parsed as RecordsById) : undefined;
}
