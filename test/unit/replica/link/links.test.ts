import { describe, expect, it } from 'vitest';
import { createMessageChannel } from '../../../../src/replica/link/framing';
import { createMemoryPackets } from '../../../../src/replica/link/memory-packets';
import { encodeSignal } from '../../../../src/replica/link/signals';
import { createTestDevices, createTestTeam, type TestDevice } from '../../../support/link-team';
import { createLinkWorld, ROOM } from '../../../support/link-world';

const devices = await createTestDevices(14);
const [anna, ben, carla, dora] = devices as [TestDevice, TestDevice, TestDevice, TestDevice];
const team = createTestTeam('team', devices);

describe('devices in one room', () => {
  it.each([['the lower id', [anna, ben]], ['the higher id', [ben, anna]]])('find each other when %s comes first', async (_name, order) => {
    const world = createLinkWorld();
    const first = world.start(team.gatekeeper(order[0]!));
    await world.timers.pass(5000);
    const second = world.start(team.gatekeeper(order[1]!));
    await world.timers.pass(100);
    expect(first.linked()).toEqual([second.id]);
    expect(second.linked()).toEqual([first.id]);
    expect(world.network.size()).toBe(1);
  });

  it('find each other when they start together, by one dial of the lower id', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
    expect([world.dialsOf(anna.id), world.dialsOf(ben.id)]).toEqual([1, 0]);
    expect([a.opened.length, b.opened.length]).toEqual([1, 1]);
  });

  it('carry messages both ways', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    const heard: number[] = [];
    a.opened[0]!.channel.onMessage(([byte]) => void heard.push(byte!));
    b.opened[0]!.channel.onMessage(([byte]) => void heard.push(byte!));
    await Promise.all([a.opened[0]!.channel.send(new Uint8Array([1])), b.opened[0]!.channel.send(new Uint8Array([2]))]);
    await world.timers.pass(1);
    expect(heard.sort()).toEqual([1, 2]);
  });

  it('ignore a dial from a higher id', async () => {
    const world = createLinkWorld();
    world.start(team.gatekeeper(anna));
    await world.timers.pass(100);
    world.rooms.signaling().publish(ROOM, encodeSignal({ kind: 'dial', from: ben.id, session: 1, to: anna.id, dial: { session: 1, number: 1 }, payload: new Uint8Array([1, 0, 0, 0]) }));
    await world.timers.pass(100);
    expect(world.signals().filter(({ kind }) => kind === 'reply')).toEqual([]);
  });

  it('say who is connecting, linked and gone', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna));
    const told: string[] = [];
    a.links.onPeers((peers) => void told.push([...peers.values()].join()));
    const b = world.start(team.gatekeeper(ben));
    await world.timers.pass(100);
    b.links.close();
    await world.timers.pass(60_000);
    expect(told.slice(0, 2)).toEqual(['connecting', 'linked']);
    expect(told.at(-1)).toBe('');
  });

  it('a garbled message in the room harms nobody', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna));
    for (let size = 0; size < 200; size++) world.rooms.signaling().publish(ROOM, new Uint8Array(size).fill(1 + (size % 3)));
    const b = world.start(team.gatekeeper(ben));
    await world.timers.pass(3000);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
  });
});

