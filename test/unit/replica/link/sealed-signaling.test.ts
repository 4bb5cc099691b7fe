import { describe, expect, it } from 'vitest';
import { createMemoryRooms } from '../../../../src/replica/link/memory-signaling';
import { createRoomsSignaling } from '../../../../src/replica/link/rooms-signaling';
import { createSealedSignaling, sealedRoomOf } from '../../../../src/replica/link/sealed-signaling';
import { encodeSignal } from '../../../../src/replica/link/signals';
import { seeded } from '../../../support/seeded';

const secretOf = (seed: number): Uint8Array => seeded(seed).bytes(32);
const text = (message: Uint8Array): string => new TextDecoder().decode(message);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

function world(seed = 1) {
  const rooms = createMemoryRooms();
  const anna = createSealedSignaling(rooms.signaling(), secretOf(seed));
  const ben = createSealedSignaling(rooms.signaling(), secretOf(seed));
  const heard: string[] = [];
  const leave = ben.join('team', (message) => void heard.push(text(message)));
  return { rooms, anna, ben, heard, leave, name: sealedRoomOf(secretOf(seed), 'team') };
}

describe('sealed signaling', () => {
  it('the meeting point sees random-looking names and bytes in sizes of 256, and no word of what is said', async () => {
    const { rooms, anna, heard, name } = world();
    for (const word of ['', 'hello', 'h'.repeat(251), 'h'.repeat(252), 'h'.repeat(253), 'hello']) anna.publish('team', bytes(word));
    await expect.poll(() => heard.length).toBe(6);
    expect([...rooms.rooms]).toEqual([name]);
    expect(name).toMatch(/^[\w-]{22}$/);
    expect(rooms.carried.map(({ length }) => length - 28)).toEqual([256, 256, 256, 256, 512, 256]);
    expect(rooms.carried.some((message) => text(message).includes('hello'))).toBe(false);
    expect(rooms.carried[1]).not.toEqual(rooms.carried[5]);
  });

  it('another secret, another room: other names, and nothing is heard', async () => {
    const { rooms, anna, heard, name } = world();
    expect(sealedRoomOf(secretOf(2), 'team')).not.toBe(name);
    expect(sealedRoomOf(secretOf(1), 'Team')).not.toBe(name);
    // who knows the name of the room and not the secret
    const outsider = createSealedSignaling({ ...rooms.signaling(), publish: (_room, message) => rooms.signaling().publish(name, message) }, secretOf(2));
    outsider.publish('team', bytes('let me in'));
    await expect.poll(() => rooms.carried.length).toBe(1);
    anna.publish('team', bytes('come in'));
    await expect.poll(() => heard).toEqual(['come in']);
  });

  it('what was said in one room is not believed in another one of the same secret', async () => {
    const { rooms, ben, anna, name } = world();
    const other: string[] = [];
    ben.join('other', (message) => void other.push(text(message)));
    anna.publish('team', bytes('here'));
    await expect.poll(() => rooms.carried.length).toBe(1);
    rooms.signaling().publish(sealedRoomOf(secretOf(1), 'other'), rooms.carried[0]!);
    expect(name).not.toBe(sealedRoomOf(secretOf(1), 'other'));
    anna.publish('other', bytes('there'));
    await expect.poll(() => other).toEqual(['there']);
  });

  it('what is played again, cut short, changed in any byte or made up is not heard', async () => {
    const { rooms, anna, heard, name } = world();
    anna.publish('team', bytes('once'));
    await expect.poll(() => heard).toEqual(['once']);
    const [sealed] = rooms.carried;
    const voice = rooms.signaling();
    const random = seeded(3);
    voice.publish(name, sealed!);
    for (let at = 0; at < sealed!.length; at += 7) {
      voice.publish(name, sealed!.with(at, sealed![at]! ^ 1));
      voice.publish(name, sealed!.subarray(0, at));
      voice.publish(name, random.bytes(random.below(2_000)));
      if (at % 70 !== 0) continue;
      // not more than are opened at once; what is heard is heard in order
      anna.publish('team', bytes(`true ${at}`));
      await expect.poll(() => heard.at(-1)).toBe(`true ${at}`);
    }
    expect(heard).toEqual(['once', ...[0, 70, 140, 210, 280].map((at) => `true ${at}`)]);
  });

  it('a listener that throws still hears the next message, and who has left hears none', async () => {
    const { rooms, anna, leave, heard } = world();
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    process.prependListener('uncaughtException', onError);
    const others = process.listeners('uncaughtException').filter((listener) => listener !== onError);
    for (const other of others) process.off('uncaughtException', other);
    const words: string[] = [];
    createSealedSignaling(rooms.signaling(), secretOf(1)).join('team', (message) => {
      words.push(text(message));
      throw new Error(`cannot bear ${text(message)}`);
    });
    anna.publish('team', bytes('one'));
    await expect.poll(() => heard).toEqual(['one']);
    leave();
    anna.publish('team', bytes('two'));
    await expect.poll(() => words).toEqual(['one', 'two']);
    process.off('uncaughtException', onError);
    for (const other of others) process.on('uncaughtException', other);
    expect(heard).toEqual(['one']);
    expect(errors.map(String)).toEqual(['Error: cannot bear one', 'Error: cannot bear two']);
  });
});

describe('rooms of a team\'s last keys', () => {
  const [anna, ben] = ['A'.repeat(22), 'B'.repeat(22)];
  const device = (rooms: ReturnType<typeof createMemoryRooms>, ...seeds: number[]) => {
    const signaling = createRoomsSignaling(rooms.signaling());
    signaling.setSecrets(seeds.map(secretOf));
    const heard: Uint8Array[] = [];
    signaling.join('team', (message) => void heard.push(message));
    return { signaling, heard };
  };
  const announce = (from: string) => encodeSignal({ kind: 'announce', from, session: 1 });
  const here = (from: string, to: string) => encodeSignal({ kind: 'here', from, session: 1, to });

  it('a device that knows the older key only is found, and spoken to where it can hear it', async () => {
    const rooms = createMemoryRooms();
    const [current, slept] = [device(rooms, 3, 2, 1), device(rooms, 2)];
    slept.signaling.publish('team', announce(ben));
    await expect.poll(() => current.heard).toEqual([announce(ben)]);
    rooms.carried.length = 0;
    current.signaling.publish('team', here(anna, ben));
    await expect.poll(() => slept.heard).toEqual([here(anna, ben)]);
    expect(rooms.carried).toHaveLength(1);
  });

  it('two with the same keys speak in the newest room', async () => {
    const rooms = createMemoryRooms();
    const [first, second] = [device(rooms, 3, 2), device(rooms, 3, 2)];
    second.signaling.publish('team', announce(ben));
    await expect.poll(() => first.heard.length).toBe(2);
    const where: string[] = [];
    rooms.pass = (_message, room) => where.push(room) > 0;
    first.signaling.publish('team', here(anna, ben));
    await expect.poll(() => where).toEqual([sealedRoomOf(secretOf(3), 'team')]);
  });

  it('a new key is used at once, and an older one no more', async () => {
    const rooms = createMemoryRooms();
    const [first, second] = [device(rooms, 1), device(rooms, 2)];
    first.signaling.setSecrets([secretOf(2)]);
    second.signaling.publish('team', announce(ben));
    await expect.poll(() => first.heard).toEqual([announce(ben)]);
    const [left, alone] = [device(rooms, 1), device(rooms, 1)];
    left.signaling.publish('team', announce(anna));
    await expect.poll(() => alone.heard).toEqual([announce(anna)]);
    expect(first.heard).toHaveLength(1);
  });
});
