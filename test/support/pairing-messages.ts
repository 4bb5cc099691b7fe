import fc from 'fast-check';
import type { PairingMessage } from '../../src/replica/team/pairing-messages';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const name = fc.string({ maxLength: 50 });

/** Messages in order in themselves, of random content. */
export const anyPairingMessage: fc.Arbitrary<PairingMessage> = fc.oneof(
  fc.record({ kind: fc.constant('hello' as const), version: fc.constant(1), commitment: bytes(32), proof: bytes(32) }),
  fc.record({ kind: fc.constant('offer' as const), signKey: bytes(65), agreeKey: bytes(65), nonce: bytes(32), teamName: name, proof: bytes(32) }),
  fc.record({ kind: fc.constant('reveal' as const), signKey: bytes(65), agreeKey: bytes(65), nonce: bytes(32), name, person: name, signature: bytes(64) }),
  fc.record({ kind: fc.constant('welcome' as const), sealed: fc.uint8Array(), signature: bytes(64) }),
  fc.constant({ kind: 'stored' as const }),
);
