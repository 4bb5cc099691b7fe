/** Teams for tests: devices with real keys, and a roster as the team document would hold it. */
import type { Role } from '../../src/domain/team';
import type { Json } from '../../src/lib/json';
import type { InviteState } from '../../src/replica/team';
import { generateDeviceKeys, identityOf, type DeviceIdentity } from '../../src/replica/team/device-keys';
import { readRoster, type Roster } from '../../src/replica/team/roster';
import { admitDevice, changeRole, foundTeam, removeDevice, renameDevice, type NewRecord } from '../../src/replica/team/roster-write';

/** Being compared on the inviting device. */
export const digitsIn = (invite: InviteState | undefined): string => (invite?.kind === 'compare' ? invite.code : '');

export type Records = Readonly<Record<string, Json>>;
export const STAMP = '2026-03-01T09:00:00.000Z';

export const aDevice = async (): Promise<DeviceIdentity> => identityOf(await generateDeviceKeys());

export const introductionOf = (device: DeviceIdentity, name = 'Tablet', person = 'Anna') => ({ signKey: device.signKey, agreeKey: device.agreeKey, name, person });

/** What one device says, knowing the records that it has been given. */
export interface Voice {
  admit(device: DeviceIdentity, role: Role, name?: string): Promise<void>;
  setRole(device: DeviceIdentity, role: Role): Promise<void>;
  rename(device: DeviceIdentity, name: string): Promise<void>;
  remove(device: DeviceIdentity): Promise<void>;
}

export interface TestTeam {
  readonly teamId: string;
  readonly founder: DeviceIdentity;
  records(): Records;
  add(...records: readonly NewRecord[]): void;
  roster(): Promise<Roster>;
  /** Speaks with what is known now, and adds it to the team. */
  as(device: DeviceIdentity, at?: string): Voice;
  /** A copy that hears nothing of this one from now on, and `merge`s later. */
  apart(): TestTeam;
  merge(other: TestTeam): void;
  /** Role by device, of those who belong to it. */
  roles(...devices: readonly DeviceIdentity[]): Promise<readonly (Role | 'removed' | 'unknown')[]>;
}

export async function aTeam(): Promise<TestTeam> {
  const founder = await aDevice();
  const { teamId, record } = await foundTeam(founder, introductionOf(founder, 'Counter', 'Frau Weber'), STAMP);
  return teamOf(teamId, founder, { [record.id]: record.value });
}

function teamOf(teamId: string, founder: DeviceIdentity, start: Records): TestTeam {
  let records: Records = start;
  const roster = (): Promise<Roster> => readRoster(records, teamId);
  const add = (...added: readonly NewRecord[]): void => {
    records = { ...records, ...Object.fromEntries(added.map(({ id, value }) => [id, value])) };
  };
  return {
    teamId, founder, add, roster,
    records: () => records,
    as: (signer, at = STAMP) => {
      const author = async () => ({ signer, roster: await roster(), at });
      return {
        admit: async (device, role, name) => add(await admitDevice(await author(), device.id, introductionOf(device, name), role)),
        setRole: async (device, role) => add((await changeRole(await author(), device.id, role))!),
        rename: async (device, name) => add(await renameDevice(await author(), device.id, { name, person: 'Anna' })),
        remove: async (device) => add(await removeDevice(await author(), device.id)),
      };
    },
    apart: () => teamOf(teamId, founder, records),
    merge: (other) => {
      records = { ...records, ...other.records() };
    },
    roles: async (...devices) => {
      const { devices: known } = await roster();
      return devices.map(({ id }) => roleIn(known.get(id)));
    },
  };
}

const roleIn = (device: { readonly role: Role; readonly removed: object | undefined } | undefined): Role | 'removed' | 'unknown' => (device ? (device.removed ? 'removed' : device.role) : 'unknown');
