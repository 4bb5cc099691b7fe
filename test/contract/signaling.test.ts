import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { createMemoryRooms } from '../../src/replica/link/memory-signaling';
import type { Signaling } from '../../src/replica/link/ports';
import { createRoomsSignaling } from '../../src/replica/link/rooms-signaling';
import { createSealedSignaling } from '../../src/replica/link/sealed-signaling';
import { createSignalingClient } from '../../src/replica/link/signaling-client';
import { startMeetingPoint, type TestMeetingPoint } from '../support/meeting-points';
import { signalingContract, type SignalingWorld } from './signaling.contract';

const SECRET = new Uint8Array(32).fill(7);
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

async function inMemory(): Promise<SignalingWorld> {
  const rooms = createMemoryRooms();
  return { device: async () => rooms.signaling(), goAway: async () => rooms.setOpen(false), comeBack: async () => rooms.setOpen(true) };
}

/** Clients of so many real meeting points. */
async function withServers(count: number): Promise<SignalingWorld> {
  const points: TestMeetingPoint[] = [];
  for (let i = 0; i < count; i++) points.push(await startMeetingPoint());
  cleanUp.push(() => Promise.all(points.map((point) => point.stop())));
  return {
    device: async () => {
      const client = createSignalingClient({ urls: points.map(({ url }) => url), WebSocket: NodeWebSocket as unknown as typeof WebSocket });
      cleanUp.push(() => client.close());
      await expect.poll(() => client.status().every(({ state }) => state === 'open')).toBe(true);
      return client;
    },
    goAway: async () => void (await Promise.all(points.map((point) => point.stop()))),
    comeBack: async () => void (await Promise.all(points.map((point) => point.start()))),
  };
}

const wrapped = (wrap: (signaling: Signaling) => Signaling, world: () => Promise<SignalingWorld>) => async (): Promise<SignalingWorld> => {
  const below = await world();
  return { ...below, device: async () => wrap(await below.device()) };
};
const sealed = (signaling: Signaling): Signaling => createSealedSignaling(signaling, SECRET);
const inRooms = (signaling: Signaling): Signaling => {
  const rooms = createRoomsSignaling(signaling);
  rooms.setSecrets([SECRET]);
  return { ...rooms, close: () => (rooms.close(), signaling.close()) };
};

const adapters: Readonly<Record<string, () => Promise<SignalingWorld>>> = {
  memory: inMemory,
  'client of one meeting point': () => withServers(1),
  'client of two meeting points': () => withServers(2),
  'sealed, in memory': wrapped(sealed, inMemory),
  'sealed, two meeting points': wrapped(sealed, () => withServers(2)),
  'rooms of a team, in memory': wrapped(inRooms, inMemory),
};

describe.each(Object.entries(adapters))('signaling: %s', (_name, fresh) => {
  it.each(signalingContract)('$name', async ({ run }) => run(await fresh()));
});
