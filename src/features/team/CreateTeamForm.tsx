/** Turns the book on this device into a team's. What the business and the person are called already is proposed. */
import { Show, createSignal } from 'solid-js';
import { useLocalSetting, useTeamSetting } from '../../state/settings';
import { useTeamSync } from '../../state/team-sync';
import { useActor } from '../../state/book-context';
import type { TeamError } from '../../replica/team';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Section';
import { TextField } from '../../ui/TextField';
import { teamWords } from './words';
import styles from './Team.module.css';

export function CreateTeamForm(props: { onCreated(recoveryCode: string): void }) {
  const words = teamWords;
  const actor = useActor();
  const { team } = useTeamSync();
  const [bookName] = useTeamSetting('bookName');
  const [personName, setPersonName] = useLocalSetting('personName');
  const [, setDeviceSetting] = useLocalSetting('deviceName');
  const [teamName, setTeamName] = createSignal<string>();
  const [yourName, setYourName] = createSignal<string>();
  const [deviceName, setDeviceName] = createSignal(actor.device);
  const [isAsked, setIsAsked] = createSignal(false);
  const [isWorking, setIsWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<TeamError['kind']>();
  const names = () => ({ teamName: (teamName() ?? bookName()).trim(), yourName: (yourName() ?? personName()).trim(), deviceName: deviceName().trim() });
  const missing = (name: string) => (isAsked() && name === '' ? words().needsName : undefined);

  const create = async () => {
    const given = names();
    setIsAsked(true);
    if (Object.values(given).includes('') || isWorking()) return;
    setIsWorking(true);
    const created = await team.create(given);
    setIsWorking(false);
    if (!created.ok) {
      setFailure(created.error.kind);
      return;
    }
    // Both sign what is written here from now on; that they could not be kept shows in Settings, the team stands.
    await setPersonName(given.yourName);
    await setDeviceSetting(given.deviceName);
    props.onCreated(created.value.recoveryCode);
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void create();
  };
  return (
    <Section title={words().aloneTitle}>
      <form class={styles.form} onSubmit={handleSubmit} novalidate>
        <p class={styles.muted}>{words().aloneBody}</p>
        <TextField label={words().teamName} help={words().teamNameHelp} value={names().teamName} onInput={setTeamName} error={missing(names().teamName)} autocomplete="organization" />
        <TextField label={words().yourName} value={yourName() ?? personName()} onInput={setYourName} error={missing(names().yourName)} autocomplete="name" />
        <TextField label={words().deviceName} help={words().deviceNameHelp} value={deviceName()} onInput={setDeviceName} error={missing(names().deviceName)} autocomplete="off" />
        <Show when={failure()}>{(kind) => <p role="alert" class={styles.problem}>{words().errors[kind()]}</p>}</Show>
        <div><Button kind="primary" type="submit" icon="team" disabled={isWorking()}>{words().create}</Button></div>
        <p role="status" class={styles.small}><Show when={isWorking()}>{words().creating}</Show></p>
      </form>
    </Section>
  );
}
