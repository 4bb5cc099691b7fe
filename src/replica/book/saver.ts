/**
 * Brings the outbox to storage: waits a moment for more, one commit at a time, and says truthfully where things stand.
 * "Saved" only after storage has confirmed; a failure keeps everything, shows itself, and is tried again by itself with
 * growing pauses. Only one document's refusal is not a failure of the others.
 */
import { err, ok, type Result } from '../../lib/result';
import type { SaveState } from '../book';
import type { StorageError } from '../ports';
import { guarded } from '../documents/safe-subscribe';
import type { Refusal, TabResponse } from './committed';
import type { Outbox, OutboxSnapshot } from './outbox';

/** Timers, to be replaced in tests. */
export interface Scheduler {
  now(): number;
  /** Runs `task` after `ms`; returns the cancellation. */
  after(ms: number, task: () => void): () => void;
  /** When the browser has nothing better to do. */
  whenIdle(task: () => void): () => void;
}

/** Milliseconds of quiet after which typing is written, and the longest that it may wait (DESIGN section 4). */
const TYPING_QUIET_MS = 100;
const LONGEST_WAIT_MS = 300;
/** An action is a whole by itself; a moment gathers what one tap sets off. */
const ACTION_MS = 10;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

export interface Saver {
  state(): SaveState;
  onState(listener: (state: SaveState) => void): () => void;
  /** Something has been added to the outbox by typing. */
  touch(): void;
  /** Writes soon and resolves when everything in the outbox now has been stored, or the attempt has failed. */
  save(): Promise<Result<readonly Refusal[], StorageError>>;
  /** Writes now. */
  flush(): Promise<Result<void, StorageError>>;
  /** Nothing is written until the returned function is called: a bulk action goes as one. */
  hold(): () => void;
  /** Storage is back, or the user asks. */
  retry(): Promise<Result<void, StorageError>>;
  /**
   * The tab that writes gives no sign of life. What it was asked stays asked, and everything stays in the outbox; but nobody
   * waits any longer without knowing, and nothing is called "saving".
   */
  unanswered(error: StorageError): void;
  /** It lives, or another has taken its place. */
  answered(): void;
  stop(): void;
}

export interface SaverOptions {
  readonly outbox: Outbox;
  readonly commit: (snapshot: OutboxSnapshot) => Promise<TabResponse>;
  /** Whether a refused document could be offered anew as a whole. */
  readonly onRefused: (refusal: Refusal) => 'again' | 'drop' | 'keep';
  readonly scheduler: Scheduler;
}

interface Waiter { readonly upTo: number; readonly resolve: (result: Result<readonly Refusal[], StorageError>) => void }

