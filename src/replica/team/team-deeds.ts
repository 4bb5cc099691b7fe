/**
 * What a device does with its team, as records to be written into the team document. Whether its role permits it is asked here, of domain/team.ts;
 * whoever writes without asking finds that nobody reads it (roster-authority.ts).
 */
import { can, leavesNoOwner, mayAdmit, mayChangeRole, mayRemove, type Role } from '../../domain/team';
import { err, ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import type { TeamError } from '../team';
import type { Verify } from './crypto';
import type { DeviceIdentity } from './device-keys';
import { rotateEpoch, wrapsFor } from './epochs';
import { byId, ownersOf, rosterWith, type Membership, type TeamRecords, type TeamWrites } from './membership';
import type { Joiner } from './pairing-inviter';
import type { Joined } from './pairing-joiner';
import type { Welcome } from './pairing-messages';
import { admitRecoveryKit, makeRecoveryKit, recoveryKitsOf } from './recovery-kit';
import { memberOf, readRoster, recordsOf } from './roster';
import { admitDevice, changeRole, foundTeam, removeDevice, renameDevice as nameDevice, type NewRecord, type RosterAuthor } from './roster-write';
import type { TeamSecrets } from './team-secrets';

export interface Acting {
  readonly self: DeviceIdentity;
  readonly membership: Membership;
  /** UTC stamp. */
  readonly at: string;
  readonly verify?: Verify;
}

export interface Names { readonly name: string; readonly person: string }

export interface FoundedTeam { readonly secrets: TeamSecrets; readonly writes: TeamWrites; /** Shown once. */ readonly recoveryCode: string }

/** A new team with this device as its owner, a first epoch, and a recovery kit. `secrets` are saved first, then `writes` go into the document. */
export async function createTeam({ self, names, at }: { readonly self: DeviceIdentity; readonly names: Names; readonly at: string }): Promise<FoundedTeam> {
  const { signKey, agreeKey } = self;
  const { teamId, record } = await foundTeam(self, { signKey, agreeKey, ...names }, at);
  const kit = await makeRecoveryKit();
  const founded = await readRoster(byId([record]), teamId);
  const devices = [record, await admitRecoveryKit({ signer: self, roster: founded, at }, kit)];
  const { epoch, records } = await rotateEpoch({ signer: self, roster: await readRoster(byId(devices), teamId), highest: 0, at });
  const own = records.filter(({ id }) => id === epoch.id);
  return { secrets: { teamId, epochs: new Map([[epoch.id, epoch.key]]), records: byId([...devices, ...own]) }, writes: { devices, epochs: records }, recoveryCode: kit.code };
}

/** Lets the device in: `writes` into the document first, then `welcomeFor` with the document as it is then. */
export async function admit(acting: Acting, joiner: Joiner, role: Role): Promise<Result<TeamWrites, TeamError>> {
  const { me, epochs, roster } = acting.membership;
  // A device that was sent away or has left stays away with these keys, whoever says otherwise.
  if (!me || !epochs.current || !mayAdmit(me.role, role) || roster.devices.get(joiner.id)?.removed) return err({ kind: 'not-allowed' });
  const record = await admitDevice(authorOf(acting), joiner.id, joiner, role);
  return ok({ devices: [record], epochs: await wrapsFor(epochs.current, await after(acting, [record]), [joiner.id]) });
}

/** All that a new device needs. `document`: the state of the team document. */
export const welcomeFor = ({ secrets, epochs }: Membership, records: TeamRecords, document: Uint8Array): Welcome =>
  ({ teamId: secrets.teamId, epochs: epochs.held, devices: records.devices, epochRecords: records.epochs, document });

/** What a new device keeps of the welcome. */
export const secretsFrom = ({ welcome: { teamId, epochs }, roster }: Pick<Joined, 'welcome' | 'roster'>): TeamSecrets => ({ teamId, epochs: new Map(epochs.map(({ id, key }) => [id, key])), records: recordsOf(roster) });

export async function setRole(acting: Acting, device: DeviceId, role: Role): Promise<Result<TeamWrites, TeamError>> {
  const { me, roster } = acting.membership;
  const target = memberOf(roster, device);
  const isLastOwner = role !== 'owner' && target?.role === 'owner' && leavesNoOwner(ownersOf(roster), device);
  // Nobody's word about the own role counts.
  if (!me || !target || target.recovery || device === acting.self.id || isLastOwner || !mayChangeRole(me.role, target.role, role)) return err({ kind: 'not-allowed' });
  const record = await changeRole(authorOf(acting), device, role);
  return record ? ok({ devices: [record], epochs: [] }) : err({ kind: 'not-allowed' });
}

/** What is left out stays as it is. */
export async function renameDevice(acting: Acting, device: DeviceId, names: Partial<Names>): Promise<Result<TeamWrites, TeamError>> {
  const { me, roster } = acting.membership;
  const target = memberOf(roster, device);
  if (!me || !target || target.recovery || (device !== acting.self.id && !mayRemove(me.role, target.role))) return err({ kind: 'not-allowed' });
  return ok({ devices: [await nameDevice(authorOf(acting), device, { name: names.name ?? target.name, person: names.person ?? target.person })], epochs: [] });
}

/** Sends a device away, or a recovery kit, and makes the next epoch without it. */
export async function sendAway(acting: Acting, device: DeviceId): Promise<Result<TeamWrites, TeamError>> {
  const { me, roster } = acting.membership;
  const target = memberOf(roster, device);
  if (!me || !target || device === acting.self.id || !mayRemove(me.role, target.role)) return err({ kind: 'not-allowed' });
  const record = await removeDevice(authorOf(acting), device);
  return ok({ devices: [record], epochs: await nextEpoch(acting, [record]) });
}

/** This device goes. The next epoch is for those who stay to make (`duties`). With the last owner nobody is left who can let owners in: warn before. */
export async function leave(acting: Acting): Promise<Result<TeamWrites, TeamError>> {
  if (!acting.membership.me) return err({ kind: 'no-team' });
  return ok({ devices: [await removeDevice(authorOf(acting), acting.self.id)], epochs: [] });
}

/** A new kit in place of all before it. */
export async function replaceRecoveryKit(acting: Acting): Promise<Result<{ readonly writes: TeamWrites; readonly recoveryCode: string }, TeamError>> {
  const { me, roster } = acting.membership;
  if (!me || !mayAdmit(me.role, 'owner')) return err({ kind: 'not-allowed' });
  const kit = await makeRecoveryKit();
  const devices: NewRecord[] = [await admitRecoveryKit(authorOf(acting), kit)];
  for (const { id } of recoveryKitsOf(roster)) devices.push(await removeDevice(authorOf(acting), id));
  return ok({ writes: { devices, epochs: await nextEpoch(acting, devices) }, recoveryCode: kit.code });
}

/** Makes `self` an owner by the kit's signature. `membership`: read as the kit (`self: kit`) from the file's content. */
export async function readmit({ kit, membership, self, names, at }: { readonly kit: DeviceIdentity; readonly membership: Membership; readonly self: DeviceIdentity; readonly names: Names; readonly at: string }): Promise<Result<TeamWrites, TeamError>> {
  const { signKey, agreeKey, id } = self;
  return admit({ self: kit, membership, at }, { id, signKey, agreeKey, ...names }, 'owner');
}

/** What whoever sees it does for the team: the current key for those who lack it; the next epoch where none keeps the removed out. undefined: nothing. */
export async function duties(acting: Acting): Promise<TeamWrites | undefined> {
  const { me, epochs, roster, lost } = acting.membership;
  if (!me) return undefined;
  const made = epochs.needsRotation
    ? can(me.role, 'manage') ? await nextEpoch(acting, []) : []
    : epochs.current && !epochs.isBehind ? await wrapsFor(epochs.current, roster, epochs.lacking) : [];
  const writes = { devices: lost.devices, epochs: [...lost.epochs, ...made] };
  return writes.devices.length + writes.epochs.length > 0 ? writes : undefined;
}

const authorOf = ({ self, membership, at }: Acting): RosterAuthor => ({ signer: self, roster: membership.roster, at });
const after = ({ membership, verify }: Acting, records: readonly NewRecord[]) => rosterWith(membership.roster, records, verify);

/** Records of an epoch for the team as it is once `records` are written. Its key is read from the wrap for this device. */
async function nextEpoch(acting: Acting, records: readonly NewRecord[]): Promise<readonly NewRecord[]> {
  const roster = records.length > 0 ? await after(acting, records) : acting.membership.roster;
  return (await rotateEpoch({ signer: acting.self, roster, highest: acting.membership.epochs.highest, at: acting.at })).records;
}
