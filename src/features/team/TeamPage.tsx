/** `#/team`: create or join a team, then see its devices and how they stand. */
import { Show, createMemo, createSignal } from 'solid-js';
import { useRows } from '../../state/book-context';
import { useTeamSync } from '../../state/team-sync';
import { Banner } from '../../ui/Banner';
import { Section } from '../../ui/Section';
import { CreateTeamForm } from './CreateTeamForm';
import { JoinTeam } from './JoinTeam';
import { RecoveryKit } from './RecoveryKit';
import { TeamOverview } from './TeamOverview';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface TeamPageProps {
  /** An invitation that was opened as an address. */
  readonly inviteLink?: string | undefined;
  onJoined(): void;
}

export default function TeamPage(props: TeamPageProps) {
  const words = teamWords;
  const rows = useRows();
  const { state } = useTeamSync();
  const [kit, setKit] = createSignal<string>();
  /** That everything has arrived is said to who has watched it arrive; who comes later sees the team. */
  const isJoining = createMemo((hasWatched: boolean) => {
    const kind = state.join?.kind;
    return kind === 'done' ? hasWatched : kind !== undefined && kind !== 'ended';
  }, false);
  const problem = () => (state.summary.kind === 'problem' ? words().problems[state.summary.detail] : undefined);
  return (
    <div class={styles.page}>
      <Show when={problem()}>{(said) => <Banner tone="late" title={said().title} body={said().body} />}</Show>
      <Show when={kit()}>{(code) => <RecoveryKit code={code()} onDone={() => setKit(undefined)} />}</Show>
      <Show when={state.team !== undefined && !isJoining()} fallback={
        <>
          <header class={styles.head}><h1>{words().title}</h1></header>
          <div class={styles.two}>
            <Show when={!isJoining() && props.inviteLink === undefined}><CreateTeamForm onCreated={setKit} /></Show>
            <Section title={words().joinTitle}><JoinTeam link={props.inviteLink} hasBook={rows.size() > 0} onDone={() => { props.onJoined(); }} /></Section>
          </div>
        </>
      }>
        <TeamOverview />
      </Show>
    </div>
  );
}
