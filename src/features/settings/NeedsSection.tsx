/** What customers need, in the owner's words (SPEC D7): the groups that profiles and the portfolio offer. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { DataList, DataListItem } from '../../ui/DataList';
import { EmptyState } from '../../ui/EmptyState';
import { Section } from '../../ui/Section';
import { Sheet } from '../../ui/Sheet';
import { TextField } from '../../ui/TextField';
import { useToast } from '../../ui/Toast';
import type { NeedsGroup } from '../../domain/needs/need';
import { useRows } from '../../state/book-context';
import { useMay } from '../../state/may';
import { useNeedsGroups } from '../../state/needs-groups';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

/** SPEC D7: three to seven. */
const MANY = 7;

export function NeedsSection() {
  const t = useSettingsWords();
  const groups = useNeedsGroups();
  const rows = useRows();
  const may = useMay();
  const toast = useToast();
  const [editing, setEditing] = createSignal<NeedsGroup | 'new'>();
  const counts = createMemo(() => {
    rows.size();
    const found = new Map<string, number>();
    for (const row of rows.index.all()) if (!row.trashedAt) for (const need of row.needs ?? []) found.set(need, (found.get(need) ?? 0) + 1);
    return found;
  });
  const handleRemove = async (group: NeedsGroup) => {
    const result = await groups.remove(group.id);
    if (result.ok) toast({ message: t.needRemoved(group.name), action: { label: t.undoLabel, onPress: () => { void groups.restore(group); } } });
  };
  return (
    <Section title={t.needs} end={<Show when={may('settings')}><Button kind="quiet" icon="plus" onClick={() => setEditing('new')}>{t.addNeed}</Button></Show>}>
      <p class={styles.muted}>{may('settings') ? t.needsHelp : t.settingsLocked}</p>
      <Show when={groups.groups().length > MANY}><Banner tone="info" title={t.manyNeeds} /></Show>
      <Show when={groups.groups().length > 0} fallback={<EmptyState icon="bulb" title={t.noNeeds} />}>
        <DataList label={t.needs}>
          <For each={groups.groups()}>{(group) => (
            <DataListItem icon="bulb" main={group.name} more={[group.meaning, t.needCount(counts().get(group.id) ?? 0)].filter(Boolean).join(' · ')}
              end={<Show when={may('settings')}><span class={styles.acts}><Button kind="quiet" aria-label={`${t.needEdit}: ${group.name}`} onClick={() => setEditing(() => group)}>{t.needEdit}</Button><Button kind="quiet" aria-label={`${t.needRemove}: ${group.name}`} onClick={() => void handleRemove(group)}>{t.needRemove}</Button></span></Show>} />
          )}</For>
        </DataList>
      </Show>
      <Show when={editing()} keyed>{(group) => <GroupForm group={group === 'new' ? undefined : group} onClose={() => setEditing(undefined)} />}</Show>
    </Section>
  );
}

function GroupForm(props: { readonly group: NeedsGroup | undefined; readonly onClose: () => void }) {
  const t = useSettingsWords();
  const groups = useNeedsGroups();
  const toast = useToast();
  // eslint-disable-next-line solid/reactivity -- the form starts from the group and is its own from then on
  const before = props.group;
  const [name, setName] = createSignal(before?.name ?? '');
  const [meaning, setMeaning] = createSignal(before?.meaning ?? '');
  const [error, setError] = createSignal<string>();
  const handleSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = name().trim();
    const isTaken = groups.groups().some((group) => group.id !== before?.id && group.name.toLowerCase() === wanted.toLowerCase());
    const wrong = wanted === '' ? t.needMissing : isTaken ? t.needTaken : undefined;
    setError(wrong);
    if (wrong) return;
    const saved = await groups.save({ id: before?.id, name: wanted, meaning: meaning().trim() || undefined });
    if (!saved.ok) return;
    toast({ message: t.needSaved(wanted) });
    props.onClose();
  };
  return (
    <Sheet open onOpenChange={(open) => { if (!open) props.onClose(); }} title={before ? `${t.needEdit}: ${before.name}` : t.addNeed}>
      <form class={styles.form} onSubmit={(event) => void handleSubmit(event)}>
        <TextField label={t.needName} value={name()} onInput={setName} error={error()} autofocus />
        <TextField label={t.needMeaning} value={meaning()} onInput={setMeaning} multiline />
        <div class={styles.bar}><span /><Button onClick={() => { props.onClose(); }}>{t.cancel}</Button><Button kind="primary" type="submit">{t.save}</Button></div>
      </form>
    </Sheet>
  );
}
