/** What keeps changes from passing, which devices it concerns, and what to do. */
import { Show } from 'solid-js';
import type { TeamDevice } from '../../replica/team';
import { useTeamSync } from '../../state/team-sync';
import { Banner } from '../../ui/Banner';
import { useFormat } from '../../ui/i18n';
import { manageWords } from './manage-words';

/** The reason begins with the closed list of the protocol's refusals; what follows is for those who look closer. */
const isOtherVersion = (device: TeamDevice): boolean => device.sync.kind === 'refused' && device.sync.reason.startsWith('other-version');

export function ProblemBanner() {
  const words = manageWords;
  const format = useFormat();
  const { state } = useTeamSync();
  const said = () => {
    const { problems } = words();
    const older = state.devices.filter((device) => device.removedAt === undefined && isOtherVersion(device));
    const detail = state.summary.kind === 'problem' ? state.summary.detail : undefined;
    // Two versions side by side are told also while other devices keep up.
    if (older.length > 0 && (detail === undefined || detail === 'refused' || detail === 'other-version')) return problems['other-version'](format.list(older.map((device) => device.name)));
    switch (detail) {
      case undefined: return undefined;
      case 'other-version': return problems[detail](words().someDevice);
      // Without its keys it cannot say what team it is in.
      case 'storage': return state.team === undefined ? problems.keys : problems.storage;
      default: return problems[detail];
    }
  };
  return <Show when={said()}>{(problem) => <Banner tone="late" icon="alert" title={problem().title} body={problem().body} />}</Show>;
}
