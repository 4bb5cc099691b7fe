/**
 * Connections by the browser's RTCPeerConnection: one reliable, ordered channel that both sides open under the same number, so that none has to wait
 * for the other's announcement. Addresses are told as they are found.
 *
 *   payload  1 | description (with the addresses found so far)
 *            2 | addresses
 */
import { bindingOf, formatCandidate, formatSdp, parseCandidate, parseSdp, readCandidates, readDescription, writeCandidates, writeDescription, type Candidate, type Description } from './description';
import type { Connecting, Connector, Publish } from './connector';
import type { PacketChannel } from './ports';
import { createRtcPackets } from './rtc-packets';
import { browserTimers, type Timers } from './timers';
import { createWireReader, createWireWriter } from './wire';

export interface RtcOptions {
  /** STUN and TURN: none unless configured; nobody outside is asked for anything then. */
  readonly iceServers?: readonly RTCIceServer[];
  /** The browser's own by default. */
  readonly PeerConnection?: typeof RTCPeerConnection;
  readonly timers?: Timers;
}

const DESCRIPTION = 1;
const CANDIDATES = 2;
/** Addresses found within this time of each other go as one payload. */
const GATHER_MS = 15;
/** Addresses that came before their description. */
const MAX_EARLY = 64;

export const createRtcConnector = (options: RtcOptions = {}): Connector => ({
  offer: (publish) => connect(options, publish, true),
  answer: (publish) => connect(options, publish, false),
});

/** The connection and its unopened channel, as all links use them. */
export function openRtc({ iceServers = [], PeerConnection = RTCPeerConnection }: RtcOptions) {
  const connection = new PeerConnection({ iceServers: [...iceServers] });
  return { connection, channel: connection.createDataChannel('regulars', { negotiated: true, id: 0, ordered: true }) };
}

/**
 * The channel once it is open; undefined when the connection fails before. Both descriptions are known by then. A `patient` one does not take
 * "failed" for an answer: the other side may not have heard of this one yet, and its first word brings the connection back.
 */
export function whenOpen(rtc: ReturnType<typeof openRtc>, ours: () => Description | undefined, theirs: () => Description | undefined, timers: Timers, mood?: 'patient'): Promise<PacketChannel | undefined> {
  const { connection, channel } = rtc;
  return new Promise((resolve) => {
    channel.addEventListener('open', () => {
      const [own, other] = [ours(), theirs()];
      resolve(own && other && createRtcPackets(connection, channel, { binding: bindingOf(own.fingerprint, other.fingerprint), theirMaxPacket: other.maxPacket, timers }));
    });
    channel.addEventListener('close', () => resolve(undefined));
    connection.addEventListener('connectionstatechange', () => {
      const hasFailed = connection.connectionState === 'failed' && mood !== 'patient';
      if (hasFailed) connection.close();
      if (hasFailed || connection.connectionState === 'closed') resolve(undefined);
    });
  });
}

function connect(options: RtcOptions, publish: Publish, isOfferer: boolean): Connecting {
  const { timers = browserTimers } = options;
  const rtc = openRtc(options);
  const { connection } = rtc;
  const early: Candidate[] = [];
  const found: Candidate[] = [];
  let unsent: Candidate[] = [];
  let ours: Description | undefined;
  let theirs: Description | undefined;
  let isSet = false;
  let isOpen = false;
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<undefined>((resolve) => (giveUp = () => resolve(undefined)));
  const close = (): void => {
    if (isOpen) return;
    giveUp(); // closing a connection by hand tells nobody
    connection.close();
  };

  const sendDescription = (): void => {
    if (ours) publish(writeDescription(createWireWriter().byte(DESCRIPTION), { ...ours, candidates: found }).bytes());
  };
  const describe = async (): Promise<void> => {
    await connection.setLocalDescription();
    const own = parseSdp(connection.localDescription?.sdp ?? '');
    if (!own.ok) return close();
    ours = own.value;
    unsent = [];
    sendDescription();
  };
  const sendFound = (): void => {
    if (ours && unsent.length > 0) publish(writeCandidates(createWireWriter().byte(CANDIDATES), unsent).bytes());
    unsent = [];
  };
  const add = (candidate: Candidate): void => {
    // an address that this browser cannot use (a name of another network): others may do
    connection.addIceCandidate({ candidate: formatCandidate(candidate), sdpMid: '0', sdpMLineIndex: 0 }).catch(() => undefined);
  };
  const setTheirs = async (description: Description): Promise<void> => {
    theirs = description;
    await connection.setRemoteDescription({ type: isOfferer ? 'answer' : 'offer', sdp: formatSdp({ ...description, candidates: [] }) });
    isSet = true;
    if (!isOfferer) await describe();
    for (const candidate of [...description.candidates, ...early.splice(0)]) add(candidate);
  };

  connection.addEventListener('icecandidate', ({ candidate }) => {
    const parsed = candidate ? parseCandidate(candidate.candidate) : undefined;
    if (!parsed) return;
    found.push(parsed);
    unsent.push(parsed);
    if (unsent.length === 1) timers.after(GATHER_MS, sendFound);
  });
  const opened = Promise.race([whenOpen(rtc, () => ours, () => theirs, timers), givenUp]).then((packets) => {
    isOpen = packets !== undefined;
    if (!isOpen) connection.close();
    return packets;
  });
  // a description that the browser does not take ends this attempt, not more
  if (isOfferer) describe().catch(close);

  return {
    opened, close,
    repeat: sendDescription,
    isAnswered: () => theirs !== undefined,
    signal: (payload) => {
      const reader = createWireReader(payload);
      const kind = reader.byte();
      if (kind === DESCRIPTION) {
        const description = readDescription(reader);
        if (!description || !reader.isWhole() || (description.setup === 'actpass') === isOfferer) return;
        if (!theirs) setTheirs(description).catch(close);
        else if (!isOfferer) sendDescription(); // the offer again: our answer was lost
      } else if (kind === CANDIDATES) {
        for (const candidate of readCandidates(reader) ?? []) {
          if (isSet) add(candidate);
          else if (early.length < MAX_EARLY) early.push(candidate);
        }
      }
    },
  };
}
