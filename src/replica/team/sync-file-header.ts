/**
 * The part of a sync file that is not sealed, and names nobody: the team and its epoch stand there as hashes with the file's own salt.
 *
 *   magic (8) | version (1) | length of header (4) | header | checksum of all before (8)
 *   header: salt (16) | team tag (16) | epoch tag (16) | length of what is sealed (8) | ephemeral key (65) | boxes | kits
 *
 * A box is the epoch's key for one member (ECDH with the ephemeral key), so that a device that slept through a rotation reads the
 * file too. Kits are the sealed keys of recovery kits: with a kit's code the file opens for a device that knows nothing yet. They are the same in
 * all files of a team: who sees several can tell that they belong together, and from the boxes how many devices there are.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { err, ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import type { TeamError } from '../team';
import { concat, createByteWriter, decodeBytes, isSameBytes, utf8Bytes } from './bytes';
import { PUBLIC_KEY_LENGTH } from './crypto';

/** Like PNG's: a file that was sent as text, or cut after its first bytes, is not taken for one. */
const MAGIC = new Uint8Array([0x89, 0x52, 0x67, 0x4c, 0x0d, 0x0a, 0x1a, 0x0a]);
export const FILE_VERSION = 1;
export const SALT_LENGTH = 16;
const TAG_LENGTH = 16;
const PREFIX_LENGTH = MAGIC.length + 1 + 4;
const CHECKSUM_LENGTH = 8;
const MAX_HEADER = 4_000_000;
const MAX_PARTS = 5_000;
const MAX_PART = 2_000;

export interface FileHeader {
  readonly salt: Uint8Array;
  readonly teamTag: Uint8Array;
  readonly epochTag: Uint8Array;
  /** Bytes before sealing. */
  readonly plainLength: number;
  readonly ephemeral: Uint8Array;
  readonly boxes: readonly { readonly tag: Uint8Array; readonly sealed: Uint8Array }[];
  readonly kits: readonly Uint8Array[];
}

export interface ReadHeader {
  readonly header: FileHeader;
  /** What everything sealed is bound to. */
  readonly hash: Uint8Array;
  /** Where the sealed part begins. */
  readonly end: number;
}

/** Equal for equal ids in one file, and unlike in any two files. */
export const tagOf = (kind: 'team' | 'epoch' | 'device', salt: Uint8Array, id: DeviceId): Uint8Array => sha256(concat(utf8Bytes(`regulars/file/${kind}/1`), salt, utf8Bytes(id))).subarray(0, TAG_LENGTH);

export function encodeHeader({ salt, teamTag, epochTag, plainLength, ephemeral, boxes, kits }: FileHeader): { readonly bytes: Uint8Array; readonly hash: Uint8Array } {
  const writer = createByteWriter().raw(salt).raw(teamTag).raw(epochTag).uint53(plainLength).raw(ephemeral).uint32(boxes.length);
  for (const { tag, sealed } of boxes) writer.raw(tag).block(sealed);
  writer.uint32(kits.length);
  for (const kit of kits) writer.block(kit);
  const all = createByteWriter().raw(MAGIC).byte(FILE_VERSION).block(writer.done()).done();
  return { bytes: concat(all, checksum(all)), hash: sha256(all) };
}

export function readHeader(file: Uint8Array): Result<ReadHeader, TeamError> {
  const start = file.subarray(0, MAGIC.length);
  if (!isSameBytes(start, MAGIC.subarray(0, start.length))) return err(badFile('not-sync-file'));
  const version = file[MAGIC.length];
  if (version === undefined) return err(badFile('cut-short'));
  if (version !== FILE_VERSION) return err({ kind: 'other-version', theirs: version });
  if (file.length < PREFIX_LENGTH) return err(badFile('cut-short'));
  const length = new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length + 1);
  if (length > MAX_HEADER) return err(badFile('damaged'));
  const end = PREFIX_LENGTH + length + CHECKSUM_LENGTH;
  if (file.length < end) return err(badFile('cut-short'));
  const checked = file.subarray(0, end - CHECKSUM_LENGTH);
  const isWhole = isSameBytes(checksum(checked), file.subarray(end - CHECKSUM_LENGTH, end));
  const header = isWhole ? decodeHeader(checked.subarray(PREFIX_LENGTH)) : undefined;
  return header ? ok({ header, hash: sha256(checked), end }) : err(badFile('damaged'));
}

/** Why a file cannot be read; `no-key`: this team's, of a time for which this device has no key. */
export type FileDetail = 'not-sync-file' | 'cut-short' | 'damaged' | 'no-key';
export const badFile = (detail: FileDetail): TeamError => ({ kind: 'bad-file', detail });

function decodeHeader(bytes: Uint8Array): FileHeader | undefined {
  return decodeBytes(bytes, (reader) => {
    const list = <T>(read: () => T): readonly T[] => {
      const count = reader.uint32();
      return count > MAX_PARTS ? reader.fail() : Array.from({ length: count }, read);
    };
    return {
      salt: reader.raw(SALT_LENGTH), teamTag: reader.raw(TAG_LENGTH), epochTag: reader.raw(TAG_LENGTH), plainLength: reader.uint53(), ephemeral: reader.raw(PUBLIC_KEY_LENGTH),
      boxes: list(() => ({ tag: reader.raw(TAG_LENGTH), sealed: reader.block(MAX_PART) })),
      kits: list(() => reader.block(MAX_PART)),
    };
  });
}

const checksum = (bytes: Uint8Array): Uint8Array => sha256(bytes).subarray(0, CHECKSUM_LENGTH);
