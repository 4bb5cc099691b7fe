/** The tier of a customer as glyph and letters: shape and fill tell the seven apart without colour (design language, "Tiers"). */
import { Match, Switch } from 'solid-js';
import type { JSX } from 'solid-js';
import { createWords } from './i18n';
import { cx } from './cx';
import styles from './TierBadge.module.css';

export type TierName = 'mvc' | 'mgc' | 'migrator' | 'steady' | 'bz' | 'new' | 'prospect';

/** `name` in badges and charts, `meaning` where there is room. */
export const tierWords = createWords({
  en: {
    name: { mvc: 'MVC', mgc: 'MGC', migrator: 'Migrator', steady: 'Steady', bz: 'BZ', new: 'New', prospect: 'Prospect' },
    meaning: { mvc: 'most valuable', mgc: 'most growable', migrator: 'could go either way', steady: 'steady', bz: 'below zero', new: 'new', prospect: 'has not bought yet' },
  },
  de: {
    name: { mvc: 'MVC', mgc: 'MGC', migrator: 'Offen', steady: 'Stetig', bz: 'BZ', new: 'Neu', prospect: 'Interessent' },
    meaning: { mvc: 'am wertvollsten', mgc: 'kann am meisten wachsen', migrator: 'kann so oder so werden', steady: 'stetig', bz: 'unter null', new: 'neu', prospect: 'hat noch nichts gekauft' },
  },
});

/** The mark alone, in a square of ten units. */
export function TierShape(props: { readonly tier: TierName }): JSX.Element {
  return (
    <Switch>
      <Match when={props.tier === 'mvc'}><path class={styles.markMvc} d="M5 0 10 5 5 10 0 5z" /></Match>
      <Match when={props.tier === 'mgc'}><path class={styles.markMgc} d="M5 .6 10 9.4H0z" /></Match>
      <Match when={props.tier === 'migrator'}><g class={styles.markMigrator}><circle cx="5" cy="5" r="4.3" /><path d="M5 .7a4.3 4.3 0 0 1 0 8.6z" /></g></Match>
      <Match when={props.tier === 'steady'}><rect class={styles.markSteady} x="1" y="1" width="8" height="8" rx="1" /></Match>
      <Match when={props.tier === 'bz'}><path class={styles.markBz} d="M0 .6h10L5 9.4z" /></Match>
      <Match when={props.tier === 'new'}><path class={styles.markNew} d="M3.6 0h2.8v3.6H10v2.8H6.4V10H3.6V6.4H0V3.6h3.6z" /></Match>
      <Match when={props.tier === 'prospect'}><circle class={styles.markProspect} cx="5" cy="5" r="4" /></Match>
    </Switch>
  );
}

/** The mark in a line of text; the word beside it speaks. */
export const TierGlyph = (props: { readonly tier: TierName }): JSX.Element => <svg class={styles.glyph} viewBox="0 0 10 10" aria-hidden="true"><TierShape tier={props.tier} /></svg>;

export interface TierBadgeProps { readonly tier: TierName; readonly class?: string | undefined }

export function TierBadge(props: TierBadgeProps): JSX.Element {
  const words = tierWords;
  return <span class={cx(styles.badge, styles[props.tier], props.class)} title={words().meaning[props.tier]}><TierGlyph tier={props.tier} />{words().name[props.tier]}</span>;
}
