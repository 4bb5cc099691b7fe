/** Whether the browser will keep the book, how much room it takes, and what was found damaged. The plain truth. */
import { For, Match, Show, Switch, createResource, createSignal } from 'solid-js';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Section';
import { StateChip } from '../../ui/StateChip';
import { useFormat } from '../../ui/i18n';
import { useBook, useBookStatus, useRows } from '../../state/book-context';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

export function StorageSection() {
  const t = useSettingsWords();
  const format = useFormat();
  const book = useBook();
  const rows = useRows();
  const status = useBookStatus();
  const [use] = createResource(() => rows.size(), () => status.storageUse());
  const [quarantined] = createResource(() => book.quarantined());
  const [refused, setRefused] = createSignal(false);
  const handleAsk = async () => { setRefused((await status.requestPersistence()) !== 'persisted'); };
  return (
    <Section title={t.storage}>
      <div class={styles.lines}>
        <p>{t.customersStored(format.number(rows.size()))}</p>
        <p>
          <Switch>
            <Match when={status.persistence() === 'persisted'}><StateChip tone="ok" icon="check">{t.persisted}</StateChip></Match>
            <Match when={status.persistence() === 'best-effort'}><StateChip tone="due" icon="alert">{t.bestEffort}</StateChip></Match>
            <Match when={status.persistence() === 'unsupported'}><StateChip tone="due" icon="alert">{t.persistUnsupported}</StateChip></Match>
            <Match when={status.persistence() === 'unknown'}><StateChip icon="refresh" busy>{t.persistUnknown}</StateChip></Match>
          </Switch>
        </p>
        <Show when={status.persistence() === 'best-effort'}><Button icon="lock" onClick={() => void handleAsk()}>{t.askPersist}</Button></Show>
        <Show when={refused()}><p role="alert" class={styles.late}>{t.persistRefused}</p></Show>
        <p class={styles.muted}>
          <Show when={use.latest} fallback={t.usedUnknown}>{(known) => t.used(format.bytes(known().usedBytes), format.bytes(known().quotaBytes))}</Show>
        </p>
        <Show when={(quarantined.latest?.length ?? 0) > 0} fallback={<p class={styles.muted}>{t.quarantineNone}</p>}>
          <StateChip tone="late" icon="alert">{t.quarantine(quarantined.latest!.length)}</StateChip>
          <ul class={styles.list}><For each={quarantined.latest}>{(item) => <li class={styles.muted}>{t.quarantineReason(item.id, item.reason, format.dayTime(item.at))}</li>}</For></ul>
        </Show>
        <p class={styles.muted}>{t.reminders}</p>
      </div>
    </Section>
  );
}
