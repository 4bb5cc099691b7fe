import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE, createMessageChannel, type FramedChannel } from '../../../../src/replica/link/framing';
import { HANDSHAKE_MESSAGE, shakeHands, versionOfRefusal } from '../../../../src/replica/link/handshake';
import { encodeHello, LINK_VERSION } from '../../../../src/replica/link/handshake-messages';
import { createMemoryPackets, type MemoryPacketsOptions } from '../../../../src/replica/link/memory-packets';
import type { Gatekeeper, PacketChannel } from '../../../../src/replica/link/ports';
import { crc32 } from '../../../../src/replica/storage/crc32';
import { createFakeTimers, settle } from '../../../support/fake-timers';
import { createTestDevices, createTestTeam, type TestDevice } from '../../../support/link-team';
import { seeded } from '../../../support/seeded';

const [anna, ben, carla] = (await createTestDevices(3)) as [TestDevice, TestDevice, TestDevice];
const team = createTestTeam('team-of-the-wine-shop', [anna, ben]);
const random = seeded(5).bytes;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What travels, by sender, in the clear. */
function meet(near: Gatekeeper, far: Gatekeeper, options: MemoryPacketsOptions = {}) {
  const seen = { a: [] as Uint8Array[], b: [] as Uint8Array[] };
  const packets = createMemoryPackets({
    ...options,
    tamper: (packet, from) => {
      seen[from].push(packet);
      return options.tamper ? options.tamper(packet, from) : packet;
    },
  });
  const timers = createFakeTimers();
  const side = (channel: PacketChannel, gatekeeper: Gatekeeper, expected?: string) => {
    const framed = createMessageChannel(channel, { maxMessage: HANDSHAKE_MESSAGE, timers });
    return { framed, result: shakeHands(framed, MAX_MESSAGE, { gatekeeper, timers, random, ...(expected === undefined ? {} : { expected }) }) };
  };
  return { packets, timers, seen, side, run: async () => Promise.all([side(packets.a, near).result, side(packets.b, far).result]) };
}

const contains = (packets: readonly Uint8Array[], text: string): boolean => Buffer.concat(packets).includes(Buffer.from(utf8(text)));

describe('two devices of a team', () => {
  it('let each other in, and what one sends at once reaches the other', async () => {
    const { packets, side } = meet(team.gatekeeper(anna), team.gatekeeper(ben));
    const [near, far] = [side(packets.a, team.gatekeeper(anna)), side(packets.b, team.gatekeeper(ben))];
    expect(await near.result).toEqual({ ok: true, value: ben.id });
    const large = new Uint8Array(HANDSHAKE_MESSAGE * 3).fill(9);
    void near.framed.send(large);
    expect(await far.result).toEqual({ ok: true, value: anna.id });
    await settle();
    const heard: Uint8Array[] = [];
    far.framed.onMessage((message) => void heard.push(message));
    expect(heard.map(({ length }) => length)).toEqual([large.length]);
  });

  it('show no credentials to who knows them already', async () => {
    const { run, seen } = meet(team.gatekeeper(anna), team.gatekeeper(ben));
    await run();
    expect(contains([...seen.a, ...seen.b], 'admits')).toBe(false);
  });

  it.each([['the one that dials', true], ['the one that answers', false]])('take in %s by its credentials when only the other is known', async (_name, isNearNew) => {
    const newcomer = createTestTeam(team.id, [anna, ben, carla]).gatekeeper(carla, { knows: [anna] });
    const old = createTestTeam(team.id, [anna, ben, carla]).gatekeeper(anna, { knows: [anna, ben] });
    const { run, seen } = isNearNew ? meet(newcomer, old) : meet(old, newcomer);
    expect((await run()).map(({ ok }) => ok)).toEqual([true, true]);
    expect(old.roster.has(carla.id)).toBe(true);
    expect(contains(isNearNew ? seen.a : seen.b, `admits ${carla.id}`)).toBe(true);
  });

  it('do not let each other in when neither has heard of the other, and show nothing', async () => {
    const all = createTestTeam(team.id, [anna, ben, carla]);
    const { run, seen } = meet(all.gatekeeper(ben, { knows: [ben, anna] }), all.gatekeeper(carla, { knows: [carla, anna] }));
    const results = await run();
    expect(results.every(({ ok }) => !ok)).toBe(true);
    expect(contains([...seen.a, ...seen.b], 'admits')).toBe(false);
  });

  it('say so when one is not the one that was dialed', async () => {
    const { packets, side } = meet(team.gatekeeper(anna), team.gatekeeper(ben));
    const near = side(packets.a, team.gatekeeper(anna), carla.id);
    const far = side(packets.b, team.gatekeeper(ben));
    expect(await near.result).toEqual({ ok: false, error: { kind: 'other-device', device: ben.id } });
    expect(await far.result).toMatchObject({ ok: false, error: { kind: 'ended', end: { kind: 'refused', reason: 'other-device' } } });
  });
});

