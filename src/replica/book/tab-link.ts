/**
 * Who writes: this tab while it leads, else the tab that does. A request that a dying leader left unanswered is sent
 * again to the next one, or served here once this tab leads; requests are idempotent, as Yjs updates are.
 *
 *   saver -> submit -> (leader) writer -> storage -> committed -> this tab and, by broadcast, the others
 *                   -> (follower) channel -> the leader's writer -> answer
 */
import { err, ok, type Result } from '../../lib/result';
import type { StorageError } from '../ports';
import type { TabLeader, TabRole } from '../storage/tab-leader';
import type { TabChannel } from '../storage/tab-channel';
import type { Committed, TabBroadcast, TabRequest, TabResponse } from './committed';
import type { Writer } from './writer';

export interface BookTabs {
  readonly leader: Pick<TabLeader, 'role' | 'settled' | 'onChange' | 'release'>;
  readonly channel: TabChannel<TabRequest, TabResponse, TabBroadcast>;
}

export interface TabLink {
  /** Resolves once it is known who leads. */
  readonly settled: Promise<void>;
  role(): TabRole;
  /** Always answers: a writer that failed by a defect, or a channel that was closed, is an error as storage's own are. */
  submit(request: TabRequest): Promise<TabResponse>;
  broadcast(message: TabBroadcast): void;
  /** What has not been answered is asked again now. */
  sendAgain(): void;
  /** Resolves once this tab has taken over, or another one leads. */
  takenOver(): Promise<Result<void, StorageError>>;
  /** The writer, while this tab leads and has taken over. */
  writer(): Writer | undefined;
  close(): void;
}

export interface TabLinkOptions {
  readonly tabs: BookTabs | undefined;
  /** Makes sure that this tab knows everything that is stored, then makes the writer. */
  readonly createWriter: () => Promise<Result<Writer, StorageError>>;
  readonly onRole: () => void;
  readonly onCommitted: (committed: Committed) => void;
  readonly onDestroyed: () => void;
  /** The tab that leads gives no sign of life, or does again. Nothing that it was asked is given up. */
  readonly onSilence: (isSilent: boolean) => void;
  /** Taking over failed: storage cannot be read. Tried again after a pause. */
  readonly onLeadFailed: (error: StorageError) => void;
  readonly after: (ms: number, task: () => void) => () => void;
}

const LEAD_RETRY_MS = 2_000;

/** Listens from now on: everything that `options` calls must exist. */
export function createTabLink(options: TabLinkOptions): TabLink {
  const { tabs, createWriter } = options;
  let writer: Writer | undefined;
  let stopServing: (() => void) | undefined;
  let taking: Promise<void> | undefined;
  let closed = false;
  const isLeader = (): boolean => !closed && (!tabs || tabs.leader.role() === 'leader');

  const createSafely = async (): Promise<Result<Writer, StorageError>> => {
    try {
      return await createWriter();
    } catch (error) {
      // A defect in reading what is stored: shown, and tried again like storage that cannot be read.
      return err(unknownError(error));
    }
  };
  const takeOver = (): Promise<void> => {
    taking ??= (async () => {
      const created = await createSafely();
      if (!isLeader()) return;
      if (!created.ok) {
        options.onLeadFailed(created.error);
        options.after(LEAD_RETRY_MS, () => void (isLeader() && !writer && takeOver()));
        return;
      }
      writer = created.value;
      stopServing = tabs?.channel.onRequest((request) => created.value.handle(request));
      options.onRole();
    })().finally(() => (taking = undefined));
    return taking;
  };
  const stepDown = (): void => {
    stopServing?.();
    stopServing = undefined;
    writer = undefined;
    if (!closed) options.onRole();
  };
  const stopWatching = tabs?.leader.onChange((role) => {
    if (role === 'leader') void takeOver();
    else stepDown();
  });
  const stopListening = tabs?.channel.onBroadcast((message) => {
    if (message.type === 'committed') options.onCommitted(message.committed);
    else options.onDestroyed();
  });
  const stopHearing = tabs?.channel.onSilence(options.onSilence);
  const settle = async (): Promise<void> => {
    if (tabs) await tabs.leader.settled;
    // Not awaited: taking over waits for the rows, and the book is shown before.
    if (isLeader() && !writer) void takeOver();
  };

  const settled = settle();

  return {
    settled,
    role: () => (isLeader() ? 'leader' : 'follower'),
    submit: async (request) => {
      try {
        if (!isLeader()) return tabs ? await tabs.channel.request(request) : err({ kind: 'unavailable', detail: 'The book has been closed.' });
        if (!writer) await takeOver();
        return writer ? await writer.handle(request) : err({ kind: 'unavailable', detail: 'The book cannot be written now.' });
      } catch (error) {
        return err(unknownError(error));
      }
    },
    takenOver: async () => {
      await settled;
      if (isLeader() && !writer) await takeOver();
      return writer || !isLeader() ? ok(undefined) : err({ kind: 'unavailable', detail: 'The book cannot be written now.' });
    },
    broadcast: (message) => tabs?.channel.broadcast(message),
    sendAgain: () => tabs?.channel.leaderChanged(),
    writer: () => writer,
    close: () => {
      closed = true;
      stepDown();
      stopWatching?.();
      stopListening?.();
      stopHearing?.();
      tabs?.channel.close();
      tabs?.leader.release();
    },
  };
}

const unknownError = (error: unknown): StorageError => ({ kind: 'unknown', detail: error instanceof Error ? error.message : String(error) });
