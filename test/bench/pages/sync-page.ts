/**
 * One device of a team in a real page: a book in IndexedDB, the sync engine, and a link over the browser's own WebRTC, framed as in the app
 * but without the handshake, which is no part of what is measured. Times are UTC ms with fractions, so that those of two pages of one
 * machine can be compared.
 */
import type { Book } from '../../../src/replica/book';
import { createBook } from '../../../src/replica/book/create-book';
import { createCustomerState } from '../../../src/replica/documents/create-state';
import type { Connecting } from '../../../src/replica/link/connector';
import { createMessageChannel } from '../../../src/replica/link/framing';
import type { MessageChannel, PacketChannel, PeerLink } from '../../../src/replica/link/ports';
import { createRtcConnector } from '../../../src/replica/link/rtc-connector';
import { projectFields } from '../../../src/replica/projection/project-row';
import { createCodedStorage } from '../../../src/replica/storage/coded-storage';
import { identityCodec } from '../../../src/replica/storage/identity-codec';
import { openIndexedDbStorage } from '../../../src/replica/storage/indexeddb-storage';
import { createRolePolicy } from '../../../src/replica/sync/role-policy';
import { createSyncEngine } from '../../../src/replica/sync/sync-engine';
import { browserTimers } from '../../../src/replica/link/timers';
import { aBenchCustomer } from '../workload';
import { median, percentile, value } from './timing';

declare function tell(payload: readonly number[]): Promise<void>;

const FRAME = 64 * 1024;
/** The channel holds so much at most, as in link/framing.ts. */
const HIGH_WATER = 1024 * 1024, LOW_WATER = 256 * 1024;
const PINGS = 100;

const now = (): number => performance.timeOrigin + performance.now();
const hex = (bytes: Uint8Array | undefined): string => [...(bytes ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join('');

let book: Book, onLink: (link: PeerLink) => void, connecting: Connecting, channel: MessageChannel | undefined, packets: PacketChannel | undefined;
let bytes = 0, self = '', other = '';
/** When the stored book became what, and when its list first changed. */
let roots: { readonly at: number; readonly root: string; readonly count: number }[] = [];
let firstRows: number | undefined;

async function start(name: string, colleague: string): Promise<void> {
  [self, other] = [name, colleague];
  const storage = value(await openIndexedDbStorage({ name: 'regulars' }));
  book = value(await createBook({ storage: createCodedStorage(storage, identityCodec), actor: { name, device: name, now: () => Date.now() } }));
  await book.whenReady();
  value(await createSyncEngine({
    book: book.sync, policy: createRolePolicy(), self, role: () => 'owner', timers: { now: () => Date.now(), after: browserTimers.after },
    links: { onLink: (listener) => {
      onLink = listener;
      return () => undefined;
    } },
  }));
  const note = (): void => void roots.push({ at: now(), root: hex(book.sync.index()?.root()), count: book.sync.index()?.count() ?? 0 });
  book.sync.onStored(note);
  book.rows.onChange(() => (firstRows ??= now()));
}

/** Bytes of all documents. */
async function fill(customers: number): Promise<number> {
  let sum = 0;
  for (let n = 0; n < customers; n += 1_000) {
    const packed = Array.from({ length: Math.min(1_000, customers - n) }, (_, i) => {
      const { id, fields, note } = aBenchCustomer(n + i, 0), state = createCustomerState(id, fields, {}, note);
      sum += state.length;
      return { id, state, row: projectFields(id, fields, [], note) };
    });
    value(await book.storePacked(packed));
  }
  return sum;
}

/** Opens a connection to the other page; what is to be told goes through the runner. */
function connect(isOfferer: boolean): void {
  const connector = createRtcConnector(), publish = (payload: Uint8Array): void => void tell([...payload]);
  connecting = isOfferer ? connector.offer(publish) : connector.answer(publish);
}
const signal = (payload: readonly number[]): void => connecting.signal(Uint8Array.from(payload));

async function opened(): Promise<void> {
  packets = await connecting.opened;
  if (!packets) throw new Error('No connection came about.');
}

/** Hands the open connection to the engine; the time of it. */
function sync(): number {
  if (!packets) throw new Error('There is no connection.');
  const framed = channel = createMessageChannel(packets);
  [bytes, roots, firstRows] = [0, [], undefined];
  const at = now();
  onLink({ device: other, channel: { ...framed, send: (message) => {
    bytes += message.length;
    return framed.send(message);
  } } });
  return at;
}
const cut = (): void => channel?.close();

const told = () => ({ root: hex(book.sync.index()?.root()), count: book.sync.index()?.count() ?? 0, firstRows, bytes });

/** When the stored book first was this. */
const firstWas = (root: string): number | undefined => roots.find((each) => each.root === root)?.at;

async function edit(count: number, customers: number, offset: number): Promise<number> {
  let sum = 0;
  const stop = book.sync.onLocal((_id, update) => (sum += update.length));
  for (let i = 0; i < count; i++) value(await book.perform({ label: 'edit', edits: [{ id: aBenchCustomer((i * 7 + offset) % customers, 0).id, fields: { organization: `${self} ${i}` } }] }));
  stop();
  return sum;
}

/** The same bytes over the channel alone; the receiver's side of it first. */
function bareReceive(expected: number): Promise<number> {
  let arrived = 0;
  return new Promise((resolve) => packets!.onPacket((packet) => {
    arrived += packet.length;
    if (arrived >= expected) resolve(now());
  }));
}
async function bareSend(count: number): Promise<number> {
  const at = now(), frame = new Uint8Array(FRAME);
  for (let left = count; left > 0; left -= FRAME) {
    if (packets!.bufferedAmount() > HIGH_WATER) await packets!.whenBuffered(LOW_WATER);
    packets!.send(frame.subarray(0, Math.min(FRAME, left)));
  }
  return at;
}

const halves = (trips: readonly number[]) => ({ p50: median(trips) / 2, p95: percentile(trips, 0.95) / 2 });
const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 5); });

function bareEcho(): void {
  packets!.onPacket((packet) => packets!.send(packet));
}
async function barePing() {
  const trips: number[] = [];
  for (let i = 0; i < PINGS; i++) {
    const start = performance.now();
    await new Promise<void>((resolve) => {
      packets!.onPacket(() => resolve());
      packets!.send(new Uint8Array(40));
    });
    trips.push(performance.now() - start);
    await pause();
  }
  return halves(trips);
}

/** Answers each letter in one note with a letter in another. */
async function liveEcho(): Promise<void> {
  const from = value(await book.open(aBenchCustomer(0, 0).id)), to = value(await book.open(aBenchCustomer(1, 0).id));
  from.note.observe(() => queueMicrotask(() => to.note.insert(0, 'x')));
}
/** From a letter typed to the answer in this page's memory: twice the way of one edit. */
async function livePing() {
  const to = value(await book.open(aBenchCustomer(0, 0).id)), from = value(await book.open(aBenchCustomer(1, 0).id));
  const trips: number[] = [];
  for (let i = 0; i < PINGS; i++) {
    const start = performance.now();
    await new Promise<void>((resolve) => {
      const heard = (): void => {
        from.note.unobserve(heard);
        resolve();
      };
      from.note.observe(heard);
      to.note.insert(0, 'x');
    });
    trips.push(performance.now() - start);
    await pause();
  }
  return halves(trips);
}

const page = { start, fill, connect, signal, opened, sync, cut, told, firstWas, edit, bareReceive, bareSend, bareEcho, barePing, liveEcho, livePing };
export type SyncPage = typeof page;
Object.assign(globalThis, { page });
