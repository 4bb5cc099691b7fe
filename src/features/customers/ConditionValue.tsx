/** The value of a condition, in the control that fits it. A number that cannot be read leaves the condition as it was. */
import { For, Match, Switch } from 'solid-js';
import type { Condition } from '../../domain/filter/filter';
import { currencyDigits } from '../../domain/values/money';
import { Checkbox } from '../../ui/Checkbox';
import { Segmented } from '../../ui/Segmented';
import { Select } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import { useLocale } from '../../ui/i18n';
import type { FieldOption, FilterField } from './filter-fields';
import { filterWords } from './filter-words';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

const scaleOf = (currency: string): number => 10 ** currencyDigits(currency);

export interface ConditionValueProps { readonly condition: Condition; readonly field: FilterField; onChange(condition: Condition): void }

export function ConditionValue(props: ConditionValueProps) {
  const words = filterWords;
  const { locale } = useLocale();
  const as = <K extends string>(key: K) => { const condition = props.condition; return key in condition ? (condition as Extract<Condition, Record<K, unknown>>) : undefined; };
  const set = (changes: object) => { props.onChange({ ...props.condition, ...changes }); };
  const setNumber = (key: string, text: string, scale = 1) => {
    const number = Number(text.replace(',', '.'));
    if (text.trim() !== '' && Number.isFinite(number)) set({ [key]: scale === 1 ? number : Math.round(number * scale) });
  };
  const months = () => Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: new Intl.DateTimeFormat(locale(), { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, i, 15)) }));
  const optionWord = (option: FieldOption): string => {
    const known: Readonly<Record<string, string>> = { ...words().kinds, ...customersWords().status, '': words().none, true: words().yes, false: words().no };
    return option.label ?? known[option.value] ?? option.value;
  };
  const isDate = () => props.condition.type === 'date';
  return (
    <Switch>
      <Match when={props.condition.type === 'flag' ? props.condition : undefined}>
        {(flag) => <Segmented label={words().value} hideLabel options={[{ value: 'yes', label: words().yes }, { value: 'no', label: words().no }]} value={flag().is ? 'yes' : 'no'} onChange={(value) => { set({ is: value === 'yes' }); }} />}
      </Match>
      <Match when={as('values')}>
        {(condition) => (
          <Switch fallback={<TextField label={words().values} hideLabel placeholder={words().values} value={condition().values.join(', ')} onCommit={(text) => { set({ values: text.split(',').map((part) => part.trim()).filter(Boolean) }); }} />}>
            <Match when={props.field.options}>
              {(options) => <div class={styles.row} role="group" aria-label={words().valuesPick}><For each={options()}>{(option) => (
                <Checkbox label={optionWord(option)} checked={condition().values.includes(option.value)} onChange={(checked) => { set({ values: checked ? [...condition().values, option.value] : condition().values.filter((other) => other !== option.value) }); }} />
              )}</For></div>}
            </Match>
          </Switch>
        )}
      </Match>
      <Match when={as('days')}>{(condition) => <TextField label={words().days} type="number" inputmode="numeric" value={String(condition().days)} onInput={(text) => { if (/^\d{1,5}$/.test(text)) setNumber('days', text); }} />}</Match>
      <Match when={as('month')}>{(condition) => <Select label={words().month} hideLabel options={months()} value={String(condition().month)} onChange={(month) => { set({ month: Number(month) }); }} />}</Match>
      <Match when={as('day')}>{(condition) => <TextField label={words().value} hideLabel type="date" value={condition().day} onInput={(day) => { if (day) set({ day }); }} />}</Match>
      <Match when={as('from')}>
        {(condition) => (
          <div class={styles.between}>
            <TextField label={words().from} type={isDate() ? 'date' : 'number'} value={String(condition().from)} onInput={(text) => { if (isDate()) { if (text) set({ from: text }); } else setNumber('from', text); }} />
            <TextField label={words().to} type={isDate() ? 'date' : 'number'} value={String(condition().to)} onInput={(text) => { if (isDate()) { if (text) set({ to: text }); } else setNumber('to', text); }} />
          </div>
        )}
      </Match>
      <Match when={as('minor')}>{(condition) => <TextField label={words().value} hideLabel inputmode="decimal" trailing={condition().currency} value={String(condition().minor / scaleOf(condition().currency))} onCommit={(text) => { setNumber('minor', text, scaleOf(condition().currency)); }} />}</Match>
      <Match when={as('value')}>
        {(condition) => <TextField label={words().value} hideLabel inputmode={props.condition.type === 'number' ? 'decimal' : 'text'} value={String(condition().value)} onInput={(text) => { if (props.condition.type === 'number') setNumber('value', text); else set({ value: text }); }} />}
      </Match>
    </Switch>
  );
}
