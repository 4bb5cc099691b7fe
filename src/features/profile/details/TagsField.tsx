/** Tags as chips; type and press Enter or comma to add. Tags already used in the book are offered. */
import { For, Show, createSignal, createUniqueId } from 'solid-js';
import { TagChip } from '../../../ui/TagChip';
import { TextField } from '../../../ui/TextField';
import { fieldKey } from '../../../domain/customer/fields';
import { useBook } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import styles from './Details.module.css';

export function TagsField() {
  const profile = useProfile();
  const book = useBook();
  const t = useProfileWords();
  const [draft, setDraft] = createSignal('');
  const [known, setKnown] = createSignal<readonly string[]>([]);
  const listId = createUniqueId();

  const handleFocus = () => {
    const tags = new Set<string>();
    for (const row of book.rows.all()) row.tags?.forEach((tag) => tags.add(tag));
    setKnown([...tags].sort());
  };
  const add = (text: string) => {
    const tags = text.split(',').map((tag) => tag.trim()).filter(Boolean);
    if (tags.length > 0) profile.setFields(Object.fromEntries(tags.map((tag) => [fieldKey('tag', tag), true])), t.addTag);
    setDraft('');
  };
  return (
    <div class={styles.points}>
      <div class={styles.tags}>
        <For each={profile.customer().tags}>
          {(tag) => <TagChip label={tag} onRemove={profile.readOnly() ? undefined : () => profile.announceFields({ [fieldKey('tag', tag)]: null }, t.removed(tag))} />}
        </For>
      </div>
      <Show when={!profile.readOnly()}>
        <div data-screen onFocusIn={handleFocus}>
          <TextField label={t.addTag} value={draft()} list={listId} onInput={(text) => (text.endsWith(',') ? add(text) : setDraft(text))} onCommit={(text) => add(text)} />
          <datalist id={listId}><For each={known()}>{(tag) => <option value={tag} />}</For></datalist>
        </div>
      </Show>
    </div>
  );
}
