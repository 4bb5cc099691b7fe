/**
 * Leadership without Web Locks. Followers ask ("who leads?") and the leader answers from its message handler, which
 * browsers do not throttle in hidden tabs, unlike a heartbeat's timer. Silence means that the leader is gone.
 * A leader that was frozen meanwhile hears of the higher term on waking and steps down; until then two may lead, which
 * is why this is only the fallback. Of two claims in one term the lower id stands.
 *
 *   who ->            (leader) -> leads {term, id}      (leaving) -> gone
 */
import type { ChannelLike } from './channel';
import { uuidv7 } from '../../lib/ids';

type ElectionMessage =
  | { readonly type: 'who' }
  | { readonly type: 'leads'; readonly term: number; readonly id: string }
  | { readonly type: 'gone' };

export interface ElectionOptions {
  readonly channel: ChannelLike;
  readonly onRole: (role: 'leader' | 'follower') => void;
  /** Milliseconds to wait for an answer before claiming. */
  readonly answerMs?: number;
  /** Milliseconds between a follower's questions. */
  readonly askMs?: number;
  readonly id?: string;
}

/** Runs until the returned function is called. */
export function electOverChannel(options: ElectionOptions): () => void {
  const { channel, onRole, answerMs = 400, askMs = 3000, id = uuidv7() } = options;
  let term = 0;
  let leading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const after = (ms: number, run: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const send = (message: ElectionMessage): void => channel.postMessage(message);
  const ask = (): void => {
    send({ type: 'who' });
    after(answerMs, claim);
  };
  const claim = (): void => {
    clearTimeout(timer);
    term += 1;
    leading = true;
    send({ type: 'leads', term, id });
    onRole('leader');
  };
  const follow = (): void => {
    leading = false;
    onRole('follower');
    after(askMs, ask);
  };

  channel.addEventListener('message', ({ data }) => {
    const message = parseMessage(data);
    if (!message) return;
    if (message.type === 'who') {
      if (leading) send({ type: 'leads', term, id });
    } else if (message.type === 'gone') {
      // A short draw of lots: whoever waits least claims first, the others hear it.
      if (!leading) after(Math.random() * 50, ask);
    } else if (!leading || message.term > term || (message.term === term && message.id < id)) {
      term = Math.max(term, message.term);
      follow();
    } else {
      send({ type: 'leads', term, id });
    }
  });
  ask();

  return () => {
    clearTimeout(timer);
    if (leading) send({ type: 'gone' });
    leading = false;
    channel.close();
  };
}

function parseMessage(data: unknown): ElectionMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, term, id } = data as { type?: unknown; term?: unknown; id?: unknown };
  if (type === 'who' || type === 'gone') return { type };
  if (type === 'leads' && typeof term === 'number' && typeof id === 'string') return { type, term, id };
  return undefined;
}
