/**
 * Two devices connect without any server: one shows an offer, the other shows an answer, as QR codes or any bytes that people carry. What comes out
 * is a packet channel like that of a dialed link: `Links.adopt` proves and keeps it.
 *
 *   "R" | version | 1 offer, 2 answer | an answer: CRC-32 of the offer it is for | description with all addresses | CRC-32
 */
import { err, ok, type Result } from '../../lib/result';
import { crc32 } from '../storage/crc32';
import { formatCandidate, formatSdp, parseCandidate, parseSdp, readDescription, writeDescription, type Candidate, type Description } from './description';
import { LINK_VERSION } from './handshake-messages';
import type { PacketChannel } from './ports';
import { openRtc, whenOpen, type RtcOptions } from './rtc-connector';
import { browserTimers, type Timers } from './timers';
import { createWireReader, createWireWriter } from './wire';

export type PairingError =
  | { readonly kind: 'not-a-pairing' } // not such bytes, or cut short, or an answer where an offer belongs
  | { readonly kind: 'other-version'; readonly theirs: number }
  | { readonly kind: 'other-offer' } // an answer to another offer than this one
  | { readonly kind: 'unreachable' }; // no way between the two devices, or the other side has given up

export interface PairingOffer {
  /** Some 150 to 250 bytes. */
  readonly blob: Uint8Array;
  /** With the other side's answer. Once. */
  finish(answer: Uint8Array): Promise<Result<PacketChannel, PairingError>>;
  cancel(): void;
}

export interface PairingAnswer {
  readonly blob: Uint8Array;
  /** Once the other side has read the answer. */
  readonly opened: Promise<Result<PacketChannel, PairingError>>;
  cancel(): void;
}

const MARK = 0x52;
const OFFER = 1;
const ANSWER = 2;
/** Addresses on the own network are found in milliseconds; a STUN server that does not answer must not keep people waiting. */
const GATHER_MS = 3_000;
/** People carry codes from screen to screen. */
const ANSWERED_WITHIN_MS = 300_000;
/** Both know each other's addresses by then. */
const CONNECT_MS = 30_000;

type Rtc = ReturnType<typeof openRtc>;

export async function offerPairing(options: RtcOptions = {}): Promise<Result<PairingOffer, PairingError>> {
  const { timers = browserTimers } = options;
  const rtc = openRtc(options);
  const ours = await describe(rtc, timers);
  if (!ours) return err({ kind: 'unreachable' });
  const blob = encodeBlob(OFFER, ours, 0);
  return ok({
    blob,
    cancel: () => rtc.connection.close(),
    finish: async (answer) => {
      const read = parseBlob(answer, ANSWER);
      if (!read.ok) return read;
      if (read.value.offer !== checksumOf(blob)) return err({ kind: 'other-offer' });
      const opened = withinTime(rtc, ours, read.value.description, timers, CONNECT_MS);
      return (await accept(rtc, 'answer', read.value.description)) ? opened : err({ kind: 'unreachable' });
    },
  });
}

export async function answerPairing(offer: Uint8Array, options: RtcOptions = {}): Promise<Result<PairingAnswer, PairingError>> {
  const { timers = browserTimers } = options;
  const read = parseBlob(offer, OFFER);
  if (!read.ok) return read;
  const rtc = openRtc(options);
  const theirs = read.value.description;
  if (!(await accept(rtc, 'offer', theirs))) return err({ kind: 'unreachable' });
  const ours = await describe(rtc, timers);
  if (!ours) return err({ kind: 'unreachable' });
  return ok({ blob: encodeBlob(ANSWER, ours, checksumOf(offer)), opened: withinTime(rtc, ours, theirs, timers, ANSWERED_WITHIN_MS), cancel: () => rtc.connection.close() });
}

/** Sets our side and waits for its addresses; undefined, and closed, when the browser does not do it. */
async function describe({ connection }: Rtc, timers: Timers): Promise<Description | undefined> {
  const candidates: Candidate[] = [];
  const gathered = new Promise<void>((resolve) => {
    timers.after(GATHER_MS, resolve);
    connection.addEventListener('icecandidate', ({ candidate }) => {
      const parsed = candidate ? parseCandidate(candidate.candidate) : undefined;
      if (parsed) candidates.push(parsed);
      if (!candidate) resolve();
    });
  });
  try {
    await connection.setLocalDescription();
  } catch {
    connection.close(); // cancelled meanwhile, or no WebRTC here
    return undefined;
  }
  const own = parseSdp(connection.localDescription?.sdp ?? '');
  await gathered;
  if (own.ok) return { ...own.value, candidates };
  connection.close();
  return undefined;
}

async function accept({ connection }: Rtc, type: 'offer' | 'answer', description: Description): Promise<boolean> {
  try {
    await connection.setRemoteDescription({ type, sdp: formatSdp({ ...description, candidates: [] }) });
  } catch {
    connection.close(); // a description that this browser does not take, or a second answer
    return false;
  }
  for (const candidate of description.candidates) {
    // one that this browser cannot use: others may do
    connection.addIceCandidate({ candidate: formatCandidate(candidate), sdpMid: '0', sdpMLineIndex: 0 }).catch(() => undefined);
  }
  return true;
}

async function withinTime(rtc: Rtc, ours: Description, theirs: Description, timers: Timers, ms: number): Promise<Result<PacketChannel, PairingError>> {
  let giveUp: () => void = () => undefined;
  const tooLate = new Promise<undefined>((resolve) => (giveUp = () => resolve(undefined)));
  const cancel = timers.after(ms, giveUp);
  const packets = await Promise.race([whenOpen(rtc, () => ours, () => theirs, timers, 'patient'), tooLate]);
  cancel();
  if (packets) return ok(packets);
  rtc.connection.close();
  return err({ kind: 'unreachable' });
}

/** Of all but the checksum at its end: over both, CRC-32 is the same for every blob. */
const checksumOf = (blob: Uint8Array): number => crc32(blob, 0, blob.length - 4);

function encodeBlob(kind: number, description: Description, offer: number): Uint8Array {
  const writer = createWireWriter().byte(MARK).byte(LINK_VERSION).byte(kind);
  if (kind === ANSWER) writer.uint32(offer);
  const body = writeDescription(writer, description).bytes();
  return createWireWriter().fixed(body).uint32(crc32(body)).bytes();
}

function parseBlob(blob: Uint8Array, kind: number): Result<{ readonly description: Description; readonly offer: number }, PairingError> {
  const reader = createWireReader(blob);
  const mark = reader.byte();
  const version = reader.byte();
  if (mark === MARK && version !== LINK_VERSION && blob.length > 100) return err({ kind: 'other-version', theirs: version });
  const isKind = reader.byte() === kind;
  const offer = kind === ANSWER ? reader.uint32() : 0;
  const description = readDescription(reader);
  const checksum = reader.uint32();
  const isRight = mark === MARK && isKind && reader.isWhole() && checksum === checksumOf(blob) && description && (description.setup === 'actpass') === (kind === OFFER);
  return isRight ? ok({ description, offer }) : err({ kind: 'not-a-pairing' });
}
