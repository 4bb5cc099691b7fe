/**
 * What two devices say to each other, in one file: a closed list of messages, their bytes and their limits. Decoding never throws and
 * never makes more of a message than the limits allow; what is not exactly a message is undefined, and the link ends.
 *
 *   both   hello                         other version: the link ends with a reason that names both
 *   equal roots                          both have the same, stored: nothing more is said
 *   else   announce (what changed since the other one last confirmed everything), or, where one of both does not remember,
 *          groups -> buckets -> entries -> announce (what differs, narrowed down); want-all where one side is empty
 *   then   want -> items ... given       the receiver asks, as much as it can take; each batch is answered by stored, after it is
 *   live   items at once, announce once stored; root after quiet, and now and then
 *
 * Digests of single documents travel cut to 8 bytes: roots, which decide, are whole.
 */
import { ROLES, type Role } from '../../domain/team';
import { createReader, createWriter, type Reader, type Writer } from './bytes';
import { DIGEST_BYTES } from './digest';
import { ITEM_KINDS, ITEM_REFUSALS, MAX_ITEM_BYTES, type ItemRefusal, type SyncItem, type Wanted } from './port';
import { BUCKETS } from './sync-index';

/** Raise it when a message changes its meaning. The first two bytes of a hello stay what they are for ever. */
export const PROTOCOL = 2;

export const SHORT_BYTES = 8;
export const GROUPS = 32;
export const BUCKETS_PER_GROUP = BUCKETS / GROUPS;

export const MAX_ENTRIES = 10_000;
export const MAX_WANTED = 2_000;
export const MAX_ITEMS = 5_000;
export const MAX_PRESENCE_BYTES = 64 * 1024;
/** Of a batch, unpacked: one item of the largest size and what goes with it. */
export const MAX_BODY_BYTES = MAX_ITEM_BYTES + 1024 * 1024;
const MAX_VECTOR_BYTES = 64 * 1024;

/** A document as its owner has stored it. */
export interface Announced { readonly id: string; readonly short: Uint8Array }

export interface Hello {
  readonly kind: 'hello';
  readonly protocol: number;
  readonly schema: number;
  /** As the sender knows its own role. What counts is the receiver's roster. */
  readonly role: Role;
  /** Documents and tombstones. */
  readonly count: number;
  readonly root: Uint8Array;
  /** Of the team's document; zeros where there is none. */
  readonly team: Uint8Array;
  /** Documents that changed since the other side confirmed everything; undefined where that is not known. */
  readonly since: number | undefined;
  /** The sender's clock, UTC in whole seconds. Decides nothing: a clock that is off is told to people. */
  readonly now: number;
}

export type Message =
  | Hello
  | { readonly kind: 'other-version'; readonly protocol: number }
  | { readonly kind: 'root'; readonly root: Uint8Array; readonly count: number; readonly now: number }
  /** 32 whole digests. */
  | { readonly kind: 'groups'; readonly digests: Uint8Array }
  /** 32 short digests for each group. */
  | { readonly kind: 'buckets'; readonly groups: readonly number[]; readonly digests: Uint8Array }
  /** All of these buckets. */
  | { readonly kind: 'entries'; readonly buckets: readonly number[]; readonly entries: readonly Announced[] }
  | { readonly kind: 'announce'; readonly entries: readonly Announced[] }
  | { readonly kind: 'want'; readonly number: number; readonly wanted: readonly Wanted[] }
  | { readonly kind: 'want-all'; readonly number: number }
  /** `body`: see `encodeItems`, packed or not. */
  | { readonly kind: 'items'; readonly number: number; readonly isPacked: boolean; readonly body: Uint8Array }
  /** All that can be given for this want has been sent. */
  | { readonly kind: 'given'; readonly number: number }
  /** After `oncomplete`: what the documents of the batch now are here, in its order; zeros where there is none. */
  | { readonly kind: 'stored'; readonly number: number; readonly shorts: Uint8Array; readonly refused: readonly { readonly index: number; readonly reason: ItemRefusal }[] }
  | { readonly kind: 'presence'; readonly bytes: Uint8Array };

