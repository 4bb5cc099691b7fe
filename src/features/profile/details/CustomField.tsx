/** One custom field of any type (SPEC I4): the right control for it, stored under the definition's id. */
import { For, Match, Show, Switch } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Checkbox } from '../../../ui/Checkbox';
import { Segmented } from '../../../ui/Segmented';
import { Select } from '../../../ui/Select';
import { saveFile } from '../../../ui/save-file';
import { useToast } from '../../../ui/Toast';
import { useFormat, useLocale } from '../../../ui/i18n';
import type { Json } from '../../../lib/json';
import { fieldKey } from '../../../domain/customer/fields';
import { formatDecimal, parseDecimal } from '../../../domain/values/decimal';
import { formatMinor, parseMoney } from '../../../domain/values/money';
import type { Money } from '../../../domain/values/money';
import { parsePartialDate } from '../../../domain/values/partial-date';
import type { FileValue } from '../../../domain/customer/custom-fields';
import type { FieldDefinition } from '../../../state/field-definitions';
import { useTeamSetting } from '../../../state/settings';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { FactLine } from '../history/FactLine';
import { BoundField } from './BoundField';
import { CustomerLinkField } from './CustomerLinkField';
import { PHOTO_LIMIT_BYTES, toDataUri } from './shrink-photo';
import styles from './Details.module.css';

const STARS = ['1', '2', '3', '4', '5'];

