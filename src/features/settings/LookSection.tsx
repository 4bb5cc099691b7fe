/** Theme, contrast and language: choices of this device, in force at once. */
import { Section } from '../../ui/Section';
import { Segmented } from '../../ui/Segmented';
import { Switch } from '../../ui/Switch';
import { LOCALES, useLocale } from '../../ui/i18n';
import { useTheme } from '../../ui/theme';
import type { Theme } from '../../ui/theme';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export function LookSection() {
  const t = useSettingsWords();
  const { theme, setTheme, contrast, setContrast } = useTheme();
  const { locale, setLocale } = useLocale();
  return (
    <Section title={t.look}>
      <div class={styles.fields}>
        <Segmented label={t.theme} value={theme()} onChange={setTheme} options={THEMES.map((value) => ({ value, label: t.themes[value] }))} />
        <Segmented label={t.language} value={locale()} onChange={setLocale} options={LOCALES.map((value) => ({ value, label: t.languages[value] }))} />
        <Switch label={t.contrast} help={t.contrastHelp} checked={contrast() === 'more'} onChange={(on) => setContrast(on ? 'more' : 'system')} />
      </div>
    </Section>
  );
}
