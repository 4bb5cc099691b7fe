/**
 * Epochs as the team document holds them (collection 'epochs'):
 *
 *   <epoch>            signed by the device that made it: `without` lists the removed devices that do not get the key
 *   <epoch>/<device>   the key, wrapped for that device (epoch-keys.ts); added by whoever has it and sees that it is missing
 */
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import { fromBase64Url, toBase64Url, utf8Bytes } from './bytes';
import { isId, SIGNATURE_LENGTH } from './crypto';

export interface EpochContent {
  readonly team: string;
  readonly epoch: string;
  /** One more than the highest that its author knew. */
  readonly n: number;
  readonly by: DeviceId;
  readonly at: string;
  readonly without: readonly DeviceId[];
}
export interface EpochRecord extends EpochContent { readonly signature: Uint8Array }

const VERSION = 1;
export const MAX_N = 2 ** 31;
const MAX_WITHOUT = 5_000;

export const epochSignedBytes = ({ team, epoch, n, by, at, without }: EpochContent): Uint8Array => utf8Bytes(JSON.stringify(['regulars/epoch/1', team, epoch, n, by, at, without]));

export const epochToJson = ({ team, epoch, n, by, at, without, signature }: EpochRecord): Json => ({ v: VERSION, team, epoch, n, by, at, without, signature: toBase64Url(signature) });

export function parseEpochRecord(json: unknown): EpochRecord | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { v, team, epoch, n, by, at, without, signature } = json as Readonly<Record<string, unknown>>;
  const bytes = typeof signature === 'string' ? fromBase64Url(signature) : undefined;
  if (v !== VERSION || !isId(team) || !isId(epoch) || !isId(by) || bytes?.length !== SIGNATURE_LENGTH) return undefined;
  if (typeof n !== 'number' || !Number.isInteger(n) || n < 0 || n > MAX_N || typeof at !== 'string' || at.length > 40) return undefined;
  if (!Array.isArray(without) || without.length > MAX_WITHOUT || !without.every(isId)) return undefined;
  return { team, epoch, n, by, at, without, signature: bytes };
}

export const wrapKey = (epoch: string, device: DeviceId): string => `${epoch}/${device}`;
