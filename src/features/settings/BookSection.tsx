/** What the team shares about the book, and who writes on this device. */
import { Section } from '../../ui/Section';
import { Select } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import { useLocale } from '../../ui/i18n';
import { Show } from 'solid-js';
import { useActor } from '../../state/book-context';
import { useMay } from '../../state/may';
import { useLocalSetting, useTeamSetting } from '../../state/settings';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

const SILENT_CHOICES = ['30', '60', '90', '180', '365'];

/** ISO 4217 and 3166 codes the platform can name, in the user's language and alphabet. */
function namedCodes(kind: 'currency' | 'region', codes: readonly string[], locale: string) {
  const names = new Intl.DisplayNames([locale], { type: kind });
  return codes.map((code) => ({ value: code, label: `${names.of(code) ?? code} (${code})` })).sort((a, b) => a.label.localeCompare(b.label, locale));
}

const COUNTRIES = ('AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP LI LT LU LV MT MX NL NO NZ PL PT RO RS SE SI SK TR UA US ZA').split(' ');
const CURRENCIES = ('AUD BGN BRL CAD CHF CZK DKK EUR GBP HUF INR ISK JPY MXN NOK NZD PLN RON RSD SEK TRY UAH USD ZAR').split(' ');

export function BookSection() {
  const t = useSettingsWords();
  const actor = useActor();
  const { locale } = useLocale();
  const may = useMay();
  const isLocked = () => !may('settings');
  const [bookName, setBookName] = useTeamSetting('bookName');
  const [currency, setCurrency] = useTeamSetting('currency');
  const [country, setCountry] = useTeamSetting('country');
  const [silentAfter, setSilentAfter] = useTeamSetting('silentAfterDays');
  const [personName, setPersonName] = useLocalSetting('personName');
  const [deviceName, setDeviceName] = useLocalSetting('deviceName');
  return (
    <>
      <Section title={t.book}>
        <Show when={isLocked()}><p class={styles.help}>{t.settingsLocked}</p></Show>
        <div class={styles.fields}>
          <TextField label={t.bookName} value={bookName()} readOnly={isLocked()} onCommit={(text) => void setBookName(text.trim())} />
          <Select label={t.currency} help={t.currencyHelp} value={currency()} disabled={isLocked()} onChange={(code) => void setCurrency(code)} options={namedCodes('currency', CURRENCIES, locale())} />
          <Select label={t.country} help={t.countryHelp} value={country()} disabled={isLocked()} onChange={(code) => void setCountry(code)} options={[{ value: '', label: t.noCountry }, ...namedCodes('region', COUNTRIES, locale())]} />
          <Select label={t.silentAfter} value={String(silentAfter())} disabled={isLocked()} onChange={(days) => void setSilentAfter(Number(days))} options={SILENT_CHOICES.map((value) => ({ value, label: t.days(Number(value)) }))} />
        </div>
      </Section>
      <Section title={t.you}>
        <div class={styles.fields}>
          <TextField label={t.yourName} help={t.yourNameHelp} value={personName()} onCommit={(text) => void setPersonName(text.trim())} autocomplete="name" />
          {/* Until it has a name, it goes by the one guessed for it. */}
          <TextField label={t.deviceName} placeholder={actor.device} value={deviceName()} onCommit={(text) => void setDeviceName(text.trim())} />
        </div>
      </Section>
    </>
  );
}
