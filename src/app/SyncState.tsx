/** Where the book is, truthfully: a copy elsewhere is claimed only once it has been confirmed. Opens Team. */
import type { SyncSummary } from '../replica/team';
import { useTeamSync } from '../state/team-sync';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/Icon';
import { cx } from '../ui/cx';
import { useFormat } from '../ui/i18n';
import type { Format } from '../ui/format';
import { appWords } from './words';
import styles from './Shell.module.css';

interface Said { readonly icon: IconName; readonly text: string; readonly tone?: 'due' | 'late' }

export function SyncState() {
  const words = appWords;
  const format = useFormat();
  const { state } = useTeamSync();
  const said = () => sayOf(state.summary, words(), format);
  return (
    <a class={cx(styles.sync, said().tone === 'due' && styles.due, said().tone === 'late' && styles.late)} href="#/team">
      <Icon name={said().icon} />
      <span role="status" aria-label={words().syncState}>{said().text}</span>
    </a>
  );
}

function sayOf(summary: SyncSummary, words: ReturnType<typeof appWords>, format: Format): Said {
  switch (summary.kind) {
    case 'unknown': return { icon: 'tablet', text: words.syncUnknown };
    case 'alone': return { icon: 'tablet', text: words.onlyHere };
    case 'same': return { icon: 'checks', text: words.syncSame(format.number(summary.devices), summary.devices === 1) };
    case 'offline': return summary.onlyHere > 0 ? { icon: 'tablet', text: words.syncOnlyHere(format.number(summary.onlyHere)), tone: 'due' } : { icon: 'offline', text: words.syncOffline };
    case 'working': return { icon: 'refresh', text: summary.onlyHere > 0 ? words.syncWorking(format.number(summary.onlyHere)) : words.syncComparing };
    case 'problem': return { icon: 'alert', text: words.syncProblem, tone: 'late' };
  }
}
