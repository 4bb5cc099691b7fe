/**
 * Which colleagues a device links to. Up to eight: all of them. Above: its neighbours on three rings, each with all devices in an order of its own
 * (by id, and by two hashes of it). Everybody who knows the same devices arrives at the same links; one ring alone already connects all, three
 * keep most of it together when some are gone; who comes or goes changes the neighbours of at most two others a ring.
 */
import { shortHash } from '../../lib/ids';
import type { DeviceId } from './ports';

/** So many others are linked all. */
export const ALL_UP_TO = 8;
const RINGS = [0, 1, 2];
/** Places on the rings are asked for again with each announcement; the devices of a team are few. */
const places = new Map<DeviceId, readonly string[]>();

function placesOf(id: DeviceId): readonly string[] {
  const known = places.get(id) ?? [id, shortHash(`ring 1 ${id}`), shortHash(`ring 2 ${id}`)];
  places.set(id, known);
  return known;
}

/** `others` without `self`. Two to six of them when there are more than eight. */
export function neighboursOf(self: DeviceId, others: Iterable<DeviceId>): ReadonlySet<DeviceId> {
  const known = [...new Set(others)].filter((id) => id !== self);
  if (known.length <= ALL_UP_TO) return new Set(known);
  const chosen = new Set<DeviceId>();
  for (const index of RINGS) {
    const own = placesOf(self)[index]!;
    const ring = known.map((id) => ({ id, place: placesOf(id)[index]! })).sort((a, b) => (a.place < b.place ? -1 : 1));
    const after = ring.findIndex(({ place }) => place > own);
    const next = after === -1 ? 0 : after;
    chosen.add(ring[next]!.id);
    chosen.add(ring[(next - 1 + ring.length) % ring.length]!.id);
  }
  return chosen;
}
