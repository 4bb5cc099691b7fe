/**
 * What the link tests call inside a real page: a device with real keys and real WebRTC. What it publishes goes through the test, which may lose it
 * (`start`), or sealed to real meeting points (`startAt`).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Result } from '../../../src/lib/result';
import { createLinks, type TeamLinks } from '../../../src/replica/link/create-links';
import { createMessageChannel } from '../../../src/replica/link/framing';
import { directCodeText, findDirectCode } from '../../../src/replica/link/direct-code';
import type { DirectError, DirectOffer } from '../../../src/replica/link/direct-connector';
import type { Gatekeeper, LinkEnd, PacketChannel, PeerLink, Signaling } from '../../../src/replica/link/ports';
import { createRtcConnector } from '../../../src/replica/link/rtc-connector';
import { createRtcDirect } from '../../../src/replica/link/rtc-direct';
import { createSignalingClient, type SignalingClient } from '../../../src/replica/link/signaling-client';
import { superviseLinks, type LinkManager } from '../../../src/replica/link/supervisor';

export interface HarnessDevice { readonly id: string; readonly signKey: readonly number[]; readonly privateKey: JsonWebKey }

/** Exposed by the test: carries a message to the other pages. */
declare function publishByTest(message: readonly number[]): Promise<void>;

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };

/** All connections that this page has made, to cut them and to count them. */
const connections: RTCPeerConnection[] = [];
class SeenConnection extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
}

async function makeDevice(): Promise<HarnessDevice> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const signKey = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
  const id = btoa(String.fromCharCode(...sha256(signKey).subarray(0, 16))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return { id, signKey: [...signKey], privateKey: await crypto.subtle.exportKey('jwk', keys.privateKey) };
}

async function gatekeeperOf(self: HarnessDevice, roster: readonly HarnessDevice[]): Promise<Gatekeeper> {
  const key = await crypto.subtle.importKey('jwk', self.privateKey, ALGORITHM, false, ['sign']);
  return {
    teamId: 'team',
    self: self.id,
    sign: async (data) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, data as BufferSource)),
    credentials: () => new Uint8Array(),
    admit: async (id) => {
      const device = roster.find((listed) => listed.id === id);
      return device && { id, signKey: Uint8Array.from(device.signKey), isRemoved: false };
    },
    farewell: () => undefined,
    onFarewell: async () => false,
  };
}

let hearers: ((message: Uint8Array) => void)[] = [];
const signaling: Signaling = {
  join: (_room, onMessage) => {
    hearers.push(onMessage);
    return () => void (hearers = hearers.filter((hearer) => hearer !== onMessage));
  },
  publish: (_room, message) => void publishByTest([...message]),
  status: () => [{ url: 'test', state: 'open' }],
  onStatus: () => () => undefined,
  wake: () => undefined,
  close: () => undefined,
};
const hear = (message: readonly number[]): void => hearers.forEach((hearer) => hearer(Uint8Array.from(message)));

async function start(self: HarnessDevice, roster: readonly HarnessDevice[]): Promise<void> {
  follow(superviseLinks({ signaling, room: 'room', gatekeeper: await gatekeeperOf(self, roster), connector: createRtcConnector({ PeerConnection: SeenConnection }) }));
}

/** As the app does it: through the door, by real meeting points. */
async function startAt(self: HarnessDevice, roster: readonly HarnessDevice[], urls: readonly string[]): Promise<void> {
  const client = createSignalingClient({ urls });
  const door = createLinks({ signaling: client, secrets: [new Uint8Array(32).fill(5)], gatekeeper: await gatekeeperOf(self, roster), rtc: { PeerConnection: SeenConnection } });
  Object.assign(harness, { client, door });
  follow(door);
}

function follow(links: Pick<LinkManager, 'onLink' | 'peers' | 'adopt'>): void {
  links.onLink((link) => {
    harness.opened.push(link);
    link.channel.onEnd((end) => harness.ends.push(end));
    link.channel.onMessage((message) => take(link, message));
  });
  Object.assign(harness, { links });
}

