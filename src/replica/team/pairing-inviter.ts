/** The inviting side of pairing (pairing-messages.ts): nothing of the team is told before a person has compared the digits, its name apart. */
import { err, ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import type { TeamError } from '../team';
import { isSameBytes } from './bytes';
import { deviceIdOf, isAgreeKey, randomBytes, seal, verify } from './crypto';
import type { DeviceIdentity } from './device-keys';
import { deriveInviteKeys, type Invitation } from './invite';
import { codeOf, commitmentTo, isSameSecret, joinerClaim, offerBytes, proofOf, transcriptOf, welcomeClaim, welcomeKey } from './pairing-code';
import { encodeWelcome, PAIRING_NONCE, PAIRING_VERSION, type Reveal, type Welcome } from './pairing-messages';
import { ANSWER_MS, COMPARE_MS, type After, type Talk } from './pairing-talk';
import { toName } from './roster-record';
import type { Introduction } from './roster-write';

/** The device that wants in, with keys it has proven to hold. */
export interface Joiner extends Introduction { readonly id: DeviceId }

export interface InviterSide {
  readonly invitation: Invitation;
  readonly self: DeviceIdentity;
  readonly teamName: string;
  /** Shows the digits; resolves with what the person says. Asked at most once. */
  compare(shown: { readonly code: string; readonly joiner: Joiner }): Promise<'match' | 'cancel'>;
  /** Signs and stores the new device's records, and answers with what it needs. Only after 'match'. */
  admit(joiner: Joiner): Promise<Result<Welcome, TeamError>>;
}

/** `isStored`: the new device has said that it has stored everything; else it may have, and stands in the roster in any case. */
export interface Admission { readonly joiner: Joiner; readonly isStored: boolean }

export async function pairAsInviter(talk: Talk, side: InviterSide, after: After): Promise<Result<Admission, TeamError>> {
  const { invitation, self } = side;
  const { proofKey } = await deriveInviteKeys(invitation);
  const fail = (error: TeamError): Result<never, TeamError> => {
    talk.end(error);
    return err(error);
  };

  const hello = await talk.hear('hello', ANSWER_MS);
  if (!hello.ok) return hello;
  const { version, commitment, proof } = hello.value;
  if (version !== PAIRING_VERSION) return fail({ kind: 'other-version', theirs: version });
  if (!isSameSecret(proof, await proofOf('hello', proofKey, talk.binding, commitment))) return fail({ kind: 'bad-invite' });

  const offer = { signKey: self.signKey, agreeKey: self.agreeKey, nonce: randomBytes(PAIRING_NONCE), teamName: toName(side.teamName) };
  const offered = await talk.say({ kind: 'offer', ...offer, proof: await proofOf('offer', proofKey, talk.binding, offerBytes(commitment, offer)) });
  if (!offered.ok) return offered;

  const reveal = await talk.hear('reveal', ANSWER_MS);
  if (!reveal.ok) return reveal;
  const transcript = transcriptOf({ invitation, proofKey, binding: talk.binding, offer, joiner: reveal.value });
  if (!(await isHonest(reveal.value, commitment, transcript)) || isSameBytes(reveal.value.signKey, self.signKey)) return fail({ kind: 'bad-invite' });

  const joiner = joinerOf(reveal.value);
  const cancelLimit = after(COMPARE_MS, () => talk.end({ kind: 'expired-invite' }));
  const decision = await Promise.race([side.compare({ code: await codeOf(transcript), joiner }), talk.ended]);
  cancelLimit();
  if (decision !== 'match') return fail(typeof decision === 'object' ? decision : { kind: 'declined' });

  const welcome = await side.admit(joiner);
  if (!welcome.ok) return fail(welcome.error);
  const key = await welcomeKey(self, joiner, transcript);
  if (!key) return fail({ kind: 'bad-invite' });
  const sealed = await seal(key, encodeWelcome(welcome.value), transcript);
  const sent = await talk.say({ kind: 'welcome', sealed, signature: await self.sign(welcomeClaim(transcript, sealed)) });
  const stored = sent.ok ? await talk.hear('stored', COMPARE_MS) : sent;
  if (stored.ok) talk.release();
  else talk.end({ kind: 'unreachable' });
  return ok({ joiner, isStored: stored.ok });
}

/** Whether it reveals what it has committed to, with keys that are keys, and its own. */
async function isHonest(reveal: Reveal, commitment: Uint8Array, transcript: Uint8Array): Promise<boolean> {
  return isSameBytes(commitmentTo(reveal), commitment) && (await isAgreeKey(reveal.agreeKey)) && (await verify(reveal.signKey, joinerClaim(transcript), reveal.signature));
}

const joinerOf = ({ signKey, agreeKey, name, person }: Reveal): Joiner => ({ id: deviceIdOf(signKey), signKey, agreeKey, name, person });
