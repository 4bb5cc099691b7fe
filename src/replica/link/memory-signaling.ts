/** Signaling within one memory, for tests of what stands above it: hears all, may lose messages, may be away and come back. */
import type { Signaling, SignalingStatus } from './ports';

export interface MemoryRooms {
  signaling(): Signaling;
  /** Away: nothing is carried, and everybody sees it as closed. */
  setOpen(isOpen: boolean): void;
  /** false loses the message. */
  pass: (message: Uint8Array, room: string) => boolean;
  /** What was published while it was open, and where. */
  readonly carried: Uint8Array[];
  readonly rooms: Set<string>;
}

interface Member { readonly room: string; readonly hear: (message: Uint8Array) => void }

export function createMemoryRooms(): MemoryRooms {
  const members = new Set<Member>();
  const watchers = new Set<() => void>();
  let isOpen = true;

  const signaling = (): Signaling => {
    const own = new Set<Member>();
    const ownWatchers = new Set<() => void>();
    let isOver = false;
    const status = (): readonly SignalingStatus[] => [{ url: 'memory', state: isOpen && !isOver ? 'open' : 'closed' }];
    return {
      status,
      join: (room, hear) => {
        const member = { room, hear };
        if (isOver) return () => undefined;
        members.add(member);
        own.add(member);
        rooms.rooms.add(room);
        return () => {
          members.delete(member);
          own.delete(member);
        };
      },
      publish: (room, message) => {
        if (!isOpen || isOver) return;
        rooms.carried.push(message.slice());
        rooms.rooms.add(room);
        if (!rooms.pass(message, room)) return;
        for (const member of members) {
          const copy = message.slice();
          if (member.room === room && !own.has(member)) queueMicrotask(() => members.has(member) && member.hear(copy));
        }
      },
      onStatus: (listener) => {
        const tell = (): void => listener(status());
        watchers.add(tell);
        ownWatchers.add(tell);
        return () => {
          watchers.delete(tell);
          ownWatchers.delete(tell);
        };
      },
      wake: () => undefined,
      close: () => {
        isOver = true;
        for (const member of own) members.delete(member);
        for (const watcher of ownWatchers) watchers.delete(watcher);
      },
    };
  };
  const rooms: MemoryRooms = {
    signaling,
    carried: [],
    rooms: new Set(),
    pass: () => true,
    setOpen: (value) => {
      isOpen = value;
      for (const tell of [...watchers]) tell();
    },
  };
  return rooms;
}
