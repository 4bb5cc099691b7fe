import { describe, expect, it } from 'vitest';
import type { FramedChannel } from '../../../../src/replica/link/framing';
import { createMemoryNetwork } from '../../../../src/replica/link/memory-connector';
import { createMemoryRooms } from '../../../../src/replica/link/memory-signaling';
import { hostRendezvous, joinRendezvous } from '../../../../src/replica/link/rendezvous';
import { encodeSignal } from '../../../../src/replica/link/signals';
import { createFakeTimers } from '../../../support/fake-timers';
import { seeded } from '../../../support/seeded';

function world() {
  const [rooms, network, timers] = [createMemoryRooms(), createMemoryNetwork(), createFakeTimers()];
  const random = seeded(2).bytes;
  const options = (name: string) => ({ signaling: rooms.signaling(), room: 'invitation', connector: network.connector(name), timers, random });
  const guests: FramedChannel[] = [];
  return { rooms, network, timers, options, guests, host: () => hostRendezvous(options('host'), (guest) => void guests.push(guest)) };
}

describe('two devices with one invitation', () => {
  it('get a channel that carries messages both ways', async () => {
    const { timers, options, guests, host } = world();
    host();
    const joined = joinRendezvous(options('guest'), 30_000);
    await timers.pass(10);
    const channel = (await joined)!;
    const heard: number[] = [];
    channel.onMessage(([byte]) => void heard.push(byte!));
    guests[0]!.onMessage(([byte]) => void guests[0]!.send(new Uint8Array([byte! + 1])));
    await channel.send(new Uint8Array([1]));
    await timers.pass(1);
    expect(heard).toEqual([2]);
  });

  it('find each other when the host comes later, and when the first words are lost', async () => {
    const { rooms, timers, options, guests, host } = world();
    let lost = 0;
    rooms.pass = () => ++lost > 3;
    const joined = joinRendezvous(options('guest'), 60_000);
    await timers.pass(17_000);
    host();
    await timers.pass(10_000);
    expect(await joined).toBeDefined();
    expect(guests).toHaveLength(1);
  });

  it('nobody there: the guest gives up in time, and stops calling', async () => {
    const { rooms, timers, options } = world();
    const joined = joinRendezvous(options('guest'), 20_000);
    await timers.pass(20_001);
    expect(await joined).toBeUndefined();
    const before = rooms.carried.length;
    await timers.pass(60_000);
    expect(rooms.carried.length).toBe(before);
  });

  it('a guest that gives up stops at once', async () => {
    const { timers, options } = world();
    const abort = new AbortController();
    const joined = joinRendezvous(options('guest'), 60_000, abort.signal);
    await timers.pass(1000);
    abort.abort();
    await timers.pass(1);
    expect(await joined).toBeUndefined();
  });

  it('a host that has left answers nobody; garbage and many guests at once do not tire it', async () => {
    const { rooms, timers, options, guests, host } = world();
    const leave = host();
    const voice = rooms.signaling();
    for (let i = 0; i < 100; i++) {
      voice.publish('invitation', new Uint8Array([1, 2, i]));
      voice.publish('invitation', encodeSignal({ kind: 'dial', from: `x${String(i).padStart(21, '0')}`, session: i, to: 'A'.repeat(22), dial: { session: i, number: 1 }, payload: new Uint8Array([9, 9, 9]) }));
    }
    await timers.pass(15_001);
    expect(guests).toEqual([]);
    const joined = joinRendezvous(options('guest'), 5000);
    await timers.pass(10);
    expect(await joined).toBeDefined();
    leave();
    const late = joinRendezvous(options('late'), 5000);
    await timers.pass(5001);
    expect(await late).toBeUndefined();
  });
});
