/**
 * The sync file: what one device has for others, sealed, to be carried by mail, stick or AirDrop. The content is opaque here.
 *
 *   header (sync-file-header.ts) | chunks of 256 KiB, each AES-256-GCM
 *   sealed: author's public key (65) | signature over header and content (64) | content
 *
 * Each file has a key of its own (HKDF of the epoch's with the file's salt), so that chunks may count their nonces; the last one is marked (the
 * STREAM construction, Hoang et al. 2015), so that chunks cannot be cut off, swapped or taken from another file. All members have the
 * epoch's key: who wrote a file is shown by the signature, and what the author may write is judged by whoever reads on.
 */
import { err, ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import type { TeamError } from '../team';
import { concat, createByteWriter, decodeBytes, isSameBytes, utf8Bytes } from './bytes';
import { agree, deviceIdOf, exportPublic, generateAgreeKeys, hkdfSealKey, open, openWith, PUBLIC_KEY_LENGTH, randomBytes, seal, sealWith, SIGNATURE_LENGTH, verify } from './crypto';
import type { DeviceIdentity } from './device-keys';
import { deriveEpochKeys, EPOCH_KEY_LENGTH, epochIdOf, type Epoch } from './epoch-keys';
import { openRecoveryKit, recoveryKitsOf } from './recovery-kit';
import { membersOf, type Roster } from './roster';
import { badFile, encodeHeader, readHeader, SALT_LENGTH, tagOf, type FileHeader, type ReadHeader } from './sync-file-header';

export interface SyncFileSource {
  readonly roster: Roster;
  /** `Epochs.current`. */
  readonly epoch: Epoch;
  readonly author: Pick<DeviceIdentity, 'signKey' | 'sign'>;
  readonly content: Uint8Array;
}

export interface OpenedFile {
  readonly teamId: string;
  readonly epoch: Epoch;
  /** Has signed it. Whether it belongs to the team now, and what it may write, is to be asked of the roster. */
  readonly author: DeviceId;
  readonly content: Uint8Array;
}

/** What a member opens files with. */
export interface FileKeys {
  readonly teamId: string;
  /** `Epochs.held`. */
  readonly held: readonly Epoch[];
  readonly self: Pick<DeviceIdentity, 'id' | 'agree'>;
}

const CHUNK = 256 * 1024;
const TAG = 16;
const SIGNED_LENGTH = PUBLIC_KEY_LENGTH + SIGNATURE_LENGTH;

export async function sealSyncFile({ roster, epoch, author, content }: SyncFileSource): Promise<Uint8Array> {
  const salt = randomBytes(SALT_LENGTH);
  const once = await generateAgreeKeys(false);
  const tags = { teamTag: tagOf('team', salt, roster.teamId), epochTag: tagOf('epoch', salt, epoch.id) };
  const boxes: FileHeader['boxes'][number][] = [];
  for (const { id, agreeKey } of membersOf(roster)) {
    const secret = await agree(once.privateKey, agreeKey);
    if (secret) boxes.push({ tag: tagOf('device', salt, id), sealed: await seal(await boxKey(secret, salt), encodeBox(roster.teamId, epoch), contextOf(tags.epochTag, id)) });
  }
  const { bytes: header, hash } = encodeHeader({ salt, ...tags, plainLength: SIGNED_LENGTH + content.length, ephemeral: await exportPublic(once.publicKey), boxes, kits: recoveryKitsOf(roster).map(({ sealed }) => sealed) });
  const plain = concat(author.signKey, await author.sign(await claimOf(hash, content)), content);
  const key = await contentKey(roster.teamId, epoch, salt);
  const parts: Uint8Array[] = [header];
  for (const { start, end, iv } of chunksOf(plain.length)) parts.push(await sealWith(key, iv, plain.subarray(start, end), hash));
  return concat(...parts);
}

/** For a member. Every failure is a `TeamError` with a kind of its own: `bad-file` (details in sync-file-header.ts), `wrong-team`, `other-version`. */
export async function openSyncFile(file: Uint8Array, keys: FileKeys): Promise<Result<OpenedFile, TeamError>> {
  const read = readHeader(file);
  if (!read.ok) return read;
  const { header } = read.value;
  if (!isSameBytes(header.teamTag, tagOf('team', header.salt, keys.teamId))) return err({ kind: 'wrong-team' });
  const held = keys.held.find(({ id }) => isSameBytes(header.epochTag, tagOf('epoch', header.salt, id)));
  const box = held ? { teamId: keys.teamId, epoch: held } : await openBox(header, keys.self);
  return box ? openContent(file, read.value, box) : err(badFile('no-key'));
}

/** For whoever has the printed code and nothing else. `kit` signs the new device into the team, as an owner. */
export async function recoverSyncFile(file: Uint8Array, code: string): Promise<Result<OpenedFile & { readonly kit: DeviceIdentity }, TeamError>> {
  const read = readHeader(file);
  if (!read.ok) return read;
  const kit = await openRecoveryKit(code, read.value.header.kits);
  if (!kit.ok) return kit;
  const box = await openBox(read.value.header, kit.value);
  const opened = box ? await openContent(file, read.value, box) : err(badFile('no-key'));
  return opened.ok ? ok({ ...opened.value, kit: kit.value }) : opened;
}

interface Box { readonly teamId: string; readonly epoch: Epoch }

async function openContent(file: Uint8Array, { header, hash, end: start }: ReadHeader, { teamId, epoch }: Box): Promise<Result<OpenedFile, TeamError>> {
  const body = file.subarray(start);
  const count = chunkCount(header.plainLength);
  if (header.plainLength < SIGNED_LENGTH || body.length > header.plainLength + count * TAG) return err(badFile('damaged'));
  if (body.length < header.plainLength + count * TAG) return err(badFile('cut-short'));
  const key = await contentKey(teamId, epoch, header.salt);
  const plain = new Uint8Array(header.plainLength);
  for (const { index, start: from, end, iv } of chunksOf(plain.length)) {
    const chunk = await openWith(key, iv, body.subarray(from + index * TAG, end + (index + 1) * TAG), hash);
    if (!chunk) return err(badFile('damaged'));
    plain.set(chunk, from);
  }
  const signKey = plain.slice(0, PUBLIC_KEY_LENGTH);
  const content = plain.subarray(SIGNED_LENGTH);
  const isSigned = await verify(signKey, await claimOf(hash, content), plain.slice(PUBLIC_KEY_LENGTH, SIGNED_LENGTH));
  return isSigned ? ok({ teamId, epoch, author: deviceIdOf(signKey), content }) : err(badFile('damaged'));
}

/** The team and epoch of the file as sealed for this member; undefined: not for it, or not what the header says. */
async function openBox(header: FileHeader, self: FileKeys['self']): Promise<Box | undefined> {
  const tag = tagOf('device', header.salt, self.id);
  const sealed = header.boxes.find((box) => isSameBytes(box.tag, tag))?.sealed;
  const secret = sealed && (await self.agree(header.ephemeral));
  const plain = secret && (await open(await boxKey(secret, header.salt), sealed, contextOf(header.epochTag, self.id)));
  const box = plain && decodeBytes(plain, (reader): Box => ({ teamId: reader.text(64), epoch: { id: reader.text(64), key: reader.raw(EPOCH_KEY_LENGTH) } }));
  if (!box || !isSameBytes(header.teamTag, tagOf('team', header.salt, box.teamId)) || !isSameBytes(header.epochTag, tagOf('epoch', header.salt, box.epoch.id))) return undefined;
  return (await epochIdOf(box.teamId, box.epoch.key)) === box.epoch.id ? box : undefined;
}

const encodeBox = (teamId: string, { id, key }: Epoch): Uint8Array => createByteWriter().text(teamId).text(id).raw(key).done();
const boxKey = (secret: Uint8Array, salt: Uint8Array): Promise<CryptoKey> => hkdfSealKey(secret, salt, 'file/box');
const contextOf = (epochTag: Uint8Array, device: DeviceId): Uint8Array => concat(epochTag, utf8Bytes(device));
const contentKey = async (teamId: string, epoch: Epoch, salt: Uint8Array): Promise<CryptoKey> => hkdfSealKey((await deriveEpochKeys(teamId, epoch)).fileKey, salt, 'file/content');

async function claimOf(headerHash: Uint8Array, content: Uint8Array): Promise<Uint8Array> {
  return concat(utf8Bytes('regulars/file/1'), headerHash, new Uint8Array(await crypto.subtle.digest('SHA-256', content as BufferSource)));
}

const chunkCount = (length: number): number => Math.max(1, Math.ceil(length / CHUNK));

/** Where each chunk lies before sealing. Nonce: zeros, number (4 bytes), 1 for the last. */
function* chunksOf(length: number): Generator<{ readonly index: number; readonly start: number; readonly end: number; readonly iv: Uint8Array }> {
  const count = chunkCount(length);
  for (let index = 0; index < count; index++) {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(7, index);
    iv[11] = Number(index === count - 1);
    yield { index, start: index * CHUNK, end: Math.min(length, (index + 1) * CHUNK), iv };
  }
}
