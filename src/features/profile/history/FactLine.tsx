/** One quiet line under a field: who told us, and when. Opens the field's history. */
import { Show, createMemo, createSignal } from 'solid-js';
import { Icon } from '../../../ui/Icon';
import { useFormat } from '../../../ui/i18n';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { factOf, isStale } from '../../../domain/customer/history';
import { useActor } from '../../../state/book-context';
import { baseFactOf, staleBefore } from './base-fact';
import { FieldHistory } from './FieldHistory';
import styles from './History.module.css';

export function FactLine(props: { field: string; label: string; class?: string | undefined }) {
  const profile = useProfile();
  const t = useProfileWords();
  const format = useFormat();
  const actor = useActor();
  const [open, setOpen] = createSignal(false);
  const fact = createMemo(() => factOf(props.field, profile.store.fields, profile.history().get(props.field) ?? [], baseFactOf(profile.store.fields)));
  const words = () => {
    const { at, by, source, confirmedAt } = fact();
    if (at === undefined) return t.history;
    const who = source?.kind === 'import' ? t.importFrom(source.file, source.row) : by || t.historySources[source?.kind ?? 'staff'];
    return confirmedAt ? `${who}: ${t.confirmedOn(format.day(confirmedAt))}` : t.knownSince(who, format.day(at));
  };
  return (
    <>
      <button type="button" class={`${styles.fact} ${props.class ?? ''}`} aria-label={`${t.historyOf(props.label)}. ${words()}`} onClick={() => setOpen(true)}>
        <Icon name={fact().at !== undefined && isStale(fact(), staleBefore(actor.now())) ? 'clock' : 'history'} size="xs" />
        <span>{words()}</span>
      </button>
      <Show when={open()}><FieldHistory field={props.field} label={props.label} onClose={() => setOpen(false)} /></Show>
    </>
  );
}
