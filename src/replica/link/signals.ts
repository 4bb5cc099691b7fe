/**
 * What devices of one room tell each other to find together. Invariant: the first two bytes and the sender stay as they are in every version, so
 * that apps of different versions know of each other. Sealed by the caller: nobody outside the team reads or writes them.
 *
 *   version u8 | kind u8 | from (22 bytes of text) | session u32 | to? 22 | dial session u32 | dial number u32 | payload
 */
import { LINK_VERSION } from './handshake-messages';
import type { DeviceId } from './ports';
import { createWireReader, createWireWriter } from './wire';

/** One attempt to connect: numbered by the device that dials, within one run of its app. */
export interface DialKey { readonly session: number; readonly number: number }

/** `session`: random for each run of the app; another one means that the device has started anew. */
interface FromDevice { readonly from: DeviceId; readonly session: number }

export type Signal =
  /** To all: I am in the room. */
  | ({ readonly kind: 'announce' } & FromDevice)
  /** To one with a lower id: I am in the room, have no link with you, and want one. Dial me. */
  | ({ readonly kind: 'here'; readonly to: DeviceId } & FromDevice)
  /** From the one that dials (the lower id), and back. */
  | ({ readonly kind: 'dial' | 'reply'; readonly to: DeviceId; readonly dial: DialKey; readonly payload: Uint8Array } & FromDevice);

export type ReadSignal = Signal | { readonly kind: 'other-version'; readonly version: number; readonly from: DeviceId };

const KINDS = ['announce', 'here', 'dial', 'reply'] as const;
const ID_LENGTH = 22;
const ID = /^[A-Za-z0-9_-]{22}$/;
/** A description with all its addresses is 300 bytes. */
const MAX_SIGNAL = 8 * 1024;

const idBytes = (id: DeviceId): Uint8Array => new TextEncoder().encode(id);
const asId = (bytes: Uint8Array): DeviceId | undefined => {
  const text = String.fromCharCode(...bytes);
  return ID.test(text) ? text : undefined;
};

export function encodeSignal(signal: Signal): Uint8Array {
  const writer = createWireWriter().byte(LINK_VERSION).byte(KINDS.indexOf(signal.kind)).fixed(idBytes(signal.from)).uint32(signal.session);
  if (signal.kind === 'announce') return writer.bytes();
  writer.fixed(idBytes(signal.to));
  if (signal.kind === 'here') return writer.bytes();
  return writer.uint32(signal.dial.session).uint32(signal.dial.number).fixed(signal.payload).bytes();
}

export function parseSignal(bytes: Uint8Array): ReadSignal | undefined {
  if (bytes.length > MAX_SIGNAL) return undefined;
  const reader = createWireReader(bytes);
  const version = reader.byte();
  const kind = KINDS[reader.byte()];
  const from = asId(reader.fixed(ID_LENGTH));
  if (!from) return undefined;
  if (version !== LINK_VERSION) return { kind: 'other-version', version, from };
  const session = reader.uint32();
  if (kind === 'announce') return reader.isWhole() ? { kind, from, session } : undefined;
  const to = asId(reader.fixed(ID_LENGTH));
  if (!kind || !to) return undefined;
  if (kind === 'here') return reader.isWhole() ? { kind, from, session, to } : undefined;
  const dial = { session: reader.uint32(), number: reader.uint32() };
  const rest = ID_LENGTH * 2 + 2 + 12;
  return bytes.length > rest ? { kind, from, session, to, dial, payload: bytes.subarray(rest) } : undefined;
}
