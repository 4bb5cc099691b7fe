/** A meeting point in memory for tests of the link: hears all, may lose messages, may be away and come back. */
import type { Signaling, SignalingStatus } from '../../src/replica/link/ports';

export interface MemoryRooms {
  signaling(): Signaling;
  /** Away: nothing is carried, and everybody sees it as closed. */
  setOpen(isOpen: boolean): void;
  /** false loses the message. */
  pass: (message: Uint8Array, room: string) => boolean;
  readonly carried: Uint8Array[];
}

export function createMemoryRooms(): MemoryRooms {
  const members = new Set<{ readonly room: string; readonly hear: (message: Uint8Array) => void }>();
  const watchers = new Set<(status: readonly SignalingStatus[]) => void>();
  let isOpen = true;
  const status = (): readonly SignalingStatus[] => [{ url: 'memory', state: isOpen ? 'open' : 'closed' }];
  const rooms: MemoryRooms = {
    carried: [],
    pass: () => true,
    setOpen: (value) => {
      isOpen = value;
      for (const watcher of watchers) watcher(status());
    },
    signaling: () => {
      const own = new Set<{ readonly room: string; readonly hear: (message: Uint8Array) => void }>();
      return {
        join: (room, hear) => {
          const member = { room, hear };
          members.add(member);
          own.add(member);
          return () => void members.delete(member);
        },
        publish: (room, message) => {
          if (!isOpen) return;
          rooms.carried.push(message);
          if (!rooms.pass(message, room)) return;
          for (const member of members) if (member.room === room && !own.has(member)) queueMicrotask(() => members.has(member) && member.hear(message.slice()));
        },
        status,
        onStatus: (listener) => {
          watchers.add(listener);
          return () => void watchers.delete(listener);
        },
        wake: () => undefined,
        close: () => own.forEach((member) => members.delete(member)),
      };
    },
  };
  return rooms;
}
