/** `#/team`: create or join a team, then see its devices and how they stand. */
import { Show, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { JSX } from 'solid-js';
import { useActor } from '../../state/book-context';
import { useTeamSync } from '../../state/team-sync';
import { Banner } from '../../ui/Banner';
import { Section } from '../../ui/Section';
import { saveFile } from '../../ui/save-file';
import { CreateTeamForm } from './CreateTeamForm';
import { JoinTeam } from './JoinTeam';
import { ProblemBanner } from './ProblemBanner';
import { RecoveryKit } from './RecoveryKit';
import { TeamOverview } from './TeamOverview';
import { createSyncFiles } from './sync-files';
import { fileProblem } from './team-problem';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface TeamPageProps {
  /** An invitation that was opened as an address. */
  readonly inviteLink?: string | undefined;
  /** Saves everything on this device as a file, for who joins and keeps it apart. */
  readonly saveForm: (onSaved: () => void) => JSX.Element;
  onJoined(): void;
  /** Sync files that came by the file manager, the share sheet or from another page; asked for again when `arrivals` changes. */
  readonly takeSyncFiles?: (() => readonly File[]) | undefined;
  readonly arrivals?: number | undefined;
}

export default function TeamPage(props: TeamPageProps) {
  const words = teamWords;
  const actor = useActor();
  const { team, state } = useTeamSync();
  const files = createSyncFiles({ team, now: () => actor.now(), saveFile });
  const [isFilePanelUp, setIsFilePanelUp] = createSignal(false);
  const [kit, setKit] = createSignal<string>();
  const bringIn = (given: readonly File[]) => {
    if (given.length === 0) return;
    setIsFilePanelUp(true);
    void files.bringIn(given);
  };
  // What arrives before it is known whether this device is in a team waits for that.
  createEffect(on([() => props.arrivals, () => state.summary.kind !== 'unknown'], ([, isKnown]) => { if (isKnown) bringIn(props.takeSyncFiles?.() ?? []); }));
  const handleDrag = (event: DragEvent) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); };
  const handleDrop = (event: DragEvent) => {
    // A place of its own within the page has taken it.
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    bringIn([...event.dataTransfer.files]);
  };
  const refusedFile = () => { const outcome = files.outcome(); return outcome?.kind === 'failed' ? outcome.error : undefined; };
  /** That everything has arrived is said to who has watched it arrive; who comes later sees the team. */
  const isJoining = createMemo((hasWatched: boolean) => {
    const kind = state.join?.kind;
    return kind === 'done' ? hasWatched : kind !== undefined && kind !== 'ended';
  }, false);
  return (
    <div class={styles.page} onDragOver={handleDrag} onDrop={handleDrop}>
      <Show when={kit()}>{(code) => <RecoveryKit code={code()} teamName={state.team?.name ?? ''} onDone={() => setKit(undefined)} />}</Show>
      <Show when={state.team !== undefined && !isJoining()} fallback={
        <>
          <header class={styles.head}><h1>{words().title}</h1></header>
          <ProblemBanner />
          <Show when={refusedFile()}>{(error) => <p role="alert" class={styles.problem}>{fileProblem(error())}</p>}</Show>
          {/* A team that has not been read yet is no lack of one: nothing is offered that would vanish. */}
          <Show when={state.summary.kind !== 'unknown'}>
            <div class={styles.two}>
              <Show when={!isJoining() && props.inviteLink === undefined}><CreateTeamForm onCreated={setKit} /></Show>
              <Section title={words().joinTitle}><JoinTeam link={props.inviteLink} saveForm={props.saveForm} onDone={() => { props.onJoined(); }} /></Section>
            </div>
          </Show>
        </>
      }>
        <Show when={props.inviteLink !== undefined && state.join === undefined}><Banner tone="info" title={words().memberAlready(state.team?.name ?? '')} body={words().memberAlreadyBody} /></Show>
        <TeamOverview files={files} isFilePanelUp={isFilePanelUp()} onFilePanel={setIsFilePanelUp} />
      </Show>
    </div>
  );
}
