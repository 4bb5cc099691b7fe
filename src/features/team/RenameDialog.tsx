/** A new name for a device. */
import { createSignal } from 'solid-js';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/TextField';
import { teamWords } from './words';
import styles from './Team.module.css';

export function RenameDialog(props: { readonly name: string; onClose(): void; onRename(name: string): Promise<void> }) {
  const words = teamWords;
  const [name, setName] = createSignal<string>();
  const value = () => (name() ?? props.name).trim();
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (value() !== '') void props.onRename(value());
  };
  return (
    <Dialog open onOpenChange={() => { props.onClose(); }} title={words().renameTitle}>
      <form class={styles.form} onSubmit={handleSubmit}>
        <TextField label={words().deviceName} value={name() ?? props.name} onInput={setName} autofocus error={value() === '' ? words().needsName : undefined} />
        <div class={styles.actions}><Button onPress={() => { props.onClose(); }}>{words().cancel}</Button><Button kind="primary" type="submit">{words().save}</Button></div>
      </form>
    </Dialog>
  );
}
