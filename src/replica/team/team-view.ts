/** What screens see of the team, put together from the roster, the links and the exchange. Pure; claims nothing that was not confirmed. */
import type { DeviceId } from '../link/ports';
import type { SyncState } from '../sync/sync-engine';
import { CLOCK_TOLERANCE_MS, type PeerSync, type SyncSummary, type TeamDevice } from '../team';
import type { Roster } from './roster';

export interface ViewSource {
  readonly roster: Roster;
  readonly self: DeviceId;
  readonly sync: SyncState;
  /** Of links that do not come to be, with the reason. */
  readonly refusals: ReadonlyMap<DeviceId, string>;
  readonly lastSeen: Readonly<Record<DeviceId, number>>;
  readonly onlyHere: number;
}

/** This device first, then those who belong to the team, then those who did; each in the order in which they were let in. */
export function devicesOf({ roster, self, sync, refusals, lastSeen }: ViewSource): readonly TeamDevice[] {
  const devices = [...roster.devices.values()].filter(({ recovery }) => !recovery).map((device): TeamDevice => {
    const { id, name, person, role, removed } = device;
    const isLinked = sync.linked.has(id), refusal = refusals.get(id), ahead = isLinked ? sync.clocksAhead.get(id) ?? 0 : 0;
    const exchanged = sync.peers.get(id) ?? { kind: 'unknown' };
    return {
      id, name, person, role, isLinked, isSelf: id === self, lastSeen: lastSeen[id], removedAt: removed?.at, clockAhead: Math.abs(ahead) > CLOCK_TOLERANCE_MS ? ahead : undefined,
      // The link knows only that this side has closed it; the exchange knows that it was for the version.
      sync: !isLinked && refusal !== undefined && !isOtherVersion(exchanged) ? { kind: 'refused', reason: refusal } : exchanged,
    };
  });
  const rank = (device: TeamDevice): number => (device.isSelf ? 0 : device.removedAt === undefined ? 1 : 2);
  const admittedAt = (device: TeamDevice): string => roster.devices.get(device.id)!.admittedAt;
  return devices.sort((a, b) => rank(a) - rank(b) || (admittedAt(a) < admittedAt(b) ? -1 : 1));
}

const isOtherVersion = (sync: PeerSync): boolean => sync.kind === 'refused' && sync.reason.startsWith('other-version');

export function summaryOf(devices: readonly TeamDevice[], sync: SyncState, onlyHere: number): SyncSummary {
  if (sync.problem) return { kind: 'problem', detail: sync.problem };
  const linked = devices.filter((device) => device.isLinked && !device.isSelf && device.removedAt === undefined);
  if (linked.length === 0) return devices.some((device) => isOtherVersion(device.sync)) ? { kind: 'problem', detail: 'other-version' } : { kind: 'offline', onlyHere };
  if (linked.some((device) => device.sync.kind === 'refused')) return { kind: 'problem', detail: 'refused' };
  return onlyHere === 0 && linked.every((device) => device.sync.kind === 'same') ? { kind: 'same', devices: linked.length } : { kind: 'working', devices: linked.length, onlyHere };
}
