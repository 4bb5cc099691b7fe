/** What is said with a meeting point (src/server/meeting-point.mjs), as text. The reader never throws and never trusts: a meeting point is a stranger. */
import { fromBase64Url, toBase64Url } from './base64url';

/** Of one frame in either direction, in characters: the meeting point takes no more. */
export const MAX_TEXT = 64 * 1024;

export interface Published { readonly room: string; readonly message: Uint8Array }

export const PING = '{"type":"ping"}';
export const subscribeText = (rooms: readonly string[]): string => JSON.stringify({ type: 'subscribe', topics: rooms });
export const unsubscribeText = (room: string): string => JSON.stringify({ type: 'unsubscribe', topics: [room] });
export const publishText = (room: string, message: Uint8Array): string => JSON.stringify({ type: 'publish', topic: room, data: toBase64Url(message) });

/** undefined for all that is not a message in a room: an answer to a ping, or garbage. */
export function parsePublished(data: unknown): Published | undefined {
  if (typeof data !== 'string' || data.length > MAX_TEXT) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined; // not JSON: nothing that anybody could act on
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, topic, data: text } = value as Readonly<Record<string, unknown>>;
  if (type !== 'publish' || typeof topic !== 'string' || typeof text !== 'string') return undefined;
  const message = fromBase64Url(text);
  return message && { room: topic, message };
}