/** Their places are part of the protocol. */
const KINDS = ['hello', 'root', 'groups', 'buckets', 'entries', 'announce', 'want', 'want-all', 'items', 'given', 'stored', 'presence'] as const;

export const shortOf = (digest: Uint8Array): Uint8Array => digest.subarray(0, SHORT_BYTES);

export function encodeMessage(message: Exclude<Message, { kind: 'other-version' }>): Uint8Array {
  const writer = createWriter();
  writer.byte(KINDS.indexOf(message.kind) + 1);
  switch (message.kind) {
    case 'hello':
      writer.number(message.protocol);
      writer.number(message.schema);
      writer.byte(ROLES.indexOf(message.role));
      writer.number(message.count);
      writer.raw(message.root);
      writer.raw(message.team);
      writer.number(message.since === undefined ? 0 : message.since + 1);
      writer.number(message.now);
      break;
    case 'root':
      writer.raw(message.root);
      writer.number(message.count);
      writer.number(message.now);
      break;
    case 'groups':
      writer.raw(message.digests);
      break;
    case 'buckets':
      writeNumbers(writer, message.groups);
      writer.raw(message.digests);
      break;
    case 'entries':
      writeNumbers(writer, message.buckets);
      writeEntries(writer, message.entries);
      break;
    case 'announce':
      writeEntries(writer, message.entries);
      break;
    case 'want':
      writer.number(message.number);
      writer.number(message.wanted.length);
      for (const { id, vector } of message.wanted) {
        writeId(writer, id);
        writer.bytes(vector ?? NOTHING);
      }
      break;
    case 'want-all':
    case 'given':
      writer.number(message.number);
      break;
    case 'items':
      writer.number(message.number);
      writer.byte(message.isPacked ? 1 : 0);
      writer.raw(message.body);
      break;
    case 'stored':
      writer.number(message.number);
      writer.bytes(message.shorts);
      writer.number(message.refused.length);
      for (const { index, reason } of message.refused) {
        writer.number(index);
        writer.byte(ITEM_REFUSALS.indexOf(reason));
      }
      break;
    case 'presence':
      writer.raw(message.bytes);
      break;
  }
  return writer.done();
}

/** undefined: no message, or more than is allowed. */
export function decodeMessage(bytes: Uint8Array): Message | undefined {
  const reader = createReader(bytes);
  const kind = KINDS[reader.byte() - 1];
  const message = kind && !reader.failed() ? decodeAs(kind, reader) : undefined;
  if (!message || reader.failed()) return undefined;
  return message.kind === 'other-version' || reader.atEnd() ? message : undefined;
}

function decodeAs(kind: (typeof KINDS)[number], reader: Reader): Message | undefined {
  switch (kind) {
    case 'hello': {
      const protocol = reader.number();
      // Nothing of what follows can be relied on.
      if (protocol !== PROTOCOL) return { kind: 'other-version', protocol };
      const schema = reader.number(), role = ROLES[reader.byte()], count = reader.number();
      const root = reader.take(DIGEST_BYTES), team = reader.take(SHORT_BYTES), since = reader.number(), now = reader.number();
      return role ? { kind, protocol, schema, role, count, root, team, since: since === 0 ? undefined : since - 1, now } : undefined;
    }
    case 'root': return { kind, root: reader.take(DIGEST_BYTES), count: reader.number(), now: reader.number() };
    case 'groups': return { kind, digests: reader.take(GROUPS * DIGEST_BYTES) };
    case 'buckets': {
      const groups = readNumbers(reader, GROUPS);
      return { kind, groups, digests: reader.take(groups.length * BUCKETS_PER_GROUP * SHORT_BYTES) };
    }
    case 'entries': return { kind, buckets: readNumbers(reader, BUCKETS), entries: readEntries(reader) };
    case 'announce': return { kind, entries: readEntries(reader) };
    case 'want': {
      const number = reader.number(), wanted: Wanted[] = [];
      for (let left = readCount(reader, MAX_WANTED); left > 0 && !reader.failed(); left--) {
        const id = readId(reader), vector = reader.bytes(MAX_VECTOR_BYTES);
        wanted.push(vector.length > 0 ? { id, vector } : { id });
      }
      return { kind, number, wanted };
    }
    case 'want-all':
    case 'given': return { kind, number: reader.number() };
    case 'items': return { kind, number: reader.number(), isPacked: reader.byte() === 1, body: rest(reader, MAX_BODY_BYTES) };
    case 'stored': {
      const number = reader.number(), shorts = reader.bytes(MAX_ITEMS * SHORT_BYTES), refused: { index: number; reason: ItemRefusal }[] = [];
      for (let left = readCount(reader, MAX_ITEMS); left > 0 && !reader.failed(); left--) {
        const index = reader.number(), reason = ITEM_REFUSALS[reader.byte()];
        if (!reason) return undefined;
        refused.push({ index, reason });
      }
      return shorts.length % SHORT_BYTES === 0 ? { kind, number, shorts, refused } : undefined;
    }
    case 'presence': return { kind, bytes: rest(reader, MAX_PRESENCE_BYTES) };
  }
}

