/**
 * The door of the link layer: everything from meeting points and the roster to proven channels, put together. What it is given it does not close but
 * the links; `signaling` may serve invitations (rendezvous.ts) beside.
 *
 *   signaling -> sealed, one room a key -> supervisor (who, when) -> connector (WebRTC) -> handshake -> onLink
 */
import { randomBytes } from '@noble/hashes/utils.js';
import type { RandomBytes } from '../../lib/ids';
import type { Result } from '../../lib/result';
import type { FramedChannel } from './framing';
import type { HandshakeFailure } from './handshake';
import type { DeviceId, Gatekeeper, Links, Signaling } from './ports';
import { createRoomsSignaling } from './rooms-signaling';
import { createRtcConnector, type RtcOptions } from './rtc-connector';
import { superviseLinks } from './supervisor';
import { browserTimers, type Timers } from './timers';
import type { Connector } from './connector';

export interface LinksOptions {
  /** Not sealed: that is done here. */
  readonly signaling: Signaling;
  /** Of 32 bytes, newest first: what only the team's devices have, one for each key under which colleagues may still look for it. */
  readonly secrets: readonly Uint8Array[];
  readonly gatekeeper: Gatekeeper;
  /** STUN, TURN: none unless given. */
  readonly rtc?: Omit<RtcOptions, 'timers'>;
  /** WebRTC by default. */
  readonly connector?: Connector;
  readonly timers?: Timers;
  readonly random?: RandomBytes;
}

export interface TeamLinks extends Links {
  /** The team has a new key: colleagues are looked for by it too. Links stay. */
  setSecrets(secrets: readonly Uint8Array[]): void;
  /** Why a device is refused, or refuses: a kind of `HandshakeFailure`, `other-version:<theirs>`, or what it has given as its reason. */
  refusals(): ReadonlyMap<DeviceId, string>;
  /** Takes a channel that was made by hand, or has served to let a device in: both prove themselves on it, then it is a link like any other. */
  adopt(channel: FramedChannel): Promise<Result<DeviceId, HandshakeFailure>>;
}

/** The same word in each room: its name there follows from the secret. */
const ROOM = 'team';

export function createLinks({ signaling, secrets, gatekeeper, rtc = {}, timers = browserTimers, random = randomBytes, connector = createRtcConnector({ ...rtc, timers }) }: LinksOptions): TeamLinks {
  const rooms = createRoomsSignaling(signaling, random);
  rooms.setSecrets(secrets);
  const links = superviseLinks({ signaling: rooms, room: ROOM, gatekeeper, connector, timers, random });
  return {
    ...links,
    setSecrets: (newer) => {
      rooms.setSecrets(newer);
      links.announce();
    },
    close: () => {
      links.close();
      rooms.close();
    },
  };
}
