/**
 * What lets a tombstone pass through devices whose role may not erase: the word of a device whose role may, about this customer of
 * this team. Without it a member of staff could not pass on what the owner has erased.
 */
import { can } from '../../domain/team';
import { concat, utf8Bytes, utf8Text } from './bytes';
import { ID_LENGTH, SIGNATURE_LENGTH, verify as verifyWithWebCrypto, type Verify } from './crypto';
import type { Signer } from './device-keys';
import { memberOf, type Roster } from './roster';

const claimOf = (teamId: string, customer: string): Uint8Array => utf8Bytes(`regulars/erasure/1/${teamId}/${customer}`);

export const proveErasure = async (self: Signer, teamId: string, customer: string): Promise<Uint8Array> => concat(utf8Bytes(self.id), await self.sign(claimOf(teamId, customer)));

export async function verifyErasure(roster: Roster, customer: string, proof: Uint8Array, verify: Verify = verifyWithWebCrypto): Promise<boolean> {
  if (proof.length !== ID_LENGTH + SIGNATURE_LENGTH) return false;
  const author = memberOf(roster, utf8Text(proof.subarray(0, ID_LENGTH)) ?? '');
  return author !== undefined && can(author.role, 'erase') && verify(author.signKey, claimOf(roster.teamId, customer), proof.subarray(ID_LENGTH));
}
