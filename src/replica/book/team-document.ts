/** The team's document for as long as the book is open: opened once, forgotten with the book, opened anew for the next one. */
import { ok, type Result } from '../../lib/result';
import type { TeamRecords } from '../book';
import type { StorageError } from '../ports';
import { isNewerSchema } from '../documents/customer-document';
import { TEAM_ID } from '../documents/schema';
import type { LiveDocument, LiveDocuments } from './live-documents';
import type { Saver } from './saver';
import { createTeamRecords } from './team-records';

export interface TeamDocument {
  readonly records: TeamRecords;
  /** Whether a newer build has written it: the book is then read only, as a whole. */
  isNewer(): boolean;
  /** Opens it unless it is open; who asks while it is being opened gets the same answer. */
  open(): Promise<Result<void, StorageError>>;
  /** The book is gone: nothing of its team is known any more. Call it before the live documents are closed. */
  forget(): void;
}

export function createTeamDocument(live: LiveDocuments, saver: Saver, onNewerSchema: () => void): TeamDocument {
  let team: LiveDocument | undefined;
  let opening: Promise<Result<void, StorageError>> | undefined;
  const records = createTeamRecords(() => team, saver);
  const isNewer = (): boolean => team !== undefined && isNewerSchema(team.doc);

  const openOnce = async (): Promise<Result<void, StorageError>> => {
    if (team) return ok(undefined);
    const opened = await live.acquire(TEAM_ID);
    if (!opened.ok) return opened;
    team = opened.value;
    records.attach(team);
    if (isNewer()) onNewerSchema();
    return ok(undefined);
  };
  return {
    records,
    isNewer,
    open: () => {
      opening ??= openOnce().finally(() => (opening = undefined));
      return opening;
    },
    forget: () => {
      records.detach();
      team = undefined;
    },
  };
}
