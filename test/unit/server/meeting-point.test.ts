/** The meeting point over real sockets on loopback: who hears what, and that no input and no crowd ends it. */
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openMeetingPoint } from '../../../src/server/meeting-point.mjs';
import { seededRandom } from '../../support/customers';

let server: Server, meeting: ReturnType<typeof openMeetingPoint>, url: string;
/** Milliseconds that pass from one message to the next. */
let pace = 0;

async function start(port = 0): Promise<void> {
  server = createServer();
  meeting = openMeetingPoint(server, { path: '/shop/meeting-point', origins: ['https://app.example'], now: () => (clock += pace) });
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/shop/meeting-point`;
}
async function stop(): Promise<void> {
  meeting.close();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
}
let clock = 0;
beforeEach(async () => { pace = 0; await start(); });
afterEach(stop);

interface Client { readonly socket: WebSocket; readonly heard: string[]; say(message: unknown): void; readonly closed: Promise<number> }

async function join(...topics: string[]): Promise<Client> {
  const socket = new WebSocket(url);
  const heard: string[] = [];
  const closed = new Promise<number>((resolve) => { socket.on('close', resolve); });
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => heard.push(data.toString('utf8')));
  await new Promise((resolve, reject) => { socket.on('open', resolve); socket.once('error', reject); });
  const client: Client = { socket, heard, closed, say: (message) => { socket.send(typeof message === 'string' ? message : JSON.stringify(message)); } };
  if (topics.length > 0) client.say({ type: 'subscribe', topics });
  await answered(client);
  return client;
}
/** Everything said before has been heard by the server. */
async function answered(client: Client): Promise<void> {
  const before = client.heard.length;
  client.say({ type: 'ping' });
  await expect.poll(() => client.heard.slice(before).includes('{"type":"pong"}')).toBe(true);
}
const published = ({ heard }: Client): unknown[] => heard.map((text) => JSON.parse(text) as { type: string; data?: string }).filter(({ type }) => type === 'publish').map(({ data }) => data);
const attempt = (headers: Record<string, string>, path = url) => new Promise<number>((resolve) => {
  const socket = new WebSocket(path, { headers });
  socket.on('open', () => { socket.close(); resolve(101); });
  socket.on('unexpected-response', (_request, response) => { response.resume(); resolve(response.statusCode ?? 0); });
  socket.on('error', () => undefined);
});

describe('the meeting point', () => {
  it('passes what is said in a room to the others in it, and to nobody else', async () => {
    const [anna, ben, stranger] = [await join('room'), await join('room', 'other'), await join('elsewhere')];
    anna.say({ type: 'publish', topic: 'room', data: 'AAAA' });
    stranger.say({ type: 'publish', topic: 'room', data: 'not a member' });
    ben.say({ type: 'unsubscribe', topics: ['other'] });
    ben.say({ type: 'publish', topic: 'other', data: 'left it' });
    for (const client of [anna, ben, stranger]) await answered(client);
    expect([anna, ben, stranger].map(published)).toEqual([[], ['AAAA'], []]);
  });

  it('forgets whoever has gone', async () => {
    const anna = await join('room');
    await join('room');
    anna.socket.close();
    await expect.poll(() => meeting.size()).toEqual({ sockets: 1, rooms: 1 });
  });

  it('lets in pages of its own host, of named origins and programs, and no page of another site', async () => {
    const { host } = new URL(url);
    expect(await attempt({})).toBe(101);
    expect(await attempt({ origin: `https://${host}` })).toBe(101);
    expect(await attempt({ origin: 'https://app.example' })).toBe(101);
    for (const origin of ['https://evil.example', 'null', 'https://app.example.evil', `https://${host}.evil`]) expect(await attempt({ origin }), origin).toBe(403);
    expect(await attempt({}, url.replace('/shop/', '/'))).toBe(404);
  });

  it('survives thousands of senseless, hostile and binary frames, and still serves', async () => {
    pace = 60; // slow enough not to be closed for flooding
    const random = seededRandom(7);
    const anna = await join('room'), ben = await join('room');
    const pieces = ['{', '}', '"type"', ':', '"publish"', '"subscribe"', ',', '"topics"', '["__proto__","constructor",1,null]', '"topic"', '"__proto__"', '"data"', 'null', '[]', '1e999', '"\\ud800"', '\u0000', '😀'];
    for (let i = 0; i < 3_000; i++) {
      const length = 1 + Math.floor(random() * 12);
      const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]!).join('');
      if (random() < 0.2) anna.socket.send(Buffer.from(text));
      else anna.say(text);
    }
    for (const message of [{ type: 'subscribe', topics: 'room' }, { type: 'publish', topic: 'x'.repeat(1_000), data: 'AA' }, { type: 'publish', topic: 'room' }, { type: 'toString' }, [], null, 7]) anna.say(message);
    anna.say({ type: 'subscribe', topics: ['__proto__'] });
    anna.say({ type: 'publish', topic: 'room', data: 'still here' });
    await answered(anna);
    await answered(ben);
    expect(published(ben)).toEqual(['still here']);
  });

  it('closes whoever floods, or sends a frame too large, and nobody else', async () => {
    const anna = await join('room'), ben = await join('room'), cleo = await join('room');
    for (let i = 0; i < 400; i++) anna.say({ type: 'ping' });
    expect(await anna.closed).toBe(1008);
    cleo.say({ type: 'publish', topic: 'room', data: 'x'.repeat(70_000) });
    expect(await cleo.closed).toBe(1009);
    await answered(ben);
  });

  it('survives sockets that break off in the middle of everything', async () => {
    const { port } = new URL(url);
    for (const start of ['', 'GET /shop/meeting-point HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n', 'GET /shop/meeting-point HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n\xff\xff\xff']) {
      const raw = connect(Number(port), '127.0.0.1');
      raw.on('error', () => undefined);
      raw.write(start, 'latin1', () => { raw.destroy(); });
      await new Promise((resolve) => { raw.on('close', resolve); });
    }
    await answered(await join('room'));
  });

  it('holds 200 devices of one address, refuses more, and takes new ones when some have gone', async () => {
    const crowd = await Promise.all(Array.from({ length: 200 }, () => join('room')));
    expect(await attempt({})).toBe(503);
    crowd[0]!.say({ type: 'publish', topic: 'room', data: 'to all' });
    await answered(crowd[0]!);
    await expect.poll(() => crowd.filter((client) => published(client).length === 1).length).toBe(199);
    crowd[1]!.socket.close();
    await crowd[1]!.closed;
    await expect.poll(() => attempt({})).toBe(101);
  });
});