describe('after a cut', () => {
  it('both come back, 200 times in a row, without dialing more than twice a second', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    for (let i = 0; i < 200; i++) {
      world.network.cut();
      await world.timers.pass(600);
      expect([a.linked(), b.linked()], `cut ${i}`).toEqual([[ben.id], [anna.id]]);
    }
    expect(world.dialsOf(anna.id)).toBe(201);
  });

  it('the lower id dials again when only the higher one has noticed', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    b.links.close(); // its app is gone without a word: the next one starts anew, while Anna's end still looks open
    const again = world.start(team.gatekeeper(ben));
    await world.timers.pass(4000);
    expect([a.linked(), again.linked()]).toEqual([[ben.id], [anna.id]]);
    expect(a.opened).toHaveLength(2);
  });

  it.each([300, 1_200, 3_000, 5_500])('who was away for %i ms and was asked for meanwhile is linked again within five seconds', async (away) => {
    const world = createLinkWorld();
    const b = world.start(team.gatekeeper(ben));
    const a = world.start(team.gatekeeper(anna));
    await world.timers.pass(10_000);
    a.links.close();
    await world.timers.pass(away);
    const again = world.start(team.gatekeeper(anna));
    await world.timers.pass(5_200);
    expect([again.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
  });

  it('a removed device that comes back while it is still being asked for hears within five seconds that it is removed', async () => {
    const world = createLinkWorld();
    const gatekeeper = team.gatekeeper(ben);
    world.start(gatekeeper);
    const a = world.start(team.gatekeeper(anna));
    await world.timers.pass(10_000);
    a.links.close();
    await world.timers.pass(2_000);
    gatekeeper.roster.set(anna.id, { id: anna.id, signKey: anna.signKey, isRemoved: true });
    const removed = team.gatekeeper(anna);
    world.start(removed);
    await world.timers.pass(5_200);
    expect(removed.farewells).toEqual([`team removes ${anna.id}`]);
  });

  it('a first offer that is lost is repeated after two seconds', async () => {
    const world = createLinkWorld();
    let lost = 0;
    world.rooms.pass = (message) => message[1] !== 2 || ++lost > 1;
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(2100);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
    expect(lost).toBe(2);
  });

  it('a first answer that is lost is repeated with the offer', async () => {
    const world = createLinkWorld();
    let lost = 0;
    world.rooms.pass = (message) => message[1] !== 3 || ++lost > 1;
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(2100);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
  });

  it('an offer that is lost with its repetition is dialed anew', async () => {
    const world = createLinkWorld();
    let lost = 0;
    world.rooms.pass = (message) => message[1] !== 2 || ++lost > 2;
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(7000);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
  });

  it('a meeting point that comes back brings them together at once', async () => {
    const world = createLinkWorld();
    world.rooms.setOpen(false);
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(20_000);
    expect(a.linked()).toEqual([]);
    world.rooms.setOpen(true);
    await world.timers.pass(100);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
  });

  it('a link that lives stays when the meeting point goes and comes', async () => {
    const world = createLinkWorld();
    const [a] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    for (let i = 0; i < 5; i++) {
      world.rooms.setOpen(false);
      await world.timers.pass(30_000);
      world.rooms.setOpen(true);
      await world.timers.pass(30_000);
    }
    expect(a.opened).toHaveLength(1);
    expect(a.ends).toEqual([]);
  });

  it('waking looks for dead links and dials at once what was waiting', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    world.rooms.setOpen(false);
    world.network.cut();
    await world.timers.pass(120_000);
    world.rooms.setOpen(true);
    a.links.wake();
    await world.timers.pass(1000);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
    expect(a.ends).toEqual([{ kind: 'lost' }]);
  });

  it('who has gone is dialed three times and then no more until it is heard of', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    b.links.close();
    await world.timers.pass(600_000);
    expect(world.dialsOf(anna.id)).toBe(1 + 3);
    world.start(team.gatekeeper(ben));
    await world.timers.pass(3000);
    expect(a.linked()).toEqual([ben.id]);
  });

  it('closing ends everything and leaves no timer that acts', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    a.links.close();
    b.links.close();
    await world.timers.pass(1);
    const before = world.rooms.carried.length;
    await world.timers.pass(600_000);
    expect(world.rooms.carried.length).toBe(before);
    expect(a.ends).toEqual([{ kind: 'closed' }]);
  });
});

