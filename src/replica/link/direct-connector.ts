/**
 * Port of connections that people make by carrying two texts from screen to screen (QR codes, chat): an offer, then the answer to it. No server is
 * asked. WebRTC in a browser, a pair in memory in tests. What comes out is a packet channel on which nothing is proven yet.
 */
import type { Result } from '../../lib/result';
import type { PacketChannel } from './ports';

export type DirectError =
  | { readonly kind: 'no-code' } // nothing in it is such a code, or it is cut short, or an answer stands where an offer belongs
  | { readonly kind: 'other-version'; readonly theirs: number }
  | { readonly kind: 'other-offer' } // an answer to another offer than this one
  | { readonly kind: 'unreachable' }; // no way between the two devices, or the other side has given up

export interface DirectConnector {
  offer(): Promise<Result<DirectOffer, DirectError>>;
  answer(offer: Uint8Array): Promise<Result<DirectAnswer, DirectError>>;
}

export interface DirectOffer {
  /** A sealed code (direct-code.ts) of some 150 to 250 bytes. */
  readonly code: Uint8Array;
  /** With the other side's answer. Once; what is no answer to this offer does not count. */
  finish(answer: Uint8Array): Promise<Result<PacketChannel, DirectError>>;
  /** Gives up. Nothing happens once the channel is open. */
  cancel(): void;
}

export interface DirectAnswer {
  readonly code: Uint8Array;
  /** Once the other side has read the answer. */
  readonly opened: Promise<Result<PacketChannel, DirectError>>;
  cancel(): void;
}
