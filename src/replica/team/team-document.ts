/** The team's part of the book: signed records, settings, and the document as a whole. */
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import { SCHEMA, TEAM_ID } from '../documents/schema';
import type { SyncItem } from '../sync/port';
import type { TeamError } from '../team';
import type { TeamRecords, TeamWrites } from './membership';
import type { TeamPorts } from './team-ports';

type TeamBook = TeamPorts['book'];

export const readTeamRecords = (book: TeamBook): TeamRecords => ({ devices: book.team.all('devices'), epochs: book.team.all('epochs') });

/** In their order: what a record builds on is there before it. */
export async function writeTeamRecords(book: TeamBook, writes: TeamWrites): Promise<Result<void, TeamError>> {
  for (const collection of ['devices', 'epochs'] as const) {
    for (const { id, value } of writes[collection]) {
      const stored = await book.team.set(collection, id, value);
      if (!stored.ok) return err({ kind: 'storage', detail: stored.error.kind });
    }
  }
  return ok(undefined);
}

const TEAM_NAME = 'bookName';
const MEETING_POINTS = 'meetingPoints';
const MAX_POINTS = 8;

/** The team is called what its book is called. */
export const teamNameOf = (book: TeamBook): string => { const name = book.team.get('settings', TEAM_NAME); return typeof name === 'string' ? name : ''; };

export async function nameTeam(book: TeamBook, name: string, at: string): Promise<Result<void, TeamError>> {
  const settings: readonly (readonly [string, Json])[] = [[TEAM_NAME, name], ...(book.team.get('settings', 'bookCreatedAt') === undefined ? [['bookCreatedAt', at] as const] : [])];
  for (const [key, value] of settings) {
    const stored = await book.team.set('settings', key, value);
    if (!stored.ok) return err({ kind: 'storage', detail: stored.error.kind });
  }
  return ok(undefined);
}

/** Addresses that the team has agreed on; empty: none. */
export function meetingPointsOf(book: TeamBook): readonly string[] {
  const stored = book.team.get('settings', MEETING_POINTS);
  return Array.isArray(stored) ? (stored as readonly Json[]).filter((url): url is string => typeof url === 'string' && isMeetingPoint(url)).slice(0, MAX_POINTS) : [];
}

export async function setMeetingPoints(book: TeamBook, urls: readonly string[]): Promise<Result<void, TeamError>> {
  const stored = await book.team.set('settings', MEETING_POINTS, urls.filter(isMeetingPoint).slice(0, MAX_POINTS));
  return stored.ok ? ok(undefined) : err({ kind: 'storage', detail: stored.error.kind });
}

export const isMeetingPoint = (url: string): boolean => URL.canParse(url) && /^wss?:$/.test(new URL(url).protocol);

/** All of it, for a device that is being let in. */
export async function readTeamDocument(book: TeamBook): Promise<Result<Uint8Array, TeamError>> {
  await book.flush();
  let bytes = new Uint8Array(0);
  const read = await book.sync.read([{ id: TEAM_ID }], (item) => { bytes = item.bytes.slice(); });
  return read.ok ? ok(bytes) : err({ kind: 'storage', detail: read.error.kind });
}

/** Takes up what a colleague's device has sent or written, under the rules that hold for it. How many customers were new or changed. */
export async function takeUp(book: TeamBook, items: readonly SyncItem[], from: { readonly device: DeviceId; readonly role: Parameters<TeamBook['sync']['merge']>[1]['role'] }): Promise<Result<number, TeamError>> {
  const changed = new Set<string>();
  const stop = book.sync.onStored(({ changes }) => { for (const { id } of changes) if (id !== TEAM_ID) changed.add(id); });
  try {
    // Tombstones apart, and each by itself: one that is not allowed takes all that came with it along.
    const whole = items.filter(({ kind }) => kind !== 'erased'), batches = items.filter(({ id, kind }) => kind === 'erased' && !book.sync.index()?.isErased(id)).map((item) => [item]);
    for (let start = 0; start < whole.length; start += BATCH) batches.push(whole.slice(start, start + BATCH));
    for (const batch of batches) {
      const merged = await book.sync.merge(batch, { ...from, schema: SCHEMA });
      if (!merged.ok) return err({ kind: 'storage', detail: merged.error.kind });
    }
  } finally {
    stop();
  }
  return ok(changed.size);
}
const BATCH = 500;
