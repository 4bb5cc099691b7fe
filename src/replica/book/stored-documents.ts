/**
 * Where documents lie in storage, and how they are read. Of one customer: updates and an own record win over the pack.
 *
 *   docs     <number> pack of up to 500 whole states · '<id>' own whole state · 'erased/<id>' tombstone · 'team'
 *   updates  '<id>/<sequence>' one change each
 *
 * Own records and updates are packs of one, for the checksum: 9 % of randomly damaged Yjs updates apply without an
 * error and change what they say. Data moves only update -> own record -> pack, and is read in that order, so that a
 * tab that reads while another one compacts misses nothing.
 */
import type * as Y from 'yjs';
import { ok, type Result } from '../../lib/result';
import type { StorageError, StoragePort, StoredValue, StoreKey } from '../ports';
import { encodePack, findInPack, readPack, readPackDirectory } from '../storage/packs';
import { salvageDocument, type BadPart, type StoredPart } from '../documents/salvage';
import { hasBase } from '../documents/customer-document';
import type { Pacer } from './pacer';

export interface LoadedDocument {
  readonly id: string;
  /** Empty where nothing is stored; not to be used where it is not `found`. */
  readonly doc: Y.Doc;
  readonly found: boolean;
  readonly erased: boolean;
  /** Keys in 'updates' that the document was made of. */
  readonly updateKeys: readonly string[];
  readonly own: boolean;
  /** Pack that holds its base; 0 = none. */
  readonly pack: number;
  /** Stored parts that could not be read. */
  readonly bad: readonly BadPart[];
}

export const tombstoneKey = (id: string): string => `erased/${id}`;
export const isTombstoneKey = (key: StoreKey): key is string => typeof key === 'string' && key.startsWith('erased/');
export const updateKeyId = (key: StoreKey): string => String(key).slice(0, String(key).lastIndexOf('/'));

/** A state or update as stored, with its checksum. */
export const seal = (id: string, bytes: Uint8Array): Uint8Array => encodePack([{ id, bytes }]);

/** Part names in `LoadedDocument.bad`. */
export const partKey = { own: 'docs', pack: (number: number) => `docs#${number}`, update: (key: string) => `updates/${key}` };

/** Pack to look in first; SOMEWHERE = there is a row, so the document must be in one of them; NOWHERE = not in a pack. */
export type PackHint = number;
export const NOWHERE: PackHint = 0;
export const SOMEWHERE: PackHint = -1;

/** Reads one document; packs are only looked at where needed. */
export async function loadStored(storage: StoragePort, id: string, pack: PackHint): Promise<Result<LoadedDocument, StorageError>> {
  const [updates, own, tombstone] = await Promise.all([
    storage.getAll('updates', updatesOf(id)), storage.get('docs', id), storage.get('docs', tombstoneKey(id)),
  ]);
  if (!updates.ok) return updates;
  if (!own.ok) return own;
  if (!tombstone.ok) return tombstone;
  if (tombstone.value) return ok(salvage(id, { updates: [], erased: true }));
  const parts: Parts = { updates: updates.value, erased: false, ...(own.value ? { own: own.value } : {}) };
  if (own.value && findInPack(own.value, id).ok) return ok(salvage(id, parts));
  const packed = await findPacked(storage, id, pack);
  return packed.ok ? ok(salvage(id, { ...parts, ...packed.value })) : packed;
}

interface Parts {
  readonly updates: readonly StoredValue[];
  readonly own?: Uint8Array;
  readonly erased: boolean;
  readonly pack?: number;
  readonly packed?: Uint8Array;
  readonly damagedPack?: BadPart;
}

/** The pack that the row names, else, where compaction has moved it meanwhile, all packs from the newest. */
async function findPacked(storage: StoragePort, id: string, hint: PackHint): Promise<Result<Partial<Parts>, StorageError>> {
  if (hint > 0) {
    const stored = await storage.get('docs', hint);
    if (!stored.ok) return stored;
    if (stored.value) {
      const found = findInPack(stored.value, id);
      if (!found.ok) return ok({ pack: hint, damagedPack: { key: partKey.pack(hint), bytes: stored.value, reason: found.error.detail } });
      if (found.value) return ok({ pack: hint, packed: found.value });
    }
  }
  if (hint === NOWHERE) return ok({});
  const keys = await storage.keys('docs');
  if (!keys.ok) return keys;
  const packs = keys.value.filter((key) => typeof key === 'number').sort((a, b) => b - a);
  for (const pack of packs) {
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    const found = stored.value ? findInPack(stored.value, id) : undefined;
    if (found?.ok && found.value) return ok({ pack, packed: found.value });
  }
  return ok({});
}

