/** Where the devices find each other, and whether it can be reached now. */
import { For, Show } from 'solid-js';
import { useTeamSync } from '../../state/team-sync';
import { Section } from '../../ui/Section';
import { StateChip } from '../../ui/StateChip';
import { teamWords } from './words';
import styles from './Team.module.css';

export function MeetingPoints() {
  const words = teamWords;
  const { state } = useTeamSync();
  const said = () => ({ open: words().meetingOpen, connecting: words().meetingConnecting, closed: words().meetingClosed });
  return (
    <Section title={words().meeting}>
      <p class={styles.muted}>{words().meetingHelp}</p>
      <Show when={state.meetingPoints.length > 0} fallback={<p class={styles.muted}>{words().meetingNone}</p>}>
        <ul class={styles.points}>
          <For each={state.meetingPoints}>{(point) => <li><StateChip tone={point.state === 'closed' ? 'due' : 'plain'} icon={point.state === 'closed' ? 'offline' : 'globe'}>{point.url} · {said()[point.state]}</StateChip></li>}</For>
        </ul>
      </Show>
    </Section>
  );
}
