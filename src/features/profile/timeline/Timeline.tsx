/** Everything that happened with this customer, newest first: contacts, purchases, promises. */
import { For, Show, createMemo, createSignal, onCleanup } from 'solid-js';
import { Button } from '../../../ui/Button';
import { EmptyState } from '../../../ui/EmptyState';
import { afterPaint } from '../../../ui/Later';
import { Menu } from '../../../ui/Menu';
import { Section } from '../../../ui/Section';
import type { TimelineEntry } from '../../../domain/entry/entry';
import { timelineOf } from '../../../domain/entry/timeline';
import type { TimelineFilter } from '../../../domain/entry/timeline';
import { deviceTimeZone } from '../../../state/today';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { LogContact } from './LogContact';
import { PurchaseForm } from './PurchaseForm';
import { TimelineItem } from './TimelineItem';
import styles from './Timeline.module.css';

/** What can be shown alone, in the order of the menu. */
const FILTERS = { everything: 'all', contacts: 'contacts', purchases: 'purchase', promises: 'promises', complaints: 'complaint' } as const satisfies Readonly<Record<string, TimelineFilter>>;
type View = keyof typeof FILTERS;
const VIEWS = Object.keys(FILTERS) as readonly View[];
/** A page of the timeline: a customer with 500 receipts opens as fast as one with five. */
const PAGE = 40;
/** What is on screen at first; the rest of the page follows when that is painted. */
const FIRST = 8;

export function Timeline(props: { onLog: () => void }) {
  const profile = useProfile();
  const t = useProfileWords();
  const [view, setView] = createSignal<View>('everything');
  const [shown, setShown] = createSignal(FIRST);
  onCleanup(afterPaint(() => setShown((n) => Math.max(n, PAGE))));
  const [editing, setEditing] = createSignal<TimelineEntry | 'purchase'>();
  const all = createMemo(() => timelineOf(profile.entries(), { timeZone: deviceTimeZone() }));
  const entries = createMemo(() => (view() === 'everything' ? all() : timelineOf(all(), { filter: FILTERS[view()], timeZone: deviceTimeZone() })));
  const contact = () => { const entry = editing(); return entry !== 'purchase' && entry?.kind === 'interaction' ? entry : undefined; };
  const purchase = () => { const entry = editing(); return entry !== 'purchase' && entry?.kind === 'purchase' ? entry : undefined; };

  return (
    <Section title={t.timeline} end={<div class={styles.tools}>
      <Show when={!profile.readOnly()}><Button kind="link" icon="receipt" onClick={() => setEditing('purchase')}>{t.addPurchase}</Button></Show>
      <Show when={all().length > 0}>
        <Menu label={`${t.filterKind}: ${t[view()]}`} trigger={t[view()]} kind="link" items={VIEWS.map((value) => ({ label: t[value], checked: value === view(), onSelect: () => { setView(value); setShown(PAGE); } }))} />
      </Show>
    </div>}>
      <Show when={all().length > 0} fallback={
        <EmptyState icon="book" title={t.timelineEmpty} body={t.timelineEmptyBody} action={<Show when={!profile.readOnly()}><Button onClick={() => props.onLog()}>{t.logContact}</Button></Show>} />
      }>
        <ol class={styles.timeline} aria-label={t.timeline}>
          <For each={entries().slice(0, shown())} fallback={<li class={styles.none}>{t.timelineNoneOfKind}</li>}>
            {(entry) => <TimelineItem entry={entry} onEdit={() => setEditing(entry)} />}
          </For>
        </ol>
        <Show when={entries().length > shown() && shown() >= PAGE}>
          <Button kind="quiet" onClick={() => setShown(shown() + PAGE * 5)}>{t.showMore(entries().length - shown())}</Button>
        </Show>
      </Show>
      <Show when={contact()} keyed>{(entry) => <LogContact entry={entry} onClose={() => setEditing(undefined)} />}</Show>
      <Show when={purchase()} keyed>{(entry) => <PurchaseForm entry={entry} onClose={() => setEditing(undefined)} />}</Show>
      <Show when={editing() === 'purchase'}><PurchaseForm onClose={() => setEditing(undefined)} /></Show>
    </Section>
  );
}
