/** Four facts that need no model: what was bought, when last, when last spoken, what is open. Each says why in words. */
import { Show } from 'solid-js';
import { useFormat } from '../../ui/i18n';
import { useRow } from '../../state/book-context';
import { useProfile } from './profile-context';
import { useProfileWords } from './words';
import styles from './Profile.module.css';

export function FactStrip() {
  const profile = useProfile();
  const row = useRow(() => profile.store.id());
  const t = useProfileWords();
  const format = useFormat();
  return (
    <section class={styles.strip} aria-label={t.facts}>
      <Fact label={t.bought} figure={row()?.bought ? format.money(row()!.bought!.minor, row()!.bought!.currency) : '–'} why={row()?.bought ? [t.boughtWhy(row()!.bought!.count, format.day(row()!.bought!.first)), row()!.bought!.mixed ? t.otherCurrencies : ''].filter(Boolean).join(', ') : t.nothingBought} />
      <Fact label={t.lastPurchase} figure={row()?.bought ? format.day(row()!.bought!.last) : t.never} why={row()?.bought ? format.relativeDay(row()!.bought!.last) : t.nothingBought} />
      <Fact label={t.lastContact} figure={row()?.lastContact ? format.day(row()!.lastContact!.slice(0, 10)) : t.never} why={row()?.lastContact ? format.relativeDay(row()!.lastContact!) : t.noContactYet} />
      <Fact label={t.nextUp} figure={row()?.nextDue ? format.day(row()!.nextDue!) : t.nothingOpen} why={row()?.nextDue ? t.openSince : t.nothingOpenWhy} />
    </section>
  );
}

function Fact(props: { label: string; figure: string; why: string }) {
  return (
    <div>
      <span class={styles.factLabel}>{props.label}</span>
      <span class={styles.figure}>{props.figure}</span>
      <Show when={props.why}><span class={styles.why}>{props.why}</span></Show>
    </div>
  );
}
