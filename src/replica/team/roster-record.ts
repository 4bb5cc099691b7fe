/**
 * One signed sentence of the roster: who founded the team, who was let in with which role, who is called what, who was sent away.
 * Records are plain JSON in the team document under the hash of what they say; they are added, never changed.
 *
 *   found   the founder's device; the team's id is the hash of its key and a nonce, so that whoever knows the id knows whom to believe
 *   grant   a device, its keys and its role. Letting in and changing a role are the same sentence; `prev` names the grants it replaces
 *   name    what a device and its person are called. Signed, because a name is what people go by when they send a device away
 *   remove  sends a device away, for good
 *
 * No stamp decides anything (clocks are wrong). What came before is named instead: `keeps` of a record that takes rights away lists the
 * records of that device which its author had seen. Whatever else the device signs, and however it dates it, is void.
 */
import { isRole, type Role } from '../../domain/team';
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import { wellFormed } from '../documents/clean-json';
import { fromBase64Url, toBase64Url, utf8Bytes } from './bytes';
import { deviceIdOf, isId, PUBLIC_KEY_LENGTH, shortId, SIGNATURE_LENGTH } from './crypto';

interface Said {
  readonly team: string;
  readonly by: DeviceId;
  /** UTC stamp, to be shown and nothing else. */
  readonly at: string;
  /** Whom it is about. */
  readonly device: DeviceId;
}

interface Introduced extends Said {
  /** Public keys, raw. */
  readonly signKey: Uint8Array;
  readonly agreeKey: Uint8Array;
  readonly role: Role;
  readonly name: string;
  readonly person: string;
  readonly prev: readonly string[];
  readonly keeps: readonly string[];
}

export type RosterContent =
  | (Introduced & { readonly kind: 'found'; readonly nonce: Uint8Array })
  /** `recovery`: the sealed private keys of a recovery kit (recovery-kit.ts), which is an owner without a device; else empty. */
  | (Introduced & { readonly kind: 'grant'; readonly recovery: Uint8Array })
  | (Said & { readonly kind: 'name'; readonly name: string; readonly person: string; readonly prev: readonly string[] })
  | (Said & { readonly kind: 'remove'; readonly keeps: readonly string[] });

export type RosterRecord = RosterContent & { readonly id: string; readonly signature: Uint8Array };
export type Grant = Extract<RosterRecord, { kind: 'found' | 'grant' }>;
export type NameRecord = Extract<RosterRecord, { kind: 'name' }>;
export type Removal = Extract<RosterRecord, { kind: 'remove' }>;

const VERSION = 1;
export const NONCE_LENGTH = 32;
export const MAX_NAME = 100;
const MAX_IDS = 5_000;
const MAX_RECOVERY = 1_024;
const MAX_STAMP = 40;

export const teamIdOf = (founderKey: Uint8Array, nonce: Uint8Array): string => shortId(utf8Bytes('regulars/team/1'), founderKey, nonce);

/** What is signed: the kind's fields in this order, as JSON, whose text of strings and lists is the same everywhere. */
export function signedBytes(content: RosterContent): Uint8Array {
  const { kind, team, by, at, device } = content;
  const parts: Json[] = ['regulars/roster/1', kind, team, by, at, device];
  if (kind === 'found' || kind === 'grant') {
    parts.push(toBase64Url(content.signKey), toBase64Url(content.agreeKey), content.role, content.name, content.person, content.prev, content.keeps);
    parts.push(toBase64Url(kind === 'found' ? content.nonce : content.recovery));
  } else if (kind === 'name') parts.push(content.name, content.person, content.prev);
  else parts.push(content.keeps);
  return utf8Bytes(JSON.stringify(parts));
}

/** The key of a record in its collection: it follows from what is said, so that nothing can be put in another's place. */
export const recordId = (content: RosterContent): string => shortId(signedBytes(content));

/** How it lies in the team document. */
export function recordToJson(record: RosterRecord): Json {
  const json: Record<string, Json> = { v: VERSION };
  for (const [key, value] of Object.entries(record)) {
    if (key !== 'id') json[key] = value instanceof Uint8Array ? toBase64Url(value) : (value as Json);
  }
  return json;
}

/** A record that is in order in itself; its signature is checked elsewhere. undefined for anything else, and for what newer builds say. */
export function parseRecord(json: unknown): RosterRecord | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const fields = json as Readonly<Record<string, unknown>>;
  const said = { team: fields['team'], by: fields['by'], at: fields['at'], device: fields['device'] };
  const signature = bytesOf(fields['signature'], SIGNATURE_LENGTH);
  if (fields['v'] !== VERSION || !signature || !isId(said.team) || !isId(said.by) || !isId(said.device)) return undefined;
  if (typeof said.at !== 'string' || said.at.length > MAX_STAMP || wellFormed(said.at) !== said.at) return undefined;
  const content = parseContent(fields, said as Said);
  return content && { ...content, id: recordId(content), signature };
}

function parseContent(fields: Readonly<Record<string, unknown>>, said: Said): RosterContent | undefined {
  const { kind } = fields;
  const keeps = idsOf(fields['keeps'] ?? []);
  const prev = idsOf(fields['prev'] ?? []);
  if (!keeps || !prev) return undefined;
  if (kind === 'remove') return { ...said, kind, keeps };
  const { name, person } = fields;
  if (!isName(name) || !isName(person)) return undefined;
  if (kind === 'name') return { ...said, kind, name, person, prev };

  const signKey = bytesOf(fields['signKey'], PUBLIC_KEY_LENGTH);
  const agreeKey = bytesOf(fields['agreeKey'], PUBLIC_KEY_LENGTH);
  const { role } = fields;
  if (!signKey || !agreeKey || !isRole(role) || deviceIdOf(signKey) !== said.device) return undefined;
  const introduced: Introduced = { ...said, signKey, agreeKey, role, name, person, prev, keeps };
  if (kind === 'grant') {
    const recovery = bytesOf(fields['recovery'] ?? '');
    return recovery && recovery.length <= MAX_RECOVERY ? { ...introduced, kind, recovery } : undefined;
  }
  if (kind !== 'found') return undefined;
  const nonce = bytesOf(fields['nonce'], NONCE_LENGTH);
  const isFounder = nonce !== undefined && said.by === said.device && role === 'owner' && teamIdOf(signKey, nonce) === said.team;
  return isFounder ? { ...introduced, kind, nonce } : undefined;
}

function bytesOf(value: unknown, length?: number): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? fromBase64Url(value) : undefined;
  return bytes && (length === undefined || bytes.length === length) ? bytes : undefined;
}

const idsOf = (value: unknown): readonly string[] | undefined => (Array.isArray(value) && value.length <= MAX_IDS && value.every(isId) ? value : undefined);

export const isName = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_NAME && wellFormed(value) === value;

/** A name as people typed it, made fit for a record. */
export const toName = (typed: string): string => [...wellFormed(typed).replace(/\s+/g, ' ').trim()].slice(0, MAX_NAME / 2).join('');
