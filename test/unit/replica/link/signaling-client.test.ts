/** The client of meeting points against sockets and a clock that the test holds: how soon it comes back, what it says, what it bears. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createSignalingClient } from '../../../../src/replica/link/signaling-client';
import { createFakeTimers } from '../../../support/fake-timers';
import { FakeWebSocket } from '../../../support/fake-web-socket';
import { seeded } from '../../../support/seeded';

const URLS = ['wss://one.example/meeting-point', 'wss://two.example/meeting-point'] as const;
const made = (): FakeWebSocket[] => FakeWebSocket.made;
const last = (): FakeWebSocket => made().at(-1)!;
const publishOf = (room: string, ...bytes: number[]): string => JSON.stringify({ type: 'publish', topic: room, data: Buffer.from(bytes).toString('base64url') });
const types = ({ said }: FakeWebSocket): unknown[] => said.map((text) => (JSON.parse(text) as { type: unknown }).type);

beforeEach(() => void (FakeWebSocket.made = []));

async function world(urls: readonly string[] = [URLS[0]], seed = 1) {
  const timers = createFakeTimers();
  const client = createSignalingClient({ urls, timers, random: seeded(seed).bytes, WebSocket: FakeWebSocket as unknown as typeof WebSocket });
  await timers.pass(0);
  return { timers, client, states: () => client.status().map(({ state }) => state) };
}

describe('the client of meeting points', () => {
  it('joins its rooms before anything else is said, again after each return', async () => {
    const { timers, client } = await world();
    client.join('a', () => undefined);
    client.join('b', () => undefined);
    client.onStatus((status) => status[0]!.state === 'open' && client.publish('a', new Uint8Array([1])));
    for (let i = 0; i < 3; i++) {
      last().open();
      expect(last().said).toEqual([JSON.stringify({ type: 'subscribe', topics: ['a', 'b'] }), publishOf('a', 1)]);
      last().drop();
      await timers.pass(5_000);
    }
    expect(made()).toHaveLength(4);
  });

  it('asks a meeting point that cannot be reached ever more seldom, a minute apart at most, and not in step with others', async () => {
    const tries: number[][] = [];
    for (const seed of [1, 2]) {
      FakeWebSocket.made = [];
      const { timers } = await world([URLS[0]], seed);
      const at: number[] = [];
      for (let i = 0; i < 14; i++) {
        const before = made().length;
        const from = timers.now();
        last().drop();
        while (made().length === before) await timers.pass(50);
        at.push(timers.now() - from);
      }
      tries.push(at);
    }
    for (const at of tries) {
      expect(at[0]).toBeLessThanOrEqual(550);
      expect(at[4]).toBeGreaterThanOrEqual(4_000);
      expect(Math.min(...at.slice(8))).toBeGreaterThanOrEqual(30_000);
      expect(Math.max(...at)).toBeLessThanOrEqual(60_050);
    }
    expect(tries[0]).not.toEqual(tries[1]);
  });

  it('does not come back at once to one that throws it out as soon as it has come', async () => {
    const { timers } = await world();
    for (let i = 0; i < 60; i++) {
      const before = made().length;
      last().open();
      last().drop();
      await timers.pass(1_000);
      if (made().length === before) await timers.pass(0);
    }
    expect(made().length).toBeLessThan(10);
  });

  it('after a long good time the first return is quick again', async () => {
    const { timers } = await world();
    for (let i = 0; i < 8; i++) {
      const before = made().length;
      last().drop();
      while (made().length === before) await timers.pass(500);
    }
    last().open();
    last().hear('{"type":"pong"}');
    await timers.pass(20_000);
    const before = made().length;
    last().drop();
    await timers.pass(600);
    expect(made().length).toBe(before + 1);
  });

  it('gives up a try that leads nowhere, and a connection that has gone silent within a minute', async () => {
    const { timers, states } = await world();
    await timers.pass(10_000);
    expect(states()).toEqual(['closed']);
    await timers.pass(1_000);
    last().open();
    const silent = last();
    await timers.pass(25_000);
    expect(types(silent)).toContain('ping');
    silent.hear('{"type":"pong"}');
    await timers.pass(15_000);
    expect(states()).toEqual(['open']);
    await timers.pass(25_000);
    expect(states()).not.toEqual(['open']);
    expect(silent.isClosed).toBe(true);
    await timers.pass(1_000);
    expect(last()).not.toBe(silent);
    silent.hear(publishOf('a', 1)); // whatever it still says
    silent.drop();
    expect(made().length).toBe(3);
  });

  it('waking tries at once, though never twice a second, and an open connection must show that it lives', async () => {
    const { timers, client, states } = await world();
    for (let i = 0; i < 6; i++) {
      last().drop();
      await timers.pass(20_000);
    }
    last().drop();
    const before = made().length;
    for (let i = 0; i < 100; i++) client.wake();
    await timers.pass(1);
    expect(made().length).toBe(before + 1);
    last().drop();
    for (let i = 0; i < 10; i++) {
      client.wake();
      await timers.pass(50);
    }
    expect(made().length).toBe(before + 1);
    await timers.pass(1_000);
    last().open();
    client.wake();
    expect(types(last())).toEqual(['ping']);
    await timers.pass(4_100);
    expect(states()).not.toEqual(['open']);
  });

  it('hears once what comes through two meeting points, and twice what was said twice', async () => {
    const { client } = await world(URLS);
    const heard: number[] = [];
    client.join('room', ([byte]) => void heard.push(byte!));
    const [one, two] = made() as [FakeWebSocket, FakeWebSocket];
    one.open();
    two.open();
    for (const socket of [one, two, two, one]) socket.hear(publishOf('room', 7));
    one.hear(publishOf('room', 8));
    two.hear(publishOf('other', 9));
    expect(heard).toEqual([7, 7, 8]);
    client.publish('room', new Uint8Array([1]));
    expect([one.said.at(-1), two.said.at(-1)]).toEqual([publishOf('room', 1), publishOf('room', 1)]);
  });

  it('bears garbage of every kind', async () => {
    const { timers, client, states } = await world();
    const heard: Uint8Array[] = [];
    client.join('room', (message) => void heard.push(message));
    last().open();
    const random = seeded(5);
    const pieces = ['{', '}', '"type":"publish"', '"topic":"room"', '"data":"AAAA"', '"data":7', ',', '[', ']', 'null', '"data":"A"', '"data":"?"', '\u0000'];
    for (let i = 0; i < 5_000; i++) last().hear(Array.from({ length: random.below(8) }, () => pieces[random.below(pieces.length)]!).join(''));
    for (const data of [new ArrayBuffer(8), null, undefined, 7, `"${'x'.repeat(100_000)}"`, publishOf('__proto__', 1), publishOf('room', ...new Array<number>(60_000).fill(1))]) last().hear(data);
    for (const message of heard) expect(message).toEqual(new Uint8Array(3));
    await timers.pass(1_000);
    expect(states()).toEqual(['open']);
  });

  it('says no more than a meeting point takes, and nothing while the network is behind', async () => {
    const { timers, client } = await world();
    last().open();
    for (let i = 0; i < 1_000; i++) client.publish('room', new Uint8Array([i & 255]));
    expect(last().said).toHaveLength(150);
    // what must not be lost: a room that was not joined would stay silent
    client.join('late', () => undefined)();
    expect(types(last()).slice(150)).toEqual(['subscribe', 'unsubscribe']);
    last().said.splice(150);
    await timers.pass(10_000);
    for (let i = 0; i < 1_000; i++) client.publish('room', new Uint8Array([i & 255]));
    expect(last().said).toHaveLength(300);
    await timers.pass(10_000);
    last().bufferedAmount = 1_000_000;
    client.publish('room', new Uint8Array([1]));
    expect(last().said).toHaveLength(300);
  });

  it('an address that is none is shown as closed, and the others work', async () => {
    const { client, states } = await world(['nonsense', URLS[0]]);
    expect(states()).toEqual(['closed', 'connecting']);
    last().open();
    expect(states()).toEqual(['closed', 'open']);
    client.publish('room', new Uint8Array([1]));
    expect(last().said).toEqual([publishOf('room', 1)]);
  });

  it('takes other addresses while it runs: what is kept stays open', async () => {
    const { timers, client } = await world(URLS);
    client.join('room', () => undefined);
    const [one, two] = made() as [FakeWebSocket, FakeWebSocket];
    one.open();
    two.open();
    client.setUrls([URLS[1], 'wss://three.example/x', URLS[1]]);
    await timers.pass(0);
    expect([one.isClosed, two.isClosed]).toEqual([true, false]);
    last().open();
    expect(client.status()).toEqual([{ url: URLS[1], state: 'open' }, { url: 'wss://three.example/x', state: 'open' }]);
    expect(types(last())).toEqual(['subscribe']);
  });

  it('closed, it does nothing any more', async () => {
    const { timers, client, states } = await world(URLS);
    made()[0]!.open();
    client.close();
    client.wake();
    client.setUrls(['wss://three.example/x']);
    await timers.pass(600_000);
    expect(made()).toHaveLength(2);
    expect(made().every(({ isClosed }) => isClosed)).toBe(true);
    expect(states()).toEqual(['closed', 'closed']);
  });
});
