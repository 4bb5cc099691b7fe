/** By what the book counts value: margins, how long customers stay, what time costs. A figure that cannot be is not stored, and says why. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { Section } from '../../ui/Section';
import { Select } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import { useFormat } from '../../ui/i18n';
import { currencyDigits, parseMoney } from '../../domain/values/money';
import { parseDecimal } from '../../domain/values/decimal';
import { MOST_RETENTION, valueMultiple } from '../../domain/value/value-rules';
import { useRows, useTeam } from '../../state/book-context';
import { useMay } from '../../state/may';
import { useTeamSetting } from '../../state/settings';
import { useTiers } from '../../state/tiers';
import { MARGIN_PREFIX, useValueSetting } from '../../state/value-rules';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

const YEARS = [0, 3, 5, 10];
/** More would be a table to fill in before anything works; the general margin serves the rest. */
const MOST_CATEGORIES = 12;

export function ValueSection() {
  const t = useSettingsWords();
  const format = useFormat();
  const team = useTeam();
  const rows = useRows();
  const may = useMay();
  const { valueRules } = useTiers();
  const isLocked = () => !may('settings');
  const [margin, setMargin] = useValueSetting('marginPercent');
  const [retention, setRetention] = useValueSetting('retentionPercent');
  const [discount, setDiscount] = useValueSetting('discountPercent');
  const [years, setYears] = useValueSetting('valueYears');
  const [attainable, setAttainable] = useValueSetting('attainableSharePercent');
  const [hourly, setHourly] = useValueSetting('hourlyCostMinor');
  const [currency] = useTeamSetting('currency');
  /** Those that most customers have bought from, and those that have a margin. */
  const categories = createMemo(() => {
    const counts = new Map<string, number>(Object.keys(valueRules().marginByCategory).map((category) => [category, Infinity]));
    for (const { bought } of rows.index.all()) for (const category of bought?.series?.categories ?? []) counts.set(category, (counts.get(category) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_CATEGORIES).map(([category]) => category).sort((a, b) => a.localeCompare(b));
  });
  const hourlyText = () => format.number(hourly() / 10 ** currencyDigits(currency()), Number.isInteger(hourly() / 10 ** currencyDigits(currency())) ? 0 : currencyDigits(currency()));
  const readHourly = (text: string) => { const parsed = parseMoney(text, currency()); return parsed.ok && parsed.value.minor >= 0 ? parsed.value.minor : undefined; };

  return (
    <Section title={t.value}>
      <p class={styles.help}>{isLocked() ? t.settingsLocked : t.valueHelp}</p>
      <div class={styles.fields}>
        <Percent label={t.margin} help={t.marginHelp} value={margin()} isLocked={isLocked()} onChange={(value) => void setMargin(value)} />
        <Percent label={t.attainable} help={t.attainableHelp} value={attainable()} isLocked={isLocked()} onChange={(value) => void setAttainable(value)} />
        <Percent label={t.retention} help={t.retentionHelp} value={retention()} most={MOST_RETENTION} isLocked={isLocked()} onChange={(value) => void setRetention(value)} />
        <Percent label={t.discount} help={t.discountHelp} value={discount()} isLocked={isLocked()} onChange={(value) => void setDiscount(value)} />
        <Select label={t.years} help={t.multipleIs(format.number(valueMultiple(valueRules()), 2))} value={String(years())} disabled={isLocked()} onChange={(value) => void setYears(Number(value))} options={[...new Set([...YEARS, years()])].map((value) => ({ value: String(value), label: value === 0 ? t.yearsAll : t.yearsSome(value) }))} />
        <Checked label={`${t.hourly} (${currency()})`} value={hourlyText()} read={readHourly} error={t.badMoney} isLocked={isLocked()} onChange={(value) => void setHourly(value)} />
      </div>
      <Show when={categories().length > 0}>
        <h3 class={styles.subtitle}>{t.marginByCategory}</h3>
        <div class={styles.fields}>
          <For each={categories()}>{(category) => (
            <Percent label={t.marginOf(category)} value={valueRules().marginByCategory[category]} placeholder={format.number(margin())} isLocked={isLocked()}
              onChange={(value) => void team.set('settings', `${MARGIN_PREFIX}${category}`, value)} onClear={() => void team.set('settings', `${MARGIN_PREFIX}${category}`, null)} />
          )}</For>
        </div>
      </Show>
    </Section>
  );
}

interface PercentProps { readonly label: string; readonly help?: string; readonly value: number | undefined; readonly most?: number; readonly placeholder?: string; readonly isLocked: boolean; readonly onChange: (value: number) => void; readonly onClear?: () => void }

function Percent(props: PercentProps) {
  const t = useSettingsWords();
  const format = useFormat();
  const most = () => props.most ?? 100;
  const read = (text: string) => {
    const parsed = parseDecimal(text.replace('%', '').replace(',', '.').trim(), '.');
    return parsed !== undefined && parsed >= 0 && parsed <= most() ? parsed : undefined;
  };
  return <Checked label={`${props.label} (%)`} help={props.help} placeholder={props.placeholder} value={props.value === undefined ? '' : format.number(props.value)} read={read} error={t.badPercent(0, most())} isLocked={props.isLocked} onChange={props.onChange} onClear={props.onClear} />;
}

interface CheckedProps {
  readonly label: string; readonly help?: string | undefined; readonly placeholder?: string | undefined; readonly value: string; readonly error: string; readonly isLocked: boolean;
  readonly read: (text: string) => number | undefined; readonly onChange: (value: number) => void; readonly onClear?: (() => void) | undefined;
}

/** What was typed stays in sight with its error; only what can be is stored. */
function Checked(props: CheckedProps) {
  const [wrong, setWrong] = createSignal<string>();
  const handleCommit = (text: string) => {
    if (text.trim() === '' && props.onClear) {
      setWrong(undefined);
      props.onClear();
      return;
    }
    const value = props.read(text);
    setWrong(value === undefined ? text : undefined);
    if (value !== undefined && text !== props.value) props.onChange(value);
  };
  return <TextField label={props.label} help={props.help} placeholder={props.placeholder} inputmode="decimal" readOnly={props.isLocked} value={wrong() ?? props.value} error={wrong() === undefined ? undefined : props.error} onCommit={handleCommit} />;
}
