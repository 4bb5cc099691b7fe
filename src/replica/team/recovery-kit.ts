/**
 * The recovery kit: an owner without a device. Its private keys lie in the team document and in every sync file, sealed under a code that
 * stands on paper only (recovery-code.ts); who has the code and a file becomes a member again without anybody else. Like every member
 * it is wrapped each epoch's key; it never opens a link.
 *
 *   code -> HKDF -> AES-256-GCM over version | public keys | private keys (PKCS8)
 *
 * The code has 128 random bits, so that HKDF does and nothing has to be made slow. Whoever finds the paper and gets at a file is an owner: a lost
 * kit is removed like a device, and a new one printed.
 */
import { err, ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import type { TeamError } from '../team';
import { createByteWriter, decodeBytes, utf8Bytes } from './bytes';
import { agree, deviceIdOf, exportPrivate, exportPublic, generateAgreeKeys, generateSignKeys, hkdfSealKey, importAgreePrivate, importSignPrivate, open, PUBLIC_KEY_LENGTH, randomBytes, seal, sign } from './crypto';
import type { DeviceIdentity } from './device-keys';
import { formatRecoveryCode, parseRecoveryCode, RECOVERY_SECRET_LENGTH } from './recovery-code';
import type { Roster } from './roster';
import { admitDevice, type Introduction, type NewRecord, type RosterAuthor } from './roster-write';

export interface RecoveryKit {
  /** To be printed, and kept nowhere. */
  readonly code: string;
  readonly id: DeviceId;
  readonly introduction: Introduction;
  /** Public: for the kit's record. */
  readonly sealed: Uint8Array;
}

const VERSION = 1;
const MAX_PKCS8 = 256;
const CONTEXT = utf8Bytes('regulars/recovery-kit/1');

export async function makeRecoveryKit(): Promise<RecoveryKit> {
  const secret = randomBytes(RECOVERY_SECRET_LENGTH);
  const [signKeys, agreeKeys] = await Promise.all([generateSignKeys(true), generateAgreeKeys(true)]);
  const [signKey, agreeKey] = await Promise.all([exportPublic(signKeys.publicKey), exportPublic(agreeKeys.publicKey)]);
  const plain = createByteWriter().byte(VERSION).raw(signKey).raw(agreeKey).block(await exportPrivate(signKeys.privateKey)).block(await exportPrivate(agreeKeys.privateKey)).done();
  return {
    code: formatRecoveryCode(secret),
    id: deviceIdOf(signKey),
    // Nameless: screens call it what it is, in their language.
    introduction: { signKey, agreeKey, name: '', person: '' },
    sealed: await seal(await sealKeyOf(secret), plain, CONTEXT),
  };
}

/** Makes the kit an owner; the author must be one. */
export const admitRecoveryKit = (author: RosterAuthor, kit: RecoveryKit): Promise<NewRecord> => admitDevice(author, kit.id, kit.introduction, 'owner', kit.sealed);

/** The kit's identity, to sign and to agree with as a device does: of the first of `sealed` that the code opens. */
export async function openRecoveryKit(code: string, sealed: readonly Uint8Array[]): Promise<Result<DeviceIdentity, TeamError>> {
  const secret = parseRecoveryCode(code);
  if (!secret) return err({ kind: 'bad-code' });
  const key = await sealKeyOf(secret);
  for (const kit of sealed) {
    const plain = await open(key, kit, CONTEXT);
    const identity = plain && (await identityIn(plain));
    if (identity) return ok(identity);
  }
  return err({ kind: 'bad-code' });
}

/** The kits that are valid now: for `openRecoveryKit`, and to send away those that a new one replaces. */
export const recoveryKitsOf = (roster: Roster): readonly { readonly id: DeviceId; readonly sealed: Uint8Array }[] =>
  [...roster.devices.values()].flatMap(({ id, recovery, removed }) => (recovery && !removed ? [{ id, sealed: recovery.sealed }] : []));

const sealKeyOf = (secret: Uint8Array): Promise<CryptoKey> => hkdfSealKey(secret, CONTEXT, 'recovery/kit');

async function identityIn(plain: Uint8Array): Promise<DeviceIdentity | undefined> {
  const parts = decodeBytes(plain, (reader) => {
    if (reader.byte() !== VERSION) reader.fail();
    return { signKey: reader.raw(PUBLIC_KEY_LENGTH), agreeKey: reader.raw(PUBLIC_KEY_LENGTH), signPrivate: reader.block(MAX_PKCS8), agreePrivate: reader.block(MAX_PKCS8) };
  });
  if (!parts) return undefined;
  const { signKey, agreeKey } = parts;
  const [signPrivate, agreePrivate] = await Promise.all([importSignPrivate(parts.signPrivate), importAgreePrivate(parts.agreePrivate)]);
  return { id: deviceIdOf(signKey), signKey, agreeKey, sign: (data) => sign(signPrivate, data), agree: (theirs) => agree(agreePrivate, theirs) };
}
