/** Asks for the book's name and the user's own; both may stay empty. Creates the book only when it is told to. */
import { Show, createSignal } from 'solid-js';
import { useBook } from '../../state/book-context';
import { useLocalSetting } from '../../state/settings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/TextField';
import { startBook } from './start-book';
import { firstRunWords } from './words';
import styles from './FirstRunPage.module.css';

export interface StartBookDialogProps { readonly open: boolean; onOpenChange(open: boolean): void; onStarted(): void; readonly now: () => number }

export function StartBookDialog(props: StartBookDialogProps) {
  const words = firstRunWords;
  const book = useBook();
  const [, setPersonName] = useLocalSetting('personName');
  const [bookName, setBookName] = createSignal('');
  const [yourName, setYourName] = createSignal('');
  const [failed, setFailed] = createSignal(false);
  const [working, setWorking] = createSignal(false);

  const create = async () => {
    setWorking(true);
    const result = await startBook(book, { bookName: bookName(), yourName: yourName() }, props.now, setPersonName);
    setWorking(false);
    setFailed(!result.ok);
    if (result.ok) props.onStarted();
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void create();
  };
  return (
    <Dialog open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} title={words().startTitle}>
      <form class={styles.form} onSubmit={handleSubmit}>
        <p class={styles.hint}>{words().startHint}</p>
        <TextField label={words().bookName} help={words().bookNameHelp} value={bookName()} onInput={setBookName} autocomplete="organization" />
        <TextField label={words().yourName} help={words().yourNameHelp} value={yourName()} onInput={setYourName} autocomplete="name" />
        <Show when={failed()}><p class={styles.problem} role="alert">{words().couldNotCreate}</p></Show>
        <div class={styles.actions}>
          <Button onPress={() => { props.onOpenChange(false); }}>{words().cancel}</Button>
          <Button kind="primary" type="submit" disabled={working()}>{words().create}</Button>
        </div>
      </form>
    </Dialog>
  );
}