/** An echo for messages of one byte; larger ones are counted, and add to one checksum in their order. */
function take(link: PeerLink, message: Uint8Array): void {
  if (message.length === 1) return void link.channel.send(new Uint8Array([...message, 0]));
  if (message.length === 2) return void harness.echoes.push(message[0]!);
  harness.gotBytes += message.length;
  checksum.update(message);
}
const checksum = sha256.create();
const checksumOf = (hash: typeof checksum): string => Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whether a word to the linked device comes back. */
async function echo(byte: number): Promise<boolean> {
  const before = harness.echoes.length;
  const isSent = await harness.opened.at(-1)!.channel.send(new Uint8Array([byte]));
  for (let i = 0; i < 300 && harness.echoes.length === before; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  return isSent && harness.echoes.at(-1) === byte;
}

/** Sends messages of a mebibyte as fast as they are taken; `most`: the largest amount that the browser held for us. */
async function sendMany(count: number): Promise<{ readonly checksum: string; readonly most: number; readonly ms: number }> {
  const { channel } = harness.opened.at(-1)!;
  const hash = sha256.create();
  const messages = Array.from({ length: count }, () => {
    const message = new Uint8Array(1024 * 1024);
    for (let at = 0; at < message.length; at += 65536) crypto.getRandomValues(message.subarray(at, at + 65536));
    hash.update(message);
    return message;
  });
  harness.most = 0;
  const from = performance.now();
  const sent = await Promise.all(messages.map((message) => channel.send(message)));
  if (sent.includes(false)) throw new Error('not everything was sent');
  return { checksum: checksumOf(hash), most: harness.most, ms: performance.now() - from };
}

const nativeSend = RTCDataChannel.prototype.send;
RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: ArrayBufferView<ArrayBuffer>) {
  nativeSend.call(this, data);
  harness.most = Math.max(harness.most, this.bufferedAmount);
} as typeof nativeSend;

/** As when the network below goes: the page sees its connections closed. (Closing one by hand tells its own page nothing.) */
function cut(): void {
  for (const connection of connections) {
    if (connection.connectionState === 'closed') continue;
    connection.close();
    connection.dispatchEvent(new Event('connectionstatechange'));
  }
}

const connector = createRtcDirect({ PeerConnection: SeenConnection });
let offer: DirectOffer | undefined;
let answered: Promise<string> | undefined;
/** By texts that people carry. Each step resolves with the text to carry on, the linked device, or what is wrong. */
const direct = {
  offer: async (): Promise<string> => {
    const made = await connector.offer();
    if (!made.ok) return made.error.kind;
    offer = made.value;
    return directCodeText(offer.code);
  },
  answer: async (text: string): Promise<string> => {
    const code = findDirectCode(text);
    const answer = code.ok ? await connector.answer(code.value.bytes) : code;
    if (!answer.ok) return answer.error.kind;
    answered = answer.value.opened.then(adopt);
    return directCodeText(answer.value.code);
  },
  finish: async (text: string): Promise<string> => {
    const code = findDirectCode(text);
    return adopt(code.ok ? await offer!.finish(code.value.bytes) : code);
  },
  linked: async (): Promise<string> => answered ?? 'no answer',
};
async function adopt(opened: Result<PacketChannel, DirectError>): Promise<string> {
  const adopted = opened.ok ? await harness.links.adopt(createMessageChannel(opened.value)) : opened;
  return adopted.ok ? adopted.value : adopted.error.kind;
}

const harness = {
  makeDevice, start, startAt, hear, direct, echo, sendMany, cut,
  links: undefined as unknown as Pick<LinkManager, 'onLink' | 'peers' | 'adopt'>,
  door: undefined as unknown as TeamLinks,
  client: undefined as unknown as SignalingClient,
  opened: [] as PeerLink[],
  ends: [] as LinkEnd[],
  echoes: [] as number[],
  gotBytes: 0,
  most: 0,
  gotChecksum: () => checksumOf(checksum.clone()),
  linked: () => [...harness.links.peers()].flatMap(([id, state]) => (state === 'linked' ? [id] : [])),
  madeConnections: () => connections.length,
  openConnections: () => connections.filter(({ connectionState }) => connectionState !== 'closed').length,
};

export type LinkHarness = typeof harness;
Object.assign(globalThis, { harness });
