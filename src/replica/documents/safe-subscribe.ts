/**
 * The only way to listen to a document. One exception in an `update` handler leaves Yjs with a transaction that never
 * ends: the document then changes without telling anyone, for good (yjs #799, 13.6). Here no exception passes, and
 * `watchDocument` finds and cures a document that foreign code (an editor binding) has silenced.
 */
import * as Y from 'yjs';
import { ORIGIN } from './schema';

/** Where caught exceptions go: never into Yjs, never into silence. */
export type DefectReporter = (error: unknown) => void;

/** Rethrows outside of Yjs, so that the window's error handling (or the test runner) sees it. */
export const reportDefect: DefectReporter = (error) => {
  queueMicrotask(() => {
    throw error;
  });
};

/** Runs `handler`; what it throws is reported, not passed on. */
export function guarded<Args extends readonly unknown[]>(handler: (...args: Args) => void, report: DefectReporter = reportDefect): (...args: Args) => void {
  return (...args) => {
    try {
      handler(...args);
    } catch (error) {
      report(error);
    }
  };
}

export interface DocumentWatch {
  /** Ends an unfinished transaction left by an exception; returns whether there was one. */
  heal(): boolean;
  stop(): void;
}

/**
 * Calls `onUpdate` with every change and `onTransaction` once per transaction, both safely. After each transaction a
 * microtask looks whether Yjs has finished it; if not, the document is healed and what it kept to itself is delivered.
 */
export function watchDocument(
  doc: Y.Doc,
  onUpdate: (update: Uint8Array, origin: unknown) => void,
  onTransaction: (transaction: Y.Transaction) => void,
  report: DefectReporter = reportDefect,
): DocumentWatch {
  let delivered = Y.encodeStateVector(doc);
  let checking = false;

  const handleUpdate = guarded((update: Uint8Array, origin: unknown) => {
    delivered = Y.encodeStateVector(doc);
    onUpdate(update, origin);
  }, report);
  const handleTransaction = guarded(onTransaction, report);
  const heal = (): boolean => {
    if (doc._transactionCleanups.length === 0) return false;
    doc._transactionCleanups = [];
    doc._transaction = null;
    const missed = Y.encodeStateAsUpdate(doc, delivered);
    delivered = Y.encodeStateVector(doc);
    guarded(() => onUpdate(missed, ORIGIN.user), report)();
    return true;
  };
  const check = (): void => {
    if (checking) return;
    checking = true;
    queueMicrotask(() => {
      checking = false;
      heal();
    });
  };

  doc.on('update', handleUpdate);
  doc.on('afterTransaction', handleTransaction);
  doc.on('beforeTransaction', check);
  return {
    heal,
    stop: () => {
      doc.off('update', handleUpdate);
      doc.off('afterTransaction', handleTransaction);
      doc.off('beforeTransaction', check);
    },
  };
}
