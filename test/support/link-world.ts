/** Devices of a team that look for each other in one memory: connections, meeting point and time are the test's. */
import { createMemoryNetwork, type MemoryNetwork } from '../../src/replica/link/memory-connector';
import type { Gatekeeper, LinkEnd, PeerLink } from '../../src/replica/link/ports';
import type { MemoryPacketsOptions } from '../../src/replica/link/memory-packets';
import { createMemoryRooms, type MemoryRooms } from '../../src/replica/link/memory-signaling';
import { parseSignal, type ReadSignal } from '../../src/replica/link/signals';
import { superviseLinks, type LinkManager } from '../../src/replica/link/supervisor';
import { createFakeTimers, type FakeTimers } from './fake-timers';
import { seeded } from './seeded';

export interface LinkWorld {
  readonly rooms: MemoryRooms;
  readonly network: MemoryNetwork;
  readonly timers: FakeTimers;
  start(gatekeeper: Gatekeeper): WorldDevice;
  /** What has been carried so far, read. */
  signals(): readonly ReadSignal[];
  /** Dials of one device so far: each once, whatever was repeated. */
  dialsOf(id: string): number;
}

export interface WorldDevice {
  readonly id: string;
  readonly links: LinkManager;
  readonly opened: PeerLink[];
  readonly ends: LinkEnd[];
  /** Linked now, sorted. */
  linked(): string[];
}

export const ROOM = 'room';

export function createLinkWorld(seed = 1, packets: MemoryPacketsOptions = {}): LinkWorld {
  const rooms = createMemoryRooms();
  const network = createMemoryNetwork(packets);
  const timers = createFakeTimers();
  const random = seeded(seed).bytes;
  const signals = (): readonly ReadSignal[] => rooms.carried.flatMap((message) => parseSignal(message) ?? []);
  return {
    rooms, network, timers, signals,
    dialsOf: (id) => new Set(signals().flatMap((signal) => (signal.kind === 'dial' && signal.from === id ? [`${signal.dial.session}/${signal.dial.number}`] : []))).size,
    start: (gatekeeper) => {
      const id = gatekeeper.self;
      const links = superviseLinks({ signaling: rooms.signaling(), room: ROOM, gatekeeper, connector: network.connector(id), timers, random });
      const opened: PeerLink[] = [];
      const ends: LinkEnd[] = [];
      links.onLink((link) => {
        opened.push(link);
        link.channel.onEnd((end) => void ends.push(end));
      });
      return { id, links, opened, ends, linked: () => [...links.peers()].flatMap(([peer, state]) => (state === 'linked' ? [peer] : [])).sort() };
    },
  };
}