describe('who is not let in', () => {
  it('a newcomer whom nobody here knows yet is let in by its credentials', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna, { knows: [anna, ben] }));
    const c = world.start(team.gatekeeper(carla, { knows: [anna, carla] }));
    await world.timers.pass(1000);
    expect([a.linked(), c.linked()]).toEqual([[carla.id], [anna.id]]);
  });

  it('a device that always refuses is dialed less than once in five seconds, ever less', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna));
    const b = world.start(team.gatekeeper(ben));
    b.links.onLink(({ channel }) => channel.close('no-thanks'));
    await world.timers.pass(60_000);
    const inAMinute = world.dialsOf(anna.id);
    expect(inAMinute).toBeGreaterThan(1);
    expect(inAMinute).toBeLessThan(6);
    expect([...a.links.refusals()]).toEqual([[ben.id, 'no-thanks']]);
    expect(a.links.peers().get(ben.id)).toBe('refused');
    await world.timers.pass(600_000);
    expect(world.dialsOf(anna.id) - inAMinute).toBeLessThan(12);
  });

  it('a removed device that calls again and again costs one dial in five seconds at most, and hears the order', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna, { removed: [ben] }));
    const keeper = team.gatekeeper(ben);
    world.start(keeper);
    const voice = world.rooms.signaling();
    for (let i = 0; i < 600; i++) {
      voice.publish(ROOM, encodeSignal({ kind: 'here', from: ben.id, session: i, to: anna.id }));
      await world.timers.pass(100);
    }
    expect(world.dialsOf(anna.id)).toBeLessThanOrEqual(12);
    expect(keeper.farewells.length).toBeGreaterThan(0);
    expect(a.linked()).toEqual([]);
  });

  it('a stranger who invents a device a moment costs all of them one dial in five seconds', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna, { knows: [anna, ben] }));
    const b = world.start(team.gatekeeper(ben, { knows: [anna, ben] }));
    const voice = world.rooms.signaling();
    for (let i = 0; i < 1200; i++) {
      voice.publish(ROOM, encodeSignal({ kind: i % 2 ? 'announce' : 'here', from: `zz${String(i).padStart(20, '0')}`, session: i, to: anna.id }));
      await world.timers.pass(50);
    }
    const toStrangers = new Set(world.signals().flatMap((signal) => (signal.kind === 'dial' && signal.from === anna.id && signal.to !== ben.id ? [signal.dial.number] : []))).size;
    expect(toStrangers).toBeGreaterThan(0);
    expect(toStrangers).toBeLessThanOrEqual(12);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
  });

  it('strangers that dial are answered once in five seconds at most', async () => {
    const world = createLinkWorld();
    world.start(team.gatekeeper(ben, { knows: [anna, ben] }));
    await world.timers.pass(10);
    const voice = world.rooms.signaling();
    for (let i = 0; i < 1200; i++) {
      const dial = { session: 7, number: i + 1 };
      voice.publish(ROOM, encodeSignal({ kind: 'dial', from: `--${String(i).padStart(20, '0')}`, session: 7, to: ben.id, dial, payload: new Uint8Array([1, 0, 0, 0]) }));
      await world.timers.pass(50);
    }
    const tried = world.signals().filter((signal) => signal.kind === 'reply').length;
    expect(tried).toBeLessThanOrEqual(12);
  });

  it('a colleague\'s id in a stranger\'s mouth costs one dial in five seconds, and does not end the link to the colleague', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna));
    world.start(team.gatekeeper(ben));
    await world.timers.pass(100);
    const voice = world.rooms.signaling();
    for (let i = 0; i < 600; i++) {
      voice.publish(ROOM, encodeSignal({ kind: 'announce', from: ben.id, session: i }));
      voice.publish(ROOM, encodeSignal({ kind: 'here', from: carla.id, session: i, to: anna.id }));
      await world.timers.pass(100);
    }
    expect(a.opened).toHaveLength(1);
    expect(a.ends).toEqual([]);
    expect(world.dialsOf(anna.id) - 1).toBeLessThanOrEqual(12);
  });

  it('a stranger who speaks in the names of all colleagues costs a handful of dials, then one in five seconds', async () => {
    const world = createLinkWorld();
    world.start(team.gatekeeper(anna));
    const voice = world.rooms.signaling();
    const inTwoMinutes: number[] = [];
    for (let i = 0; i < 1200; i++) {
      for (const { id } of devices.slice(1)) voice.publish(ROOM, encodeSignal({ kind: 'here', from: id, session: 1, to: anna.id }));
      await world.timers.pass(100);
      if (i % 600 === 599) inTwoMinutes.push(world.dialsOf(anna.id));
    }
    expect(inTwoMinutes[0]).toBeGreaterThan(8);
    expect(inTwoMinutes[0]).toBeLessThanOrEqual(8 + 12);
    expect(inTwoMinutes[1]! - inTwoMinutes[0]!).toBeLessThanOrEqual(12);
  });

  it('a stranger who dials in the names of all colleagues is answered a handful of times, then once in five seconds', async () => {
    const world = createLinkWorld();
    world.start(team.gatekeeper(devices.at(-1)!));
    await world.timers.pass(10);
    const voice = world.rooms.signaling();
    const offers: Uint8Array[] = [];
    for (const { id } of devices) world.network.connector(id).offer((payload) => void offers.push(payload));
    await world.timers.pass(1);
    for (let i = 0; i < 600; i++) {
      for (const [at, { id }] of devices.slice(0, -1).entries()) {
        const dial = { session: 7, number: i + 1 };
        voice.publish(ROOM, encodeSignal({ kind: 'dial', from: id, session: 7, to: devices.at(-1)!.id, dial, payload: offers[at]! }));
      }
      await world.timers.pass(100);
    }
    const answered = world.signals().filter((signal) => signal.kind === 'reply').length;
    expect(answered).toBeGreaterThan(8);
    expect(answered).toBeLessThanOrEqual(8 + 12);
  });

  it('an app of another version in the room is named', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna));
    const told = encodeSignal({ kind: 'announce', from: ben.id, session: 1 });
    told[0] = 9;
    world.rooms.signaling().publish(ROOM, told);
    await world.timers.pass(100);
    expect([...a.links.refusals()]).toEqual([[ben.id, 'other-version:9']]);
    world.start(team.gatekeeper(ben));
    await world.timers.pass(100);
    expect(a.linked()).toEqual([ben.id]);
  });

  it('a device that has become known meanwhile is let in', async () => {
    const world = createLinkWorld();
    const all = createTestTeam('team', [anna, ben]); // Dora's credentials are worth nothing here
    const keeper = all.gatekeeper(anna);
    const a = world.start(keeper);
    world.start(createTestTeam('team', devices).gatekeeper(dora));
    await world.timers.pass(30_000);
    expect(a.linked()).toEqual([]);
    keeper.roster.set(dora.id, { id: dora.id, signKey: dora.signKey, isRemoved: false });
    await world.timers.pass(120_000);
    expect(a.linked()).toEqual([dora.id]);
  });
});

