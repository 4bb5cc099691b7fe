/** Whole devices in one memory: book, keys, team, and the network and meeting point between them. */
import { createMemoryNetwork, type MemoryNetwork } from '../../src/replica/link/memory-connector';
import type { MemoryPacketsOptions } from '../../src/replica/link/memory-packets';
import { createMemoryRooms, type MemoryRooms } from '../../src/replica/link/memory-signaling';
import type { Book } from '../../src/replica/book';
import { createBook } from '../../src/replica/book/create-book';
import { createMemoryDatabase, createMemoryStorage } from '../../src/replica/storage/memory-storage';
import type { OpenTeam } from '../../src/replica/team-tabs';
import type { TeamState } from '../../src/replica/team';
import { createMemoryKeyStore } from '../../src/replica/team/memory-key-store';
import { openTeam } from '../../src/replica/team/open-team';
import { anActor } from './customers';
import { must } from './books';

export interface TeamDevice {
  readonly name: string;
  readonly book: Book;
  readonly team: OpenTeam;
  /** Closes everything, as a tab that is closed, and opens it again from what is stored. */
  restart(): Promise<TeamDevice>;
  close(): Promise<void>;
  /** Resolves once the state is as asked for. */
  until(isSo: (state: TeamState) => boolean): Promise<TeamState>;
}

export interface Shop { readonly network: MemoryNetwork; readonly rooms: MemoryRooms; device(name: string, clockAhead?: number): Promise<TeamDevice> }

/** `packets`: of each connection in it, such as somebody who changes what is on its way. `reach`: 'apart' has a meeting point of its own for each device, where it is alone. */
export function createShop(packets: MemoryPacketsOptions = {}, reach: 'together' | 'apart' = 'together'): Shop {
  const network = createMemoryNetwork(packets), rooms = createMemoryRooms();
  const open = async (name: string, clockAhead: number, database = createMemoryDatabase(), keys = createMemoryKeyStore()): Promise<TeamDevice> => {
    const storage = createMemoryStorage(database), own = reach === 'apart' ? createMemoryRooms() : rooms;
    const book = must(await createBook({ storage, actor: { ...anActor(), name, device: name } }));
    await book.whenReady();
    const team = await openTeam({
      book, storage, keys, connector: network.connector(name), direct: network.direct(name), appAddress: 'http://localhost/app/', ownMeetingPoints: ['ws://localhost/meeting-point'], onWake: () => () => undefined,
      openMeetingPoints: () => ({ ...own.signaling(), setUrls: () => undefined }),
      clock: { now: () => Date.now() + clockAhead, after: (ms, task) => { const timer = setTimeout(task, ms); return () => { clearTimeout(timer); }; } },
    });
    const close = async (): Promise<void> => {
      team.close();
      await book.close();
    };
    return {
      name, book, team, close,
      restart: async () => {
        await close();
        return open(name, clockAhead, database, keys);
      },
      until: (isSo) => new Promise((resolve) => {
        const look = (state: TeamState): void => { if (isSo(state)) { stop(); resolve(state); } };
        const stop = team.onState(look);
        look(team.state());
      }),
    };
  };
  return { network, rooms, device: (name, clockAhead = 0) => open(name, clockAhead) };
}

export const customer = (name: string) => ({ label: 'added', edits: [{ id: `c-${name}`.padEnd(12, '0'), fields: { displayName: name } }] });
export const namesIn = (book: Book): string[] => [...book.rows.all()].map((row) => row.name).sort();

/** `inviter` lets `joiner` in, digits compared. */
export async function letIn(inviter: TeamDevice, joiner: TeamDevice, role: Parameters<OpenTeam['invite']>[0]['role'] = 'staff'): Promise<void> {
  must(await inviter.team.invite({ role }));
  const { invite } = await inviter.until((state) => state.invite?.kind === 'waiting');
  must(await joiner.team.join({ link: invite?.kind === 'waiting' ? invite.link : '', yourName: `${joiner.name}'s owner`, deviceName: joiner.name }));
  const [asked, shown] = await Promise.all([inviter.until((state) => state.invite?.kind === 'compare'), joiner.until((state) => state.join?.kind === 'compare')]);
  if (asked.invite?.kind !== 'compare' || shown.join?.kind !== 'compare' || asked.invite.code !== shown.join.code) throw new Error('The codes differ.');
  must(await inviter.team.confirmInvite(asked.invite.code));
  await joiner.until((state) => state.team !== undefined);
  await inviter.team.cancelInvite();
}
