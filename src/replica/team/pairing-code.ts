/**
 * The six digits, and why they are enough (S. Vaudenay, "Secure communications over insecure channels based on short authenticated
 * strings", CRYPTO 2005). They are a hash of everything that both sides have said and see: the keys and nonces of both, the names, the
 * invitation, and the connection itself (`binding`). The joiner commits to its part before it sees the inviter's nonce, and reveals it
 * after: whoever stands between them has to fix all that it can choose before it knows what the digits on either screen will be, and
 * gets equal digits by luck alone, one in a million for each try that a person looks at.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, createByteWriter, isSameBytes, utf8Bytes } from './bytes';
import { hkdf, hkdfSealKey } from './crypto';
import type { Invitation } from './invite';
import { PAIRING_VERSION, type Offer, type PublicKeys, type Reveal } from './pairing-messages';

/** What the joiner commits to: its reveal but for the signature. */
export type Committed = Omit<Reveal, 'kind' | 'signature'>;

export const commitmentTo = ({ signKey, agreeKey, nonce, name, person }: Committed): Uint8Array =>
  sha256(createByteWriter().text('regulars/pairing/commitment/1').raw(signKey).raw(agreeKey).raw(nonce).text(name).text(person).done());

/** Known only to those who have the invitation; of this connection and these words. */
export const proofOf = (side: 'hello' | 'offer', proofKey: Uint8Array, binding: Uint8Array, said: Uint8Array): Promise<Uint8Array> =>
  hkdf(proofKey, sha256(concat(sha256(binding), said)), `pairing/${side}`);

export const offerBytes = (commitment: Uint8Array, { signKey, agreeKey, nonce, teamName }: Omit<Offer, 'kind' | 'proof'>): Uint8Array =>
  createByteWriter().raw(commitment).raw(signKey).raw(agreeKey).raw(nonce).text(teamName).done();

/** For secrets: takes as long for a first wrong byte as for a last. */
export const isSameSecret = (a: Uint8Array, b: Uint8Array): boolean => isSameBytes(sha256(a), sha256(b));

export interface Said { readonly invitation: Invitation; readonly proofKey: Uint8Array; readonly binding: Uint8Array; readonly offer: Omit<Offer, 'kind' | 'proof'>; readonly joiner: Committed }

/** 32 bytes that are equal on both sides only if all of it is. */
export function transcriptOf({ invitation, proofKey, binding, offer, joiner }: Said): Uint8Array {
  const writer = createByteWriter().text('regulars/pairing/transcript').uint32(PAIRING_VERSION);
  writer.text(invitation.teamId).text(invitation.inviter).text(invitation.role).block(proofKey).block(binding);
  writer.raw(offer.signKey).raw(offer.agreeKey).raw(offer.nonce).text(offer.teamName);
  writer.raw(joiner.signKey).raw(joiner.agreeKey).raw(joiner.nonce).text(joiner.name).text(joiner.person);
  return sha256(writer.done());
}

/** Six digits. 64 bits modulo a million: no digit string is likelier than another by more than 10^-13. */
export async function codeOf(transcript: Uint8Array): Promise<string> {
  const bits = await hkdf(transcript, new Uint8Array(0), 'pairing/code', 8);
  return (new DataView(bits.buffer).getBigUint64(0) % 1_000_000n).toString().padStart(6, '0');
}

/** What the joiner signs to show that the key is its own, and the inviter with the welcome. */
export const joinerClaim = (transcript: Uint8Array): Uint8Array => concat(utf8Bytes('regulars/pairing/joiner/1'), transcript);
export const welcomeClaim = (transcript: Uint8Array, sealed: Uint8Array): Uint8Array => concat(utf8Bytes('regulars/pairing/welcome/1'), transcript, sha256(sealed));

/** The welcome holds the team's keys: sealed between the two device keys whose digits were compared, whatever the connection is worth. */
export async function welcomeKey(self: { agree(theirs: Uint8Array): Promise<Uint8Array | undefined> }, theirs: PublicKeys, transcript: Uint8Array): Promise<CryptoKey | undefined> {
  const secret = await self.agree(theirs.agreeKey);
  return secret && hkdfSealKey(secret, transcript, 'pairing/welcome');
}