describe('a channel that was made by hand', () => {
  const byHand = () => {
    const packets = createMemoryPackets();
    return { packets, near: createMessageChannel(packets.a), far: createMessageChannel(packets.b) };
  };

  it('is a link like any other once both have proven themselves', async () => {
    const world = createLinkWorld();
    world.rooms.setOpen(false);
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    const { near, far } = byHand();
    const adopted = await Promise.all([a.links.adopt(near), b.links.adopt(far)]);
    expect(adopted).toEqual([{ ok: true, value: ben.id }, { ok: true, value: anna.id }]);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
  });

  it('takes the place of the link that was there, at both ends, and the older one ends', async () => {
    const world = createLinkWorld();
    const [a, b] = [world.start(team.gatekeeper(anna)), world.start(team.gatekeeper(ben))];
    await world.timers.pass(100);
    const { near, far } = byHand();
    await Promise.all([a.links.adopt(near), b.links.adopt(far)]);
    await world.timers.pass(10_000);
    for (const { opened, ends } of [a, b]) {
      expect(opened).toHaveLength(2);
      expect(ends).toHaveLength(1);
    }
    const heard: number[] = [];
    b.opened[1]!.channel.onMessage(([byte]) => void heard.push(byte!));
    expect(await a.opened[1]!.channel.send(new Uint8Array([5]))).toBe(true);
    await world.timers.pass(1);
    expect(heard).toEqual([5]);
    expect(world.dialsOf(anna.id)).toBe(1);
  });

  it('is refused when a stranger holds its other end', async () => {
    const world = createLinkWorld();
    const a = world.start(team.gatekeeper(anna));
    const stranger = world.start(createTestTeam('another', [carla]).gatekeeper(carla));
    const { near, far } = byHand();
    const adopted = await Promise.all([a.links.adopt(near), stranger.links.adopt(far)]);
    expect(adopted.some((result) => !result.ok && result.error.kind === 'stranger')).toBe(true);
    expect(adopted.every(({ ok }) => !ok)).toBe(true);
    expect(a.opened).toEqual([]);
  });
});

