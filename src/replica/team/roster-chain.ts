/**
 * The few records that show a stranger to the rest of the roster why one record counts: from the founding on, each grant by the holder of the one
 * before. Owners' grants are taken where there are any, since an owner may say whatever a manager may.
 */
import { rankOf } from '../../domain/team';
import type { DeviceId } from '../link/ports';
import type { RecordsById } from './records-codec';
import type { Roster } from './roster';
import { recordToJson, type Grant, type Removal, type RosterRecord } from './roster-record';
import { currentRole } from './roster-role';

/** Why the device belongs to the team, with the role that it has. Empty where it never did. */
export function chainOfMember(roster: Roster, device: DeviceId): RecordsById {
  const grants = grantsIn(roster).filter((grant) => grant.device === device);
  return grants.length > 0 ? chainTo(roster, currentRole(grants)) : {};
}

/** Why the device does not belong to it any more; undefined where it does. Sent away counts before gone by itself. */
export function chainOfRemoval(roster: Roster, device: DeviceId): RecordsById | undefined {
  const removals = [...roster.records.values()].filter((record): record is Removal => record.kind === 'remove' && record.device === device);
  const removal = removals.find(({ by }) => by !== device) ?? removals[0];
  return removal && chainTo(roster, removal);
}

function chainTo(roster: Roster, record: RosterRecord): RecordsById {
  const behind = grantsBehind(roster);
  const chain = [record];
  for (let grant = behind(record); grant; grant = behind(grant)) chain.push(grant);
  return Object.fromEntries(chain.map((link) => [link.id, recordToJson(link)]));
}

/** What gave the author of a record its right: never in a circle, since every grant is reached from the founding before it is stood upon. */
function grantsBehind(roster: Roster): (record: RosterRecord) => Grant | undefined {
  const grants = grantsIn(roster);
  const reached = new Map<Grant, Grant | undefined>(grants.filter(({ kind }) => kind === 'found').map((found) => [found, undefined]));
  const strongest = new Map<DeviceId, Grant>([...reached.keys()].map((found) => [found.device, found]));
  for (const rank of [2, 1]) {
    for (let isMoving = true; isMoving; ) {
      isMoving = false;
      for (const grant of grants) {
        const from = strongest.get(grant.by);
        if (reached.has(grant) || !from || rankOf(from.role) < rank || (rank === 2 && rankOf(grant.role) < 2)) continue;
        reached.set(grant, from);
        if (rankOf(grant.role) > rankOf(strongest.get(grant.device)?.role ?? 'staff') || !strongest.has(grant.device)) strongest.set(grant.device, grant);
        isMoving = true;
      }
    }
  }
  return (record) => (record.kind === 'found' || record.kind === 'grant' ? reached.get(record) : strongest.get(record.by));
}

const grantsIn = (roster: Roster): readonly Grant[] => [...roster.records.values()].filter((record): record is Grant => record.kind === 'found' || record.kind === 'grant');
