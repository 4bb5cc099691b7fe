/**
 * What one side tells the other about its end of a WebRTC connection, as some 100 bytes instead of an SDP of 500, small enough for a QR code. The
 * SDP is written anew on the other side from checked fields alone (RFC 8841: one data channel section), so that no text of a stranger
 * reaches the browser's parser, and so that there is exactly one fingerprint: a second one would let somebody in between pass as either.
 */
import { bytesToHex } from '../../lib/ids';
import { err, ok, type Result } from '../../lib/result';
import { createWireWriter, type WireReader, type WireWriter } from './wire';

/** An address at which a side may be reached (RFC 8839), UDP only. */
export interface Candidate {
  readonly type: 'host' | 'srflx' | 'prflx' | 'relay';
  readonly priority: number;
  /** IPv4, IPv6, or the mDNS name that a browser gives instead of a local one. */
  readonly address: string;
  readonly port: number;
}

export interface Description {
  /** DTLS role: `actpass` in offers, else the answer's choice. */
  readonly setup: 'actpass' | 'active' | 'passive';
  readonly user: string;
  readonly password: string;
  /** SHA-256 of the DTLS certificate, 32 bytes. */
  readonly fingerprint: Uint8Array;
  /** Largest SCTP message in bytes that this side takes; 0: any. */
  readonly maxPacket: number;
  readonly candidates: readonly Candidate[];
}

const SETUPS = ['actpass', 'active', 'passive'] as const;
const TYPES = ['host', 'srflx', 'prflx', 'relay'] as const;
const ICE_TEXT = /^[A-Za-z0-9+/=_-]{4,256}$/;
const ADDRESS = /^[0-9A-Za-z.:-]{2,64}$/;
const MAX_CANDIDATES = 32;
/** RFC 8841 section 6.1: what holds when nothing is said. */
const DEFAULT_MAX_PACKET = 65536;

/** Reads the browser's own SDP. The error says what is not as this link needs it. */
export function parseSdp(sdp: string): Result<Description, string> {
  const lines = sdp.split(/\r?\n/);
  const values = (name: string): string[] => lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3));
  if (lines.filter((line) => line.startsWith('m=')).length !== 1 || values('mid')[0] !== '0') return err('sections');
  const fingerprints = new Set(values('fingerprint').map((value) => value.toLowerCase()));
  const [fingerprint = ''] = fingerprints;
  if (fingerprints.size !== 1 || !/^sha-256 (?:[0-9a-f]{2}:){31}[0-9a-f]{2}$/.test(fingerprint)) return err('fingerprint');
  const setup = SETUPS.find((name) => name === values('setup')[0]);
  const [user = ''] = values('ice-ufrag');
  const [password = ''] = values('ice-pwd');
  if (!setup || !ICE_TEXT.test(user) || !ICE_TEXT.test(password)) return err('credentials');
  return ok({
    setup, user, password,
    fingerprint: Uint8Array.from(fingerprint.slice(8).split(':'), (hex) => parseInt(hex, 16)),
    maxPacket: Number(values('max-message-size')[0] ?? DEFAULT_MAX_PACKET),
    candidates: values('candidate').flatMap((value) => parseCandidate(`candidate:${value}`) ?? []),
  });
}

/** undefined for what is not sent: TCP, a component other than the first, the end of candidates. */
export function parseCandidate(text: string): Candidate | undefined {
  const [, component, protocol, priority, address = '', port, typ, type] = text.split(' ');
  const known = TYPES.find((name) => name === type);
  if (component !== '1' || protocol?.toLowerCase() !== 'udp' || typ !== 'typ' || !known || !ADDRESS.test(address)) return undefined;
  return { type: known, priority: Number(priority) >>> 0, address, port: Number(port) & 0xffff };
}

/** For `RTCPeerConnection.addIceCandidate`. Addresses behind a translator are not told on. */
export function formatCandidate({ type, priority, address, port }: Candidate): string {
  const related = type === 'host' ? '' : ' raddr 0.0.0.0 rport 0';
  return `candidate:${TYPES.indexOf(type) + 1} 1 udp ${priority} ${address} ${port} typ ${type}${related}`;
}

export function formatSdp(description: Description): string {
  const { setup, user, password, fingerprint, maxPacket, candidates } = description;
  return [
    'v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', 'a=mid:0',
    `a=ice-ufrag:${user}`, `a=ice-pwd:${password}`, 'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${bytesToHex(fingerprint).toUpperCase().match(/../g)!.join(':')}`, `a=setup:${setup}`,
    'a=sctp-port:5000', `a=max-message-size:${maxPacket}`,
    ...candidates.map((candidate) => `a=${formatCandidate(candidate)}`), '',
  ].join('\r\n');
}

export function writeDescription(writer: WireWriter, { setup, user, password, fingerprint, maxPacket, candidates }: Description): WireWriter {
  writer.byte(SETUPS.indexOf(setup)).text(user).text(password).fixed(fingerprint).uint32(maxPacket);
  return writeCandidates(writer, candidates);
}

export function writeCandidates(writer: WireWriter, candidates: readonly Candidate[]): WireWriter {
  const sent = candidates.slice(0, MAX_CANDIDATES);
  writer.byte(sent.length);
  for (const { type, priority, address, port } of sent) writer.byte(TYPES.indexOf(type)).uint32(priority).text(address).varint(port);
  return writer;
}

export function readDescription(reader: WireReader): Description | undefined {
  const setup = SETUPS[reader.byte()];
  const [user, password, fingerprint, maxPacket] = [reader.text(256), reader.text(256), reader.fixed(32), reader.uint32()];
  const candidates = readCandidates(reader);
  if (!setup || !candidates || fingerprint.length !== 32 || !ICE_TEXT.test(user) || !ICE_TEXT.test(password)) return undefined;
  return { setup, user, password, fingerprint: fingerprint.slice(), maxPacket, candidates };
}

export function readCandidates(reader: WireReader): readonly Candidate[] | undefined {
  const count = reader.byte();
  if (count > MAX_CANDIDATES) return undefined;
  const candidates: Candidate[] = [];
  for (let i = 0; i < count; i++) {
    const type = TYPES[reader.byte()];
    const [priority, address, port] = [reader.uint32(), reader.text(64), reader.varint()];
    if (!type || !ADDRESS.test(address) || port > 0xffff) return undefined;
    candidates.push({ type, priority, address, port });
  }
  return candidates;
}

/** What both ends see of the connection: the two fingerprints in the order of their bytes. */
export function bindingOf(a: Uint8Array, b: Uint8Array): Uint8Array {
  const [first, second] = bytesToHex(a) < bytesToHex(b) ? [a, b] : [b, a];
  return createWireWriter().fixed(first).fixed(second).bytes();
}