describe('a stranger', () => {
  it('who does not know the team sees neither it nor a device nor a name', async () => {
    const other = createTestTeam('another-team', [carla]);
    const { run, seen } = meet(team.gatekeeper(anna), other.gatekeeper(carla));
    const [near, far] = await run();
    expect([near, far].map((result) => !result.ok && result.error.kind).sort()).toContain('stranger');
    for (const secret of [team.id, anna.id, anna.name, ben.id]) expect(contains(seen.a, secret), secret).toBe(false);
    for (const secret of ['another-team', carla.id, carla.name]) expect(contains(seen.b, secret), secret).toBe(false);
  });

  it('who knows the team, but is not in it, gets no names and no credentials', async () => {
    const pretender = createTestTeam(team.id, [anna, ben, carla]).gatekeeper(carla);
    for (const isDialing of [true, false]) {
      const { run, seen } = isDialing ? meet(pretender, team.gatekeeper(anna)) : meet(team.gatekeeper(anna), pretender);
      const results = await run();
      expect(results.every(({ ok }) => !ok)).toBe(true);
      const told = isDialing ? seen.b : seen.a;
      for (const secret of [anna.name, ben.name, ben.id, 'admits']) expect(contains(told, secret), secret).toBe(false);
    }
  });

  it('who says to be a device of the team cannot sign as it', async () => {
    const liar: Gatekeeper = { ...team.gatekeeper(ben), sign: carla.sign };
    const { run, seen } = meet(team.gatekeeper(anna), liar);
    const [near, far] = await run();
    expect(near).toEqual({ ok: false, error: { kind: 'bad-signature', device: ben.id } });
    expect(far).toMatchObject({ ok: false, error: { end: { reason: 'bad-signature' } } });
    expect(contains(seen.a, 'admits')).toBe(false);
  });

  it('who only echoes is not let in', async () => {
    const timers = createFakeTimers();
    const packets = createMemoryPackets();
    packets.b.onPacket((packet) => packets.b.send(packet));
    const framed = createMessageChannel(packets.a, { maxMessage: HANDSHAKE_MESSAGE, timers });
    expect(await shakeHands(framed, MAX_MESSAGE, { gatekeeper: team.gatekeeper(anna), timers, random })).toEqual({ ok: false, error: { kind: 'stranger' } });
  });

  it('who plays back a whole handshake of a real device is not let in', async () => {
    const recorded = meet(team.gatekeeper(anna), team.gatekeeper(ben));
    await recorded.run();
    const timers = createFakeTimers();
    const packets = createMemoryPackets();
    const framed = createMessageChannel(packets.a, { maxMessage: HANDSHAKE_MESSAGE, timers });
    const result = shakeHands(framed, MAX_MESSAGE, { gatekeeper: team.gatekeeper(anna), timers, random });
    for (const packet of recorded.seen.b) packets.b.send(packet);
    expect(await result).toEqual({ ok: false, error: { kind: 'stranger' } });
  });

  it('who sits in between, with a certificate of its own to each side, is not let in though it passes everything on', async () => {
    const { run } = meet(team.gatekeeper(anna), team.gatekeeper(ben), { bindings: [utf8('anna|mallory'), utf8('mallory|ben')] });
    const results = await run();
    expect(results.map((result) => !result.ok && result.error.kind)).toContain('stranger');
    expect(results.every(({ ok }) => !ok)).toBe(true);
  });

  it('who knows the team and sits in between is caught by the signatures', async () => {
    // the proof of the team made anew for each side, identity and signature passed on
    const mallory = createTestTeam(team.id, [anna, ben, carla]);
    const timers = createFakeTimers();
    const options = (gatekeeper: Gatekeeper) => ({ gatekeeper, timers, random });
    const left = createMemoryPackets({ bindings: [utf8('anna|mallory'), utf8('anna|mallory')] });
    const right = createMemoryPackets({ bindings: [utf8('mallory|ben'), utf8('mallory|ben')] });
    const framed = (channel: PacketChannel): FramedChannel => createMessageChannel(channel, { maxMessage: HANDSHAKE_MESSAGE, timers });
    // towards Anna it says to be Ben, with the signature that Ben makes for the other connection
    let stolen: Uint8Array | undefined;
    const towardsBen = shakeHands(framed(right.a), MAX_MESSAGE, options({ ...mallory.gatekeeper(anna), sign: carla.sign }));
    const benKeeper = team.gatekeeper(ben);
    const benSide = shakeHands(framed(right.b), MAX_MESSAGE, options({ ...benKeeper, sign: async (data) => (stolen = await benKeeper.sign(data)) }));
    await Promise.all([towardsBen, benSide]);
    expect(stolen).toBeDefined();
    const towardsAnna = shakeHands(framed(left.b), MAX_MESSAGE, options({ ...mallory.gatekeeper(ben), sign: async () => stolen! }));
    const annaSide = shakeHands(framed(left.a), MAX_MESSAGE, options(team.gatekeeper(anna)));
    await towardsAnna;
    expect(await annaSide).toEqual({ ok: false, error: { kind: 'bad-signature', device: ben.id } });
  });

  it('who says nothing is given up after ten seconds', async () => {
    const timers = createFakeTimers();
    const { a } = createMemoryPackets();
    const framed = createMessageChannel(a, { maxMessage: HANDSHAKE_MESSAGE, timers });
    const result = shakeHands(framed, MAX_MESSAGE, { gatekeeper: team.gatekeeper(anna), timers, random });
    await timers.pass(9_999);
    expect(framed.hasEnded()).toBe(false);
    await timers.pass(2);
    expect(await result).toEqual({ ok: false, error: { kind: 'timeout' } });
    expect(framed.hasEnded()).toBe(true);
  });
});

