/**
 * Reads the first state of a customer (documents/create-state.ts) without building a document: 50,000 of them arrive when a
 * device joins, and a Y.Doc each costs five times as much. Strict: whatever is not exactly such a state, or could become something
 * else when Yjs applies it (a key twice, a struct that refers to another), is none, and takes the way through a document.
 * Never throws. test/unit/replica/sync holds it side by side with Yjs, on sound and on damaged bytes.
 *
 *   1 client | structs | client | clock 0 | struct* | 0 (nothing deleted)
 *   struct   info 0x28: value under a key of a root map · info 0x04: text of a root
 */
import { TEXT_LIMIT, type Reader, createReader } from './bytes';

export interface FirstState {
  readonly client: number;
  /** Clock behind the last struct. */
  readonly clock: number;
}

/** The contents by root; undefined where a value is none that we write. */
export interface FirstContents extends FirstState {
  readonly maps: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly texts: ReadonlyMap<string, string>;
}

const VALUE_UNDER_KEY = 0x28;
const TEXT = 0x04;
const PARENT_IS_ROOT = 1;
const MAX_DEPTH = 32;
const MAX_CLIENT = 0xffff_ffff;

export function readFirstState(state: Uint8Array): FirstState | undefined {
  return read(state, false);
}

export function readFirstContents(state: Uint8Array): FirstContents | undefined {
  return read(state, true);
}

function read(state: Uint8Array, withContents: boolean): FirstContents | undefined {
  const reader = createReader(state);
  if (reader.number() !== 1) return undefined;
  const structs = reader.number();
  const client = reader.number();
  if (reader.number() !== 0 || structs === 0 || client > MAX_CLIENT) return undefined;
  const maps = new Map<string, Map<string, unknown>>(), texts = new Map<string, string>();
  let clock = 0;
  for (let i = 0; i < structs && !reader.failed(); i++) {
    const info = reader.byte();
    if (reader.number() !== PARENT_IS_ROOT) return undefined;
    const root = reader.name();
    if (info === VALUE_UNDER_KEY) {
      const key = reader.name();
      if (reader.number() !== 1 || texts.has(root)) return undefined;
      let map = maps.get(root);
      if (!map) maps.set(root, (map = new Map<string, unknown>()));
      if (map.has(key)) return undefined;
      map.set(key, withContents ? readAny(reader, 0) : skipAny(reader, 0));
      clock += 1;
    } else if (info === TEXT) {
      if (maps.has(root) || texts.has(root)) return undefined;
      const text = reader.text(TEXT_LIMIT);
      if (text === '') return undefined;
      texts.set(root, text);
      clock += text.length;
    } else return undefined;
  }
  if (reader.number() !== 0 || reader.failed() || !reader.atEnd()) return undefined;
  return { client, clock, maps, texts };
}

/** lib0's `any`, of the kinds that byte-writer.ts writes. */
function readAny(reader: Reader, depth: number): unknown {
  if (depth > MAX_DEPTH) return reader.fail();
  switch (reader.byte()) {
    case 119: return reader.text(TEXT_LIMIT);
    case 120: return true;
    case 121: return false;
    case 125: return reader.signed();
    case 124: return reader.float32();
    case 123: return reader.float64();
    case 126: return null;
    case 117: {
      const items: unknown[] = [];
      for (let left = reader.number(); left > 0 && !reader.failed(); left--) items.push(readAny(reader, depth + 1));
      return items;
    }
    case 118: {
      const record: Record<string, unknown> = {};
      for (let left = reader.number(); left > 0 && !reader.failed(); left--) {
        const key = reader.name(TEXT_LIMIT);
        if (key === '__proto__' || key === 'constructor') return reader.fail();
        record[key] = readAny(reader, depth + 1);
      }
      return record;
    }
    default: return reader.fail();
  }
}

function skipAny(reader: Reader, depth: number): undefined {
  if (depth > MAX_DEPTH) return reader.fail();
  switch (reader.byte()) {
    case 119: return reader.skip(reader.number());
    case 120:
    case 121:
    case 126: return undefined;
    case 125: return void reader.signed();
    case 124: return reader.skip(4);
    case 123: return reader.skip(8);
    case 117:
      for (let left = reader.number(); left > 0 && !reader.failed(); left--) skipAny(reader, depth + 1);
      return undefined;
    case 118:
      for (let left = reader.number(); left > 0 && !reader.failed(); left--) {
        reader.skip(reader.number());
        skipAny(reader, depth + 1);
      }
      return undefined;
    default: return reader.fail();
  }
}
