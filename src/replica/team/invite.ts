/**
 * An invitation: what a new device has to know to find the one that invites it, and to know it when it meets it. As a code:
 *
 *   "RgLr" as base64url (3 bytes) | version | length of all | team id (16) | inviter (16) | seed (32) | expiry (s) | role | meeting points | checksum (4)
 *
 * The seed is used once, by one device: whoever sees the invitation in a chat could use it first, but not without the six digits
 * being compared (pairing-code.ts). Room and keys follow from it (HKDF).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { ROLES, type Role } from '../../domain/team';
import { pastedCodes } from '../../lib/pasted-codes';
import { err, ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import type { TeamError } from '../team';
import { concat, createByteWriter, decodeBytes, fromBase64Url, isSameBytes, toBase64Url, utf8Bytes } from './bytes';
import { hkdf, randomBytes } from './crypto';

export interface Invitation {
  readonly teamId: string;
  /** The fingerprint of the inviting device's key: whoever answers must prove it. */
  readonly inviter: DeviceId;
  /** 32 bytes. */
  readonly seed: Uint8Array;
  /** UTC ms by the inviter's clock, whole seconds. */
  readonly expiresAt: number;
  readonly role: Role;
  /** WebSocket addresses. */
  readonly meetingPoints: readonly string[];
}

export type InviteError =
  | { readonly kind: 'not-invite' }
  | { readonly kind: 'cut-short' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'expired'; readonly at: number }
  | { readonly kind: 'other-version'; readonly theirs: number };

export const INVITE_LIFETIME_MS = 10 * 60_000;
/** A new device's clock may be a day off, and daylight saving besides; the inviter's own clock ends the invitation in time. */
const CLOCK_TOLERANCE_MS = 26 * 3_600_000;

/** The part of the fragment before the code; a route of the app. */
const JOIN_PATH = '/team/join/';
/** The first letters of every code: no word in any language, and no sign that chat programs take for markup. */
const CODE_START = 'RgLr';
const VERSION = 1;
const PREFIX = fromBase64Url(CODE_START)!;
/** Prefix, version, length. */
const HEAD_LENGTH = PREFIX.length + 1 + 4;
const CHECKSUM_LENGTH = 4;
const MAX_LENGTH = 4_000;
const MAX_POINTS = 8;
const MAX_URL = 300;

export const makeInvitation = (from: Omit<Invitation, 'seed' | 'expiresAt'>, now: number): Invitation => ({
  ...from,
  seed: randomBytes(32),
  expiresAt: Math.ceil((now + INVITE_LIFETIME_MS) / 1_000) * 1_000,
});

/** `appAddress`: where the app is, with or without a fragment. Everything of the invitation stands in the fragment, which no server sees. */
export const inviteLink = (appAddress: string, invitation: Invitation): string => `${appAddress.replace(/#.*$/s, '')}#${JOIN_PATH}${encodeInvitation(invitation)}`;

export function encodeInvitation({ teamId, inviter, seed, expiresAt, role, meetingPoints }: Invitation): string {
  const body = createByteWriter().raw(fromBase64Url(teamId)!).raw(fromBase64Url(inviter)!).raw(seed).uint53(expiresAt / 1_000).byte(ROLES.indexOf(role)).byte(meetingPoints.length);
  for (const url of meetingPoints) body.text(url);
  const bytes = body.done();
  const all = createByteWriter().raw(PREFIX).byte(VERSION).uint32(HEAD_LENGTH + bytes.length + CHECKSUM_LENGTH).raw(bytes).done();
  return toBase64Url(concat(all, checksum(all)));
}

/**
 * The invitation in a link, a bare code, or a message around either. `now`: UTC ms by this device's clock; only what is long past by any
 * clock is refused as expired, the rest is the inviter's to say.
 */
export function parseInvitation(text: string, now: number): Result<Invitation, InviteError> {
  let failure: InviteError | undefined;
  for (const code of pastedCodes(text, CODE_START, JOIN_PATH)) {
    const decoded = decodeInvitation(code);
    if (decoded.ok) return now > decoded.value.expiresAt + CLOCK_TOLERANCE_MS ? err({ kind: 'expired', at: decoded.value.expiresAt }) : decoded;
    failure ??= decoded.error;
  }
  return err(failure ?? { kind: text.includes(JOIN_PATH) ? 'cut-short' : 'not-invite' });
}

