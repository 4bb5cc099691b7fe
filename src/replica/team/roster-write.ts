/** Makes and signs records of the roster. Whether the signer may is asked of domain/team.ts before; here it is only said and signed. */
import type { Role } from '../../domain/team';
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import type { Signer } from './device-keys';
import { randomBytes } from './crypto';
import { NONCE_LENGTH, recordId, recordToJson, signedBytes, teamIdOf, toName, type RosterContent } from './roster-record';
import type { Roster } from './roster';

/** A record ready for its collection. */
export interface NewRecord { readonly id: string; readonly value: Json }

/** A device as it introduces itself. */
export interface Introduction { readonly signKey: Uint8Array; readonly agreeKey: Uint8Array; readonly name: string; readonly person: string }

export interface RosterAuthor {
  readonly signer: Signer;
  readonly roster: Roster;
  /** UTC stamp. */
  readonly at: string;
}

/** Founds a team whose id commits to this device's key. */
export async function foundTeam(signer: Signer, founder: Introduction, at: string): Promise<{ readonly teamId: string; readonly record: NewRecord }> {
  const nonce = randomBytes(NONCE_LENGTH);
  const teamId = teamIdOf(founder.signKey, nonce);
  const record = await signed(signer, { kind: 'found', team: teamId, by: signer.id, device: signer.id, at, ...introduced(founder), role: 'owner', prev: [], keeps: [], nonce });
  return { teamId, record };
}

/** Lets a device in. `recovery`: sealed keys of a kit (recovery-kit.ts). */
export const admitDevice = (author: RosterAuthor, device: DeviceId, introduction: Introduction, role: Role, recovery: Uint8Array = new Uint8Array(0)): Promise<NewRecord> =>
  signed(author.signer, { kind: 'grant', ...said(author, device), ...introduced(introduction), role, prev: [], keeps: [], recovery });

/** Gives a device of the roster another role. undefined: there is no such device. */
export async function changeRole(author: RosterAuthor, device: DeviceId, role: Role): Promise<NewRecord | undefined> {
  const known = author.roster.devices.get(device);
  if (!known) return undefined;
  const { signKey, agreeKey, name, person, recovery } = known;
  const prev = idsAbout(author.roster, device, ['found', 'grant']);
  return signed(author.signer, { kind: 'grant', ...said(author, device), signKey, agreeKey, name, person, role, prev, keeps: seenOf(author.roster, device), recovery: recovery?.sealed ?? new Uint8Array(0) });
}

export const renameDevice = (author: RosterAuthor, device: DeviceId, names: { readonly name: string; readonly person: string }): Promise<NewRecord> =>
  signed(author.signer, { kind: 'name', ...said(author, device), name: toName(names.name), person: toName(names.person), prev: idsAbout(author.roster, device, ['name']) });

/** Sends a device away for good; with the own id: leaves. */
export const removeDevice = (author: RosterAuthor, device: DeviceId): Promise<NewRecord> =>
  signed(author.signer, { kind: 'remove', ...said(author, device), keeps: seenOf(author.roster, device) });

const said = ({ signer, roster, at }: RosterAuthor, device: DeviceId) => ({ team: roster.teamId, by: signer.id, at, device });

const introduced = ({ signKey, agreeKey, name, person }: Introduction) => ({ signKey, agreeKey, name: toName(name), person: toName(person) });

const idsAbout = (roster: Roster, device: DeviceId, kinds: readonly string[]): readonly string[] =>
  [...roster.records.values()].filter((record) => record.device === device && kinds.includes(record.kind)).map(({ id }) => id);

const seenOf = (roster: Roster, device: DeviceId): readonly string[] => roster.seen.get(device) ?? [];

async function signed(signer: Signer, content: RosterContent): Promise<NewRecord> {
  const id = recordId(content);
  return { id, value: recordToJson({ ...content, id, signature: await signer.sign(signedBytes(content)) }) };
}