describe('larger teams', () => {
  it('nine devices are all linked with each other', async () => {
    const world = createLinkWorld();
    const started = devices.slice(0, 9).map((device) => world.start(team.gatekeeper(device)));
    await world.timers.pass(5000);
    for (const device of started) expect(device.linked()).toHaveLength(8);
  });

  it.each([14, 50])('%d settle at a few links each, and stay one piece', { timeout: 60_000 }, async (size) => {
    const many = size <= devices.length ? devices : await createTestDevices(size);
    const large = createTestTeam('large', many);
    const world = createLinkWorld();
    const started = many.map((device) => world.start(large.gatekeeper(device)));
    await world.timers.pass(1000);
    // starting at once does not link each with each for a while
    for (const { opened } of started) expect(opened.length).toBeLessThanOrEqual(8);
    await world.timers.pass(240_000);
    const byId = new Map(started.map((device) => [device.id, device.linked()]));
    const reached = new Set([many[0]!.id]);
    for (const id of reached) for (const next of byId.get(id)!) reached.add(next);
    expect(reached.size).toBe(size);
    for (const [id, linked] of byId) {
      expect(linked.length).toBeGreaterThanOrEqual(2);
      expect(linked.length).toBeLessThanOrEqual(8);
      for (const other of linked) expect(byId.get(other)).toContain(id);
    }
  });

  it('devices that come one after another settle at a few links, and shed those that are too many', async () => {
    const world = createLinkWorld();
    const started = [];
    for (const device of devices) {
      started.push(world.start(team.gatekeeper(device)));
      await world.timers.pass(2000);
    }
    await world.timers.pass(600_000);
    const before = started.map(({ opened }) => opened.length);
    for (const device of started) {
      expect(device.linked().length).toBeGreaterThanOrEqual(2);
      expect(device.linked().length).toBeLessThanOrEqual(8);
    }
    await world.timers.pass(600_000);
    expect(started.map(({ opened }) => opened.length)).toEqual(before);
  });

  it('who of fourteen goes leaves the others in one piece', async () => {
    const world = createLinkWorld();
    const started = devices.map((device) => world.start(team.gatekeeper(device)));
    await world.timers.pass(300_000);
    for (const device of started.slice(3, 6)) device.links.close();
    await world.timers.pass(600_000);
    const staying = started.filter((_, i) => i < 3 || i > 5);
    const byId = new Map(staying.map((device) => [device.id, device.linked()]));
    const reached = new Set([staying[0]!.id]);
    for (const id of reached) for (const next of byId.get(id)!) reached.add(next);
    expect(reached.size).toBe(11);
  });
});
