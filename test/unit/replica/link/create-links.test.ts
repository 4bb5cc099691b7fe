/** The door of the link layer with everything below it but WebRTC: sealed rooms, keys that change, strangers. */
import { describe, expect, it } from 'vitest';
import { createLinks } from '../../../../src/replica/link/create-links';
import { createMemoryNetwork } from '../../../../src/replica/link/memory-connector';
import { createMemoryRooms } from '../../../../src/replica/link/memory-signaling';
import type { Gatekeeper, PeerLink } from '../../../../src/replica/link/ports';
import { createFakeTimers } from '../../../support/fake-timers';
import { createTestDevices, createTestTeam, type TestDevice } from '../../../support/link-team';
import { seeded } from '../../../support/seeded';

const [anna, ben, carla] = (await createTestDevices(3)) as [TestDevice, TestDevice, TestDevice];
const team = createTestTeam('team', [anna, ben, carla]);
const secretOf = (seed: number): Uint8Array => seeded(seed).bytes(32);

function createWorld() {
  const [rooms, network, timers] = [createMemoryRooms(), createMemoryNetwork(), createFakeTimers()];
  const random = seeded(9).bytes;
  return {
    rooms, network, timers,
    start: (gatekeeper: Gatekeeper, ...seeds: number[]) => {
      const links = createLinks({ signaling: rooms.signaling(), secrets: seeds.map(secretOf), gatekeeper, connector: network.connector(gatekeeper.self), timers, random });
      const opened: PeerLink[] = [];
      links.onLink((link) => void opened.push(link));
      return { links, opened, linked: () => [...links.peers()].flatMap(([id, state]) => (state === 'linked' ? [id] : [])).sort() };
    },
  };
}

describe('links through the door', () => {
  it('devices with one secret find each other, and nothing of it can be read outside', async () => {
    const { rooms, timers, start } = createWorld();
    const [a, b] = [start(team.gatekeeper(anna), 1), start(team.gatekeeper(ben), 1)];
    await timers.pass(200);
    expect([a.linked(), b.linked()]).toEqual([[ben.id], [anna.id]]);
    const heard: number[] = [];
    b.opened[0]!.channel.onMessage(([byte]) => void heard.push(byte!));
    await a.opened[0]!.channel.send(new Uint8Array([5]));
    await timers.pass(1);
    expect(heard).toEqual([5]);
    expect(rooms.carried.length).toBeGreaterThan(2);
    for (const message of rooms.carried) for (const { id } of [anna, ben]) expect(Buffer.from(message).includes(id)).toBe(false);
  });

  it('without the secret nobody is even tried, with it and without a place in the roster nobody is let in', async () => {
    const { timers, network, start } = createWorld();
    const a = start(team.gatekeeper(anna, { knows: [anna, ben] }), 1);
    start(team.gatekeeper(ben), 2);
    await timers.pass(120_000);
    expect([a.linked(), network.size()]).toEqual([[], 0]);
    const outside = createTestTeam('team', []); // knows the team's name and its room
    const stranger = start(outside.gatekeeper(carla), 1);
    await timers.pass(120_000);
    expect([a.opened, stranger.opened]).toEqual([[], []]);
  });

  it('a device that slept through two changes of the key finds colleagues who still listen for it', async () => {
    const { timers, start } = createWorld();
    const [a, b] = [start(team.gatekeeper(anna), 3, 2, 1), start(team.gatekeeper(ben), 3, 2, 1)];
    const c = start(team.gatekeeper(carla), 1);
    await timers.pass(3_000);
    expect([a.linked(), b.linked(), c.linked()]).toEqual([[ben.id, carla.id].sort(), [anna.id, carla.id].sort(), [anna.id, ben.id].sort()]);
  });

  it('a new key leaves links as they are, and who has it is found at once', async () => {
    const { timers, start } = createWorld();
    const [a, b] = [start(team.gatekeeper(anna), 1), start(team.gatekeeper(ben), 1)];
    await timers.pass(200);
    a.links.setSecrets([secretOf(2)]);
    b.links.setSecrets([secretOf(2)]);
    const c = start(team.gatekeeper(carla), 2);
    await timers.pass(3_000);
    expect(c.linked()).toEqual([anna.id, ben.id].sort());
    expect(a.opened.filter(({ device }) => device === ben.id)).toHaveLength(1);
  });

  it('closing says nothing more, and the signaling stays usable for the caller', async () => {
    const { rooms, timers, start } = createWorld();
    const signaling = rooms.signaling();
    const a = start(team.gatekeeper(anna), 1);
    await timers.pass(100);
    a.links.close();
    await timers.pass(1);
    const before = rooms.carried.length;
    await timers.pass(300_000);
    expect(rooms.carried.length).toBe(before);
    signaling.publish('room', new Uint8Array([1]));
    expect(rooms.carried.length).toBe(before + 1);
  });
});
