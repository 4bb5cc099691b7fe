/** What every adapter of the port `Signaling` promises, as cases that are run on each of them. */
import { expect } from 'vitest';
import type { Signaling, SignalingStatus } from '../../src/replica/link/ports';

/** A place where devices meet, as the adapter under test reaches it. */
export interface SignalingWorld {
  /** One device, open. */
  device(): Promise<Signaling>;
  /** The meeting points go; resolves when `devices` know. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export interface SignalingCase { readonly name: string; run(world: SignalingWorld): Promise<void> }

const text = (message: Uint8Array): string => new TextDecoder().decode(message);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

function listen(signaling: Signaling, room: string): { readonly heard: string[]; leave(): void } {
  const heard: string[] = [];
  return { heard, leave: signaling.join(room, (message) => void heard.push(text(message))) };
}

let marks = 0;
/** Everything that was said in the room before has been heard by then, for messages do not overtake each other. */
async function settled(from: Signaling, room: string, listeners: readonly { readonly heard: string[] }[]): Promise<void> {
  const mark = `mark ${(marks += 1)}`;
  from.publish(room, bytes(mark));
  for (const { heard } of listeners) {
    await expect.poll(() => heard.includes(mark)).toBe(true);
    heard.splice(0, heard.length, ...heard.filter((word) => !word.startsWith('mark')));
  }
}

/** Says it until it is heard: one that has just joined may not be in the room yet. */
async function meet(from: Signaling, room: string, { heard }: { readonly heard: string[] }): Promise<void> {
  await expect.poll(() => {
    from.publish(room, bytes('mark'));
    return heard.includes('mark');
  }, { interval: 20 }).toBe(true);
  await settled(from, room, [{ heard }]);
}

const isOpen = (signaling: Signaling): boolean => signaling.status().every(({ state }) => state === 'open');

export const signalingContract: readonly SignalingCase[] = [
  {
    name: 'what is said in a room is heard once by all others in it, in order, and by nobody else',
    run: async (world) => {
      const [anna, ben, carla] = [await world.device(), await world.device(), await world.device()];
      const own = listen(anna, 'room');
      const [first, second] = [listen(ben, 'room'), listen(carla, 'room')];
      const elsewhere = listen(carla, 'other');
      await meet(anna, 'room', first);
      await meet(anna, 'room', second);
      for (let i = 0; i < 20; i++) anna.publish('room', bytes(`word ${i}`));
      await settled(anna, 'room', [first, second]);
      const words = Array.from({ length: 20 }, (_, i) => `word ${i}`);
      expect(first.heard).toEqual(words);
      expect(second.heard).toEqual(words);
      expect([own.heard, elsewhere.heard]).toEqual([[], []]);
    },
  },
  {
    name: 'any bytes up to 8 KiB arrive as they were',
    run: async (world) => {
      const [anna, ben] = [await world.device(), await world.device()];
      listen(anna, 'room');
      const ready = listen(ben, 'room');
      await meet(anna, 'room', ready);
      ready.leave();
      const heard: Uint8Array[] = [];
      ben.join('room', (message) => void heard.push(message));
      const sent = [new Uint8Array([0]), Uint8Array.from({ length: 256 }, (_, i) => i), new Uint8Array(8192).fill(255), new Uint8Array(0)];
      await meetAgain(anna, heard);
      heard.splice(0);
      for (const message of sent) anna.publish('room', message);
      await expect.poll(() => heard.length).toBe(sent.length);
      expect(heard).toEqual(sent);
    },
  },
  {
    name: 'the same said twice is heard twice',
    run: async (world) => {
      const [anna, ben] = [await world.device(), await world.device()];
      listen(anna, 'room');
      const { heard } = listen(ben, 'room');
      await meet(anna, 'room', { heard });
      anna.publish('room', bytes('again'));
      anna.publish('room', bytes('again'));
      await settled(anna, 'room', [{ heard }]);
      expect(heard).toEqual(['again', 'again']);
    },
  },
  {
    name: 'who has left hears nothing; who is in a room twice, and leaves once, still hears',
    run: async (world) => {
      const [anna, ben] = [await world.device(), await world.device()];
      listen(anna, 'room');
      const [stays, goes] = [listen(ben, 'room'), listen(ben, 'room')];
      await meet(anna, 'room', stays);
      goes.leave();
      goes.leave();
      goes.heard.splice(0);
      anna.publish('room', bytes('after'));
      await settled(anna, 'room', [stays]);
      expect([stays.heard, goes.heard]).toEqual([['after'], []]);
    },
  },
  {
    name: 'when the meeting points have gone and come back, rooms are joined again by themselves, and the state says so meanwhile',
    run: async (world) => {
      const [anna, ben] = [await world.device(), await world.device()];
      listen(anna, 'room');
      const ear = listen(ben, 'room');
      await meet(anna, 'room', ear);
      const told: string[] = [];
      const unwatch = ben.onStatus((status: readonly SignalingStatus[]) => void told.push(status.map(({ state }) => state).join()));
      await world.goAway();
      await expect.poll(() => isOpen(ben)).toBe(false);
      anna.publish('room', bytes('lost'));
      await world.comeBack();
      await expect.poll(() => isOpen(anna) && isOpen(ben)).toBe(true);
      await meet(anna, 'room', ear);
      anna.publish('room', bytes('here again'));
      await settled(anna, 'room', [ear]);
      expect(ear.heard.at(-1)).toBe('here again');
      expect(told[0]).toContain('closed');
      expect(told.at(-1)).toMatch(/^open(,open)*$/);
      unwatch();
      const before = told.length;
      await world.goAway();
      await expect.poll(() => isOpen(ben)).toBe(false);
      expect(told.length).toBe(before);
      await world.comeBack();
    },
  },
  {
    name: 'after closing nothing is heard or said, and nothing throws',
    run: async (world) => {
      const [anna, ben, carla] = [await world.device(), await world.device(), await world.device()];
      listen(anna, 'room');
      const [gone, there] = [listen(ben, 'room'), listen(carla, 'room')];
      await meet(anna, 'room', gone);
      await meet(anna, 'room', there);
      gone.heard.splice(0);
      ben.close();
      ben.close();
      ben.publish('room', bytes('from beyond'));
      ben.wake();
      ben.join('room', () => gone.heard.push('joined'))();
      anna.publish('room', bytes('to those who are left'));
      await settled(anna, 'room', [there]);
      expect([gone.heard, there.heard]).toEqual([[], ['to those who are left']]);
      expect(isOpen(ben)).toBe(false);
    },
  },
];

async function meetAgain(from: Signaling, heard: readonly Uint8Array[]): Promise<void> {
  await expect.poll(() => {
    from.publish('room', bytes('mark'));
    return heard.length > 0;
  }, { interval: 20 }).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
