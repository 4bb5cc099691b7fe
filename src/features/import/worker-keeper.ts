/**
 * Keeps one worker alive for a session: starts it when it is first asked, and after it died (memory) a new one, which is
 * given what the old one knew before it is asked anything else. No answer is ever waited for in vain, and none rejects.
 */
import { err, ok, type Result } from '../../lib/result';
import type { ImportWorkerApi } from './import-protocol';

export interface WorkerConnection { readonly api: ImportWorkerApi; readonly dispose: () => void }
/** 'gone': the worker was given up while it was asked, by `drop` or by another question that has said so already. */
export type Unanswered = 'crashed' | 'gone';

export interface WorkerKeeper {
  ask<T>(question: (api: ImportWorkerApi) => Promise<T>): Promise<Result<T, Unanswered>>;
  isRunning(): boolean;
  drop(): void;
}

/** `restore` tells a new worker what the last one knew. */
export function keepWorker(connect: () => WorkerConnection, restore: (api: ImportWorkerApi) => Promise<void>): WorkerKeeper {
  interface Held { readonly connection: WorkerConnection; readonly isReady: Promise<void> }
  let held: Held | undefined;
  const hold = (): Held => {
    const connection = connect();
    return { connection, isReady: restore(connection.api) };
  };
  const drop = (): void => {
    held?.connection.dispose();
    held = undefined;
  };
  return {
    ask: async (question) => {
      let mine: Held | undefined;
      try {
        mine = held ??= hold();
        await mine.isReady;
        return ok(await question(mine.connection.api));
      } catch {
        // What it was is of no use to the user: whatever it was, the next question starts a new worker.
        if (held !== mine) return err('gone');
        drop();
        return err('crashed');
      }
    },
    isRunning: () => held !== undefined,
    drop,
  };
}
