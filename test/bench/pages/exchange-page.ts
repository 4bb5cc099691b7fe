/** Two books in one process that exchange over a channel in memory, and the same bytes over that channel alone. For Node. */
import type { Book } from '../../../src/replica/book';
import { createCustomerState } from '../../../src/replica/documents/create-state';
import { projectFields } from '../../../src/replica/projection/project-row';
import { must } from '../../support/books';
import { createMessagePair } from '../../support/message-pair';
import { aDevice, areEqual, link, type Device } from '../../support/sync-devices';
import { aBenchCustomer } from '../workload';

export interface Exchange {
  readonly usable: number; readonly complete: number; readonly firstBytes: number; readonly documentBytes: number; readonly bareFirst: number;
  readonly catchUp: number; readonly catchUpBytes: number; readonly editBytes: number; readonly bareCatchUp: number;
  readonly equalBytes: number;
  readonly live50: number; readonly live95: number; readonly bare50: number; readonly bare95: number;
  readonly indexMs: number;
  /** Processor time of both sides together, ms. */
  readonly completeCpu: number; readonly catchUpCpu: number;
}

const EDITS = 200;
const LIVE = 200;
const MESSAGE = 64 * 1024;

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** Looks every 2 ms: a look in every turn would cost more than the exchange. */
async function whenEqual(devices: readonly Device[]): Promise<void> {
  while (!areEqual(devices)) await new Promise((resolve) => setTimeout(resolve, 2));
}
async function whenSame(here: Device, there: Device): Promise<void> {
  while (here.engine.state().peers.get(there.name)?.kind !== 'same') await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Milliseconds for so many bytes in messages of 64 KB. */
async function bareMove(bytes: number): Promise<number> {
  const { ends: [from, to] } = createMessagePair();
  const start = performance.now();
  let arrived = 0;
  const done = new Promise<void>((resolve) => to.onMessage((message) => {
    arrived += message.length;
    if (arrived >= bytes) resolve();
  }));
  for (let left = bytes; left > 0; left -= MESSAGE) await from.send(new Uint8Array(Math.min(MESSAGE, left)));
  await done;
  return performance.now() - start;
}

async function fill(book: Book, customers: number): Promise<number> {
  let bytes = 0;
  for (let n = 0; n < customers; n += 1_000) {
    const packed = Array.from({ length: Math.min(1_000, customers - n) }, (_, i) => {
      const { id, fields, note } = aBenchCustomer(n + i, 0);
      const state = createCustomerState(id, fields, {}, note);
      bytes += state.length;
      return { id, state, row: projectFields(id, fields, [], note) };
    });
    must(await book.storePacked(packed));
  }
  return bytes;
}

export async function measureExchange(customers: number): Promise<Exchange> {
  const anna = await aDevice('anna'), ben = await aDevice('ben');
  const documentBytes = await fill(anna.book, customers);
  let usable: number | undefined;
  const stop = ben.book.rows.onChange(() => (usable ??= performance.now()));
  let start = performance.now(), cpu = process.cpuUsage();
  let pair = link(anna, ben);
  await whenEqual([anna, ben]);
  const completeCpu = cpuSince(cpu), complete = performance.now() - start, firstBytes = pair.bytes()[0] + pair.bytes()[1];
  const firstRows = (usable ?? NaN) - start;
  stop();
  await Promise.all([whenSame(anna, ben), whenSame(ben, anna)]);
  pair.cut();

  let editBytes = 0;
  for (const { book, name } of [anna, ben]) {
    const stopLocal = book.sync.onLocal((_id, update) => (editBytes += update.length));
    for (let i = 0; i < EDITS; i++) {
      const { id } = aBenchCustomer((i * 7 + (name === 'ben' ? 3 : 0)) % customers, 0);
      must(await book.perform({ label: 'edit', edits: [{ id, fields: { organization: `${name} ${i}` } }] }));
    }
    stopLocal();
  }
  start = performance.now();
  cpu = process.cpuUsage();
  pair = link(anna, ben);
  await whenEqual([anna, ben]);
  const catchUpCpu = cpuSince(cpu), catchUp = performance.now() - start, catchUpBytes = pair.bytes()[0] + pair.bytes()[1];
  await Promise.all([whenSame(anna, ben), whenSame(ben, anna)]);
  pair.cut();

  pair = link(anna, ben);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const equalBytes = pair.bytes()[0] + pair.bytes()[1];
  const live = await measureLive(anna, ben, aBenchCustomer(0, 0).id);
  const bare = await measureBare();

  start = performance.now();
  must(await anna.book.sync.switchOff());
  must(await anna.book.sync.switchOn());
  const indexMs = performance.now() - start;
  await Promise.all([anna.close(), ben.close()]);
  return {
    usable: firstRows, complete, firstBytes, documentBytes, bareFirst: await bareMove(documentBytes), catchUp, catchUpBytes, editBytes, bareCatchUp: await bareMove(editBytes), equalBytes,
    live50: at(live, 0.5), live95: at(live, 0.95), bare50: at(bare, 0.5), bare95: at(bare, 0.95), indexMs, completeCpu, catchUpCpu,
  };
}

/** From a letter typed to the same letter in the other one's memory. */
async function measureLive(here: Device, there: Device, id: string): Promise<number[]> {
  const from = must(await here.book.open(id)), to = must(await there.book.open(id)), times: number[] = [];
  for (let i = 0; i < LIVE; i++) {
    const before = to.note.length, start = performance.now();
    from.note.insert(0, 'x');
    while (to.note.length === before) await tick();
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  from.close();
  to.close();
  return times.sort((a, b) => a - b);
}

async function measureBare(): Promise<number[]> {
  const { ends: [from, to] } = createMessagePair(), times: number[] = [];
  let arrived = 0;
  to.onMessage(() => (arrived += 1));
  for (let i = 0; i < LIVE; i++) {
    const start = performance.now();
    void from.send(new Uint8Array(40));
    while (arrived === i) await tick();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
