/** Where the devices find each other, whether each can be reached now, and, for owners and managers, which ones they are. */
import { For, Show, createSignal } from 'solid-js';
import { can } from '../../domain/team';
import { parseMeetingPoint } from '../../replica/link/meeting-point-address';
import type { TeamError } from '../../replica/team';
import { useTeam } from '../../state/book-context';
import { useTeamSync } from '../../state/team-sync';
import { Button, IconButton } from '../../ui/Button';
import { Section } from '../../ui/Section';
import { StateChip } from '../../ui/StateChip';
import { TextField } from '../../ui/TextField';
import { manageWords } from './manage-words';
import { teamProblem } from './team-problem';
import { teamWords } from './words';
import styles from './Team.module.css';

export function MeetingPoints() {
  const words = teamWords, more = manageWords;
  const shared = useTeam();
  const { team, state } = useTeamSync();
  const [isEditing, setIsEditing] = createSignal(false);
  const [typed, setTyped] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const said = () => ({ open: words().meetingOpen, connecting: words().meetingConnecting, closed: words().meetingClosed });
  const mayEdit = () => state.self !== undefined && can(state.self.role, 'settings');
  const urls = () => state.meetingPoints.map((point) => point.url);
  /** The team has agreed on some; otherwise each device goes to where its app came from. */
  const areChosen = () => { const stored = shared.get('settings', 'meetingPoints'); return Array.isArray(stored) && stored.length > 0; };
  const isReached = () => state.meetingPoints.some((point) => point.state === 'open');

  const keep = async (next: readonly string[]) => {
    const kept = await team.setMeetingPoints(next);
    setProblem(kept.ok ? undefined : problemOf(kept.error));
    if (kept.ok) setTyped('');
  };
  const add = () => {
    const parsed = parseMeetingPoint(typed());
    if (!parsed.ok) setProblem(parsed.error === 'no-tls' ? more().pointNoTls : more().pointBad);
    else if (urls().includes(parsed.value)) setProblem(more().pointTwice);
    else void keep([...urls(), parsed.value]);
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    add();
  };
  const finish = () => {
    setIsEditing(false);
    setProblem(undefined);
    setTyped('');
  };
  return (
    <Section title={words().meeting} end={<Show when={mayEdit()}><Button kind="quiet" aria-expanded={isEditing()} onPress={() => { if (isEditing()) finish(); else setIsEditing(true); }}>{isEditing() ? more().pointsDone : more().pointsEdit}</Button></Show>}>
      <div class={styles.stack}>
        <p class={styles.muted}>{words().meetingHelp}</p>
        <Show when={state.meetingPoints.length > 0} fallback={<p class={styles.muted}>{words().meetingNone}</p>}>
          <ul class={styles.points} aria-label={words().meeting}>
            <For each={state.meetingPoints}>{(point) => (
              <li class={styles.point}>
                <StateChip class={styles.chip} tone={point.state === 'open' ? 'ok' : point.state === 'closed' ? 'due' : 'plain'} icon={point.state === 'closed' ? 'offline' : 'globe'}>{point.url} · {said()[point.state]}</StateChip>
                <Show when={isEditing() && areChosen()}><IconButton icon="trash" label={more().pointRemove(point.url)} onPress={() => { void keep(urls().filter((url) => url !== point.url)); }} /></Show>
              </li>
            )}</For>
          </ul>
          <p class={styles.small}>{isReached() ? more().pointsOpenNow : more().pointsNoneNow} <Show when={!mayEdit()}>{more().pointOnlyManagers}</Show></p>
        </Show>
        <Show when={isEditing()}>
          <form class={styles.pointForm} onSubmit={handleSubmit} novalidate>
            <TextField label={more().pointAddress} help={more().pointAddressHelp} value={typed()} onInput={(text) => { setTyped(text); setProblem(undefined); }} error={problem()} inputmode="url" autocomplete="off" autofocus />
            <div class={styles.actions}>
              <Button type="submit" icon="plus">{more().pointAdd}</Button>
              <Show when={areChosen()}><Button kind="quiet" icon="undo" onPress={() => { void keep([]); }}>{more().pointOwn}</Button></Show>
            </div>
          </form>
        </Show>
      </div>
    </Section>
  );

  function problemOf(error: TeamError): string { return error.kind === 'bad-invite' ? more().pointBad : teamProblem(error); }
}
