/** What goes wrong between founding a team and leaving it: half-way, too late, twice, by whom may not, with a disk that does not answer. */
import { afterEach, describe, expect, it } from 'vitest';
import { err } from '../../src/lib/result';
import { createBook } from '../../src/replica/book/create-book';
import { createMemoryNetwork } from '../../src/replica/link/memory-connector';
import { createMemoryRooms } from '../../src/replica/link/memory-signaling';
import type { StoragePort } from '../../src/replica/ports';
import { createMemoryDatabase, createMemoryStorage, type MemoryDatabase } from '../../src/replica/storage/memory-storage';
import type { Role } from '../../src/domain/team';
import type { Team, TeamState } from '../../src/replica/team';
import type { DeviceKeyPairs } from '../../src/replica/team/key-store';
import { createMemoryKeyStore } from '../../src/replica/team/memory-key-store';
import { parseInvitation } from '../../src/replica/team/invite';
import { joinTeam } from '../../src/replica/team/joining';
import { openTeam } from '../../src/replica/team/open-team';
import type { TeamPorts } from '../../src/replica/team/team-ports';
import { must } from '../support/books';
import { anActor } from '../support/customers';
import { aDevice } from '../support/team';
import { digitsIn } from '../support/team';

const MINUTE = 60_000;
const added = (name: string) => ({ label: 'added', edits: [{ id: `c-${name}`.padEnd(12, '0'), fields: { displayName: name } }] });

/** What outlives a restart, or the book: a disk, the keys, a clock. */
interface Machine {
  readonly name: string;
  database: MemoryDatabase;
  readonly slots: Map<string, DeviceKeyPairs>;
  clockAhead: number;
  disk: (storage: StoragePort) => StoragePort;
}
const aMachine = (name: string): Machine => ({ name, database: createMemoryDatabase(), slots: new Map(), clockAhead: 0, disk: (storage) => storage });

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const device of open.splice(0)) await device.close();
});

function aStreet() {
  const network = createMemoryNetwork(), rooms = createMemoryRooms();
  const start = async (machine: Machine) => {
    const storage = machine.disk(createMemoryStorage(machine.database));
    const book = must(await createBook({ storage, actor: { ...anActor(), name: machine.name, device: machine.name } }));
    await book.whenReady();
    const ports: TeamPorts = {
      book, storage, keys: createMemoryKeyStore(machine.slots), connector: network.connector(machine.name), direct: network.direct(machine.name), appAddress: 'http://localhost/app/', ownMeetingPoints: ['ws://localhost/meeting-point'], onWake: () => () => undefined,
      openMeetingPoints: () => ({ ...rooms.signaling(), setUrls: () => undefined }),
      clock: { now: () => Date.now() + machine.clockAhead, after: (ms, task) => { const timer = setTimeout(task, ms); return () => { clearTimeout(timer); }; } },
    };
    const team = await openTeam(ports);
    let isClosed = false;
    const device = {
      machine, book, team, ports,
      names: () => [...book.rows.all()].map((row) => row.name).sort(),
      until: (isSo: (state: TeamState) => boolean): Promise<TeamState> => new Promise((resolve) => {
        const look = (state: TeamState): void => { if (isSo(state)) { stop(); resolve(state); } };
        const stop = team.onState(look);
        look(team.state());
      }),
      close: async () => {
        if (isClosed) return;
        isClosed = true;
        team.close();
        await book.close();
      },
    };
    open.push(device);
    return device;
  };
  const found = async (machine = aMachine('till')) => {
    const till = await start(machine);
    must(await till.book.perform(added('Anna')));
    const { recoveryCode } = must(await till.team.create({ teamName: 'Quay Street', yourName: 'Aoife', deviceName: 'till' }));
    return { ...till, recoveryCode };
  };
  return { start, found, network, rooms };
}
type Device = Awaited<ReturnType<ReturnType<typeof aStreet>['start']>>;

async function linkOf({ team, until }: Device, role: Role = 'staff'): Promise<string> {
  must(await team.invite({ role }));
  const { invite } = await until((state) => state.invite?.kind === 'waiting');
  return invite?.kind === 'waiting' ? invite.link : '';
}
const join = (device: Device, link: string): ReturnType<Team['join']> => device.team.join({ link, yourName: `${device.machine.name}'s owner`, deviceName: device.machine.name });
const isComparing = ({ invite }: TeamState): boolean => invite?.kind === 'compare';
const isSame = ({ summary }: TeamState): boolean => summary.kind === 'same';
const endOf = async (device: Device) => {
  const { join: last } = await device.until((state) => state.join?.kind === 'ended');
  return last?.kind === 'ended' ? last.error.kind : undefined;
};

