/** The business's own fields (SPEC I4): add, change, hide for 30 days, delete for good. Renaming keeps the values. */
import { For, Show, createSignal } from 'solid-js';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { DataList, DataListItem } from '../../ui/DataList';
import { EmptyState } from '../../ui/EmptyState';
import { Section } from '../../ui/Section';
import { useConfirm } from '../../ui/confirm';
import { useFormat } from '../../ui/i18n';
import { useToast } from '../../ui/Toast';
import { isToBeAskedAbout } from '../../domain/customer/custom-fields';
import { fieldKey } from '../../domain/customer/fields';
import { useActions, useActor, useRows } from '../../state/book-context';
import { useFieldDefinitions } from '../../state/field-definitions';
import { useMay } from '../../state/may';
import type { FieldDefinition } from '../../state/field-definitions';
import { FieldForm } from './FieldForm';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

export function FieldsSection() {
  const t = useSettingsWords();
  const format = useFormat();
  const definitions = useFieldDefinitions();
  const rows = useRows();
  const actor = useActor();
  const actions = useActions();
  const confirm = useConfirm();
  const toast = useToast();
  const may = useMay();
  const [editing, setEditing] = createSignal<FieldDefinition | 'new'>();

  const holders = (id: string) => [...rows.index.all()].filter((row) => row.custom?.[id] !== undefined).map((row) => row.id);
  const handleHide = async (field: FieldDefinition) => {
    const result = await definitions.remove(field.id);
    if (result.ok) toast({ message: t.fieldDeleted(field.label), action: { label: t.undoLabel, onPress: () => { void definitions.restore(field.id); } } });
  };
  const handlePurge = async (field: FieldDefinition) => {
    const customers = holders(field.id);
    if (!await confirm({ title: t.purgeTitle(field.label), body: t.purgeBody(customers.length), confirm: t.fieldPurge, cancel: t.keep, danger: true })) return;
    // Values first: a definition without values is harmless, values without a definition are not found again.
    const emptied = customers.length === 0 || (await actions.perform({ label: t.purged(field.label), edits: customers.map((id) => ({ id, fields: { [fieldKey('custom', field.id)]: null } })) })).ok;
    if (emptied && (await definitions.purge(field.id)).ok) toast({ message: t.purged(field.label) });
  };

  return (
    <Section title={t.fields} end={<Show when={may('settings')}><Button kind="quiet" icon="plus" onClick={() => setEditing('new')}>{t.addField}</Button></Show>}>
      <p class={styles.muted}>{may('settings') ? t.fieldsHelp : t.settingsLocked}</p>
      <For each={definitions.deleted().filter((field) => isToBeAskedAbout(field, actor.now()))}>
        {(field) => <Banner tone="due" title={t.fieldOverdue(field.label)} body={t.purgeBody(holders(field.id).length)} action={may('settings') ? { label: t.fieldPurge, onPress: () => void handlePurge(field) } : undefined} />}
      </For>
      <Show when={definitions.fields().length + definitions.deleted().length > 0} fallback={<EmptyState icon="list" title={t.noFields} />}>
        <DataList label={t.fields}>
          <For each={definitions.fields()}>
            {(field) => (
              <DataListItem main={field.label} more={[t.types[field.type], field.group, field.help].filter(Boolean).join(' · ')}
                end={<Show when={may('settings')}><span class={styles.acts}><Button kind="quiet" aria-label={`${t.fieldEdit}: ${field.label}`} onClick={() => setEditing(() => field)}>{t.fieldEdit}</Button><Button kind="quiet" aria-label={`${t.fieldDelete}: ${field.label}`} onClick={() => void handleHide(field)}>{t.fieldDelete}</Button></span></Show>} />
            )}
          </For>
          <For each={definitions.deleted()}>
            {(field) => (
              <DataListItem main={field.label} more={t.fieldDeletedOn(format.day(field.deletedAt ?? ''))}
                end={<Show when={may('settings')}><span class={styles.acts}><Button kind="quiet" aria-label={`${t.fieldRestore}: ${field.label}`} onClick={() => void definitions.restore(field.id)}>{t.fieldRestore}</Button><Button kind="quiet" aria-label={`${t.fieldPurge}: ${field.label}`} onClick={() => void handlePurge(field)}>{t.fieldPurge}</Button></span></Show>} />
            )}
          </For>
        </DataList>
      </Show>
      <Show when={editing()} keyed>{(field) => <FieldForm field={field === 'new' ? undefined : field} onClose={() => setEditing(undefined)} />}</Show>
    </Section>
  );
}
