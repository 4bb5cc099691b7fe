/**
 * What this device belongs to, read from two sides: the team document as it is now, and what this device has kept for itself (team-secrets.ts).
 * A document can lose a record or have a bad one in its place; what once counted here goes on counting, and is put back.
 */
import type { DeviceId } from '../link/ports';
import type { Verify } from './crypto';
import type { DeviceIdentity } from './device-keys';
import { readEpochs, type Epochs } from './epochs';
import type { RecordsById } from './records-codec';
import { memberOf, readRoster, recordsOf, type Roster, type RosterDevice } from './roster';
import type { NewRecord } from './roster-write';
import type { TeamSecrets } from './team-secrets';

/** The two collections of the team document that are signed. */
export interface TeamRecords { readonly devices: RecordsById; readonly epochs: RecordsById }

/** Records to be written into those collections, in this order. */
export interface TeamWrites { readonly devices: readonly NewRecord[]; readonly epochs: readonly NewRecord[] }

export interface Membership {
  readonly roster: Roster;
  readonly epochs: Epochs;
  /** This device while it belongs to the team. */
  readonly me: RosterDevice | undefined;
  /** To be saved when `isNews`, before anything else is done with it. */
  readonly secrets: TeamSecrets;
  readonly isNews: boolean;
  /** What the document has lost. */
  readonly lost: TeamWrites;
}

export interface MembershipSource {
  readonly document: TeamRecords;
  readonly secrets: TeamSecrets;
  readonly self: Pick<DeviceIdentity, 'id' | 'agree'>;
  /** A signature memory (signature-memory.ts), so that reading again costs little. */
  readonly verify: Verify;
}

export async function readMembership({ document, secrets, self, verify }: MembershipSource): Promise<Membership> {
  const { teamId } = secrets;
  // Known records first, so that no flood crowds them out, and last, so that none is overwritten.
  const [roster, told] = await Promise.all([readRoster({ ...secrets.records, ...document.devices, ...secrets.records }, teamId, verify), readRoster(document.devices, teamId, verify)]);
  const epochs = await readEpochs({ records: { ...document.epochs, ...secrets.records }, roster, self, known: secrets.epochs, verify });

  const records = { ...secrets.records };
  for (const [id, record] of Object.entries(recordsOf(roster))) records[id] ??= record;
  for (const { id } of epochs.held) {
    const record = records[id] ?? document.epochs[id];
    if (record !== undefined) records[id] = record;
  }
  const keys = new Map([...secrets.epochs, ...epochs.held.map(({ id, key }) => [id, key] as const)]);
  const toldEpochs = await readEpochs({ records: document.epochs, roster, self, known: keys, verify });
  const isNews = keys.size > secrets.epochs.size || Object.keys(records).length > Object.keys(secrets.records).length;

  const genuine = new Set<string>([...told.seen.values()].flat());
  const toldEpochIds = new Set<string>(toldEpochs.held.map(({ id }) => id));
  const restored = (ids: Iterable<string>, isThere: ReadonlySet<string>): readonly NewRecord[] => [...ids].filter((id) => !isThere.has(id)).map((id) => ({ id, value: records[id]! }));
  return {
    roster, epochs, isNews,
    me: memberOf(roster, self.id),
    secrets: { teamId, epochs: keys, records },
    lost: { devices: restored(roster.records.keys(), genuine), epochs: restored(epochs.held.map(({ id }) => id), toldEpochIds) },
  };
}

/** The roster with records that have just been made. */
export const rosterWith = (roster: Roster, added: readonly NewRecord[], verify?: Verify): Promise<Roster> =>
  readRoster({ ...recordsOf(roster), ...byId(added) }, roster.teamId, verify);

export const byId = (records: readonly NewRecord[]): RecordsById => Object.fromEntries(records.map(({ id, value }) => [id, value]));

/** Owners that are devices, for `leavesNoOwner`: paper counts for nothing here. */
export const ownersOf = (roster: Roster): readonly DeviceId[] => [...roster.devices.values()].filter(({ role, removed, recovery }) => role === 'owner' && !removed && !recovery).map(({ id }) => id);
