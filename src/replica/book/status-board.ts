/** The book's ambient status as one value: loading first, then what ails, then ready. */
import type { BookStatus } from '../book';
import type { StorageError, StorageStatus } from '../ports';
import { guarded } from '../documents/safe-subscribe';

export interface StatusBoard {
  status(): BookStatus;
  onStatus(listener: (status: BookStatus) => void): () => void;
  loading(loaded: number, total: number): void;
  loaded(): void;
  role(role: 'leader' | 'follower'): void;
  storage(status: StorageStatus): void;
  failed(error: StorageError): void;
  newerSchema(): void;
}

export function createStatusBoard(): StatusBoard {
  const listeners = new Set<(status: BookStatus) => void>();
  let progress: { readonly loaded: number; readonly total: number } | undefined = { loaded: 0, total: 0 };
  let role: 'leader' | 'follower' = 'follower';
  let storage: StorageStatus = { kind: 'open' };
  let failure: StorageError | undefined;
  let newer = false;
  let current: BookStatus = { kind: 'loading', loaded: 0, total: 0 };

  const derive = (): BookStatus => {
    if (failure) return { kind: 'failed', error: failure };
    if (storage.kind === 'failed') return { kind: 'failed', error: storage.error };
    if (storage.kind === 'reopening') return { kind: 'reconnecting' };
    if (progress) return { kind: 'loading', ...progress };
    return newer ? { kind: 'newer-schema' } : { kind: 'ready', role };
  };
  const update = (): void => {
    const next = derive();
    if (JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    for (const listener of [...listeners]) listener(next);
  };
  return {
    status: () => current,
    onStatus: (listener) => {
      const safe = guarded(listener);
      listeners.add(safe);
      return () => listeners.delete(safe);
    },
    loading: (loaded, total) => {
      progress = { loaded, total };
      update();
    },
    loaded: () => {
      progress = undefined;
      failure = undefined;
      update();
    },
    role: (next) => {
      role = next;
      update();
    },
    storage: (status) => {
      storage = status;
      update();
    },
    failed: (error) => {
      failure = error;
      update();
    },
    newerSchema: () => {
      newer = true;
      update();
    },
  };
}
