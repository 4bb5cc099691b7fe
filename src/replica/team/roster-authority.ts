/**
 * Which of the signed records count. A record counts when a grant that counts gave its author the right, and nothing that counts has
 * taken it away before (roster-record.ts, `keeps`). Grants and removals are records themselves, so this is a fixed point;
 * it is a function of the set of records, whatever order they came in.
 *
 * Decided from the top: first what owners say, then managers, then everyone about themselves. So a manager's word never counts against
 * an owner. Among equals who send each other away without having heard of it, both go: removal wins. Only of such a circle itself,
 * though: what a device in it says about others falls with it. Which of two owners is the thief no rule can tell: an owner's device can
 * undo a team, so few should be owners.
 */
import { rankOf } from '../../domain/team';
import type { DeviceId } from '../link/ports';
import type { Grant, Removal, RosterRecord } from './roster-record';
import { currentRole } from './roster-role';

/** `records`: signatures checked. The answer holds those that count. */
export function recordsThatCount(records: readonly RosterRecord[]): ReadonlySet<RosterRecord> {
  const about = indexByDevice(records);
  const counts = new Set<RosterRecord>(records.filter((record) => record.kind === 'found'));
  for (const rank of [2, 1, 0]) {
    const owners = rank === 2 ? new Set<DeviceId>() : ownersAmong(about, counts);
    decideRank(records.filter((record) => !counts.has(record) && isWithinRank(record, rank, owners)), rank, about, counts);
  }
  return counts;
}

interface About { readonly grants: Grant[]; readonly removals: Removal[] }
type Index = ReadonlyMap<DeviceId, About>;

function indexByDevice(records: readonly RosterRecord[]): Index {
  const index = new Map<DeviceId, About>();
  for (const record of records) {
    const about = index.get(record.device) ?? { grants: [], removals: [] };
    index.set(record.device, about);
    if (record.kind === 'found' || record.kind === 'grant') about.grants.push(record);
    else if (record.kind === 'remove') about.removals.push(record);
  }
  return index;
}

function ownersAmong(index: Index, counts: ReadonlySet<RosterRecord>): ReadonlySet<DeviceId> {
  const owners = new Set<DeviceId>();
  for (const [device, { grants, removals }] of index) {
    const counting = grants.filter((grant) => counts.has(grant));
    if (counting.length > 0 && currentRole(counting).role === 'owner' && !removals.some((removal) => counts.has(removal))) owners.add(device);
  }
  return owners;
}

/** Whether somebody of this rank may say it at all. */
function isWithinRank(record: RosterRecord, rank: number, owners: ReadonlySet<DeviceId>): boolean {
  const isAboutSelf = record.by === record.device;
  switch (record.kind) {
    case 'found':
      return false;
    case 'grant':
      return rank > 0 && !isAboutSelf && rankOf(record.role) <= rank && (rank === 2 || !owners.has(record.device));
    case 'remove':
    case 'name':
      return isAboutSelf || rank === 2 || (rank === 1 && !owners.has(record.device));
  }
}

/** One way for a record to count: this grant counts, and none of what could take the right away does. */
interface Way { readonly grant: Grant; readonly against: readonly RosterRecord[] }

function decideRank(open: readonly RosterRecord[], rank: number, index: Index, counts: Set<RosterRecord>): void {
  const undecided = new Map(open.map((record) => [record, waysOf(record, rank, index)]));
  const isOpen = (record: RosterRecord): boolean => undecided.has(record);
  const isSure = ({ grant, against }: Way): boolean => counts.has(grant) && against.every((taking) => !counts.has(taking) && !isOpen(taking));
  const isHopeless = ({ grant, against }: Way): boolean => (!counts.has(grant) && !isOpen(grant)) || against.some((taking) => counts.has(taking));

  const settle = (): void => {
    for (let moved = true; moved; ) {
      moved = false;
      for (const [record, ways] of undecided) {
        const isGood = ways.some(isSure);
        if (!isGood && !ways.every(isHopeless)) continue;
        if (isGood) counts.add(record);
        undecided.delete(record);
        moved = true;
      }
    }
  };

  for (settle(); undecided.size > 0; settle()) {
    const circle = innermostCircles(undecided);
    const founded = circle.filter((record) => undecided.get(record)!.some(({ grant }) => counts.has(grant)));
    const removals = founded.filter((record) => record.kind === 'remove');
    const winning = removals.length > 0 ? removals : founded.filter((record) => isLowering(record, index, counts));
    for (const record of winning) counts.add(record);
    // Else what undermines itself falls, such as a removal that voids what let its author in; or records that only hold up each other.
    const falling = circle.filter((record) => record.kind === 'remove' || isLowering(record, index, counts));
    for (const record of winning.length > 0 ? winning : falling.length > 0 ? falling : circle) undecided.delete(record);
  }
}

/** A grant that takes from a device what it had; one that only gives must not win in a circle. */
const isLowering = (record: RosterRecord, index: Index, counts: ReadonlySet<RosterRecord>): boolean =>
  record.kind === 'grant' && (index.get(record.device)?.grants ?? []).some((grant) => counts.has(grant) && rankOf(grant.role) > rankOf(record.role));

function waysOf(record: RosterRecord, rank: number, index: Index): readonly Way[] {
  const { grants = [], removals = [] } = index.get(record.by) ?? {};
  return grants.filter((grant) => grant !== record && rankOf(grant.role) >= rank).map((grant) => {
    const lowering = grants.filter((other) => rankOf(other.role) < rank && !grant.prev.includes(other.id));
    return { grant, against: [...removals, ...lowering].filter((taking) => taking !== record && taking !== grant && !taking.keeps.includes(record.id)) };
  });
}

/** Undecided records that depend on each other and on nothing else that is undecided. */
function innermostCircles(undecided: ReadonlyMap<RosterRecord, readonly Way[]>): readonly RosterRecord[] {
  const reachable = new Map<RosterRecord, ReadonlySet<RosterRecord>>();
  for (const start of undecided.keys()) {
    const seen = new Set<RosterRecord>();
    const queue: RosterRecord[] = [start];
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const { grant, against } of undecided.get(next) ?? []) {
        for (const needed of [grant, ...against]) {
          if (!undecided.has(needed) || seen.has(needed)) continue;
          seen.add(needed);
          queue.push(needed);
        }
      }
    }
    reachable.set(start, seen);
  }
  return [...undecided.keys()].filter((record) => [...reachable.get(record)!].every((other) => reachable.get(other)!.has(record)));
}
