/** Why a deed of the team came to nothing, in the words of the screen on which it was tried. */
import type { TeamError } from '../../replica/team';
import { connectWords } from './connect-words';
import { manageWords, type FileProblem } from './manage-words';
import { teamWords } from './words';

const FILE_PROBLEMS: readonly FileProblem[] = ['not-sync-file', 'cut-short', 'damaged', 'no-key'];

export const teamProblem = (error: TeamError): string => teamWords().errors[error.kind];

/** Of a connection by codes: no server was asked, and the other device may be anybody's. */
export function connectProblem(error: TeamError): string {
  switch (error.kind) {
    case 'unreachable': return connectWords().unreachable;
    case 'wrong-team': return connectWords().stranger;
    default: return teamProblem(error);
  }
}

/** Of a sync file: what is wrong with it, as far as it can be told. */
export function fileProblem(error: TeamError): string {
  const words = manageWords();
  switch (error.kind) {
    case 'bad-file': {
      const known = FILE_PROBLEMS.find((problem) => problem === error.detail);
      return known ? words.fileProblems[known] : teamProblem(error);
    }
    case 'other-version': return words.fileOtherVersion;
    case 'no-team': return words.fileNoTeam;
    case 'not-allowed': return words.fileNotAllowed;
    default: return teamProblem(error);
  }
}
