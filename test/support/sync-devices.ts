/** Several devices of one team in one process: a book and an engine each, links that can be made and cut, restarts from the same storage. */
import type { Role } from '../../src/domain/team';
import { assert } from '../../src/lib/assert';
import type { Book } from '../../src/replica/book';
import type { BookOptions } from '../../src/replica/book/create-book';
import type { Links, PeerLink } from '../../src/replica/link/ports';
import type { StoragePort } from '../../src/replica/ports';
import { createMemoryDatabase, createMemoryStorage, type MemoryDatabase } from '../../src/replica/storage/memory-storage';
import { createRolePolicy } from '../../src/replica/sync/role-policy';
import { createSyncEngine, type SyncEngine } from '../../src/replica/sync/sync-engine';
import { must, openTestBook } from './books';
import { anActor } from './customers';
import { createMessagePair, type MessagePair, type MessagePairOptions } from './message-pair';

export interface Device {
  readonly name: string;
  readonly database: MemoryDatabase;
  readonly book: Book;
  readonly engine: SyncEngine;
  linkTo(link: PeerLink): void;
  /** Everything is stored, then the same storage is opened again. */
  restart(): Promise<void>;
  /** Dies at once: nothing more is stored or said. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface DeviceOptions {
  readonly roles?: Readonly<Record<string, Role>>;
  readonly database?: MemoryDatabase;
  readonly storage?: (database: MemoryDatabase) => StoragePort;
  readonly now?: () => number;
  readonly protocol?: number;
  readonly book?: Partial<BookOptions>;
}

/** Devices are called by their names; everybody is an owner unless told otherwise. */
export async function aDevice(name: string, options: DeviceOptions = {}): Promise<Device> {
  const { roles = {}, database = createMemoryDatabase(), storage = createMemoryStorage, now = Date.now, protocol } = options;
  let book: Book, engine: SyncEngine, listener: ((link: PeerLink) => void) | undefined;
  let dead = { isDead: false };
  const links: Pick<Links, 'onLink'> = { onLink: (added) => {
    listener = added;
    return () => (listener = undefined);
  } };
  const open = async (): Promise<void> => {
    dead = { isDead: false };
    const current = dead, under = storage(database);
    book = await openTestBook({ storage: { ...under, commit: (...args) => (current.isDead ? new Promise(() => undefined) : under.commit(...args)) }, actor: anActor(name), ...options.book });
    engine = must(await createSyncEngine({
      book: book.sync, policy: createRolePolicy(), self: name, role: (device) => roles[device] ?? 'owner', links,
      timers: { now, after: (ms, task) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      } },
      ...(protocol === undefined ? {} : { protocol }),
    }));
  };
  await open();
  return {
    name, database,
    get book() { return book; },
    get engine() { return engine; },
    linkTo: (link) => listener?.(link),
    restart: async () => {
      await engine.close();
      await book.close();
      await open();
    },
    kill: async () => {
      dead.isDead = true;
      // Not awaited: what waits for the storage of a dead device waits for ever.
      void engine.close();
      await open();
    },
    close: async () => {
      await engine.close();
      await book.close();
    },
  };
}

export function link(a: Device, b: Device, options: MessagePairOptions = {}): MessagePair {
  const pair = createMessagePair(options);
  a.linkTo({ device: b.name, channel: pair.ends[0] });
  b.linkTo({ device: a.name, channel: pair.ends[1] });
  return pair;
}

const rootHex = ({ book }: Device): string => Buffer.from(book.sync.index()?.root() ?? []).toString('hex');

export const areEqual = (devices: readonly Device[]): boolean => new Set(devices.map(rootHex)).size === 1;

/** Waits until the condition holds, and fails after `ms` with what `tell` says. */
export async function until(condition: () => boolean, tell: () => string = () => '', ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    assert(performance.now() < end, `waited for nothing: ${condition.toString()} ${tell()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const untilEqual = (devices: readonly Device[], ms?: number): Promise<void> =>
  until(() => areEqual(devices), () => devices.map((device) => `${device.name} ${rootHex(device)} ${JSON.stringify([...device.engine.state().peers])}`).join('\n'), ms);
