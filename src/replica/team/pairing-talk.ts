/**
 * One side of a conversation in fixed turns: each side waits for exactly the message that is due. Any other, a malformed one, more than
 * were asked for, silence or the end of the channel ends it, on both sides, with a reason from a closed list. So the scripts of the two sides
 * read from top to bottom, and there is no state to be in that they do not name.
 */
import { err, ok, type Result } from '../../lib/result';
import type { LinkEnd, MessageChannel } from '../link/ports';
import type { TeamError } from '../team';
import { decodeMessage, encodeMessage, PAIRING_VERSION, type PairingMessage } from './pairing-messages';

/** Calls back once after so many milliseconds unless the returned function is called before. */
export type After = (ms: number, then: () => void) => () => void;

export const afterTimeout: After = (ms, then) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

/** Until the other side has answered; nobody waits for a person here. */
export const ANSWER_MS = 20_000;
/** For people to walk over and compare digits; then for the welcome to be made and stored. */
export const COMPARE_MS = 5 * 60_000;

const REFUSALS = ['declined', 'spent-invite', 'expired-invite', 'bad-invite'] as const;
const VERSION_REFUSAL = /^other-version:(\d{1,9})$/;
const MAX_WAITING = 4;

export interface Talk {
  readonly binding: Uint8Array;
  say(message: PairingMessage): Promise<Result<void, TeamError>>;
  /** The next message, which must be of this kind. */
  hear<K extends PairingMessage['kind']>(kind: K, ms: number): Promise<Result<Extract<PairingMessage, { kind: K }>, TeamError>>;
  /** Ends it, telling the other side why; what is being heard fails with the same error. Only the first end counts. */
  end(error: TeamError): void;
  /** Over, and the channel stays for what is said on it next. */
  release(): void;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<TeamError>;
}

export function createTalk(channel: MessageChannel, after: After = afterTimeout, signal?: AbortSignal): Talk {
  const waiting: Uint8Array[] = [];
  let over: TeamError | undefined;
  let wake = (): void => undefined;
  let tellEnded: (error: TeamError) => void = () => undefined;
  const ended = new Promise<TeamError>((resolve) => (tellEnded = resolve));
  const finish = (error: TeamError): void => {
    if (over) return;
    over = error;
    signal?.removeEventListener('abort', abort);
    tellEnded(error);
    wake();
  };
  const end = (error: TeamError): void => {
    if (over) return;
    finish(error);
    channel.close(refusalOf(error));
  };
  const abort = (): void => end({ kind: 'declined' });

  channel.onMessage((message) => {
    if (over) return;
    if (waiting.push(message) > MAX_WAITING) end({ kind: 'unreachable' });
    else wake();
  });
  channel.onEnd((why) => finish(errorOf(why)));
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort);

  return {
    binding: channel.binding,
    ended,
    end,
    release: () => finish({ kind: 'unreachable' }),
    say: async (message) => {
      if (over) return err(over);
      return (await channel.send(encodeMessage(message))) ? ok(undefined) : err(over ?? { kind: 'unreachable' });
    },
    hear: async <K extends PairingMessage['kind']>(kind: K, ms: number) => {
      const cancel = after(ms, () => end({ kind: 'unreachable' }));
      while (waiting.length === 0 && !over) await new Promise<void>((resolve) => (wake = resolve));
      cancel();
      // What came before the end still counts: a last message and the close behind it arrive together.
      const bytes = waiting.shift();
      if (!bytes) return err(over ?? { kind: 'unreachable' });
      const message = decodeMessage(bytes);
      if (message?.kind === kind) return ok(message as Extract<PairingMessage, { kind: K }>);
      end({ kind: 'unreachable' });
      return err({ kind: 'unreachable' });
    },
  };
}

/** What the other side is told; of failures that are none of its business, only that it is over. */
export function refusalOf(error: TeamError): string | undefined {
  if (error.kind === 'other-version') return `other-version:${PAIRING_VERSION}`;
  return REFUSALS.find((reason) => reason === error.kind);
}

function errorOf(end: LinkEnd): TeamError {
  if (end.kind !== 'refused') return { kind: 'unreachable' };
  const version = VERSION_REFUSAL.exec(end.reason)?.[1];
  if (version !== undefined) return { kind: 'other-version', theirs: Number(version) };
  return { kind: REFUSALS.find((reason) => reason === end.reason) ?? 'declined' };
}
