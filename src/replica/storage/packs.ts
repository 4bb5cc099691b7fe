/**
 * Many documents in one value: 50,000 single puts cost ten times what the same bytes cost as packs.
 *
 *   version (1 byte = 1) | crc32 of the directory (4, little endian) | directory | contents, back to back
 *   directory: length of the rest (varint) | count (varint) | per item: id length (varint), id (UTF-8),
 *              content length (varint), crc32 of the content (4)
 *
 * The directory stands first and each content has its own checksum, so that one document is found and checked without
 * touching the others. Decoders never throw and never trust: every length is checked before it is used.
 */
import { err, ok, type Result } from '../../lib/result';
import { crc32 } from './crc32';
import { readUint32, readVarint, varintLength, writeUint32, writeVarint, type Cursor } from './varint';

export interface PackItem {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Of the bytes as they should be; given to carry a damaged item over as damaged. */
  readonly checksum?: number;
}

/** Where an item lies in its pack. */
export interface PackEntry { readonly id: string; readonly offset: number; readonly length: number; readonly checksum: number }

export interface CorruptPack { readonly kind: 'corrupt-pack'; readonly detail: string }

/** Bytes of content at which a pack is full; larger ones cost more to read for one document, smaller ones more to write. */
export const PACK_TARGET_BYTES = 256 * 1024;

const VERSION = 1;
const PREFIX_LENGTH = 5;
const CHECKSUM_LENGTH = 4;

/** One pack of all `items`. Of two items with one id both are kept; `findInPack` gives the later. */
export function encodePack(items: readonly PackItem[]): Uint8Array {
  const ids = items.map((item) => encoder.encode(item.id));
  let rest = varintLength(items.length);
  let contents = 0;
  items.forEach((item, i) => {
    const idLength = ids[i]!.length;
    rest += varintLength(idLength) + idLength + varintLength(item.bytes.length) + CHECKSUM_LENGTH;
    contents += item.bytes.length;
  });
  const directoryEnd = PREFIX_LENGTH + varintLength(rest) + rest;
  const pack = new Uint8Array(directoryEnd + contents);
  pack[0] = VERSION;
  let offset = writeVarint(pack, PREFIX_LENGTH, rest);
  offset = writeVarint(pack, offset, items.length);
  let content = directoryEnd;
  items.forEach((item, i) => {
    offset = writeVarint(pack, offset, ids[i]!.length);
    pack.set(ids[i]!, offset);
    offset = writeVarint(pack, offset + ids[i]!.length, item.bytes.length);
    offset = writeUint32(pack, offset, item.checksum ?? crc32(item.bytes));
    pack.set(item.bytes, content);
    content += item.bytes.length;
  });
  writeUint32(pack, 1, crc32(pack, PREFIX_LENGTH, directoryEnd));
  return pack;
}

/** All items in order; their bytes are views into the pack and keep it in memory. One damaged item makes the pack corrupt; see `readPack`. */
export function decodePack(bytes: Uint8Array): Result<readonly PackItem[], CorruptPack> {
  const read = readPack(bytes);
  if (!read.ok) return read;
  const { items, damaged } = read.value;
  return damaged.length === 0 ? ok(items) : corrupt(`checksum of ${damaged[0]}`);
}

/** What can still be read of a pack: sound items, and the ids of those whose content is damaged. Fails when the directory is. */
export function readPack(bytes: Uint8Array): Result<{ readonly items: readonly PackItem[]; readonly damaged: readonly string[] }, CorruptPack> {
  const directory = readPackDirectory(bytes);
  if (!directory.ok) return directory;
  const items: PackItem[] = [];
  const damaged: string[] = [];
  for (const entry of directory.value) {
    const content = readPackEntry(bytes, entry);
    if (content.ok) items.push({ id: entry.id, bytes: content.value });
    else damaged.push(entry.id);
  }
  return ok({ items, damaged });
}

