/** Who a sync file is from. A colleague who came while this device was away is told by the file itself: by the signed records that let it in. */
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import { loadDocument } from '../documents/customer-document';
import { TEAM_ID } from '../documents/schema';
import type { SyncItem } from '../sync/port';
import { readRoster, recordsOf, type Roster, type RosterDevice } from './roster';

/** undefined: nobody of this team. One that has been removed is found too, as such. */
export async function authorOfFile(author: DeviceId, items: readonly SyncItem[], roster: Roster): Promise<RosterDevice | undefined> {
  const known = roster.devices.get(author);
  if (known) return known;
  const told = await readRoster({ ...recordsInside(items), ...recordsOf(roster) }, roster.teamId);
  return told.devices.get(author);
}

/** None where the team's document is missing or cannot be read. */
function recordsInside(items: readonly SyncItem[]): Readonly<Record<string, Json>> {
  const team = items.find(({ id, kind }) => id === TEAM_ID && kind !== 'erased');
  const loaded = team && loadDocument(TEAM_ID, undefined, [team.bytes]);
  if (!loaded?.ok) return {};
  const records = Object.fromEntries(loaded.value.getMap<Json>('devices').entries());
  loaded.value.destroy();
  return records;
}
