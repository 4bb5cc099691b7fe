import { describe, expect, it } from 'vitest';
import { bindingOf, formatCandidate, formatSdp, parseCandidate, parseSdp, readDescription, writeDescription, type Description } from '../../../../src/replica/link/description';
import { createWireReader, createWireWriter } from '../../../../src/replica/link/wire';
import { seeded } from '../../../support/seeded';

const fingerprint = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const described: Description = {
  setup: 'actpass', user: 'Ab3/', password: 'abcdefghijklmnopqrstuv+/', fingerprint, maxPacket: 262144,
  candidates: [
    { type: 'host', priority: 2113937151, address: '192.168.1.20', port: 50123 },
    { type: 'host', priority: 2113939711, address: '3f2a9c1e-0000-4000-8000-1234567890ab.local', port: 50124 },
    { type: 'srflx', priority: 1677729535, address: '2001:db8::7', port: 443 },
  ],
};
const written = writeDescription(createWireWriter(), described).bytes();
const read = (bytes: Uint8Array): Description | undefined => readDescription(createWireReader(bytes));
/** As Chromium writes it. */
const chromium = `v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:Ab3/\r\na=ice-pwd:abcdefghijklmnopqrstuv+/\r\na=ice-options:trickle\r\na=fingerprint:sha-256 ${Array.from(fingerprint, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')}\r\na=setup:actpass\r\na=mid:0\r\na=sctp-port:5000\r\na=max-message-size:262144\r\n`;

describe('the description of a connection', () => {
  it('is read from what a browser writes, and small', () => {
    expect(parseSdp(chromium)).toEqual({ ok: true, value: { ...described, candidates: [] } });
    expect(writeDescription(createWireWriter(), { ...described, candidates: [] }).bytes().length).toBeLessThan(100);
  });

  it('is the same after a journey as bytes, and as the SDP that is written anew', () => {
    expect(read(written)).toEqual(described);
    expect(parseSdp(formatSdp(described))).toEqual({ ok: true, value: described });
  });

  it('with a second fingerprint, a second section or none of them is not taken', () => {
    const other = chromium.replace(/a=fingerprint:.*\r\n/, (line) => `${line}${line.replace('07', '08')}`);
    expect(parseSdp(other)).toEqual({ ok: false, error: 'fingerprint' });
    expect(parseSdp(chromium.replace(/a=fingerprint:.*\r\n/, ''))).toEqual({ ok: false, error: 'fingerprint' });
    expect(parseSdp(`${chromium}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`)).toEqual({ ok: false, error: 'sections' });
    expect(parseSdp('')).toEqual({ ok: false, error: 'sections' });
  });

  it('cannot carry lines of its own into the SDP', () => {
    for (const [field, value] of [['user', 'abcd\r\na=fingerprint:sha-256 00'], ['password', 'abcdefghijklmnopqrstuv\n'], ['user', '']] as const) {
      expect(read(writeDescription(createWireWriter(), { ...described, [field]: value }).bytes()), field).toBeUndefined();
    }
    const candidate = { ...described.candidates[0]!, address: '1.1.1.1 1 typ host\r\na=x' };
    expect(read(writeDescription(createWireWriter(), { ...described, candidates: [candidate] }).bytes())).toBeUndefined();
  });

  it('20,000 seeded mutations never make the reader throw, and what it lets through keeps to one line a field', () => {
    const random = seeded(11);
    for (let i = 0; i < 20_000; i++) {
      const bytes = written.slice(0, random.below(3) ? written.length : random.below(written.length));
      for (let n = random.below(4); n >= 0 && bytes.length > 0; n--) bytes[random.below(bytes.length)] = random.below(256);
      const taken = read(bytes);
      if (!taken) continue;
      const lines = formatSdp(taken).split('\r\n');
      expect(lines.length).toBe(16 + taken.candidates.length);
      expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false);
    }
  });
});

it('addresses are read and written; TCP, other components and the end of candidates are left out', () => {
  for (const candidate of described.candidates) expect(parseCandidate(formatCandidate(candidate))).toEqual(candidate);
  expect(parseCandidate('candidate:1 1 tcp 1518280447 192.168.1.20 9 typ host tcptype active')).toBeUndefined();
  expect(parseCandidate('candidate:1 2 udp 1518280447 192.168.1.20 9 typ host')).toBeUndefined();
  expect(parseCandidate('')).toBeUndefined();
});

it('the binding is the same from both ends, and another one for another certificate', () => {
  const [a, b, c] = [1, 2, 3].map((value) => new Uint8Array(32).fill(value)) as [Uint8Array, Uint8Array, Uint8Array];
  expect(bindingOf(a, b)).toEqual(bindingOf(b, a));
  expect(bindingOf(a, b)).not.toEqual(bindingOf(a, c));
});
