/**
 * The roster: what the signed records come to. Forged, unsigned and unauthorised records are left out without a word, so that
 * whatever a peer puts into the team document, the devices are the same on every screen.
 */
import type { Role } from '../../domain/team';
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import { isId, verify as verifyWithWebCrypto, type Verify } from './crypto';
import { recordsThatCount } from './roster-authority';
import { parseRecord, recordToJson, signedBytes, type Grant, type NameRecord, type Removal, type RosterRecord } from './roster-record';
import { currentName, currentRole } from './roster-role';

export interface RosterDevice {
  readonly id: DeviceId;
  readonly signKey: Uint8Array;
  readonly agreeKey: Uint8Array;
  readonly name: string;
  readonly person: string;
  readonly role: Role;
  /** Printed on paper, not a device: an owner's key that only the recovery code opens. `sealed` are its private keys. */
  readonly recovery: { readonly sealed: Uint8Array } | undefined;
  readonly admittedBy: DeviceId;
  /** Stamps as their authors' clocks had them. */
  readonly admittedAt: string;
  readonly removed: { readonly by: DeviceId; readonly at: string } | undefined;
}

export interface Roster {
  readonly teamId: string;
  /** Everyone who was ever let in, the removed too. */
  readonly devices: ReadonlyMap<DeviceId, RosterDevice>;
  /** The records that count, by id. */
  readonly records: ReadonlyMap<string, RosterRecord>;
  /** Ids of everything with a good signature by each device, counting or not: what has been seen of it. */
  readonly seen: ReadonlyMap<DeviceId, readonly string[]>;
}

/**
 * More than a shop makes in a century; whatever would be more is not read. Rubbish does not count, and what is known already comes first
 * (membership.ts): nobody can crowd out the records that count here.
 */
const MAX_RECORDS = 20_000;

/** `records`: collection 'devices' of the team document, by id. */
export async function readRoster(records: Readonly<Record<string, Json>>, teamId: string, verify: Verify = verifyWithWebCrypto): Promise<Roster> {
  const genuine = await genuineRecords(records, teamId, verify);
  const counting = [...recordsThatCount(genuine)];
  const seen = new Map<DeviceId, readonly string[]>();
  for (const { by, id } of genuine) seen.set(by, [...(seen.get(by) ?? []), id]);
  return { teamId, devices: devicesOf(counting), records: new Map(counting.map((record) => [record.id, record])), seen };
}

async function genuineRecords(records: Readonly<Record<string, Json>>, teamId: string, verify: Verify): Promise<readonly RosterRecord[]> {
  const parsed: RosterRecord[] = [];
  for (const [id, json] of Object.entries(records)) {
    if (parsed.length >= MAX_RECORDS) break;
    // Cheap, before anything is hashed: ids like numbers would come first, however late they were added.
    if (!isId(id)) continue;
    const record = parseRecord(json);
    if (record && record.id === id && record.team === teamId) parsed.push(record);
  }
  // A device's id is the hash of its key, so whoever names the key, it is the right one.
  const keys = new Map<DeviceId, Uint8Array>();
  for (const record of parsed) if (record.kind === 'found' || record.kind === 'grant') keys.set(record.device, record.signKey);
  const isGenuine = await Promise.all(parsed.map(async (record) => {
    const key = keys.get(record.by);
    return key !== undefined && (await verify(key, signedBytes(record), record.signature));
  }));
  return parsed.filter((_, i) => isGenuine[i]).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function devicesOf(counting: readonly RosterRecord[]): ReadonlyMap<DeviceId, RosterDevice> {
  const grants = groupByDevice(counting.filter((record): record is Grant => record.kind === 'found' || record.kind === 'grant'));
  const names = groupByDevice(counting.filter((record): record is NameRecord => record.kind === 'name'));
  const removals = groupByDevice(counting.filter((record): record is Removal => record.kind === 'remove'));
  const devices = new Map<DeviceId, RosterDevice>();
  for (const [id, given] of grants) {
    const { role, signKey, agreeKey, name, person } = currentRole(given);
    const named = currentName(names.get(id) ?? []) ?? { name, person };
    const first = given.find((grant) => grant.prev.length === 0) ?? given[0]!;
    const sealed = given.find((grant) => grant.kind === 'grant' && grant.recovery.length > 0);
    // A device that left and was sent away besides has been sent away.
    const gone = removals.get(id) ?? [];
    const removal = gone.find(({ by }) => by !== id) ?? gone[0];
    devices.set(id, {
      id, signKey, agreeKey, role,
      name: named.name,
      person: named.person,
      recovery: sealed?.kind === 'grant' ? { sealed: sealed.recovery } : undefined,
      admittedBy: first.by,
      admittedAt: first.at,
      removed: removal && { by: removal.by, at: removal.at },
    });
  }
  return devices;
}

function groupByDevice<T extends RosterRecord>(records: readonly T[]): ReadonlyMap<DeviceId, readonly T[]> {
  const groups = new Map<DeviceId, T[]>();
  for (const record of records) {
    const group = groups.get(record.device);
    if (group) group.push(record);
    else groups.set(record.device, [record]);
  }
  return groups;
}

/** The records that count, as they lie in a document. */
export const recordsOf = (roster: Roster): Readonly<Record<string, Json>> => Object.fromEntries([...roster.records].map(([id, record]) => [id, recordToJson(record)]));

/** Those who belong to the team now, the recovery kit included. */
export const membersOf = (roster: Roster): readonly RosterDevice[] => [...roster.devices.values()].filter((device) => !device.removed);

/** The device if it belongs to the team now. */
export function memberOf(roster: Roster, id: DeviceId): RosterDevice | undefined {
  const device = roster.devices.get(id);
  return device?.removed ? undefined : device;
}