/** Every item, damaged ones with the checksum that shows it: for writing a pack anew without losing or hiding anything. */
export function readPackAsIs(bytes: Uint8Array): Result<readonly PackItem[], CorruptPack> {
  const directory = readPackDirectory(bytes);
  if (!directory.ok) return directory;
  return ok(directory.value.map(({ id, offset, length, checksum }) => ({ id, bytes: bytes.subarray(offset, offset + length), checksum })));
}

/** One item's bytes, checked, without looking at the others' contents; undefined when the pack does not hold it. */
export function findInPack(bytes: Uint8Array, id: string): Result<Uint8Array | undefined, CorruptPack> {
  const directory = readPackDirectory(bytes);
  if (!directory.ok) return directory;
  const entry = directory.value.findLast((candidate) => candidate.id === id);
  return entry ? readPackEntry(bytes, entry) : ok(undefined);
}

/** The directory, checked; enough to know which documents a pack holds. */
export function readPackDirectory(bytes: Uint8Array): Result<readonly PackEntry[], CorruptPack> {
  if (bytes.length < PREFIX_LENGTH) return corrupt('too short');
  if (bytes[0] !== VERSION) return corrupt(`unknown version ${bytes[0]}`);
  const cursor: Cursor = { bytes, offset: PREFIX_LENGTH };
  const rest = readVarint(cursor);
  if (rest === undefined || rest > bytes.length - cursor.offset) return corrupt('directory cut off');
  const directoryEnd = cursor.offset + rest;
  if (readUint32({ bytes, offset: 1 }) !== crc32(bytes, PREFIX_LENGTH, directoryEnd)) return corrupt('checksum of the directory');
  return readEntries(cursor, directoryEnd);
}

/** An entry's bytes as a view into its pack, checked. */
export function readPackEntry(bytes: Uint8Array, { id, offset, length, checksum }: PackEntry): Result<Uint8Array, CorruptPack> {
  if (offset + length > bytes.length) return corrupt(`content of ${id} cut off`);
  if (crc32(bytes, offset, offset + length) !== checksum) return corrupt(`checksum of ${id}`);
  return ok(bytes.subarray(offset, offset + length));
}

/** Cuts `items` into groups of about `targetBytes`, in order; an item larger than that gets a group of its own. */
export function* groupForPacks<T extends PackItem>(items: Iterable<T>, targetBytes = PACK_TARGET_BYTES): Generator<readonly T[]> {
  let group: T[] = [];
  let size = 0;
  for (const item of items) {
    if (group.length > 0 && size + item.bytes.length > targetBytes) {
      yield group;
      group = [];
      size = 0;
    }
    group.push(item);
    size += item.bytes.length;
  }
  if (group.length > 0) yield group;
}

/** Even behind a right checksum nothing is believed: whoever can write a value can write its checksum. */
function readEntries(cursor: Cursor, directoryEnd: number): Result<readonly PackEntry[], CorruptPack> {
  const { bytes } = cursor;
  const count = readVarint(cursor);
  if (count === undefined) return corrupt('no count');
  const entries: PackEntry[] = [];
  let content = directoryEnd;
  for (let i = 0; i < count; i++) {
    const idLength = readVarint(cursor);
    if (idLength === undefined || idLength > directoryEnd - cursor.offset) return corrupt('id cut off');
    const id = decodeText(bytes.subarray(cursor.offset, cursor.offset + idLength));
    if (id === undefined) return corrupt('id is not UTF-8');
    cursor.offset += idLength;
    const length = readVarint(cursor);
    const checksum = readUint32(cursor);
    if (length === undefined || checksum === undefined || cursor.offset > directoryEnd) return corrupt('entry cut off');
    entries.push({ id, offset: content, length, checksum });
    content += length;
  }
  if (cursor.offset !== directoryEnd) return corrupt('directory longer than its entries');
  // A pack cut short still gives the documents that are whole, hence no error for `content > length`.
  if (content < bytes.length) return corrupt('bytes behind the last content');
  return ok(entries);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined; // Not UTF-8; the caller names the damage.
  }
}

const corrupt = (detail: string): Result<never, CorruptPack> => err({ kind: 'corrupt-pack', detail });
