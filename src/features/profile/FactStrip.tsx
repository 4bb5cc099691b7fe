/** Four facts that need no model: what was bought, when last, when last spoken, what is open. Each says why in words. */
import { Show } from 'solid-js';
import { useFormat } from '../../ui/i18n';
import { daysBetween } from '../../domain/values/day';
import { useActor, useRow } from '../../state/book-context';
import { localDateTime } from './timeline/interaction-draft';
import { useProfile } from './profile-context';
import { useProfileWords } from './words';
import styles from './Profile.module.css';

export function FactStrip() {
  const profile = useProfile();
  const row = useRow(() => profile.store.id());
  const t = useProfileWords();
  const format = useFormat();
  const actor = useActor();
  const localDay = (stamp: string) => localDateTime(Date.parse(stamp)).slice(0, 10);
  /** Whole calendar days; below zero for what is still to come. */
  const ago = (day: string) => daysBetween(day, localDateTime(actor.now()).slice(0, 10));
  return (
    <section class={styles.strip} aria-label={t.facts}>
      <Fact label={t.bought} figure={row()?.bought ? format.money(row()!.bought!.minor, row()!.bought!.currency) : '–'} why={row()?.bought ? [t.boughtWhy(row()!.bought!.count, format.day(row()!.bought!.first)), row()!.bought!.mixed ? t.otherCurrencies : ''].filter(Boolean).join(', ') : t.nothingBought} />
      <Fact label={t.lastPurchase} figure={row()?.bought ? format.day(row()!.bought!.last) : t.never} why={row()?.bought ? t.daysAgo(ago(row()!.bought!.last)) : t.nothingBought} />
      <Fact label={t.lastContact} figure={row()?.lastContact ? format.day(localDay(row()!.lastContact!)) : t.never} why={row()?.lastContact ? t.daysAgo(ago(localDay(row()!.lastContact!))) : t.noContactYet} />
      <Fact label={t.nextUp} figure={row()?.nextDue ? format.day(row()!.nextDue!) : t.nothingOpen} why={row()?.nextDue ? (ago(row()!.nextDue!) > 0 ? t.daysLate(ago(row()!.nextDue!)) : t.inDays(-ago(row()!.nextDue!))) : t.nothingOpenWhy} />
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
