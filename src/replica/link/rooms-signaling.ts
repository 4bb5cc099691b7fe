/**
 * The rooms of a team's last keys as one. A device that slept while a key was changed knows older rooms only, so all listen in the last few: who has
 * the newest key announces itself in all of them, and speaks to each device in the newest room in which it has heard that one.
 */
import type { DeviceId, Signaling } from './ports';
import { createSealedSignaling } from './sealed-signaling';
import { parseSignal } from './signals';
import type { RandomBytes } from '../../lib/ids';

export interface RoomsSignaling extends Signaling {
  /** 32 bytes each, newest first; from each follow a room and a key of its own. */
  setSecrets(secrets: readonly Uint8Array[]): void;
}

interface Room { readonly secret: Uint8Array; readonly sealed: Signaling }
interface Member { readonly room: string; readonly hear: (message: Uint8Array) => void; readonly leaves: Map<Room, () => void> }

/** Devices of which it is remembered where they were heard. */
const MAX_REMEMBERED = 512;

/** `close` leaves the rooms; the signaling below belongs to the caller, who may use it for other things. */
export function createRoomsSignaling(signaling: Signaling, random?: RandomBytes): RoomsSignaling {
  const members = new Set<Member>();
  const heardIn = new Map<DeviceId, Room>();
  let rooms: readonly Room[] = [];

  const joinOne = (member: Member, room: Room): void => {
    const leave = room.sealed.join(member.room, (message) => {
      const from = parseSignal(message)?.from;
      if (from !== undefined) {
        const known = heardIn.get(from);
        // the newest that both have; what comes by way of an older one meanwhile does not lead back to it
        if (!known || !rooms.includes(known) || rooms.indexOf(room) < rooms.indexOf(known)) heardIn.set(from, room);
        for (const oldest of heardIn.keys()) if (heardIn.size > MAX_REMEMBERED) heardIn.delete(oldest);
      }
      member.hear(message);
    });
    member.leaves.set(room, leave);
  };
  const leaveOne = (member: Member, room: Room): void => {
    member.leaves.get(room)?.();
    member.leaves.delete(room);
  };

  return {
    setSecrets: (secrets) => {
      const kept = rooms;
      rooms = secrets.map((secret) => kept.find((room) => isSame(room.secret, secret)) ?? { secret, sealed: createSealedSignaling(signaling, secret, random) });
      for (const member of members) {
        for (const room of kept) if (!rooms.includes(room)) leaveOne(member, room);
        for (const room of rooms) if (!member.leaves.has(room)) joinOne(member, room);
      }
    },
    join: (room, hear) => {
      const member: Member = { room, hear, leaves: new Map() };
      members.add(member);
      for (const one of rooms) joinOne(member, one);
      return () => {
        members.delete(member);
        for (const one of [...member.leaves.keys()]) leaveOne(member, one);
      };
    },
    publish: (room, message) => {
      const signal = parseSignal(message);
      const to = signal && 'to' in signal ? heardIn.get(signal.to) : undefined;
      for (const one of to && rooms.includes(to) ? [to] : rooms) one.sealed.publish(room, message);
    },
    status: () => signaling.status(),
    onStatus: (listener) => signaling.onStatus(listener),
    wake: () => signaling.wake(),
    close: () => {
      for (const member of members) for (const one of [...member.leaves.keys()]) leaveOne(member, one);
      members.clear();
      rooms = [];
    },
  };
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