async function letIn(inviter: Device, joiner: Device, role: Role = 'staff'): Promise<void> {
  must(await join(joiner, await linkOf(inviter, role)));
  await inviter.until(isComparing);
  must(await inviter.team.confirmInvite(digitsIn(inviter.team.state().invite)));
  await joiner.until(({ team }) => team !== undefined);
  await Promise.all([inviter.until(isSame), joiner.until(isSame)]);
}

describe('what a role may do', () => {
  it.each<Role>(['fairHelper', 'auditor'])('is to be called what it likes and to leave, for a %s too: a signed record is taken from everybody', async (role) => {
    const { start, found } = aStreet();
    const till = await found(), tablet = await start(aMachine('tablet'));
    await letIn(till, tablet, role);
    must(await tablet.team.renameDevice(tablet.team.state().self!.id, 'Stand 4'));
    await till.until(({ devices }) => devices.some(({ name }) => name === 'Stand 4'));
    await Promise.all([till.until(isSame), tablet.until(isSame)]);
    must(await tablet.team.leave());
    await till.until(({ devices }) => devices.some(({ name, removedAt }) => name === 'Stand 4' && removedAt !== undefined));
  });

  it('is asked before anybody is invited, not after two people have compared digits', async () => {
    const { start, found } = aStreet();
    const till = await found(), office = await start(aMachine('office'));
    await letIn(till, office, 'manager');
    expect(await office.team.invite({ role: 'owner' })).toEqual(err({ kind: 'not-allowed' }));
    expect((await office.team.invite({ role: 'manager' })).ok).toBe(true);
  });

  it('is asked before meeting points are set, which colleagues would not take', async () => {
    const { start, found } = aStreet();
    const till = await found(), tablet = await start(aMachine('tablet'));
    await letIn(till, tablet);
    expect(await tablet.team.setMeetingPoints(['wss://elsewhere.example'])).toEqual(err({ kind: 'not-allowed' }));
    expect((await till.team.setMeetingPoints(['wss://elsewhere.example'])).ok).toBe(true);
  });
});

describe('an invitation', () => {
  it('tells who comes with a used, a cancelled or an expired one why it is over', async () => {
    const { start, found } = aStreet();
    const till = await found(), tablet = await start(aMachine('tablet')), phone = await start(aMachine('phone'));
    const used = await linkOf(till);
    must(await join(tablet, used));
    await till.until(isComparing);
    must(await till.team.confirmInvite(digitsIn(till.team.state().invite)));
    await tablet.until(({ team }) => team !== undefined);
    await till.until(({ invite }) => invite?.kind === 'admitted');
    must(await join(phone, used));
    expect(await endOf(phone)).toBe('spent-invite');

    const cancelled = await linkOf(till);
    await till.team.cancelInvite();
    must(await join(phone, cancelled));
    await phone.until((state) => state.join?.kind === 'connecting');
    expect(await endOf(phone)).toBe('spent-invite');

    const late = await linkOf(till);
    till.machine.clockAhead += 11 * MINUTE;
    must(await join(phone, late));
    await phone.until((state) => state.join?.kind === 'connecting');
    expect(await endOf(phone)).toBe('expired-invite');
    expect(till.team.state().devices).toHaveLength(2);
  });

  it('that nobody answers has expired, where it seems so, and else could not be reached', async () => {
    const { start, found } = aStreet();
    const till = await found(), tablet = await start(aMachine('tablet'));
    const invitation = must(parseInvitation(await linkOf(till), Date.now()));
    await till.close();
    const look = async () => joinTeam({ ports: tablet.ports, self: await aDevice(), invitation, yourName: 'Ben', deviceName: 'tablet', signal: new AbortController().signal, onState: () => undefined, findMs: 50 });
    expect(await look()).toEqual(err({ kind: 'unreachable' }));
    tablet.machine.clockAhead = 5 * 60 * MINUTE;
    expect(await look()).toEqual(err({ kind: 'expired-invite' }));
  });

  it('cancelled on the new device is gone there without a word, and the next one does not wait for it', async () => {
    const { start, found } = aStreet();
    const till = await found(), tablet = await start(aMachine('tablet'));
    const dead = await linkOf(till);
    const states: string[] = [];
    tablet.team.onState((state) => states.push(state.join?.kind ?? 'none'));
    must(await join(tablet, dead));
    await till.until(isComparing);
    await tablet.team.cancelJoin();
    await till.until(({ invite }) => invite?.kind === 'ended');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(tablet.team.state().join).toBeUndefined();
    expect(states).not.toContain('ended');

    // Nobody answers the first; a minute would pass before it gives up.
    const nobody = await aStreet().found(aMachine('elsewhere'));
    must(await join(tablet, await linkOf(nobody)));
    await letIn(till, tablet);
    expect(tablet.team.state().team?.name).toBe('Quay Street');
  });

  it('let in a device that has lost all of it: sent away, it comes again as a new one', async () => {
    const { start, found } = aStreet();
    const till = await found(), machine = aMachine('tablet');
    const before = await start(machine);
    await letIn(till, before);
    await before.close();
    // The site data of the book is cleared; the keys lie in a database of their own.
    machine.database = createMemoryDatabase();
    must(await till.team.removeDevice(till.team.state().devices[1]!.id));
    const after = await start(machine);
    await letIn(till, after);
    expect(after.names()).toEqual(['Anna']);
    expect(till.team.state().devices.map(({ removedAt }) => removedAt !== undefined)).toEqual([false, false, true]);
  });
});

