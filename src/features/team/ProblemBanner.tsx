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
    const refusing = state.devices.filter((device) => device.removedAt === undefined && device.sync.kind === 'refused');
    const older = refusing.filter(isOtherVersion), others = refusing.filter((device) => !isOtherVersion(device));
    const named = (devices: readonly TeamDevice[]) => (devices.length > 0 ? format.list(devices.map((device) => device.name)) : words().someDevice);
    const detail = state.summary.kind === 'problem' ? state.summary.detail : undefined;
    if (detail === 'storage') return { title: words().problemStorage, body: words().problemStorageBody };
    // Two versions side by side are told also while other devices keep up.
    if (detail === 'other-version' || older.length > 0) return { title: words().problemVersion(named(older)), body: words().problemVersionBody };
    return detail === 'refused' ? { title: words().problemRefused(named(others)), body: words().problemRefusedBody } : undefined;
  };
  return <Show when={said()}>{(problem) => <Banner tone="late" icon="alert" title={problem().title} body={problem().body} />}</Show>;
}