/** The contents of a batch. */
export function encodeItems(items: readonly SyncItem[]): Uint8Array {
  const writer = createWriter(1_024);
  writer.number(items.length);
  for (const { id, kind, bytes } of items) {
    writeId(writer, id);
    writer.byte(ITEM_KINDS.indexOf(kind));
    writer.bytes(bytes);
  }
  return writer.done();
}

export function decodeItems(body: Uint8Array): readonly SyncItem[] | undefined {
  const reader = createReader(body), items: SyncItem[] = [];
  for (let left = readCount(reader, MAX_ITEMS); left > 0 && !reader.failed(); left--) {
    const id = readId(reader), kind = ITEM_KINDS[reader.byte()], bytes = reader.bytes(MAX_ITEM_BYTES);
    if (!kind) return undefined;
    items.push({ id, kind, bytes });
  }
  return reader.failed() || !reader.atEnd() ? undefined : items;
}

const NOTHING = new Uint8Array(0);

function readCount(reader: Reader, limit: number): number {
  const count = reader.number();
  if (count <= limit) return count;
  reader.fail();
  return 0;
}

function rest(reader: Reader, limit: number): Uint8Array {
  const left = reader.left();
  if (left > limit) reader.fail();
  return left > limit ? NOTHING : reader.take(left);
}

/** Places below `limit`, each once, ascending. */
function readNumbers(reader: Reader, limit: number): readonly number[] {
  const numbers: number[] = [];
  let next = 0;
  for (let left = readCount(reader, limit); left > 0 && !reader.failed(); left--) {
    next += reader.number();
    if (next >= limit) reader.fail();
    numbers.push(next);
    next += 1;
  }
  return reader.failed() ? [] : numbers;
}

function writeNumbers(writer: Writer, numbers: readonly number[]): void {
  writer.number(numbers.length);
  let next = 0;
  for (const number of [...numbers].sort((a, b) => a - b)) {
    writer.number(number - next);
    next = number + 1;
  }
}

function writeEntries(writer: Writer, entries: readonly Announced[]): void {
  writer.number(entries.length);
  for (const { id, short } of entries) {
    writeId(writer, id);
    writer.raw(short);
  }
}

function readEntries(reader: Reader): readonly Announced[] {
  const entries: Announced[] = [];
  for (let left = readCount(reader, MAX_ENTRIES); left > 0 && !reader.failed(); left--) entries.push({ id: readId(reader), short: reader.take(SHORT_BYTES) });
  return entries;
}

/** As nearly all ids are: 16 bytes instead of 36. */
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function writeId(writer: Writer, id: string): void {
  if (!UUID.test(id)) return writer.text(id);
  writer.byte(0);
  for (let i = 0; i < 36; i += 2) {
    if (id[i] === '-') i += 1;
    writer.byte(Number.parseInt(id.slice(i, i + 2), 16));
  }
}

function readId(reader: Reader): string {
  const text = reader.text(128);
  if (text !== '') return text;
  const bytes = reader.take(16);
  if (reader.failed()) return '';
  let id = '';
  for (let i = 0; i < 16; i++) id += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + HEX[bytes[i]!]!;
  return id;
}