/** Whether it seems to be over by this device's clock: what to say when nobody answers. */
export const seemsExpired = (invitation: Invitation, now: number): boolean => now > invitation.expiresAt;

export function inviteErrorToTeamError(error: InviteError): TeamError {
  if (error.kind === 'expired') return { kind: 'expired-invite' };
  return error.kind === 'other-version' ? error : { kind: 'bad-invite' };
}

/** `code`: letters of base64url that begin with the prefix; what follows the end of the code does not matter. */
function decodeInvitation(code: string): Result<Invitation, InviteError> {
  const bytes = wholeBytes(code);
  const version = bytes[PREFIX.length];
  if (version !== undefined && version !== VERSION) return err({ kind: 'other-version', theirs: version });
  if (bytes.length < HEAD_LENGTH) return err({ kind: 'cut-short' });
  const length = new DataView(bytes.buffer).getUint32(PREFIX.length + 1);
  if (length > MAX_LENGTH || length < HEAD_LENGTH + CHECKSUM_LENGTH) return err({ kind: 'damaged' });
  if (bytes.length < length) return err({ kind: 'cut-short' });
  const signed = bytes.subarray(0, length - CHECKSUM_LENGTH);
  const isWhole = isSameBytes(checksum(signed), bytes.subarray(length - CHECKSUM_LENGTH, length));
  const invitation = isWhole ? decodeBody(signed.subarray(HEAD_LENGTH)) : undefined;
  return invitation ? ok(invitation) : err({ kind: 'damaged' });
}

/** As many whole bytes as the letters hold; the last letters may belong to whatever follows the code. */
function wholeBytes(code: string): Uint8Array<ArrayBuffer> {
  const letters = code.slice(0, MAX_LENGTH * 2);
  const bytes = fromBase64Url(letters.padEnd(Math.ceil(letters.length / 4) * 4, 'A')) ?? [];
  return new Uint8Array(bytes).slice(0, Math.floor((letters.length * 3) / 4));
}

function decodeBody(bytes: Uint8Array): Invitation | undefined {
  return decodeBytes(bytes, (reader) => {
    const teamId = toBase64Url(reader.raw(16));
    const inviter = toBase64Url(reader.raw(16));
    const seed = reader.raw(32);
    const expiresAt = reader.uint53() * 1_000;
    const role = ROLES[reader.byte()] ?? reader.fail();
    const count = reader.byte();
    if (count > MAX_POINTS || !Number.isSafeInteger(expiresAt)) reader.fail();
    const meetingPoints = Array.from({ length: count }, () => reader.text(MAX_URL));
    if (!meetingPoints.every(isMeetingPoint)) reader.fail();
    return { teamId, inviter, seed, expiresAt, role, meetingPoints };
  });
}

/** An invitation names where to connect to: nothing but WebSockets, so that a forged one cannot name a script or a file. */
const isMeetingPoint = (url: string): boolean => /^wss?:\/\/[^\s/]/.test(url) && URL.canParse(url);

const checksum = (bytes: Uint8Array): Uint8Array => sha256(bytes).subarray(0, CHECKSUM_LENGTH);

export interface InviteKeys {
  /** Where the two meet. */
  readonly room: string;
  /** 32 bytes for AES-256-GCM over what is said there. */
  readonly sealingKey: Uint8Array;
  /** 32 bytes that both put into the pairing: whoever lacks the seed is turned away before anything is said. */
  readonly proofKey: Uint8Array;
}

export async function deriveInviteKeys({ seed, teamId }: Pick<Invitation, 'seed' | 'teamId'>): Promise<InviteKeys> {
  const salt = utf8Bytes(teamId);
  const [room, sealingKey, proofKey] = await Promise.all([hkdf(seed, salt, 'invite/room', 16), hkdf(seed, salt, 'invite/sealing'), hkdf(seed, salt, 'invite/proof')]);
  return { room: toBase64Url(room), sealingKey, proofKey };
}
