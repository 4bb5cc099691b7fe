/**
 * Opens a channel upwards only after both sides have proven a device key that the team lists, on this very connection. Invariants:
 * who does not know the team sees a version, a nonce and a keyed hash; who knows the team but is not in the roster sees a device id and a
 * signature beside; credentials (they may carry names) go only to a device that has proven itself; nothing of the book goes to anybody before the end.
 *
 *   both:  hello (version, nonce) -> proof of the team -> identity (id, signature over nonces and binding)
 *          -> accepted | who -> (credentials -> accepted) | farewell
 *
 * Two devices that have never heard of each other do not let each other in: one of them would have to show its credentials to a stranger.
 * They meet by way of a colleague who knows one of them.
 */
import type { RandomBytes } from '../../lib/ids';
import { err, ok, type Result } from '../../lib/result';
import type { FramedChannel } from './framing';
import { encodeHandshake, encodeHello, LINK_VERSION, NONCE_LENGTH, parseHandshake, parseHello, signedIdentity, teamProof, turned, type HandshakeMessage, type Transcript } from './handshake-messages';
import type { DeviceId, Gatekeeper, LinkEnd } from './ports';
import type { Timers } from './timers';
import { isSameBytes } from './wire';

/** Why this side has not let the other in. The kind is also the reason that it is told, but for `ended`. */
export type HandshakeFailure =
  | { readonly kind: 'other-version'; readonly theirs: number }
  | { readonly kind: 'stranger' } // does not know the team, or is an echo of ourselves
  | { readonly kind: 'unknown-device'; readonly device: DeviceId }
  | { readonly kind: 'other-device'; readonly device: DeviceId } // not the one that was dialed
  | { readonly kind: 'bad-signature'; readonly device: DeviceId }
  | { readonly kind: 'removed-device'; readonly device: DeviceId } // it has been told to wipe
  | { readonly kind: 'farewell' } // this device has been removed from the team, and the order is true
  | { readonly kind: 'malformed' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'ended'; readonly end: LinkEnd };

export interface HandshakeOptions {
  readonly gatekeeper: Gatekeeper;
  readonly timers: Timers;
  readonly random: RandomBytes;
  /** The device that was dialed. */
  readonly expected?: DeviceId;
  /** Until both have accepted, in milliseconds. */
  readonly timeout?: number;
}

/** Messages of the handshake are small; more is let in only from a proven device. */
export const HANDSHAKE_MESSAGE = 64 * 1024;
const TIMEOUT = 10_000;

/** The channel is paused behind the handshake, or ended. `largest`: what is let in from then on, in bytes. */
export async function shakeHands(channel: FramedChannel, largest: number, options: HandshakeOptions): Promise<Result<DeviceId, HandshakeFailure>> {
  const { timers, timeout = TIMEOUT } = options;
  const result = await new Promise<Result<DeviceId, HandshakeFailure>>((resolve) => {
    const cancel = timers.after(timeout, () => resolve(err({ kind: 'timeout' })));
    void prove(channel, largest, options)
      // the team's keys or storage failed: nobody is let in by that
      .catch(() => err<HandshakeFailure>({ kind: 'ended', end: { kind: 'closed' } }))
      .then((outcome) => {
        cancel();
        resolve(outcome);
      });
  });
  if (!result.ok) channel.close(refusalOf(result.error));
  return result;
}

/** What the other side is told. */
function refusalOf(failure: HandshakeFailure): string | undefined {
  if (failure.kind === 'other-version') return `other-version:${LINK_VERSION}`;
  return failure.kind === 'ended' ? undefined : failure.kind;
}

/** The version that the other side speaks, when that is why it has refused. */
export function versionOfRefusal(reason: string): number | undefined {
  const match = /^other-version:(\d{1,3})$/.exec(reason);
  return match ? Number(match[1]) : undefined;
}

