/** Adds or changes one custom field. A change of type says beforehand how many values would not convert. */
import { Show, createMemo, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { TextField } from '../../ui/TextField';
import { useToast } from '../../ui/Toast';
import { shortHash } from '../../lib/ids';
import { CUSTOM_FIELD_TYPES, convertCustomValue, convertPreview } from '../../domain/customer/custom-fields';
import type { CustomFieldDefinition } from '../../domain/customer/custom-fields';
import { fieldKey } from '../../domain/customer/fields';
import { useActions, useRows } from '../../state/book-context';
import { useFieldDefinitions } from '../../state/field-definitions';
import { useTeamSetting } from '../../state/settings';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

const REQUIRED = ['never', 'entry', 'fair'] as const;
const SENSITIVITIES = ['normal', 'private', 'secret'] as const;

export function FieldForm(props: { field: CustomFieldDefinition | undefined; onClose: () => void }) {
  const t = useSettingsWords();
  const rows = useRows();
  const actions = useActions();
  const definitions = useFieldDefinitions();
  const toast = useToast();
  const [currency] = useTeamSetting('currency');
  // eslint-disable-next-line solid/reactivity -- the form starts from the field and is its own from then on
  const before = props.field;
  const [draft, setDraft] = createStore({
    label: before?.label ?? '', type: (before?.type ?? 'text'), help: before?.help ?? '', group: before?.group ?? '', sourcePrompt: before?.sourcePrompt ?? '',
    choices: (before?.choices ?? []).map(({ label }) => label).join('\n'), requiredAt: before?.requiredAt ?? 'never' as const, sensitivity: before?.sensitivity ?? 'normal' as const,
  });
  const [error, setError] = createSignal<string>();
  const set = (part: 'label' | 'help' | 'group' | 'choices' | 'sourcePrompt') => (text: string) => { setDraft(part, text); };
  const needsChoices = () => draft.type === 'oneOf' || draft.type === 'manyOf';

  /** A choice keeps its id while its words stay, or while it stays in its place: renaming it keeps the values. */
  const choices = createMemo(() => {
    const labels = [...new Set(draft.choices.split('\n').map((line) => line.trim()).filter(Boolean))];
    const old = before?.choices ?? [];
    const sameCount = old.length === labels.length;
    return labels.map((label, i) => ({ id: old.find((choice) => choice.label === label)?.id ?? (sameCount ? old[i]?.id : undefined) ?? shortHash(`choice:${label}`), label }));
  });
  const next = createMemo((): Omit<CustomFieldDefinition, 'id'> => ({
    label: draft.label.trim(), type: draft.type, requiredAt: draft.requiredAt, sensitivity: draft.sensitivity,
    ...(draft.help.trim() ? { help: draft.help.trim() } : {}), ...(draft.group.trim() ? { group: draft.group.trim() } : {}), ...(draft.sourcePrompt.trim() ? { sourcePrompt: draft.sourcePrompt.trim() } : {}),
    ...(needsChoices() ? { choices: choices() } : {}), ...(draft.type === 'money' ? { currency: before?.currency ?? currency() } : {}), ...(before?.order === undefined ? {} : { order: before.order }),
  }));
  const held = createMemo(() => (before ? [...rows.index.all()].flatMap((row) => { const value = row.custom?.[before.id]; return value === undefined ? [] : [{ id: row.id, value }]; }) : []));
  const preview = createMemo(() => (before && before.type !== draft.type && held().length > 0 ? convertPreview(held().map(({ value }) => value), before, { ...next(), id: before.id }) : undefined));

  const problem = (): string | undefined => {
    const label = draft.label.trim().toLowerCase();
    if (!label) return t.fieldNeedsName;
    if (definitions.fields().some((field) => field.id !== before?.id && field.label.toLowerCase() === label)) return t.fieldNameTaken;
    return needsChoices() && choices().length < 2 ? t.fieldNeedsChoices : undefined;
  };
  const handleSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const wrong = problem();
    setError(wrong);
    if (wrong) return;
    const definition = next();
    const saved = await definitions.save(before ? { ...definition, id: before.id } : definition);
    if (!saved.ok) return;
    if (before && before.type !== definition.type) {
      const edits = held().flatMap(({ id, value }) => {
        const converted = convertCustomValue(before, { ...definition, id: before.id }, value);
        return converted.ok ? [{ id, fields: { [fieldKey('custom', before.id)]: converted.value } }] : [];
      });
      if (edits.length > 0) await actions.perform({ label: t.fieldSaved(definition.label), edits });
    }
    toast({ message: t.fieldSaved(definition.label) });
    props.onClose();
  };

  return (
    <Sheet open onOpenChange={(open) => { if (!open) props.onClose(); }} title={before ? `${t.fieldEdit}: ${before.label}` : t.addField}>
      <form class={styles.form} onSubmit={(event) => void handleSubmit(event)}>
        <TextField label={t.fieldName} value={draft.label} onInput={set('label')} error={error()} />
        <Select label={t.fieldType} value={draft.type} onChange={(type) => setDraft('type', type)} options={CUSTOM_FIELD_TYPES.map((value) => ({ value, label: t.types[value] }))} />
        <Show when={preview()}>{(shown) => <Banner tone={shown().fails > 0 ? 'due' : 'info'} title={t.convert(shown().fails, shown().fails + shown().converts)} body={shown().examples.join(', ')} />}</Show>
        <Show when={needsChoices()}><TextField label={t.fieldChoices} multiline rows={5} value={draft.choices} onInput={set('choices')} /></Show>
        <TextField label={t.fieldHelp} value={draft.help} onInput={set('help')} />
        <div class={styles.fields}>
          <TextField label={t.fieldGroup} value={draft.group} onInput={set('group')} />
          <TextField label={t.sourcePrompt} value={draft.sourcePrompt} onInput={set('sourcePrompt')} />
          <Select label={t.fieldRequired} value={draft.requiredAt} onChange={(value) => setDraft('requiredAt', value)} options={REQUIRED.map((value) => ({ value, label: t.required[value] }))} />
          <Select label={t.fieldSensitivity} value={draft.sensitivity} onChange={(value) => setDraft('sensitivity', value)} options={SENSITIVITIES.map((value) => ({ value, label: t.sensitivities[value] }))} />
        </div>
        <div class={styles.bar}>
          <span />
          <Button onClick={() => props.onClose()}>{t.cancel}</Button>
          <Button kind="primary" type="submit">{t.save}</Button>
        </div>
      </form>
    </Sheet>
  );
}