export function CustomField(props: { definition: FieldDefinition }) {
  const profile = useProfile();
  const t = useProfileWords();
  const format = useFormat();
  const { locale } = useLocale();
  const [currency] = useTeamSetting('currency');
  const key = () => fieldKey('custom', props.definition.id);
  const value = () => profile.field(key()) ?? null;
  const store = (next: Json) => profile.setField(key(), next, props.definition.label);
  const typed = (next: Json) => profile.setField(key(), next, props.definition.label, true);
  const type = () => props.definition.type;
  const choices = () => (props.definition.choices ?? []).map(({ id, label }) => ({ value: id, label }));
  const labelOf = (id: string) => choices().find(({ value: known }) => known === id)?.label ?? id;
  const chosen = () => (Array.isArray(value()) ? (value() as readonly string[]) : []);
  const money = () => { const stored = value() as Money | null; return stored && typeof stored === 'object' && 'minor' in stored ? stored : undefined; };
  const asText = () => { const stored = value(); return stored === null ? '' : typeof stored === 'string' || typeof stored === 'number' ? String(stored) : ''; };

  const mark = () => (locale() === 'de' ? ',' : '.');
  const storeNumber = (text: string) => {
    // What is no number is kept as typed, under the message that says so.
    typed(text.trim() === '' ? null : parseDecimal(text, mark()) ?? text.trim());
  };
  const numberText = () => { const stored = value(); return typeof stored === 'number' ? formatDecimal(stored, mark()) : asText(); };
  const storeMoney = (text: string) => {
    const amount = parseMoney(text, money()?.currency ?? props.definition.currency ?? currency());
    typed(text.trim() === '' ? null : amount.ok ? { ...amount.value } : text.trim());
  };
  const storeDate = (text: string) => {
    const date = parsePartialDate(text);
    typed(text.trim() === '' ? null : date.ok ? date.value : text.trim());
  };
  const toggle = (option: string, on: boolean) => store(on ? [...chosen(), option] : chosen().filter((one) => one !== option));

  return (
    <Switch fallback={
      <BoundField field={key()} label={props.definition.label} multiline={type() === 'longText'} value={asText()} help={props.definition.help} />
    }>
      <Match when={type() === 'number'}>
        <BoundField field={key()} label={props.definition.label} inputmode="decimal" value={numberText()} help={props.definition.help} onStore={storeNumber} error={(text) => (typeof value() === 'string' && text ? t.badNumber : undefined)} />
      </Match>
      <Match when={type() === 'money'}>
        <BoundField field={key()} label={`${props.definition.label} (${money()?.currency ?? props.definition.currency ?? currency()})`} inputmode="decimal" value={money() ? formatMinor(money()!) : asText()} help={props.definition.help} onStore={storeMoney} error={(text) => (typeof value() === 'string' && text ? t.badAmount : undefined)} />
      </Match>
      <Match when={type() === 'date'}>
        <BoundField field={key()} label={props.definition.label} value={asText() && parsePartialDate(asText()).ok ? format.partialDate(asText()) : asText()} help={props.definition.help ?? t.dayHelp} onStore={storeDate} error={(text) => (parsePartialDate(text).ok ? undefined : t.badDateForm)} />
      </Match>
      <Match when={type() === 'yesNo'}>
        <Segmented label={props.definition.label} disabled={profile.readOnly()} value={value() === true ? 'yes' : value() === false ? 'no' : 'unknown'} onChange={(next) => store(next === 'unknown' ? null : next === 'yes')}
          options={[{ value: 'yes', label: t.yes }, { value: 'no', label: t.no }, { value: 'unknown', label: t.unknown }]} />
      </Match>
      <Match when={type() === 'oneOf'}>
        <div>
          <Select label={props.definition.label} help={props.definition.help} disabled={profile.readOnly()} value={asText()} onChange={(next) => store(next || null)}
            options={[{ value: '', label: t.unknown }, ...choices(), ...(asText() && labelOf(asText()) === asText() && !choices().some(({ value: known }) => known === asText()) ? [{ value: asText(), label: asText() }] : [])]} />
          <Show when={value() !== null}><FactLine field={key()} label={props.definition.label} /></Show>
        </div>
      </Match>
      <Match when={type() === 'manyOf'}>
        <fieldset class={styles.group} disabled={profile.readOnly()}>
          <legend class={styles.legend}>{props.definition.label}</legend>
          <For each={[...new Set([...choices().map(({ value: id }) => id), ...chosen()])]}>{(id) => <Checkbox label={labelOf(id)} checked={chosen().includes(id)} onChange={(on) => toggle(id, on)} />}</For>
        </fieldset>
      </Match>
      <Match when={type() === 'rating'}>
        <Segmented label={props.definition.label} disabled={profile.readOnly()} value={asText() || '0'} onChange={(next) => store(next === '0' ? null : Number(next))}
          options={[{ value: '0', label: '–' }, ...STARS.map((star) => ({ value: star, label: star }))]} />
      </Match>
      <Match when={type() === 'personLink'}><CustomerLinkField label={props.definition.label} value={asText()} onStore={(id) => store(id)} /></Match>
      <Match when={type() === 'file'}><FileControl label={props.definition.label} value={value() as FileValue | null} onStore={(file) => store(file)} /></Match>
    </Switch>
  );
}

function FileControl(props: { label: string; value: FileValue | null; onStore: (file: FileValue | null) => void }) {
  const profile = useProfile();
  const t = useProfileWords();
  const toast = useToast();
  let input!: HTMLInputElement;
  const handleFile = async () => {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    if (file.size > PHOTO_LIMIT_BYTES) toast({ message: t.fileTooLarge, tone: 'late' });
    else props.onStore({ name: file.name, type: file.type, size: file.size, blob: await toDataUri(file) });
  };
  const handleOpen = (file: FileValue) => {
    const base64 = file.blob.slice(file.blob.indexOf(',') + 1);
    saveFile(file.name, Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)), file.type || 'application/octet-stream');
  };
  return (
    <div class={styles.photo}>
      <span>{props.label}</span>
      <input ref={input} type="file" hidden aria-label={props.label} onChange={() => void handleFile()} />
      <Show when={props.value} fallback={<Show when={!profile.readOnly()}><Button icon="upload" onClick={() => input.click()}>{t.chooseFile}</Button></Show>}>
        {(file) => (
          <>
            <Button icon="file" onClick={() => handleOpen(file())}>{t.openFile}: {file().name}</Button>
            <Show when={!profile.readOnly()}><Button kind="quiet" onClick={() => props.onStore(null)}>{t.remove}</Button></Show>
          </>
        )}
      </Show>
    </div>
  );
}