describe('a disk that fails', () => {
  it('while a removed device is wiped does not let it keep the customers: it is tried again at the next start', async () => {
    const { start, found } = aStreet();
    const till = await found(), machine = aMachine('tablet');
    const tablet = await start(machine);
    await letIn(till, tablet);
    await tablet.close();
    must(await till.team.removeDevice(till.team.state().devices[1]!.id));

    machine.disk = (storage) => ({ ...storage, commit: (operations, options) => (operations.some(({ store, type }) => store === 'rows' && type === 'delete') ? Promise.resolve(err({ kind: 'quota' })) : storage.commit(operations, options)) });
    const back = await start(machine);
    await back.until(({ summary }) => summary.kind === 'problem' && summary.detail === 'removed');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(back.names()).toEqual(['Anna']);
    await back.close();
    await till.close();

    machine.disk = (storage) => storage;
    const again = await start(machine);
    await again.until(({ summary }) => summary.kind === 'problem' && summary.detail === 'removed');
    await expect.poll(again.names).toEqual([]);
    expect(await again.team.writeSyncFile()).toEqual(err({ kind: 'no-team' }));
  });

  it('when the keys of the team are read does not make place for another team: it goes on when the disk answers', async () => {
    const { start, found } = aStreet();
    const machine = aMachine('till');
    await (await found(machine)).close();
    let isFailing = true;
    machine.disk = (storage) => ({ ...storage, get: (store, key) => (isFailing && store === 'keys' && key === 'team' ? Promise.resolve(err({ kind: 'no-answer' })) : storage.get(store, key)) });
    const till = await start(machine);
    expect(till.team.state()).toMatchObject({ team: undefined, summary: { kind: 'problem', detail: 'storage' } });
    const create = () => till.team.create({ teamName: 'Second', yourName: 'Aoife', deviceName: 'till' });
    expect(await create()).toEqual(err({ kind: 'storage', detail: 'no-answer' }));
    isFailing = false;
    expect(await create()).toEqual(err({ kind: 'has-team' }));
    expect(till.team.state()).toMatchObject({ team: { name: 'Quay Street' }, self: { role: 'owner' } });
  });
});

describe('a sync file', () => {
  it('carries erasures too, past devices that may not erase', async () => {
    const { start, found, network, rooms } = aStreet();
    const till = await found(), tablet = await start(aMachine('tablet')), phone = await start(aMachine('phone'));
    await letIn(till, tablet);
    await letIn(till, phone);
    await Promise.all([tablet.until(isSame), phone.until(isSame)]);
    rooms.setOpen(false);
    network.cut();
    must(await till.book.erase(['c-Anna000000']));
    must(await tablet.team.readSyncFile(must(await till.team.writeSyncFile())));
    expect(tablet.names()).toEqual([]);
    must(await phone.team.readSyncFile(must(await tablet.team.writeSyncFile())));
    expect(phone.names()).toEqual([]);
  });
});
