/** Takes the code that another device shows. What was pasted stays, with what is wrong with it, until it has been taken. */
import { Show, createSignal } from 'solid-js';
import { useTeamSync } from '../../state/team-sync';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { TextField } from '../../ui/TextField';
import { ScanButton } from './ScanButton';
import { connectWords } from './connect-words';
import { connectProblem } from './team-problem';
import styles from './Team.module.css';

export function CodeReader(props: { readonly label: string }) {
  const words = connectWords;
  const { team } = useTeamSync();
  const [text, setText] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const [isReading, setIsReading] = createSignal(false);

  /** Says what is wrong with it. */
  const read = async (code: string) => {
    const taken = await team.readCode(code);
    return taken.ok ? undefined : connectProblem(taken.error);
  };
  const readPasted = async () => {
    setIsReading(true);
    const wrong = await read(text());
    setIsReading(false);
    setProblem(wrong);
    if (wrong === undefined) setText('');
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text().trim() === '') setProblem(words().none);
    else void readPasted();
  };
  return (
    <form class={styles.reader} onSubmit={handleSubmit} novalidate>
      <TextField label={props.label} help={words().codeHelp} value={text()} onInput={(typed) => { setText(typed); setProblem(undefined); }} error={problem()} autocomplete="off" trailing={<ScanButton onText={read} />} />
      <Show when={!isReading()} fallback={<ProgressBar label={words().connecting} value={0} valueText="" />}>
        <div class={styles.actions}>
          <Button type="submit">{words().use}</Button>
        </div>
      </Show>
    </form>
  );
}
