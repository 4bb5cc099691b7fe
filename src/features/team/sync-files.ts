/** Changes by file: one deed at a time, and what became of the last one. Several files that come at once are read one after another and told as one. */
import { createSignal } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { Team, TeamError } from '../../replica/team';

/** What the app asks for and what its files are called by; the content is told by its first bytes. */
export const SYNC_FILE_EXTENSION = '.regulars-sync';
export const SYNC_FILE_TYPE = 'application/vnd.regulars-sync';

export type FileOutcome =
  | { readonly kind: 'saved'; readonly name: string }
  /** What could be read; `error` is of the last file that could not. */
  | { readonly kind: 'read'; readonly changed: number; readonly error?: TeamError }
  | { readonly kind: 'failed'; readonly error: TeamError };

export interface SyncFiles {
  readonly work: Accessor<'reading' | 'sealing' | undefined>;
  readonly outcome: Accessor<FileOutcome | undefined>;
  save(teamName: string): Promise<void>;
  bringIn(files: readonly Blob[]): Promise<void>;
}

export interface SyncFilesOptions {
  readonly team: Pick<Team, 'writeSyncFile' | 'readSyncFile'>;
  readonly now: () => number;
  readonly saveFile: (name: string, content: Blob, type: string) => void;
}

export function createSyncFiles({ team, now, saveFile }: SyncFilesOptions): SyncFiles {
  const [work, setWork] = createSignal<'reading' | 'sealing'>();
  const [outcome, setOutcome] = createSignal<FileOutcome>();
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (kind: 'reading' | 'sealing', deed: () => Promise<FileOutcome>): Promise<void> => {
    turn = turn.then(async () => {
      setWork(kind);
      setOutcome(undefined);
      try {
        setOutcome(await deed());
      } finally {
        setWork(undefined);
      }
    });
    return turn;
  };
  const save = async (teamName: string): Promise<FileOutcome> => {
    const written = await team.writeSyncFile();
    if (!written.ok) return { kind: 'failed', error: written.error };
    const name = syncFileName(teamName, now());
    saveFile(name, new Blob([written.value.slice()], { type: SYNC_FILE_TYPE }), SYNC_FILE_TYPE);
    return { kind: 'saved', name };
  };
  const bringIn = async (files: readonly Blob[]): Promise<FileOutcome> => {
    let changed = 0, read = 0;
    let error: TeamError | undefined;
    for (const file of files) {
      const bytes = await bytesOf(file);
      const taken = bytes ? await team.readSyncFile(bytes) : undefined;
      if (taken?.ok) {
        changed += taken.value.changed;
        read += 1;
      } else error = taken?.error ?? { kind: 'bad-file', detail: 'cut-short' };
    }
    return read === 0 && error ? { kind: 'failed', error } : { kind: 'read', changed, ...(error ? { error } : {}) };
  };
  return {
    work, outcome,
    save: (teamName) => inTurn('sealing', () => save(teamName)),
    bringIn: (files) => (files.length === 0 ? Promise.resolve() : inTurn('reading', () => bringIn(files))),
  };
}

/** "Quay Street Wines 2026-11-22.regulars-sync", by the calendar of this device. */
export function syncFileName(teamName: string, now: number): string {
  const date = new Date(now);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  return `${teamName.trim() === '' ? 'regulars' : teamName.trim().slice(0, 60)} ${day}${SYNC_FILE_EXTENSION}`;
}

/** undefined: gone, or no longer permitted, since it was chosen. */
export async function bytesOf(file: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined; // NotFoundError or NotReadableError: the stick was pulled out
  }
}
