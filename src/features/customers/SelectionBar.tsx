/** What to do with the ticked customers: each is one action, one toast, one undo. */
import { Show, createSignal } from 'solid-js';
import type { CustomerId } from '../../domain/customer/fields';
import type { UserAction } from '../../replica/book';
import { useActions, useActor } from '../../state/book-context';
import { useMay, useMayChange } from '../../state/may';
import { Button, IconButton } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ProgressBar } from '../../ui/ProgressBar';
import { TextField } from '../../ui/TextField';
import { useFormat } from '../../ui/i18n';
import { addTag, assignOwner, moveToTrash } from './bulk-actions';
import { useCustomers } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

export default function SelectionBar(props: { readonly onExport: ((ids: readonly CustomerId[]) => void) | undefined }) {
  const words = customersWords;
  const { selection, list, open, openId } = useCustomers();
  const actions = useActions();
  const actor = useActor();
  const format = useFormat();
  const may = useMay();
  const mayChange = useMayChange();
  const [asking, setAsking] = createSignal<'owner' | 'tag'>();
  const [text, setText] = createSignal('');
  const [progress, setProgress] = createSignal<readonly [number, number]>();
  const none = () => selection.count() === 0 || progress() !== undefined;

  const run = async (action: UserAction) => {
    const result = await actions.perform(action, { toast: true, onProgress: (done, total) => setProgress([done, total]) });
    setProgress(undefined);
    if (result.ok) selection.setOn(false);
    return result.ok;
  };
  const handleApply = (event: SubmitEvent) => {
    event.preventDefault();
    const [ids, value] = [selection.ids(), text().trim()];
    if (asking() === 'owner') void run(assignOwner(ids, value, words().doneOwner(ids.length, value)));
    else if (value) void run(addTag(ids, value, words().doneTag(ids.length, value)));
    else return;
    setAsking(undefined);
  };
  const handleTrash = async () => {
    const ids = selection.ids();
    const current = openId();
    const done = await run(moveToTrash(ids, new Date(actor.now()).toISOString(), actor.name, words().doneTrash(ids.length)));
    if (done && current !== undefined && ids.includes(current)) open(undefined);
  };
  const ask = (what: 'owner' | 'tag') => {
    setText('');
    setAsking(what);
  };
  return (
    <div class={styles.bar} role="toolbar" aria-label={words().selected(selection.count())}>
      <Show when={progress()}>{(step) => <ProgressBar label={words().working(format.number(step()[0]), format.number(step()[1]))} value={step()[0]} max={step()[1]} />}</Show>
      <div class={styles.barLine}>
        <span role="status" class={styles.barCount}>{words().selected(selection.count())}</span>
        <Button kind="link" onPress={() => { if (selection.count() === list.count()) selection.clear(); else selection.selectAll(); }}>
          {selection.count() === list.count() ? words().selectNone : words().selectAll(format.number(list.count()))}
        </Button>
        <span class={styles.barActions}>
          <Show when={mayChange()}>
            <IconButton icon="user" label={words().owner} disabled={none()} onPress={() => { ask('owner'); }} />
            <IconButton icon="tag" label={words().tag} disabled={none()} onPress={() => { ask('tag'); }} />
          </Show>
          <Show when={may('export') && props.onExport}>{(onExport) => <IconButton icon="upload" label={words().export} disabled={none()} onPress={() => { onExport()(selection.ids()); }} />}</Show>
          <Show when={mayChange()}><IconButton icon="trash" label={words().trash} disabled={none()} onPress={() => { void handleTrash(); }} /></Show>
        </span>
      </div>
      <Dialog open={asking() !== undefined} onOpenChange={(isOpen) => { if (!isOpen) setAsking(undefined); }} title={asking() === 'tag' ? words().tag : words().owner}>
        <form class={styles.form} onSubmit={handleApply}>
          <TextField label={asking() === 'tag' ? words().tagName : words().ownerName} help={asking() === 'tag' ? words().tagHelp : words().ownerHelp} value={text()} onInput={setText} autofocus maxLength={100} />
          <div class={styles.actions}><Button onPress={() => setAsking(undefined)}>{words().cancel}</Button><Button kind="primary" type="submit">{words().apply}</Button></div>
        </form>
      </Dialog>
    </div>
  );
}
