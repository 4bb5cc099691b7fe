/**
 * Connections by carried codes over the browser's RTCPeerConnection. The body of a code is the description of one side with all its addresses: there is
 * no second chance to tell one.
 */
import { err, ok, type Result } from '../../lib/result';
import { formatCandidate, formatSdp, parseCandidate, parseSdp, readDescription, writeDescription, type Candidate, type Description } from './description';
import { openDirectCode, sealDirectCode, type DirectCode } from './direct-code';
import type { DirectAnswer, DirectConnector, DirectError, DirectOffer } from './direct-connector';
import type { PacketChannel } from './ports';
import { openRtc, whenOpen, type RtcOptions } from './rtc-connector';
import { browserTimers, type Timers } from './timers';
import { createWireReader, createWireWriter } from './wire';

/** Addresses on the own network are found in milliseconds; a STUN server that does not answer must not keep people waiting. */
const GATHER_MS = 3_000;
/** People carry codes from screen to screen. */
const ANSWERED_WITHIN_MS = 300_000;
/** Both know each other's addresses by then; who waits longer stands between two devices that a guest network keeps apart. */
const CONNECT_MS = 15_000;

type Rtc = ReturnType<typeof openRtc>;

export const createRtcDirect = (options: RtcOptions = {}): DirectConnector => ({ offer: () => offerDirect(options), answer: (offer) => answerDirect(offer, options) });

async function offerDirect(options: RtcOptions): Promise<Result<DirectOffer, DirectError>> {
  const { timers = browserTimers } = options;
  const rtc = openRtc(options);
  const ours = await describe(rtc, timers);
  if (!ours) return err({ kind: 'unreachable' });
  const code = sealDirectCode(bodyOf(ours));
  return ok({
    code,
    cancel: () => giveUp(rtc),
    finish: async (answer) => {
      const read = openDirectCode(answer);
      if (!read.ok) return read;
      const theirs = descriptionIn(read.value, 'answer');
      if (!theirs) return err({ kind: 'no-code' });
      if (!read.value.answers(code)) return err({ kind: 'other-offer' });
      const opened = withinTime(rtc, ours, theirs, timers, CONNECT_MS);
      return (await accept(rtc, 'answer', theirs)) ? opened : err({ kind: 'unreachable' });
    },
  });
}

async function answerDirect(offer: Uint8Array, options: RtcOptions): Promise<Result<DirectAnswer, DirectError>> {
  const { timers = browserTimers } = options;
  const read = openDirectCode(offer);
  if (!read.ok) return read;
  const theirs = descriptionIn(read.value, 'offer');
  if (!theirs) return err({ kind: 'no-code' });
  const rtc = openRtc(options);
  if (!(await accept(rtc, 'offer', theirs))) return err({ kind: 'unreachable' });
  const ours = await describe(rtc, timers);
  if (!ours) return err({ kind: 'unreachable' });
  return ok({ code: sealDirectCode(bodyOf(ours), read.value.bytes), opened: withinTime(rtc, ours, theirs, timers, ANSWERED_WITHIN_MS), cancel: () => giveUp(rtc) });
}

/** An open channel has a `close` of its own. */
const giveUp = ({ connection, channel }: Rtc): void => {
  if (channel.readyState !== 'open') connection.close();
};

const bodyOf = (description: Description): Uint8Array => writeDescription(createWireWriter(), description).bytes();

function descriptionIn({ kind, body }: DirectCode, wanted: DirectCode['kind']): Description | undefined {
  const reader = createWireReader(body);
  const description = readDescription(reader);
  const isRight = kind === wanted && reader.isWhole() && (description?.setup === 'actpass') === (kind === 'offer');
  return isRight ? description : undefined;
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

async function withinTime(rtc: Rtc, ours: Description, theirs: Description, timers: Timers, ms: number): Promise<Result<PacketChannel, DirectError>> {
  let giveUp: () => void = () => undefined;
  const tooLate = new Promise<undefined>((resolve) => (giveUp = () => resolve(undefined)));
  const cancel = timers.after(ms, giveUp);
  const packets = await Promise.race([whenOpen(rtc, () => ours, () => theirs, timers, 'patient'), tooLate]);
  cancel();
  if (packets) return ok(packets);
  rtc.connection.close();
  return err({ kind: 'unreachable' });
}
