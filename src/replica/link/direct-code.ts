/**
 * The codes by which two devices connect without a server, as bytes and as text of base64url:
 *
 *   "R" | version | 1 offer, 2 answer | length of all (u16) | an answer: CRC-32 of the offer it is for | body | CRC-32
 *
 * They hold addresses and keys of one connection, nothing of the team, and are worth nothing once it is made. The length makes that
 * whatever stands behind a code in a chat does not matter.
 */
import { pastedCodes } from '../../lib/pasted-codes';
import { err, ok, type Result } from '../../lib/result';
import { crc32 } from '../storage/crc32';
import { fromBase64Url, toBase64Url } from './base64url';
import type { DirectError } from './direct-connector';
import { LINK_VERSION } from './handshake-messages';
import { createWireReader, createWireWriter } from './wire';

export interface DirectCode {
  readonly kind: 'offer' | 'answer';
  /** Whole and checked, without what stood behind it. */
  readonly bytes: Uint8Array;
  readonly body: Uint8Array;
  /** Whether it answers this offer. */
  answers(offer: Uint8Array): boolean;
}

const MARK = 0x52;
const KINDS = [undefined, 'offer', 'answer'] as const;
const HEAD = 5;
const CHECKSUM = 4;
const MAX_LENGTH = 4_096;
/** How the text of every code begins: the mark, and the upper half of a version below 16. */
const TEXT_START = 'Ug';

/** `offer`: the one that is answered. */
export function sealDirectCode(body: Uint8Array, offer?: Uint8Array): Uint8Array {
  const length = HEAD + (offer ? CHECKSUM : 0) + body.length + CHECKSUM;
  const writer = createWireWriter().byte(MARK).byte(LINK_VERSION).byte(offer ? 2 : 1).byte(length & 0xff).byte(length >>> 8);
  if (offer) writer.uint32(checksumOf(offer));
  const signed = writer.fixed(body).bytes();
  return createWireWriter().fixed(signed).uint32(crc32(signed)).bytes();
}

/** Bytes that begin with a code. */
export function openDirectCode(from: Uint8Array): Result<DirectCode, DirectError> {
  const head = createWireReader(from);
  const [mark, version, kind] = [head.byte(), head.byte(), KINDS[head.byte()]];
  const length = head.byte() | (head.byte() << 8);
  const start = HEAD + (kind === 'answer' ? CHECKSUM : 0);
  if (mark !== MARK || length < start + CHECKSUM || length > Math.min(from.length, MAX_LENGTH)) return err({ kind: 'no-code' });
  const bytes = from.slice(0, length);
  if (createWireReader(bytes.subarray(-CHECKSUM)).uint32() !== checksumOf(bytes)) return err({ kind: 'no-code' });
  if (version !== LINK_VERSION) return err({ kind: 'other-version', theirs: version });
  if (!kind) return err({ kind: 'no-code' });
  const answered = createWireReader(bytes.subarray(HEAD)).uint32();
  return ok({ kind, bytes, body: bytes.subarray(start, -CHECKSUM), answers: (offer) => kind === 'answer' && answered === checksumOf(offer) });
}

export const directCodeText = toBase64Url;

/** The code in whatever people paste or scan. */
export function findDirectCode(text: string): Result<DirectCode, DirectError> {
  let failure: DirectError = { kind: 'no-code' };
  for (const candidate of pastedCodes(text, TEXT_START)) {
    const letters = candidate.slice(0, MAX_LENGTH * 2);
    // a single letter that is left over holds no byte
    const opened = openDirectCode(fromBase64Url(letters.length % 4 === 1 ? letters.slice(0, -1) : letters) ?? new Uint8Array());
    if (opened.ok) return opened;
    if (opened.error.kind !== 'no-code') failure = opened.error;
  }
  return err(failure);
}

/** Of all but the checksum at its end: over both, CRC-32 is the same for every code. */
const checksumOf = (code: Uint8Array): number => crc32(code, 0, code.length - CHECKSUM);
