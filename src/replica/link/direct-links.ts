/**
 * Links without any server, by texts that people carry (QR codes, chat): offer -> answer -> link. Both texts are some 200 to 350 characters; they
 * hold addresses and keys of one connection, nothing of the team, and are worth nothing once it is made.
 */
import { err, ok, type Result } from '../../lib/result';
import { fromBase64Url, toBase64Url } from './base64url';
import { answerPairing, offerPairing, type PairingError } from './direct-pairing';
import { createMessageChannel, type FramedChannel, type FramingOptions } from './framing';
import type { PacketChannel } from './ports';
import type { RtcOptions } from './rtc-connector';

export interface DirectOffer<T> {
  readonly text: string;
  /** With the other side's answer. Once. */
  finish(answer: string): Promise<T>;
  cancel(): void;
}

export interface DirectAnswer<T> {
  readonly text: string;
  /** Once the other side has read the answer. */
  readonly opened: Promise<T>;
  cancel(): void;
}

export interface Direct<T> {
  offer(): Promise<Result<DirectOffer<T>, PairingError>>;
  answer(offer: string): Promise<Result<DirectAnswer<T>, PairingError>>;
}

/** Longer is no such text. */
const MAX_TEXT = 4_096;

/** `use`: what becomes of a channel that has opened, such as a proven link. */
export function createDirect<T, E>(rtc: RtcOptions, framing: FramingOptions, use: (channel: FramedChannel) => Promise<Result<T, E>>): Direct<Result<T, E | PairingError>> {
  const carryOn = async (opened: Result<PacketChannel, PairingError>): Promise<Result<T, E | PairingError>> => (opened.ok ? use(createMessageChannel(opened.value, framing)) : opened);
  return {
    offer: async () => {
      const offer = await offerPairing(rtc);
      if (!offer.ok) return offer;
      const { blob, finish, cancel } = offer.value;
      return ok({
        text: toBase64Url(blob),
        cancel,
        finish: async (answer) => {
          const bytes = readText(answer);
          return bytes ? carryOn(await finish(bytes)) : err({ kind: 'not-a-pairing' });
        },
      });
    },
    answer: async (offer) => {
      const bytes = readText(offer);
      if (!bytes) return err({ kind: 'not-a-pairing' });
      const answer = await answerPairing(bytes, rtc);
      if (!answer.ok) return answer;
      const { blob, opened, cancel } = answer.value;
      return ok({ text: toBase64Url(blob), opened: opened.then(carryOn), cancel });
    },
  };
}

/** People copy blanks and line ends along. */
const readText = (text: string): Uint8Array | undefined => (text.length > MAX_TEXT ? undefined : fromBase64Url(text.replace(/\s/g, '')));
