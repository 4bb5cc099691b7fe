/**
 * Which epoch holds, and who still lacks its key. The epoch that holds was made by a member who may manage, and keeps out everyone
 * who has been removed; two removals apart make two epochs, of which each lets in the other's removed device, so neither holds and
 * one who may manage makes a third (`needsRotation`).
 *
 * A device that slept through a rotation knows older rooms only. So everybody also listens in the last few; who gets in is decided by
 * the handshake, not by knowing the room.
 */
import { can } from '../../domain/team';
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import { verify as verifyWithWebCrypto, type Verify } from './crypto';
import type { DeviceIdentity, Signer } from './device-keys';
import { makeEpoch, unwrapEpoch, wrapEpoch, type Epoch } from './epoch-keys';
import { epochSignedBytes, epochToJson, MAX_N, parseEpochRecord, wrapKey, type EpochContent, type EpochRecord } from './epoch-record';
import { memberOf, membersOf, type Roster } from './roster';
import type { NewRecord } from './roster-write';

/** Rooms to listen in, the newest included. */
export const ROOMS = 3;

export interface Epochs {
  /** What to seal with and where to meet: the best of those whose key is here. undefined: no key at all. */
  readonly current: Epoch | undefined;
  /** Keys known here, best first; those to listen with are the first `ROOMS`, those to open files with all. */
  readonly held: readonly Epoch[];
  /** A better epoch is known whose key is not here yet. */
  readonly isBehind: boolean;
  /** No epoch keeps out all who were removed: a member who may manage makes a new one. */
  readonly needsRotation: boolean;
  /** Members for whom `current` has not been wrapped. */
  readonly lacking: readonly DeviceId[];
  /** Highest number seen. */
  readonly highest: number;
}

export interface EpochSource {
  /** Collection 'epochs' of the team document. */
  readonly records: Readonly<Record<string, Json>>;
  readonly roster: Roster;
  readonly self: Pick<DeviceIdentity, 'id' | 'agree'>;
  /** Keys that this device has got before, by epoch. */
  readonly known: ReadonlyMap<string, Uint8Array>;
  readonly verify?: Verify;
}

export async function readEpochs({ records, roster, self, known, verify = verifyWithWebCrypto }: EpochSource): Promise<Epochs> {
  const genuine = await genuineEpochs(records, roster, verify);
  const ranked = genuine.map((record) => ({ record, holds: holds(record, roster) })).sort((a, b) => Number(b.holds) - Number(a.holds) || b.record.n - a.record.n || (a.record.epoch < b.record.epoch ? 1 : -1));
  const held: Epoch[] = [];
  for (const { record } of ranked) {
    const epoch = await keyOf(record.epoch, records, roster, self, known);
    if (epoch) held.push(epoch);
  }
  const current = held[0];
  return {
    current,
    held,
    isBehind: ranked.length > 0 && ranked[0]!.record.epoch !== current?.id,
    needsRotation: !ranked.some(({ holds: does }) => does),
    lacking: current ? membersOf(roster).map(({ id }) => id).filter((id) => typeof records[wrapKey(current.id, id)] !== 'string') : [],
    highest: genuine.reduce((highest, { n }) => Math.max(highest, n), 0),
  };
}

async function genuineEpochs(records: Readonly<Record<string, Json>>, roster: Roster, verify: Verify): Promise<readonly EpochRecord[]> {
  const genuine: EpochRecord[] = [];
  for (const [id, json] of Object.entries(records)) {
    const record = id.includes('/') ? undefined : parseEpochRecord(json);
    const author = record && roster.devices.get(record.by);
    if (record?.epoch === id && record.team === roster.teamId && author && (await verify(author.signKey, epochSignedBytes(record), record.signature))) genuine.push(record);
  }
  return genuine;
}

function holds(record: EpochRecord, roster: Roster): boolean {
  const author = memberOf(roster, record.by);
  const without = new Set(record.without);
  return author !== undefined && can(author.role, 'manage') && [...roster.devices.values()].every((device) => !device.removed || without.has(device.id));
}

async function keyOf(id: string, records: Readonly<Record<string, Json>>, roster: Roster, self: EpochSource['self'], known: EpochSource['known']): Promise<Epoch | undefined> {
  const key = known.get(id);
  if (key) return { id, key };
  const wrap = records[wrapKey(id, self.id)];
  return typeof wrap === 'string' ? unwrapEpoch(roster.teamId, id, wrap, self) : undefined;
}

/** A new epoch for everyone who belongs to the team in `roster`: after founding it, after a removal. The wraps come first, then the record. */
export async function rotateEpoch({ signer, roster, highest, at }: { readonly signer: Signer; readonly roster: Roster; readonly highest: number; readonly at: string }): Promise<{ readonly epoch: Epoch; readonly records: readonly NewRecord[] }> {
  const epoch = await makeEpoch(roster.teamId);
  const without = [...roster.devices.values()].filter((device) => device.removed).map(({ id }) => id).sort();
  const content: EpochContent = { team: roster.teamId, epoch: epoch.id, n: Math.min(highest + 1, MAX_N), by: signer.id, at, without };
  const record = { ...content, signature: await signer.sign(epochSignedBytes(content)) };
  const wraps = await wrapsFor(epoch, roster, membersOf(roster).map(({ id }) => id));
  return { epoch, records: [...wraps, { id: epoch.id, value: epochToJson(record) }] };
}

/** The epoch's key for those of `devices` that belong to the team: for `Epochs.lacking`. */
export async function wrapsFor(epoch: Epoch, roster: Roster, devices: readonly DeviceId[]): Promise<readonly NewRecord[]> {
  const wraps: NewRecord[] = [];
  for (const id of devices) {
    const member = memberOf(roster, id);
    const value = member && (await wrapEpoch(epoch, id, member.agreeKey));
    if (value !== undefined) wraps.push({ id: wrapKey(epoch.id, id), value });
  }
  return wraps;
}
