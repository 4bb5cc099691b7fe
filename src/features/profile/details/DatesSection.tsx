/** Birthday and the other days that matter, typed as people write them; a year may stay unknown. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { Button, IconButton } from '../../../ui/Button';
import { Select } from '../../../ui/Select';
import { TextField } from '../../../ui/TextField';
import { useFormat } from '../../../ui/i18n';
import { shortHash, uuidv7 } from '../../../lib/ids';
import type { Json } from '../../../lib/json';
import { listItems } from '../../../domain/customer/customer';
import { BIRTHDAY_KEY, fieldKey } from '../../../domain/customer/fields';
import type { DateItem, DateKind } from '../../../domain/customer/fields';
import { ageOn, nextOccurrence, parsePartialDate } from '../../../domain/values/partial-date';
import { useActor } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { BoundField } from './BoundField';
import { localDateTime } from '../timeline/interaction-draft';
import styles from './Details.module.css';

const OTHER_KINDS: readonly DateKind[] = ['wedding', 'customerSince', 'nameDay', 'custom'];

export function DatesSection() {
  const profile = useProfile();
  const actor = useActor();
  const t = useProfileWords();
  const format = useFormat();
  const [kind, setKind] = createSignal<DateKind>();
  const [label, setLabel] = createSignal('');
  const [blank, setBlank] = createSignal(shortHash(uuidv7()));
  const others = createMemo(() => listItems<DateItem>(profile.store.fields, 'date').filter(({ id }) => id !== 'birth'));

  const today = () => localDateTime(actor.now()).slice(0, 10);
  const parse = (text: string, past: boolean) => parsePartialDate(text, past ? { notAfter: today() } : {});
  const errorOf = (past: boolean) => (text: string) => {
    const parsed = parse(text, past);
    return parsed.ok ? undefined : parsed.error.kind === 'future' ? t.futureDate : parsed.error.kind === 'no-such-day' ? t.badDate : t.badDateForm;
  };
  /** Shown as one reads it, stored as RFC 6350 writes it; what is no date is kept as typed. */
  const shown = (item: DateItem | undefined) => { if (!item?.date) return ''; return parse(item.date, false).ok ? format.partialDate(item.date) : item.date; };
  const store = (key: string, base: Omit<DateItem, 'date'>, past: boolean, name: string) => (text: string) => {
    const parsed = parse(text, past);
    profile.setField(key, text.trim() ? ({ ...base, date: parsed.ok ? parsed.value : text.trim() } as unknown as Json) : null, name, true);
  };
  /** Only where the year is known (SPEC I2). */
  const age = () => {
    const date = (profile.field(BIRTHDAY_KEY) as DateItem | undefined)?.date;
    const next = date === undefined ? undefined : nextOccurrence(date, today());
    const turning = date === undefined || next === undefined ? undefined : ageOn(date, next);
    return turning === undefined || turning > 120 ? undefined : t.turnsOn(turning, format.relativeDay(next!));
  };
  const nameOf = (item: DateItem) => item.label ?? t.dateKinds[item.kind];

  return (
      <div class={styles.points}>
        <BoundField field={BIRTHDAY_KEY} label={t.birthday} value={shown(profile.field(BIRTHDAY_KEY) as DateItem | undefined)} onStore={store(BIRTHDAY_KEY, { kind: 'birth' }, true, t.birthday)} error={errorOf(true)} placeholder={t.dayHelp} help={age()} />
        <For each={others()}>
          {({ id, item }) => (
            <div class={styles.point}>
              <BoundField field={fieldKey('date', id)} label={nameOf(item)} value={shown(item)} onStore={store(fieldKey('date', id), { kind: item.kind, ...(item.label ? { label: item.label } : {}) }, false, nameOf(item))} error={errorOf(false)} removesWhenEmpty />
              <Show when={!profile.readOnly()}>
                <div class={styles.pointTools}><IconButton icon="x" label={t.removeItem(nameOf(item))} onClick={() => profile.announceFields({ [fieldKey('date', id)]: null }, t.removed(nameOf(item)))} /></div>
              </Show>
            </div>
          )}
        </For>
        <Show when={kind()}>
          {(chosen) => (
            <div class={styles.pair}>
              <Select label={t.type} value={chosen()} onChange={(next) => setKind(next)} options={OTHER_KINDS.map((value) => ({ value, label: t.dateKinds[value] }))} />
              <Show when={chosen() === 'custom'}><TextField label={t.dateLabel} value={label()} onInput={setLabel} /></Show>
              <TextField label={t.day} help={t.dayHelp} value="" onCommit={(text) => {
                if (!text.trim()) return;
                const item: Omit<DateItem, 'date'> = { kind: chosen(), ...(label().trim() ? { label: label().trim() } : {}) };
                store(fieldKey('date', blank()), item, false, t.dateKinds[chosen()])(text);
                setKind(undefined);
                setLabel('');
                setBlank(shortHash(uuidv7()));
              }} />
            </div>
          )}
        </Show>
        <Show when={!profile.readOnly() && !kind()}><Button kind="quiet" icon="plus" onClick={() => setKind('wedding')}>{t.addDate}</Button></Show>
      </div>
  );
}
