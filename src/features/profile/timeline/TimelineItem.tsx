/** One thing that happened. What we promised stands in full ink; a tap says that it was kept. */
import { Show } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Menu } from '../../../ui/Menu';
import { StateChip } from '../../../ui/StateChip';
import { useFormat } from '../../../ui/i18n';
import type { Commitment, Interaction, Purchase, TimelineEntry } from '../../../domain/entry/entry';
import { isQualifying } from '../../../domain/entry/entry';
import { useActor } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { CHANNEL_ICONS } from './channel-icons';
import { localDateTime } from './interaction-draft';
import styles from './Timeline.module.css';

export function TimelineItem(props: { entry: TimelineEntry; onEdit: () => void }) {
  const profile = useProfile();
  const actor = useActor();
  const t = useProfileWords();
  const format = useFormat();
  const interaction = () => (props.entry.kind === 'interaction' ? props.entry : undefined);
  const purchase = () => (props.entry.kind === 'purchase' ? props.entry : undefined);
  const title = () => {
    const bought = purchase();
    if (bought) return `${bought.amount.minor < 0 ? t.refund : t.order}, ${format.money(bought.amount.minor, bought.amount.currency)}`;
    const { channel, direction, minutes } = props.entry as Interaction;
    return `${direction === 'in' ? t.channelIn[channel] : t.channels[channel]}${minutes ? `, ${t.minutes(minutes)}` : ''}`;
  };
  const tone = () => {
    const entry = interaction();
    if (!entry) return styles.plain;
    return entry.channel === 'complaint' ? styles.bad : isQualifying(entry) ? styles.contact : styles.plain;
  };
  const change = (changes: Partial<Interaction>, label: string) => {
    const entry = interaction();
    if (entry) profile.setEntries({ [entry.id]: { ...entry, ...changes, editedAt: new Date(actor.now()).toISOString() } }, label);
  };
  const doneNow = () => new Date(actor.now()).toISOString();
  const bought = (entry: Purchase) => [entry.category, entry.quantity ? t.pieces(format.number(entry.quantity)) : '', entry.note, entry.receipt].filter(Boolean).join(' · ');

  return (
    <li class={styles.item}>
      <span class={`${styles.disc} ${tone()}`}><Icon name={interaction() ? CHANNEL_ICONS[(props.entry as Interaction).channel] : 'receipt'} size="s" /></span>
      <div class={styles.body}>
        <div class={styles.head}>
          <strong>{title()}</strong>
          <span class={styles.who}>{props.entry.by}</span>
          <time dateTime={props.entry.at} title={format.dayTime(props.entry.at)}>{format.day(purchase()?.day ?? localDateTime(Date.parse(props.entry.at)).slice(0, 10))}</time>
          <Show when={!profile.readOnly()}>
            <Menu label={`${t.more}: ${title()}`} icon="dots" items={[
              { label: t.edit, icon: 'pen', onSelect: () => props.onEdit() },
              ...(interaction()?.channel === 'complaint' && !interaction()?.resolvedAt ? [{ label: t.markSolved, icon: 'check' as const, onSelect: () => change({ resolvedAt: doneNow() }, t.entryChanged) }] : []),
              { label: t.delete, icon: 'trash', danger: true, onSelect: () => profile.setEntries({ [props.entry.id]: null }, t.entryDeleted) },
            ]} />
          </Show>
        </div>
        <Show when={purchase()}>{(entry) => <p class={styles.text}>{bought(entry())}</p>}</Show>
        <Show when={interaction()}>
          {(entry) => (
            <>
              <Show when={entry().summary}><p class={styles.text}>{entry().summary}</p></Show>
              <Show when={entry().participants}><p class={styles.text}>{entry().participants}</p></Show>
              <Show when={entry().channel === 'complaint'}>
                <StateChip tone={entry().resolvedAt ? 'plain' : 'late'} icon={entry().resolvedAt ? 'check' : 'alert'}>{entry().resolvedAt ? t.solved(format.day(entry().resolvedAt!.slice(0, 10))) : t.open}</StateChip>
              </Show>
              <CommitmentLine of={entry().promise} named={t.promised} dated={t.promisedBy} action={t.markKept} onDone={() => change({ promise: { ...entry().promise!, doneAt: doneNow() } }, t.entryChanged)} />
              <CommitmentLine of={entry().nextStep} named={t.step} dated={t.stepBy} action={t.markDone} onDone={() => change({ nextStep: { ...entry().nextStep!, doneAt: doneNow() } }, t.entryChanged)} />
            </>
          )}
        </Show>
      </div>
    </li>
  );
}

function CommitmentLine(props: { of: Commitment | undefined; named: string; dated: (day: string) => string; action: string; onDone: () => void }) {
  const profile = useProfile();
  const actor = useActor();
  const t = useProfileWords();
  const format = useFormat();
  const late = () => props.of?.due !== undefined && !props.of.doneAt && props.of.due < localDateTime(actor.now()).slice(0, 10);
  return (
    <Show when={props.of}>
      {(commitment) => (
        <div class={styles.commitment}>
          <p class={commitment().doneAt ? styles.kept : styles.owed}>
            {commitment().due ? props.dated(format.day(commitment().due!)) : props.named}: {commitment().text}
          </p>
          <Show when={commitment().doneAt} fallback={
            <>
              <Show when={late()}><StateChip tone="late" icon="clock">{t.overdue}</StateChip></Show>
              <Show when={!profile.readOnly()}><Button kind="quiet" size="s" icon="check" onClick={() => props.onDone()}>{props.action}</Button></Show>
            </>
          }>
            <StateChip tone="ok" icon="check">{t.kept}</StateChip>
          </Show>
        </div>
      )}
    </Show>
  );
}