export function createSaver({ outbox, commit, onRefused, scheduler }: SaverOptions): Saver {
  const listeners = new Set<(state: SaveState) => void>();
  let state: SaveState = { kind: 'saved' };
  let waiters: Waiter[] = [];
  let running: Promise<void> | undefined;
  let cancelTimer: (() => void) | undefined;
  let due = Infinity, firstTouch: number | undefined;
  let failures = 0, holds = 0, stopped = false;
  let silence: StorageError | undefined;
  const givingUp = new Set<() => void>();

  const setState = (next: SaveState): void => {
    if (next.kind === state.kind && next.kind === 'saving') return;
    state = next;
    for (const listener of [...listeners]) listener(next);
  };
  const setSaved = (): void => {
    const dropped = outbox.takeDropped();
    setState({ kind: 'saved', at: scheduler.now(), ...(dropped.length > 0 ? { dropped } : {}) });
  };
  const schedule = (ms: number): void => {
    const at = scheduler.now() + ms;
    cancelTimer?.();
    due = at;
    cancelTimer = scheduler.after(ms, () => {
      due = Infinity;
      void run();
    });
  };
  const pendingState = (): void => {
    if (state.kind === 'failed') setState({ ...state, unsaved: outbox.size });
    else if (outbox.size > 0) setState({ kind: 'saving' });
  };
  const settle = (upTo: number, result: Result<readonly Refusal[], StorageError>): void => {
    const done = waiters.filter((waiter) => !result.ok || waiter.upTo <= upTo);
    waiters = waiters.filter((waiter) => !done.includes(waiter));
    for (const { resolve } of done) resolve(result);
  };

  const fail = (upTo: number, error: StorageError): void => {
    failures += 1;
    setState({ kind: 'failed', error, unsaved: outbox.size });
    settle(upTo, err(error));
    if (!stopped) schedule(RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]!);
  };
  /** Never rejects: a failure that nobody sees would end saving for as long as the page lives. */
  const attempt = async (): Promise<void> => {
    const upTo = outbox.newest;
    firstTouch = undefined;
    try {
      await commitOutbox(outbox.snapshot());
    } catch (error) {
      // The writer failed by a defect, or the tabs' channel was closed under the request: the changes are still ours.
      fail(upTo, { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) });
    }
  };
  const commitOutbox = async (snapshot: OutboxSnapshot): Promise<void> => {
    const response = snapshot.writes.length > 0 ? await commit(snapshot) : ok([]);
    if (!response.ok) return fail(snapshot.upTo, response.error);
    const refused = new Set(response.value.map(({ id }) => id));
    outbox.confirm({ ...snapshot, writes: snapshot.writes.filter(({ id }) => !refused.has(id)) });
    const damaged = snapshot.unreadable[0];
    let kept: Refusal | undefined = damaged === undefined ? undefined : { id: damaged, reason: 'corrupt' };
    for (const refusal of response.value) {
      const verdict = onRefused(refusal);
      if (verdict === 'drop') outbox.drop(refusal.id);
      else if (verdict === 'keep') {
        outbox.setAside(refusal.id);
        kept = refusal;
      }
    }
    const offered = outbox.snapshot().writes.length > 0;
    failures = 0;
    settle(snapshot.upTo, response);
    if (kept) setState({ kind: 'failed', error: refusalError(kept), unsaved: outbox.size });
    else if (!offered && outbox.size === 0) setSaved();
    if (offered && due === Infinity) schedule(ACTION_MS);
  };
  const run = (): Promise<void> => {
    if (holds > 0 || stopped) return Promise.resolve();
    cancelTimer?.();
    due = Infinity;
    const next = (running ?? Promise.resolve()).then(attempt);
    running = next;
    void next.then(() => {
      if (running === next) running = undefined;
    });
    return next;
  };
  const save: Saver['save'] = () => {
    pendingState();
    if (silence) {
      if (due === Infinity) schedule(ACTION_MS);
      return Promise.resolve(err(silence));
    }
    return new Promise((resolve) => {
      waiters.push({ upTo: outbox.newest, resolve });
      if (due > scheduler.now() + ACTION_MS || state.kind === 'failed') schedule(ACTION_MS);
    });
  };
  const flush: Saver['flush'] = async () => {
    if (outbox.size === 0 && !running) return ok(undefined);
    pendingState();
    const written = run();
    if (silence) return err(silence);
    let giveUp: () => void = () => undefined;
    await Promise.race([written, new Promise<void>((resolve) => givingUp.add((giveUp = resolve)))]);
    givingUp.delete(giveUp);
    return state.kind === 'failed' ? err(state.error) : ok(undefined);
  };

  return {
    state: () => state,
    onState: (listener) => {
      const safe = guarded(listener);
      listeners.add(safe);
      return () => listeners.delete(safe);
    },
    touch: () => {
      pendingState();
      if (failures > 0 && due !== Infinity) return; // The retry is on its way.
      const now = scheduler.now();
      firstTouch ??= now;
      const at = Math.min(now + TYPING_QUIET_MS, firstTouch + LONGEST_WAIT_MS);
      // Later than what is due only while typing goes on; a waiting action is never put off.
      if (waiters.length === 0 || due === Infinity) schedule(Math.max(0, at - now));
    },
    save,
    flush,
    hold: () => {
      holds += 1;
      let held = true;
      return () => {
        if (held) holds -= 1;
        held = false;
        if (holds === 0 && (outbox.size > 0 || waiters.length > 0) && due === Infinity) schedule(ACTION_MS);
      };
    },
    retry: () => {
      outbox.bringBack();
      return flush();
    },
    unanswered: (error) => {
      silence = error;
      setState({ kind: 'failed', error, unsaved: outbox.size });
      settle(Infinity, err(error));
      for (const giveUp of givingUp) giveUp();
      givingUp.clear();
    },
    answered: () => {
      if (!silence) return;
      silence = undefined;
      if (outbox.size === 0) return setSaved();
      setState({ kind: 'saving' });
      schedule(ACTION_MS);
    },
    stop: () => {
      stopped = true;
      cancelTimer?.();
      settle(Infinity, err({ kind: 'unavailable', detail: 'The book has been closed.' }));
    },
  };
}

function refusalError({ id, reason }: Refusal): StorageError {
  return reason === 'newer-schema' ? { kind: 'newer-version' } : { kind: 'unknown', detail: `${id}: ${reason}` };
}
