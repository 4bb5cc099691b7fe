/**
 * Back into a team that nobody can let this device into any more: the printed code and a sync file. Nothing is taken from the file before the
 * code has opened it. The book comes into being meanwhile, and the screen that this stands on may go: what became of it is then told by a message.
 */
import { Show, createSignal, onCleanup } from 'solid-js';
import { useActor, useBook } from '../../state/book-context';
import { useLocalSetting } from '../../state/settings';
import { useTeamSync } from '../../state/team-sync';
import type { TeamError } from '../../replica/team';
import { Button } from '../../ui/Button';
import { FileDrop } from '../../ui/FileDrop';
import { TextField } from '../../ui/TextField';
import { useToast } from '../../ui/Toast';
import { noteBroughtAlong } from './brought-along';
import { manageWords } from './manage-words';
import { SYNC_FILE_EXTENSION, bytesOf } from './sync-files';
import { fileProblem } from './team-problem';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface RecoverTeamProps {
  /** There are customers on this device that will come along. */
  readonly hasBook: boolean;
  /** Filled where no other button of the screen is. */
  readonly kind: 'plain' | 'primary';
  /** To joining by an invitation. */
  onBack(): void;
  onDone(): void;
}

export function RecoverTeam(props: RecoverTeamProps) {
  const words = teamWords, more = manageWords;
  const actor = useActor();
  const book = useBook();
  const toast = useToast();
  const { team } = useTeamSync();
  const [personName, setPersonName] = useLocalSetting('personName');
  const [, setDeviceSetting] = useLocalSetting('deviceName');
  const [code, setCode] = createSignal('');
  const [file, setFile] = createSignal<File>();
  const [yourName, setYourName] = createSignal<string>();
  const [deviceName, setDeviceName] = createSignal(actor.device);
  const [isAsked, setIsAsked] = createSignal(false);
  const [isWorking, setIsWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<TeamError>();
  const values = () => ({ code: code().trim(), yourName: (yourName() ?? personName()).trim(), deviceName: deviceName().trim() });
  const missing = (value: string) => (isAsked() && value === '' ? words().needsName : undefined);
  const codeProblem = () => (isAsked() && values().code === '' ? more().kitNoCode : failure()?.kind === 'bad-code' ? words().errors['bad-code'] : undefined);
  const problem = () => { const error = failure(); return error && error.kind !== 'bad-code' ? error : undefined; };
  let isGone = false;
  onCleanup(() => { isGone = true; });

  const recover = async () => {
    const given = values(), chosen = file();
    setIsAsked(true);
    setFailure(undefined);
    if (Object.values(given).includes('') || !chosen || isWorking()) return;
    setIsWorking(true);
    if (props.hasBook) await noteBroughtAlong(book);
    const bytes = await bytesOf(chosen);
    const done = bytes ? await team.recover({ ...given, file: bytes }) : undefined;
    setIsWorking(false);
    if (!done?.ok) {
      const error = done?.error ?? { kind: 'bad-file' as const, detail: 'cut-short' };
      setFailure(error);
      if (isGone) toast({ message: fileProblem(error), tone: 'late' });
      return;
    }
    // Both sign what is written here from now on; that they could not be kept shows in Settings.
    await setPersonName(given.yourName);
    await setDeviceSetting(given.deviceName);
    toast({ message: more().kitDone });
    props.onDone();
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void recover();
  };
  return (
    <form class={styles.form} onSubmit={handleSubmit} novalidate aria-label={more().kitUse}>
      <p class={styles.muted}>{more().kitUseLead}</p>
      <TextField label={words().kitCode} help={more().kitCodeHelp} value={code()} onInput={(text) => { setCode(text); setFailure(undefined); }} error={codeProblem()} autocomplete="off" autofocus maxLength={100} />
      <div class={styles.field}>
        <span class={styles.label}>{more().kitFile}</span>
        <FileDrop class={styles.dropped} label={more().kitChoose} accept={SYNC_FILE_EXTENSION} help={file()?.name ?? more().kitFileHelp} onFiles={([chosen]) => { setFile(chosen); setFailure(undefined); }} />
        <Show when={isAsked() && !file()}><p role="alert" class={styles.problem}>{more().kitNoFile}</p></Show>
      </div>
      <TextField label={words().yourName} value={yourName() ?? personName()} onInput={setYourName} error={missing(values().yourName)} autocomplete="name" />
      <TextField label={words().deviceName} help={words().deviceNameHelp} value={deviceName()} onInput={setDeviceName} error={missing(values().deviceName)} autocomplete="off" />
      <Show when={props.hasBook}><p class={styles.muted}>{more().wayAlongText}</p></Show>
      <Show when={problem()}>{(error) => <p role="alert" class={styles.problem}>{fileProblem(error())}</p>}</Show>
      <div class={styles.actions}>
        <Button kind={props.kind} type="submit" icon="lock" disabled={isWorking()}>{more().kitGo}</Button>
        <Button kind="link" onPress={() => { props.onBack(); }}>{more().kitBack}</Button>
      </div>
      <p role="status" class={styles.told}><Show when={isWorking()}>{more().kitWorking}</Show></p>
    </form>
  );
}
