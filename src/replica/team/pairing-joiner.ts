/**
 * The joining side of pairing (pairing-messages.ts). It believes nobody but the device that the invitation names, and stores nothing
 * before the chain of signatures leads from the team's id to its own admission by that device.
 */
import { err, ok, type Result } from '../../lib/result';
import type { TeamError } from '../team';
import { isSameBytes } from './bytes';
import { deviceIdOf, isAgreeKey, open, randomBytes, verify } from './crypto';
import type { DeviceIdentity } from './device-keys';
import { epochIdOf } from './epoch-keys';
import { deriveInviteKeys, type Invitation } from './invite';
import { codeOf, commitmentTo, isSameSecret, joinerClaim, offerBytes, proofOf, transcriptOf, welcomeClaim, welcomeKey } from './pairing-code';
import { decodeWelcome, PAIRING_NONCE, PAIRING_VERSION, type Welcome } from './pairing-messages';
import { ANSWER_MS, COMPARE_MS, type Talk } from './pairing-talk';
import { memberOf, readRoster, type Roster } from './roster';
import { toName } from './roster-record';

export interface JoinerSide {
  readonly invitation: Invitation;
  readonly self: DeviceIdentity;
  readonly deviceName: string;
  readonly person: string;
  /** Only shown here; the other side confirms. */
  onCompare(shown: { readonly code: string; readonly teamName: string }): void;
  /** Stores all of it, durably, before the other side is told. */
  store(joined: Joined): Promise<Result<void, TeamError>>;
}

export interface Joined { readonly welcome: Welcome; readonly roster: Roster; readonly teamName: string }

export async function pairAsJoiner(talk: Talk, side: JoinerSide): Promise<Result<Joined, TeamError>> {
  const { invitation, self } = side;
  const { proofKey } = await deriveInviteKeys(invitation);
  const fail = (error: TeamError): Result<never, TeamError> => {
    talk.end(error);
    return err(error);
  };

  const joiner = { signKey: self.signKey, agreeKey: self.agreeKey, nonce: randomBytes(PAIRING_NONCE), name: toName(side.deviceName), person: toName(side.person) };
  const commitment = commitmentTo(joiner);
  const greeted = await talk.say({ kind: 'hello', version: PAIRING_VERSION, commitment, proof: await proofOf('hello', proofKey, talk.binding, commitment) });
  if (!greeted.ok) return greeted;

  const heard = await talk.hear('offer', ANSWER_MS);
  if (!heard.ok) return heard;
  const offer = heard.value;
  const isProven = isSameSecret(offer.proof, await proofOf('offer', proofKey, talk.binding, offerBytes(commitment, offer)));
  if (!isProven || deviceIdOf(offer.signKey) !== invitation.inviter || !(await isAgreeKey(offer.agreeKey))) return fail({ kind: 'bad-invite' });

  const transcript = transcriptOf({ invitation, proofKey, binding: talk.binding, offer, joiner });
  const code = await codeOf(transcript);
  const revealed = await talk.say({ kind: 'reveal', ...joiner, signature: await self.sign(joinerClaim(transcript)) });
  if (!revealed.ok) return revealed;
  side.onCompare({ code, teamName: offer.teamName });

  const answer = await talk.hear('welcome', 2 * COMPARE_MS);
  if (!answer.ok) return answer;
  const { sealed, signature } = answer.value;
  const key = (await verify(offer.signKey, welcomeClaim(transcript, sealed), signature)) ? await welcomeKey(self, offer, transcript) : undefined;
  const opened = key && (await open(key, sealed, transcript));
  const welcome = opened && decodeWelcome(opened);
  const roster = welcome && (await rosterOf(welcome, side));
  if (!roster) return fail({ kind: 'bad-invite' });

  const joined: Joined = { welcome, roster, teamName: offer.teamName };
  const stored = await side.store(joined);
  if (!stored.ok) return fail(stored.error);
  await talk.say({ kind: 'stored' });
  return ok(joined);
}

/** The roster, if it is that of the team of the invitation and this device is in it as it was invited, by whom it was invited. */
async function rosterOf(welcome: Welcome, { invitation, self }: JoinerSide): Promise<Roster | undefined> {
  if (welcome.teamId !== invitation.teamId || welcome.epochs.length === 0) return undefined;
  for (const { id, key } of welcome.epochs) if ((await epochIdOf(welcome.teamId, key)) !== id) return undefined;
  const roster = await readRoster(welcome.devices, welcome.teamId);
  const me = memberOf(roster, self.id);
  const isAsInvited = me?.role === invitation.role && me.admittedBy === invitation.inviter && isSameBytes(me.agreeKey, self.agreeKey);
  return isAsInvited && memberOf(roster, invitation.inviter) ? roster : undefined;
}