function salvage(id: string, { updates, own, erased, pack = 0, packed, damagedPack }: Parts): LoadedDocument {
  const parts: StoredPart[] = [];
  const sealed: BadPart[] = damagedPack ? [damagedPack] : [];
  const open = (key: string, bytes: Uint8Array): void => {
    const content = findInPack(bytes, id);
    if (content.ok && content.value) parts.push({ key, bytes: content.value });
    else sealed.push({ key, bytes, reason: content.ok ? 'belongs to another document' : content.error.detail });
  };
  if (packed) parts.push({ key: partKey.pack(pack), bytes: packed });
  if (own) open(partKey.own, own);
  for (const { key, value } of updates) open(partKey.update(String(key)), value);
  const { doc, bad } = salvageDocument(id, parts);
  return {
    id, doc, erased, own: own !== undefined, pack, updateKeys: updates.map(({ key }) => String(key)),
    found: hasBase(doc), bad: [...sealed, ...bad],
  };
}

/** Which documents are not (only) in packs. */
export interface StoredKeys {
  readonly own: ReadonlySet<string>;
  readonly erased: ReadonlySet<string>;
  /** How many updates, by document. */
  readonly updated: ReadonlyMap<string, number>;
  readonly packs: readonly number[];
}

export async function readStoredKeys(storage: StoragePort): Promise<Result<StoredKeys, StorageError>> {
  const [updates, docs] = await Promise.all([storage.keys('updates'), storage.keys('docs')]);
  if (!updates.ok) return updates;
  if (!docs.ok) return docs;
  const own = new Set<string>(), erased = new Set<string>(), packs: number[] = [];
  for (const key of docs.value) {
    if (typeof key === 'number') packs.push(key);
    else if (isTombstoneKey(key)) erased.add(key.slice('erased/'.length));
    else own.add(key);
  }
  const updated = new Map<string, number>();
  for (const id of updates.value.map(updateKeyId)) updated.set(id, (updated.get(id) ?? 0) + 1);
  return ok({ own, erased, packs, updated });
}

/** Reads many documents, each pack once, in no particular order; `onEach` gets every id, found or not. Gives way to the browser as it goes. */
export async function loadManyStored(
  storage: StoragePort, ids: readonly string[], hintOf: (id: string) => PackHint, onEach: (loaded: LoadedDocument) => void, pacer: Pacer,
  /** The bytes of a document that lies in a pack and nowhere else; true where no document needs to be made of them. */
  onPacked: (id: string, state: Uint8Array) => boolean = () => false,
): Promise<Result<void, StorageError>> {
  const keys = await readStoredKeys(storage);
  if (!keys.ok) return keys;
  const { own, erased, updated } = keys.value;
  const byPack = new Map<number, string[]>();
  const single: string[] = [];
  for (const id of ids) {
    const pack = hintOf(id);
    if (pack <= 0 || own.has(id) || erased.has(id)) single.push(id);
    else if (byPack.has(pack)) byPack.get(pack)!.push(id);
    else byPack.set(pack, [id]);
  }
  for (const [pack, members] of byPack) {
    // Updates before the pack, as everywhere: one that is folded meanwhile is in hand already.
    const changed = members.filter((id) => updated.has(id));
    const changes = new Map<string, readonly StoredValue[]>();
    for (const [i, read] of (await Promise.all(changed.map((id) => storage.getAll('updates', updatesOf(id))))).entries()) {
      if (!read.ok) return read;
      changes.set(changed[i]!, read.value);
    }
    const stored = await storage.get('docs', pack);
    if (!stored.ok) return stored;
    const read = stored.value ? readPack(stored.value) : undefined;
    if (!read?.ok) {
      single.push(...members); // Damaged or moved: each is looked for on its own.
      continue;
    }
    const contents = new Map(read.value.items.map(({ id, bytes }) => [id, bytes]));
    for (const id of members) {
      const packed = contents.get(id), updates = changes.get(id) ?? [];
      // Fewer than were listed: they have been folded since, into a record of its own.
      if (!packed || updates.length < (updated.get(id) ?? 0)) single.push(id);
      else if (updates.length > 0 || !onPacked(id, packed)) onEach(salvage(id, { updates, erased: false, pack, packed }));
      await pacer();
    }
  }
  for (let i = 0; i < single.length; i += AT_ONCE) {
    const some = single.slice(i, i + AT_ONCE);
    const loaded = await Promise.all(some.map(async (id) => {
      const stored = hintOf(id) !== NOWHERE || own.has(id) || erased.has(id) || updated.has(id);
      return stored ? loadStored(storage, id, hintOf(id)) : ok(salvage(id, { updates: [], erased: false }));
    }));
    for (const document of loaded) {
      if (!document.ok) return document;
      onEach(document.value);
    }
    await pacer();
  }
  return ok(undefined);
}

/** Documents on their own that are read side by side. */
const AT_ONCE = 16;

const updatesOf = (id: string): { readonly from: string; readonly to: string } => ({ from: `${id}/`, to: `${id}/\uffff` });

/** Ids in one pack, as far as its directory can be read. */
export function idsInPack(bytes: Uint8Array): readonly string[] {
  const directory = readPackDirectory(bytes);
  return directory.ok ? directory.value.map(({ id }) => id) : [];
}
