/**
 * The messages of the handshake as bytes, and what is signed and proven in it. Decoders answer undefined for anything else.
 * The first six bytes of `hello` (mark, version) stay as they are in every version: by them an older and a newer app can tell each other.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { DeviceId } from './ports';
import { createWireReader, createWireWriter } from './wire';

/** Version of the link: frames, handshake and signals. */
export const LINK_VERSION = 1;
/** "RGLK" */
const MARK = 0x4b4c4752;
export const NONCE_LENGTH = 32;
const PROOF_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
/** Credentials are a few signed roster entries. */
const MAX_CREDENTIALS = 32 * 1024;

export interface Hello { readonly version: number; readonly nonce: Uint8Array }
export interface Identity { readonly device: DeviceId; readonly signature: Uint8Array }

export type HandshakeMessage =
  | { readonly kind: 'proof'; readonly proof: Uint8Array }
  | ({ readonly kind: 'identity' } & Identity)
  /** "I know you and you are you": both have said it, the link is open. */
  | { readonly kind: 'accepted' }
  /** "I have not heard of you": asks for credentials. */
  | { readonly kind: 'who' }
  | { readonly kind: 'credentials'; readonly credentials: Uint8Array }
  | { readonly kind: 'farewell'; readonly order: Uint8Array };

export const encodeHello = ({ version, nonce }: Hello): Uint8Array => createWireWriter().uint32(MARK).byte(version).byte(0).fixed(nonce).bytes();

/** Of another version only the version can be relied on. */
export function parseHello(bytes: Uint8Array): Hello | undefined {
  const reader = createWireReader(bytes);
  if (reader.uint32() !== MARK) return undefined;
  const version = reader.byte();
  reader.byte();
  const nonce = reader.fixed(NONCE_LENGTH);
  return version === LINK_VERSION && !reader.isWhole() ? undefined : { version, nonce };
}

export function encodeHandshake(message: HandshakeMessage): Uint8Array {
  const writer = createWireWriter();
  switch (message.kind) {
    case 'proof': return writer.byte(1).fixed(message.proof).bytes();
    case 'identity': return writer.byte(2).text(message.device).fixed(message.signature).bytes();
    case 'accepted': return writer.byte(3).bytes();
    case 'who': return writer.byte(4).bytes();
    case 'credentials': return writer.byte(5).block(message.credentials).bytes();
    case 'farewell': return writer.byte(6).block(message.order).bytes();
  }
}

export function parseHandshake(bytes: Uint8Array): HandshakeMessage | undefined {
  const reader = createWireReader(bytes);
  const message = read(reader.byte(), reader);
  return message && reader.isWhole() ? message : undefined;
}

function read(kind: number, reader: ReturnType<typeof createWireReader>): HandshakeMessage | undefined {
  switch (kind) {
    case 1: return { kind: 'proof', proof: reader.fixed(PROOF_LENGTH) };
    case 2: return { kind: 'identity', device: reader.text(64), signature: reader.fixed(SIGNATURE_LENGTH) };
    case 3: return { kind: 'accepted' };
    case 4: return { kind: 'who' };
    case 5: return { kind: 'credentials', credentials: reader.block(MAX_CREDENTIALS) };
    case 6: return { kind: 'farewell', order: reader.block(MAX_CREDENTIALS) };
    default: return undefined;
  }
}

/** What both sides have in front of them, each from its own. */
export interface Transcript {
  readonly teamId: string;
  readonly ownNonce: Uint8Array;
  readonly theirNonce: Uint8Array;
  readonly binding: Uint8Array;
}

/** The same transcript as the other side sees it. */
export const turned = (transcript: Transcript): Transcript => ({ ...transcript, ownNonce: transcript.theirNonce, theirNonce: transcript.ownNonce });

/** Shows that the sender knows the team, to nobody but who knows it too: HMAC-SHA-256 under a key made of the team's id. */
export function teamProof({ teamId, ownNonce, theirNonce, binding }: Transcript): Uint8Array {
  const key = sha256(createWireWriter().text('regulars link: team').text(teamId).bytes());
  return hmac(sha256, key, createWireWriter().text('proof').byte(LINK_VERSION).block(ownNonce).block(theirNonce).block(binding).bytes());
}

/** What a device signs: that it is at this end of this connection, now. */
export function signedIdentity(device: DeviceId, { teamId, ownNonce, theirNonce, binding }: Transcript): Uint8Array {
  return createWireWriter().text('regulars link: identity').byte(LINK_VERSION).text(teamId).text(device).block(ownNonce).block(theirNonce).block(binding).bytes();
}
