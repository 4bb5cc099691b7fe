/** Joining, from the pasted link to the last customer. The same on a first start and beside a book that is here already. */
import { Match, Show, Switch, createSignal } from 'solid-js';
import { useActor } from '../../state/book-context';
import { useLocalSetting } from '../../state/settings';
import { useTeamSync } from '../../state/team-sync';
import type { JoinState, TeamError } from '../../replica/team';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { TextField } from '../../ui/TextField';
import { useFormat } from '../../ui/i18n';
import { CheckCode } from './CheckCode';
import { RecoverTeam } from './RecoverTeam';
import { manageWords } from './manage-words';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface JoinTeamProps {
  /** From the address, where the link was opened instead of pasted. */
  readonly link?: string | undefined;
  /** There are customers on this device that will come along. */
  readonly hasBook: boolean;
  /** Opened for the recovery kit; the way to an invitation stands below it. */
  readonly isByKit?: boolean | undefined;
  onDone(): void;
}

export function JoinTeam(props: JoinTeamProps) {
  const words = teamWords;
  const format = useFormat();
  const actor = useActor();
  const { team, state } = useTeamSync();
  const [personName, setPersonName] = useLocalSetting('personName');
  const [, setDeviceSetting] = useLocalSetting('deviceName');
  const [link, setLink] = createSignal<string>();
  const [yourName, setYourName] = createSignal<string>();
  const [deviceName, setDeviceName] = createSignal(actor.device);
  const [isAsked, setIsAsked] = createSignal(false);
  const [failure, setFailure] = createSignal<TeamError['kind']>();
  const values = () => ({ link: (link() ?? props.link ?? '').trim(), yourName: (yourName() ?? personName()).trim(), deviceName: deviceName().trim() });
  const missing = (value: string) => (isAsked() && value === '' ? words().needsName : undefined);
  // eslint-disable-next-line solid/reactivity -- how it was opened; the way is changed here from then on
  const [isByKit, setIsByKit] = createSignal(props.isByKit ?? false);
  const join = () => state.join;
  const inState = <K extends JoinState['kind']>(kind: K) => { const current = join(); return current?.kind === kind ? (current as Extract<JoinState, { kind: K }>) : undefined; };

  const start = async () => {
    const given = values();
    setIsAsked(true);
    setFailure(undefined);
    if (Object.values(given).includes('')) return;
    await setPersonName(given.yourName);
    await setDeviceSetting(given.deviceName);
    const started = await team.join(given);
    if (!started.ok) setFailure(started.error.kind);
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void start();
  };
  const problem = () => failure() ?? inState('ended')?.error.kind;
  return (
    <div class={styles.stack}>
      <Switch fallback={
        <form class={styles.form} onSubmit={handleSubmit} novalidate>
          <p class={styles.muted}>{words().joinLead}</p>
          <TextField label={words().inviteLink} help={words().inviteLinkHelp} value={link() ?? props.link ?? ''} onInput={setLink} error={isAsked() && values().link === '' ? words().errors['bad-invite'] : undefined} inputmode="url" autocomplete="off" />
          <TextField label={words().yourName} value={yourName() ?? personName()} onInput={setYourName} error={missing(values().yourName)} autocomplete="name" />
          <TextField label={words().deviceName} help={words().deviceNameHelp} value={deviceName()} onInput={setDeviceName} error={missing(values().deviceName)} autocomplete="off" />
          <Show when={props.hasBook}><p class={styles.muted}>{words().bringAlong}</p></Show>
          <Show when={problem()}>{(kind) => <p role="alert" class={styles.problem}>{words().errors[kind()]}</p>}</Show>
          <div><Button kind="primary" type="submit" icon="qr">{words().join}</Button></div>
          <div><Button kind="link" onPress={() => setIsByKit(true)}>{manageWords().kitUse}</Button></div>
        </form>
      }>
        <Match when={isByKit() && (join() === undefined || inState('ended'))}><RecoverTeam hasBook={props.hasBook} onBack={() => setIsByKit(false)} onDone={() => { props.onDone(); }} /></Match>
        <Match when={inState('connecting')}>
          <ProgressBar label={words().connecting} value={0} valueText="" />
          <p class={styles.muted}>{words().connectingHelp}</p>
          <div><Button onPress={() => { void team.cancelJoin(); }}>{words().cancel}</Button></div>
        </Match>
        <Match when={inState('compare')}>{(compare) => (
          <>
            <CheckCode code={compare().code} />
            <p class={styles.muted}>{words().compareJoin(compare().teamName)}</p>
            <div><Button onPress={() => { void team.cancelJoin(); }}>{words().cancel}</Button></div>
          </>
        )}</Match>
        <Match when={inState('receiving')}>{(receiving) => (
          <>
            <ProgressBar label={words().receiving} value={receiving().got} max={receiving().of} valueText={receiving().of === undefined ? '' : words().receivingCount(format.number(receiving().got), format.number(receiving().of!))} />
            <p class={styles.muted}>{words().usable}</p>
            <div><Button kind="primary" iconEnd="arrow" onPress={() => { props.onDone(); }}>{words().goOn}</Button></div>
          </>
        )}</Match>
        <Match when={inState('done')}>
          <p role="status">{words().joined}</p>
          <div><Button kind="primary" iconEnd="arrow" onPress={() => { props.onDone(); }}>{words().goOn}</Button></div>
        </Match>
      </Switch>
    </div>
  );
}