describe('a removed device', () => {
  it('is told to wipe, with the signed order, and is not let in', async () => {
    const removed = team.gatekeeper(ben);
    const { run } = meet(team.gatekeeper(anna, { removed: [ben] }), removed);
    const [near, far] = await run();
    expect(near).toEqual({ ok: false, error: { kind: 'removed-device', device: ben.id } });
    expect(far).toEqual({ ok: false, error: { kind: 'farewell' } });
    expect(removed.farewells).toEqual([`${team.id} removes ${ben.id}`]);
  });

  it('gets the order only by its own signature', async () => {
    const liar: Gatekeeper = { ...team.gatekeeper(ben), sign: carla.sign };
    const { run, seen } = meet(team.gatekeeper(anna, { removed: [ben] }), liar);
    expect((await run())[0]).toMatchObject({ error: { kind: 'bad-signature' } });
    expect(contains(seen.a, 'removes')).toBe(false);
  });

  it('does not believe an order that is not true', async () => {
    const far = team.gatekeeper(ben);
    const liar: Gatekeeper = { ...team.gatekeeper(anna, { removed: [ben] }), farewell: () => utf8('wipe yourself') };
    const { run } = meet(liar, far);
    expect((await run())[1]).toEqual({ ok: false, error: { kind: 'stranger' } });
    expect(far.farewells).toEqual(['wipe yourself']);
  });
});

describe('another version', () => {
  it.each([LINK_VERSION + 1, LINK_VERSION - 1])('%d is refused with a reason that names ours', async (version) => {
    const timers = createFakeTimers();
    const packets = createMemoryPackets();
    const [near, far] = [packets.a, packets.b].map((channel) => createMessageChannel(channel, { timers })) as [FramedChannel, FramedChannel];
    const result = shakeHands(near, MAX_MESSAGE, { gatekeeper: team.gatekeeper(anna), timers, random });
    // a version to come may say more in its first message
    await far.send(new Uint8Array([...encodeHello({ version, nonce: random(32) }), 1, 2, 3]));
    expect(await result).toEqual({ ok: false, error: { kind: 'other-version', theirs: version } });
    const reason = await new Promise<string>((resolve) => far.onEnd((end) => resolve(end.kind === 'refused' ? end.reason : end.kind)));
    expect(reason).toBe(`other-version:${LINK_VERSION}`);
    expect(versionOfRefusal(reason)).toBe(LINK_VERSION);
  });
});

it('1,000 seeded mutations of handshakes: nobody is let in who has not proven both, and nothing throws', async () => {
  let refused = 0;
  for (let seed = 0; seed < 1000; seed++) {
    const chance = seeded(seed);
    const victim = chance.below(8);
    let count = 0;
    const { packets, side, timers } = meet(team.gatekeeper(anna), team.gatekeeper(ben), {
      tamper: (packet, from) => {
        if (from !== 'b' || count++ !== victim) return packet;
        const changed = packet.slice();
        // past the frame's own checksum: as a device of the team could send it
        for (let i = 0; i < 3; i++) changed[13 + chance.below(Math.max(1, changed.length - 13))] = chance.below(256);
        new DataView(changed.buffer).setUint32(9, crc32(changed.subarray(13)), true);
        return changed;
      },
    });
    const [near, far] = [side(packets.a, team.gatekeeper(anna)), side(packets.b, team.gatekeeper(ben))];
    await settle();
    await timers.pass(11_000);
    const [nearResult] = await Promise.all([near.result, far.result]);
    if (!nearResult.ok) refused += 1;
    else expect(nearResult.value).toBe(ben.id);
  }
  expect(refused).toBeGreaterThan(300);
});
