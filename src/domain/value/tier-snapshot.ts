/**
 * The month's tiers as one device has evaluated them and all share: plain JSON for the team's document. Customers stand in it under 48 bits of the
 * hash of their id, 8 letters each (400 KB for 50,000, and nothing that names an erased customer); two under one hash would share a
 * tier, which happens once in 225,000 books of that size.
 */
import type { CustomerId } from '../customer/fields';
import { sha256Hex48 } from '../../lib/sha256-text';
import type { Json } from '../../lib/json';
import type { IsoDay } from '../values/day';
import { isIsoDay } from '../values/day';
import type { Peers } from './customer-value';
import type { RfmEdges } from './rfm';
import { isTier } from './tier';
import type { Evaluation, PeerValues, TierLines, TierState } from './tier-rules';

export interface TierSnapshot {
  readonly day: IsoDay;
  /** Name of the device that evaluated. */
  readonly device: string;
  readonly currency: string;
  readonly lines: TierLines;
  readonly peers: PeerValues;
  readonly rfm: RfmEdges;
  readonly hasLines: boolean;
  /** Of those who were in the book then. */
  stateOf(id: CustomerId): TierState | undefined;
}

const KEY_LENGTH = 8;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** 48 bits of the id's hash as 8 letters. */
export function customerKey(id: CustomerId): string {
  const hex = sha256Hex48(id);
  let key = '';
  for (let i = 0; i < 12; i += 3) {
    const bits = Number.parseInt(hex.slice(i, i + 3), 16);
    key += ALPHABET[bits >> 6]! + ALPHABET[bits & 63]!;
  }
  return key;
}

export function snapshotToJson({ states, lines, peers, rfm, hasLines }: Evaluation, about: { readonly day: IsoDay; readonly device: string; readonly currency: string }): Json {
  const keys: Record<string, string[]> = {};
  for (const [id, { tier, pending }] of states) (keys[pending ? `${tier}>${pending}` : tier] ??= []).push(customerKey(id));
  const tiers = Object.fromEntries(Object.entries(keys).map(([state, list]) => [state, list.sort().join('')]));
  return JSON.parse(JSON.stringify({ ...about, lines, peers, rfm, hasLines, tiers })) as Json;
}

/** undefined where the record is none that this build can read. */
export function parseSnapshot(value: Json | undefined): TierSnapshot | undefined {
  if (typeof value !== 'object' || value === null || !('tiers' in value) || !('day' in value)) return undefined;
  const { day, device, currency, lines, peers, rfm, hasLines, tiers } = value as Readonly<Record<string, Json>>;
  if (typeof day !== 'string' || !isIsoDay(day) || typeof currency !== 'string' || typeof tiers !== 'object' || tiers === null) return undefined;
  const edges = readEdges(rfm);
  if (!edges) return undefined;
  return {
    day, currency, device: typeof device === 'string' ? device : '', lines: { mvc: numberIn(lines, 'mvc'), mgc: numberIn(lines, 'mgc') },
    peers: readPeers(peers), rfm: edges, hasLines: hasLines === true, stateOf: stateReader(tiers as Readonly<Record<string, Json>>),
  };
}

function stateReader(tiers: Readonly<Record<string, Json>>): TierSnapshot['stateOf'] {
  let byKey: Map<string, TierState> | undefined;
  const read = (): Map<string, TierState> => {
    const found = new Map<string, TierState>();
    for (const [name, keys] of Object.entries(tiers)) {
      const [tier, pending] = name.split('>');
      if (!isTier(tier) || typeof keys !== 'string') continue;
      const state: TierState = { tier, ...(isTier(pending) ? { pending } : {}) };
      for (const key of splitKeys(keys)) found.set(key, state);
    }
    return found;
  };
  return (id) => (byKey ??= read()).get(customerKey(id));
}

export function splitKeys(keys: string): string[] {
  const found: string[] = [];
  for (let i = 0; i + KEY_LENGTH <= keys.length; i += KEY_LENGTH) found.push(keys.slice(i, i + KEY_LENGTH));
  return found;
}

export const record = (value: Json | undefined): Readonly<Record<string, Json>> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {});
export function numberIn(value: Json | undefined, key: string): number | undefined {
  const found = record(value)[key];
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

function readPeers(value: Json | undefined): PeerValues {
  const one = (peers: Json | undefined): Peers | undefined => {
    const minor = numberIn(peers, 'minor'), count = numberIn(peers, 'count'), { of, need } = record(peers);
    if (minor === undefined || count === undefined) return undefined;
    return { minor, count, of: of === 'need' || of === 'kind' ? of : 'all', ...(typeof need === 'string' ? { need } : {}) };
  };
  const each = (groups: Json | undefined): Record<string, Peers> => Object.fromEntries(Object.entries(record(groups)).flatMap(([key, peers]) => { const read = one(peers); return read ? [[key, read]] : []; }));
  const { all, byNeed, byKind } = record(value);
  return { all: one(all), byNeed: each(byNeed), byKind: each(byKind) };
}

function readEdges(value: Json | undefined): RfmEdges | undefined {
  const { recency, frequency, monetary, kind } = record(value);
  const edges = [recency, frequency, monetary];
  if (!edges.every((list) => Array.isArray(list) && list.length === 4 && list.every((edge) => typeof edge === 'number'))) return undefined;
  return { recency: recency as number[], frequency: frequency as number[], monetary: monetary as number[], kind: kind === 'quintiles' ? 'quintiles' : 'thresholds' };
}