async function prove(channel: FramedChannel, largest: number, { gatekeeper, random, expected }: HandshakeOptions): Promise<Result<DeviceId, HandshakeFailure>> {
  const inbox = createInbox(channel);
  const send = (message: HandshakeMessage): void => void channel.send(encodeHandshake(message));
  const ended = (): Result<never, HandshakeFailure> => err(inbox.end() ? { kind: 'ended', end: inbox.end()! } : { kind: 'malformed' });

  const ownNonce = random(NONCE_LENGTH);
  void channel.send(encodeHello({ version: LINK_VERSION, nonce: ownNonce }));
  const first = await inbox.next();
  const hello = first && parseHello(first);
  if (!hello) return ended();
  if (hello.version !== LINK_VERSION) return err({ kind: 'other-version', theirs: hello.version });
  const transcript: Transcript = { teamId: gatekeeper.teamId, ownNonce, theirNonce: hello.nonce, binding: channel.binding };
  if (isSameBytes(ownNonce, hello.nonce)) return err({ kind: 'stranger' });

  send({ kind: 'proof', proof: teamProof(transcript) });
  const proof = await inbox.read();
  if (proof?.kind !== 'proof') return ended();
  if (!isSameBytes(proof.proof, teamProof(turned(transcript)))) return err({ kind: 'stranger' });

  send({ kind: 'identity', device: gatekeeper.self, signature: await gatekeeper.sign(signedIdentity(gatekeeper.self, transcript)) });
  const identity = await inbox.read();
  if (identity?.kind !== 'identity') return ended();
  const { device } = identity;
  if (device === gatekeeper.self) return err({ kind: 'stranger' });
  if (expected !== undefined && device !== expected) return err({ kind: 'other-device', device });

  /** Whether it is in the roster (or, by these credentials, is from now on); a failure when it must not come in. */
  const judge = async (credentials: Uint8Array): Promise<boolean | HandshakeFailure> => {
    const known = await gatekeeper.admit(device, credentials);
    if (!known) return false;
    if (!(await isSignedBy(known.signKey, identity.signature, signedIdentity(device, turned(transcript))))) return { kind: 'bad-signature', device };
    if (!known.isRemoved) return true;
    const order = gatekeeper.farewell(device);
    if (order) send({ kind: 'farewell', order });
    return { kind: 'removed-device', device };
  };
  /** From now on the other side may send of its own accord: it does so once it has read this. */
  const accept = (): void => {
    channel.allow(largest);
    send({ kind: 'accepted' });
  };

  let verdict = await judge(new Uint8Array());
  if (typeof verdict === 'object') return err(verdict);
  if (verdict) accept();
  else send({ kind: 'who' });
  let isAccepted = false;
  let hasShown = false;
  while (!verdict || !isAccepted) {
    const message = await inbox.read();
    if (message?.kind === 'accepted' && !isAccepted) isAccepted = true;
    else if (message?.kind === 'who' && !hasShown && !isAccepted) {
      if (!verdict) return err({ kind: 'unknown-device', device });
      hasShown = true;
      send({ kind: 'credentials', credentials: gatekeeper.credentials() });
    } else if (message?.kind === 'credentials' && !verdict) {
      verdict = await judge(message.credentials);
      if (typeof verdict === 'object') return err(verdict);
      if (!verdict) return err({ kind: 'unknown-device', device });
      accept();
    } else if (message?.kind === 'farewell') return err((await gatekeeper.onFarewell(message.order)) ? { kind: 'farewell' } : { kind: 'stranger' });
    else return ended();
  }
  // an end that came while a signature was checked
  const lateEnd = inbox.end();
  if (lateEnd) return err({ kind: 'ended', end: lateEnd });
  return ok(device);
}

/** Reads the channel message by message, pausing it in between: what follows the handshake is not ours. */
function createInbox(channel: FramedChannel) {
  let end: LinkEnd | undefined;
  let wake: ((message: Uint8Array | undefined) => void) | undefined;
  channel.onEnd((reason) => {
    end = reason;
    wake?.(undefined);
  });
  const next = (): Promise<Uint8Array | undefined> =>
    new Promise((resolve) => {
      wake = resolve;
      channel.onMessage((message) => {
        channel.pause();
        resolve(message);
      });
      if (end) resolve(undefined);
    });
  return {
    end: () => end,
    next,
    read: async (): Promise<HandshakeMessage | undefined> => {
      const message = await next();
      return message && parseHandshake(message);
    },
  };
}

async function isSignedBy(signKey: Uint8Array, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', signKey as BufferSource, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature as BufferSource, data as BufferSource);
  } catch {
    return false; // not a point on the curve
  }
}
