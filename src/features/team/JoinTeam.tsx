/** Joining, from the pasted link to the last customer. The same on a first start and beside a book that is here already. */
import { Match, Show, Switch, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { JSX } from 'solid-js';
import { useActor, useBook, useRows } from '../../state/book-context';
import { useLocalSetting } from '../../state/settings';
import { useTeamSync } from '../../state/team-sync';
import type { JoinState, TeamError } from '../../replica/team';
import { inviteErrorToTeamError, parseInvitation } from '../../replica/team/invite';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { TextField } from '../../ui/TextField';
import { useFormat } from '../../ui/i18n';
import { CheckCode } from './CheckCode';
import { CodeShown } from './CodeShown';
import { JoinChoice, type JoinWay } from './JoinChoice';
import { RecoverTeam } from './RecoverTeam';
import { ScanButton } from './ScanButton';
import { noteBroughtAlong } from './brought-along';
import { connectWords } from './connect-words';
import { manageWords } from './manage-words';
import { connectProblem, teamProblem } from './team-problem';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface JoinTeamProps {
  /** From the address, where the link was opened instead of pasted. */
  readonly link?: string | undefined;
  /** Saves everything on this device as a file and tells when it has; only where there may be customers, who then come along or stay apart. */
  readonly saveForm?: ((onSaved: () => void) => JSX.Element) | undefined;
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
  const [failure, setFailure] = createSignal<TeamError>();
  const values = () => ({ link: (link() ?? props.link ?? '').trim(), yourName: (yourName() ?? personName()).trim(), deviceName: deviceName().trim() });
  const missing = (value: string) => (isAsked() && value === '' ? words().needsName : undefined);
  // eslint-disable-next-line solid/reactivity -- how it was opened; the way is changed here from then on
  const [isByKit, setIsByKit] = createSignal(props.isByKit ?? false);
  const book = useBook();
  const rows = useRows();
  const hasBook = () => props.saveForm !== undefined && rows.size() > 0;
  const [way, setWay] = createSignal<JoinWay>('along');
  const [isSaved, setIsSaved] = createSignal(false);
  // What has changed since is not in the file.
  onCleanup(rows.index.onChange(() => setIsSaved(false)));
  /** Beside the form for a new team, whose button is the filled one. */
  const kind = () => (props.saveForm !== undefined && props.link === undefined ? 'plain' : 'primary');
  const isApart = () => hasBook() && way() === 'apart';
  const join = () => state.join;
  const inState = <K extends JoinState['kind']>(kind: K) => { const current = join(); return current?.kind === kind ? (current as Extract<JoinState, { kind: K }>) : undefined; };

  const keepNames = async () => {
    const { yourName: person, deviceName: device } = values();
    await setPersonName(person);
    await setDeviceSetting(device);
  };
  // They went with the book that has made room.
  createEffect(on(() => inState('receiving') !== undefined && way() === 'apart', (isEmptied) => { if (isEmptied) void keepNames(); }));
  const start = async () => {
    const given = values();
    setIsAsked(true);
    setFailure(undefined);
    const apart = isApart();
    if (Object.values(given).includes('') || (apart && !isSaved())) return;
    await keepNames();
    if (hasBook() && !apart) await noteBroughtAlong(book);
    const started = await team.join({ ...given, isApart: apart });
    if (!started.ok) setFailure(started.error);
  };
  const takeLink = (text: string) => {
    const invitation = parseInvitation(text, actor.now());
    if (!invitation.ok) return teamProblem(inviteErrorToTeamError(invitation.error));
    setLink(text);
    return undefined;
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void start();
  };
  /** Whether the try that is on, or was the last one, goes without a server. */
  const isByCode = createMemo((was: boolean) => (join()?.kind === 'connecting' ? false : was || join()?.kind === 'answering'), false);
  const problem = () => {
    const error = failure() ?? inState('ended')?.error;
    return error?.kind === 'storage' && way() === 'apart' && !hasBook() ? manageWords().wayFailed : error && (isByCode() ? connectProblem : teamProblem)(error);
  };
  return (
    <div class={styles.stack}>
      <Switch fallback={
        <form class={styles.form} onSubmit={handleSubmit} novalidate>
          <p class={styles.muted}>{words().joinLead}</p>
          <TextField label={words().inviteLink} help={words().inviteLinkHelp} value={link() ?? props.link ?? ''} onInput={setLink} error={isAsked() && values().link === '' ? words().errors['bad-invite'] : undefined} inputmode="url" autocomplete="off" trailing={<ScanButton onText={takeLink} />} />
          <TextField label={words().yourName} value={yourName() ?? personName()} onInput={setYourName} error={missing(values().yourName)} autocomplete="name" />
          <TextField label={words().deviceName} help={words().deviceNameHelp} value={deviceName()} onInput={setDeviceName} error={missing(values().deviceName)} autocomplete="off" />
          <Show when={hasBook()}>
            <JoinChoice way={way()} onWay={setWay} customers={rows.size()} isSaved={isSaved()} isMissed={isAsked()} saveForm={props.saveForm?.(() => setIsSaved(true))} />
          </Show>
          <Show when={problem()}>{(said) => <p role="alert" class={styles.problem}>{said()}</p>}</Show>
          <div class={styles.actions}>
            <Button kind={kind()} type="submit" icon="qr">{words().join}</Button>
            <Button kind="link" onPress={() => setIsByKit(true)}>{manageWords().kitUse}</Button>
          </div>
        </form>
      }>
        <Match when={isByKit() && (join() === undefined || inState('ended'))}><RecoverTeam kind={kind()} hasBook={hasBook()} onBack={() => setIsByKit(false)} onDone={() => { props.onDone(); }} /></Match>
        <Match when={inState('connecting')}>
          <ProgressBar label={words().connecting} value={0} valueText="" />
          <p class={styles.muted}>{words().connectingHelp}</p>
          <div><Button onPress={() => { void team.cancelJoin(); }}>{words().cancel}</Button></div>
        </Match>
        <Match when={inState('answering')}>{(answering) => (
          <>
            <p role="status">{connectWords().joinAnswer}</p>
            <CodeShown text={answering().code} label={connectWords().ownAnswer} picture={connectWords().qr} copy={connectWords().copy} copied={connectWords().copied} />
            <div><Button onPress={() => { void team.cancelJoin(); }}>{words().cancel}</Button></div>
          </>
        )}</Match>
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
