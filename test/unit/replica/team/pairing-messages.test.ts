import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, decodeWelcome, encodeMessage, encodeWelcome } from '../../../../src/replica/team/pairing-messages';
import { anyPairingMessage } from '../../../support/pairing-messages';

describe('messages of pairing', () => {
  it('are read as they were written, and not at all when cut or followed by more', () => {
    fc.assert(fc.property(anyPairingMessage, fc.nat(), (sent, cut) => {
      const encoded = encodeMessage(sent);
      expect(decodeMessage(encoded)).toEqual(sent);
      expect(decodeMessage(encoded.subarray(0, cut % encoded.length))).toBeUndefined();
      expect(decodeMessage(new Uint8Array([...encoded, 0]))).toBeUndefined();
    }), { seed: 1 });
  });

  it('of any bytes never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (any) => void [decodeMessage(any), decodeWelcome(any)]), { seed: 2, numRuns: 2_000 });
    const welcome = encodeWelcome({ teamId: 'team', epochs: [{ id: 'e', key: new Uint8Array(32) }], devices: { a: 1 }, epochRecords: {}, document: new Uint8Array(9) });
    fc.assert(fc.property(fc.nat(welcome.length - 1), fc.nat(255), (at, byte) => void decodeWelcome(welcome.with(at, byte))), { seed: 3, numRuns: 500 });
    for (let length = 0; length < welcome.length; length++) expect(decodeWelcome(welcome.subarray(0, length))).toBeUndefined();
  });
});
