/**
 * What this device knows of its team beside the team document, under 'team' in the book's `keys` store, through its codec:
 * the keys of epochs, and every roster record that has ever counted here. The latter are remembered because a document can lose a record
 * (a colleague's device that deletes what it may not), and a removal once heard of must not be unheard.
 */
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import type { StorageError, StoragePort } from '../ports';
import { createByteWriter, decodeBytes } from './bytes';
import { EPOCH_KEY_LENGTH } from './epoch-keys';
import { decodeRecords, encodeRecords, type RecordsById } from './records-codec';

export interface TeamSecrets {
  readonly teamId: string;
  readonly epochs: ReadonlyMap<string, Uint8Array>;
  readonly records: RecordsById;
}

const KEY = 'team';
const VERSION = 1;
const MAX_EPOCHS = 10_000;

export async function loadTeamSecrets(storage: StoragePort): Promise<Result<TeamSecrets | undefined, StorageError>> {
  const stored = await storage.get('keys', KEY);
  if (!stored.ok) return stored;
  if (!stored.value) return ok(undefined);
  const secrets = decodeSecrets(stored.value);
  return secrets ? ok(secrets) : err({ kind: 'unknown', detail: 'The keys of the team are damaged.' });
}

/** undefined: this device belongs to no team any more. */
export const saveTeamSecrets = (storage: StoragePort, secrets: TeamSecrets | undefined): Promise<Result<void, StorageError>> =>
  storage.commit([secrets ? { store: 'keys', type: 'put', key: KEY, value: encodeSecrets(secrets) } : { store: 'keys', type: 'delete', key: KEY }], { strict: true });

export function encodeSecrets({ teamId, epochs, records }: TeamSecrets): Uint8Array {
  const writer = createByteWriter().byte(VERSION).text(teamId).uint32(epochs.size);
  for (const [id, key] of epochs) writer.text(id).raw(key);
  return writer.block(encodeRecords(records)).done();
}

export function decodeSecrets(bytes: Uint8Array): TeamSecrets | undefined {
  return decodeBytes(bytes, (reader) => {
    if (reader.byte() !== VERSION) reader.fail();
    const teamId = reader.text(64);
    const count = reader.uint32();
    if (count > MAX_EPOCHS) reader.fail();
    const epochs = new Map<string, Uint8Array>();
    for (let i = 0; i < count; i++) epochs.set(reader.text(64), reader.raw(EPOCH_KEY_LENGTH));
    const records: Readonly<Record<string, Json>> = decodeRecords(reader.block(bytes.length)) ?? reader.fail();
    return { teamId, epochs, records };
  });
}
