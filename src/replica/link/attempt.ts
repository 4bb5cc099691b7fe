/**
 * One attempt to link with a device: connect, frame, prove. It ends in a proven channel or with the reason why not, in bounded time, and leaves nothing
 * open behind it.
 */
import type { RandomBytes } from '../../lib/ids';
import { err, ok, type Result } from '../../lib/result';
import type { Connecting } from './connector';
import { createMessageChannel, MAX_MESSAGE, type FramedChannel } from './framing';
import { HANDSHAKE_MESSAGE, shakeHands, type HandshakeFailure } from './handshake';
import type { DeviceId, Gatekeeper } from './ports';
import type { Timers } from './timers';

export type AttemptFailure = HandshakeFailure | { readonly kind: 'unanswered' } | { readonly kind: 'unconnected' };

export interface ProofOptions { readonly gatekeeper: Gatekeeper; readonly timers: Timers; readonly random: RandomBytes }

export interface ProvenChannel { readonly device: DeviceId; readonly channel: FramedChannel }

export interface Attempt {
  readonly result: Promise<Result<ProvenChannel, AttemptFailure>>;
  /** What the other side has published for it. */
  signal(payload: Uint8Array): void;
  close(): void;
}

/** An offer that was lost is repeated once. */
const REPEAT_MS = 2_000;
/** Nobody answers, so nobody is there. */
const ANSWER_MS = 5_000;
/** From the start to an open channel: ICE alone may try addresses for that long. */
const CONNECT_MS = 15_000;

export function startAttempt(connecting: Connecting, expected: DeviceId, isDialer: boolean, options: ProofOptions): Attempt {
  const { timers } = options;
  let isOver = false;
  let proving: FramedChannel | undefined;
  const isAnswered = (): boolean => !isDialer || connecting.isAnswered();
  const cancels = [timers.after(CONNECT_MS, () => connecting.close())];
  if (isDialer) {
    cancels.push(timers.after(REPEAT_MS, () => (isAnswered() ? undefined : connecting.repeat())));
    cancels.push(timers.after(ANSWER_MS, () => (isAnswered() ? undefined : connecting.close())));
  }
  const stopClocks = (): void => {
    for (const cancel of cancels) cancel();
  };
  const run = async (): Promise<Result<ProvenChannel, AttemptFailure>> => {
    const packets = await connecting.opened;
    stopClocks();
    if (!packets) return err({ kind: isAnswered() ? 'unconnected' : 'unanswered' });
    proving = createMessageChannel(packets, { maxMessage: HANDSHAKE_MESSAGE, timers });
    if (isOver) proving.close();
    return proveChannel(proving, options, expected);
  };
  return {
    result: run(),
    signal: connecting.signal,
    close: () => {
      isOver = true;
      stopClocks();
      connecting.close();
      proving?.close();
    },
  };
}

/** The proven channel lets messages of any legal size in, and is paused. */
export async function proveChannel(channel: FramedChannel, { gatekeeper, timers, random }: ProofOptions, expected?: DeviceId): Promise<Result<ProvenChannel, HandshakeFailure>> {
  const shaken = await shakeHands(channel, MAX_MESSAGE, { gatekeeper, timers, random, ...(expected === undefined ? {} : { expected }) });
  return shaken.ok ? ok({ device: shaken.value, channel }) : shaken;
}
