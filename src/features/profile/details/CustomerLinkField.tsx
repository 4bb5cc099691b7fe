/** A field that points to another customer: type a name, take a suggestion. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { A } from '@solidjs/router';
import { Button, IconButton } from '../../../ui/Button';
import { TextField } from '../../../ui/TextField';
import type { CustomerId } from '../../../domain/customer/fields';
import { useRow } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { createNameSuggestions } from './name-suggestions';
import styles from './Details.module.css';

export function CustomerLinkField(props: { label: string; value: CustomerId; onStore: (id: CustomerId | null) => void }) {
  const profile = useProfile();
  const t = useProfileWords();
  const [name, setName] = createSignal('');
  const row = useRow(() => props.value || undefined);
  const suggestions = createNameSuggestions(name, () => profile.store.id());
  const linked = createMemo(() => props.value !== '');
  return (
    <Show when={linked()} fallback={
      <Show when={!profile.readOnly()}>
        <div class={styles.points}>
          <TextField label={props.label} value={name()} onInput={setName} help={t.relatedHelp} />
          <ul class={styles.suggestions}>
            <For each={suggestions()}>{(found) => <li><Button kind="quiet" icon="link" onClick={() => { props.onStore(found.id); setName(''); }}>{t.linkTo([found.name, found.town].filter(Boolean).join(', '))}</Button></li>}</For>
          </ul>
        </div>
      </Show>
    }>
      <div class={styles.banner}>
        <span>{props.label}: <A href={`/customers/${props.value}`}>{row()?.name ?? props.value}</A></span>
        <Show when={!profile.readOnly()}><IconButton icon="x" label={t.removeItem(props.label)} onClick={() => props.onStore(null)} /></Show>
      </div>
    </Show>
  );
}
