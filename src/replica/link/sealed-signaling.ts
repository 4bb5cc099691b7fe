/**
 * Signaling of which a meeting point sees random-looking names and bytes only. From a secret that only the devices of a room have follow, by HKDF
 * (RFC 5869), the name of each room and the key (AES-256-GCM) of what is said in it. Whatever was not sealed with that key for that very room is
 * dropped, and so is what is played again; sizes are rounded up, so that they tell little.
 *
 *   nonce (12 bytes, random) | sealed: length u32 | message | zeros up to a multiple of 256
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { randomBytes } from '@noble/hashes/utils.js';
import { bytesToHex, type RandomBytes } from '../../lib/ids';
import { toBase64Url } from './base64url';
import type { Signaling } from './ports';
import { createWireReader, createWireWriter } from './wire';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const PAD = 256;
/** Signals have up to 8 KiB. */
const MAX_MESSAGE = 32 * 1024;
/** So many nonces are remembered in each room. */
const MAX_REMEMBERED = 4_096;
/** Messages that wait to be opened; a meeting point that floods gets no more of our memory. */
const MAX_OPENING = 64;

const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const derive = (secret: Uint8Array, room: string, purpose: string, length: number): Uint8Array => hkdf(sha256, secret, textBytes(room), textBytes(`regulars/1/signaling/${purpose}`), length);

/** `room` as a meeting point knows it: 22 characters. */
export const sealedRoomOf = (secret: Uint8Array, room: string): string => toBase64Url(derive(secret, room, 'room', 16));

/** `secret`: 32 random bytes, or what was derived from such. `close` closes the signaling below too. */
export function createSealedSignaling(signaling: Signaling, secret: Uint8Array, random: RandomBytes = randomBytes): Signaling {
  const seals = new Map<string, Seal>();
  const sealOf = (room: string): Seal => {
    const seal = seals.get(room) ?? createSeal(secret, room, random);
    seals.set(room, seal);
    return seal;
  };
  let isOver = false;
  return {
    join: (room, onMessage) => {
      const seal = sealOf(room);
      const heard = new Set<string>();
      let opening = 0;
      let isGone = false;
      // one after another: they are heard in the order in which they came
      let last = Promise.resolve();
      const leave = signaling.join(seal.name, (sealed) => {
        if (opening >= MAX_OPENING) return;
        opening += 1;
        last = last.then(async () => {
          const message = await seal.open(sealed);
          opening -= 1;
          if (!message || isGone || isOver) return;
          const nonce = bytesToHex(sealed.subarray(0, NONCE_LENGTH));
          if (heard.has(nonce)) return;
          for (const oldest of heard) if (heard.size >= MAX_REMEMBERED) heard.delete(oldest);
          heard.add(nonce);
          // a listener that throws must not keep the next message from being heard
          queueMicrotask(() => (isGone ? undefined : onMessage(message)));
        });
      });
      return () => {
        isGone = true;
        leave();
      };
    },
    publish: (room, message) => {
      if (message.length > MAX_MESSAGE) return;
      const seal = sealOf(room);
      void seal.close(message).then((sealed) => {
        if (sealed && !isOver) signaling.publish(seal.name, sealed);
      });
    },
    status: () => signaling.status(),
    onStatus: (listener) => signaling.onStatus(listener),
    wake: () => signaling.wake(),
    close: () => {
      isOver = true;
      signaling.close();
    },
  };
}

interface Seal {
  readonly name: string;
  /** In the order of the calls. undefined: this page may not use WebCrypto (it is on neither HTTPS nor localhost). */
  close(message: Uint8Array): Promise<Uint8Array | undefined>;
  /** undefined: not sealed with this key for this room. */
  open(sealed: Uint8Array): Promise<Uint8Array | undefined>;
}

function createSeal(secret: Uint8Array, room: string, random: RandomBytes): Seal {
  const name = sealedRoomOf(secret, room);
  const additionalData = textBytes(name) as BufferSource;
  const importKey = async (): Promise<CryptoKey> => crypto.subtle.importKey('raw', derive(secret, room, 'key', 32) as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const key = importKey().catch(() => undefined);
  let last: Promise<unknown> = key;

  const encrypt = async (message: Uint8Array): Promise<Uint8Array | undefined> => {
    const known = await key;
    if (!known) return undefined;
    const nonce = random(NONCE_LENGTH);
    const padded = new Uint8Array(Math.ceil((4 + message.length) / PAD) * PAD);
    padded.set(createWireWriter().uint32(message.length).fixed(message).bytes());
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce as BufferSource, additionalData }, known, padded);
    return createWireWriter().fixed(nonce).fixed(new Uint8Array(sealed)).bytes();
  };
  const decrypt = async (sealed: Uint8Array): Promise<Uint8Array | undefined> => {
    const known = await key;
    if (!known || sealed.length < NONCE_LENGTH + PAD + TAG_LENGTH || sealed.length > NONCE_LENGTH + MAX_MESSAGE + PAD + TAG_LENGTH) return undefined;
    try {
      const padded = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.subarray(0, NONCE_LENGTH) as BufferSource, additionalData }, known, sealed.subarray(NONCE_LENGTH) as BufferSource));
      const reader = createWireReader(padded);
      const message = reader.fixed(reader.uint32());
      return reader.isWhole() || reader.hasMore() ? message.slice() : undefined;
    } catch {
      return undefined; // another key, another room, or damaged: whoever sent it does not belong here
    }
  };
  return {
    name,
    open: decrypt,
    close: (message) => {
      const sealed = last.then(() => encrypt(message));
      last = sealed.catch(() => undefined);
      return sealed;
    },
  };
}
