/**
 * What two devices say while one lets the other in; pairing-inviter.ts and pairing-joiner.ts are the two sides.
 *
 *   joiner   -> hello    commitment to its keys, nonce and names; proof that it knows the invitation
 *   inviter  -> offer    keys, nonce, name of the team; proof too
 *   joiner   -> reveal   what it has committed to; signed
 *                        (both screens show the six digits; a person confirms at the inviter)
 *   inviter  -> welcome  sealed for the joiner's key; signed
 *   joiner   -> stored
 */
import { createByteWriter, decodeBytes, type ByteReader } from './bytes';
import { PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH } from './crypto';
import { EPOCH_KEY_LENGTH, type Epoch } from './epoch-keys';
import { decodeRecords, encodeRecords, type RecordsById } from './records-codec';
import { isName, MAX_NAME } from './roster-record';

export const PAIRING_VERSION = 1;
export const PAIRING_NONCE = 32;
const HASH_LENGTH = 32;

export interface PublicKeys { readonly signKey: Uint8Array; readonly agreeKey: Uint8Array }
export interface Hello { readonly kind: 'hello'; readonly version: number; readonly commitment: Uint8Array; readonly proof: Uint8Array }
export interface Offer extends PublicKeys { readonly kind: 'offer'; readonly nonce: Uint8Array; readonly teamName: string; readonly proof: Uint8Array }
export interface Reveal extends PublicKeys { readonly kind: 'reveal'; readonly nonce: Uint8Array; readonly name: string; readonly person: string; readonly signature: Uint8Array }
export interface SealedWelcome { readonly kind: 'welcome'; readonly sealed: Uint8Array; readonly signature: Uint8Array }
export interface Stored { readonly kind: 'stored' }
export type PairingMessage = Hello | Offer | Reveal | SealedWelcome | Stored;

const KINDS = ['hello', 'offer', 'reveal', 'welcome', 'stored'] as const;

/** All that a new device needs to be one of the team. */
export interface Welcome {
  readonly teamId: string;
  /** Best first. */
  readonly epochs: readonly Epoch[];
  /** Collections 'devices' and 'epochs', the new device's own records included. */
  readonly devices: RecordsById;
  readonly epochRecords: RecordsById;
  /** State of the team document, as the reconcile side makes and checks it. */
  readonly document: Uint8Array;
}

export function encodeMessage(message: PairingMessage): Uint8Array {
  const writer = createByteWriter().byte(KINDS.indexOf(message.kind));
  switch (message.kind) {
    case 'hello':
      return writer.uint32(message.version).raw(message.commitment).raw(message.proof).done();
    case 'offer':
      return writer.raw(message.signKey).raw(message.agreeKey).raw(message.nonce).text(message.teamName).raw(message.proof).done();
    case 'reveal':
      return writer.raw(message.signKey).raw(message.agreeKey).raw(message.nonce).text(message.name).text(message.person).raw(message.signature).done();
    case 'welcome':
      return writer.raw(message.signature).block(message.sealed).done();
    case 'stored':
      return writer.done();
  }
}

/** undefined for anything else. A hello of another version is read as far as its version. */
export function decodeMessage(bytes: Uint8Array): PairingMessage | undefined {
  return decodeBytes(bytes, (reader): PairingMessage => {
    const kind = KINDS[reader.byte()] ?? reader.fail();
    switch (kind) {
      case 'hello': {
        const version = reader.uint32();
        if (version === PAIRING_VERSION) return { kind, version, commitment: reader.raw(HASH_LENGTH), proof: reader.raw(HASH_LENGTH) };
        const none = new Uint8Array(0);
        reader.rest();
        return { kind, version, commitment: none, proof: none };
      }
      case 'offer':
        return { kind, ...readKeys(reader), nonce: reader.raw(PAIRING_NONCE), teamName: readName(reader), proof: reader.raw(HASH_LENGTH) };
      case 'reveal':
        return { kind, ...readKeys(reader), nonce: reader.raw(PAIRING_NONCE), name: readName(reader), person: readName(reader), signature: reader.raw(SIGNATURE_LENGTH) };
      case 'welcome':
        return { kind, signature: reader.raw(SIGNATURE_LENGTH), sealed: reader.block(bytes.length) };
      case 'stored':
        return { kind };
    }
  });
}

const readKeys = (reader: ByteReader): PublicKeys => ({ signKey: reader.raw(PUBLIC_KEY_LENGTH), agreeKey: reader.raw(PUBLIC_KEY_LENGTH) });

function readName(reader: ByteReader): string {
  const name = reader.text(MAX_NAME * 4);
  return isName(name) ? name : reader.fail();
}

const MAX_EPOCHS = 10_000;

export function encodeWelcome({ teamId, epochs, devices, epochRecords, document }: Welcome): Uint8Array {
  const writer = createByteWriter().text(teamId).uint32(epochs.length);
  for (const { id, key } of epochs) writer.text(id).raw(key);
  return writer.block(encodeRecords(devices)).block(encodeRecords(epochRecords)).block(document).done();
}

export function decodeWelcome(bytes: Uint8Array): Welcome | undefined {
  return decodeBytes(bytes, (reader) => {
    const teamId = reader.text(64);
    const count = reader.uint32();
    if (count > MAX_EPOCHS) reader.fail();
    const epochs = Array.from({ length: count }, (): Epoch => ({ id: reader.text(64), key: reader.raw(EPOCH_KEY_LENGTH) }));
    const readRecords = (): RecordsById => decodeRecords(reader.block(bytes.length)) ?? reader.fail();
    return { teamId, epochs, devices: readRecords(), epochRecords: readRecords(), document: reader.block(bytes.length) };
  });
}
