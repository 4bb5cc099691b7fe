/** Possible duplicates, one by one: the same person, not the same, or decide later. */
import { For, Show } from 'solid-js';
import { Card } from '../../ui/Card';
import { Section } from '../../ui/Section';
import { Segmented } from '../../ui/Segmented';
import { useFormat } from '../../ui/i18n';
import { useRows } from '../../state/book-context';
import type { DuplicateDecision } from '../../transfer/import/plan-types';
import { useImportWords } from './words';
import type { ImportSession } from './import-session';
import type { SourcedDuplicate } from './import-protocol';
import styles from './Import.module.css';

const SHOWN = 50;

export function DuplicateDecisions(props: { readonly session: ImportSession; readonly duplicates: readonly SourcedDuplicate[]; readonly total: number }) {
  const t = useImportWords();
  const format = useFormat();
  const rows = useRows();
  const alike = (duplicate: SourcedDuplicate) => { const name = rows.index.get(duplicate.otherId)?.name; return name === undefined ? t.alikeHere : t.alikeTo(name); };
  return (
    <Show when={props.duplicates.length > 0}>
      <Section title={t.duplicates}>
        <p class={styles.small}>{t.duplicateHelp}</p>
        <Card pad={false}>
          <ul class={styles.sources}>
            <For each={props.duplicates.slice(0, SHOWN)}>
              {(duplicate) => (
                <li class={styles.duplicate}>
                  <div class={styles.words}>
                    <strong>{duplicate.name}</strong>
                    <span class={styles.small}>{[t.row(format.number(duplicate.row)), duplicate.detail, alike(duplicate)].filter(Boolean).join(' · ')}</span>
                  </div>
                  <Segmented<DuplicateDecision> label={t.decision(duplicate.name)} hideLabel value={props.session.decisionOf(duplicate.source, duplicate.row)} onChange={(decision) => { props.session.decide(duplicate.source, duplicate.row, decision); }}
                    options={[{ value: 'same', label: t.same }, { value: 'different', label: t.different }, { value: 'later', label: t.later }]} />
                </li>
              )}
            </For>
          </ul>
        </Card>
        <Show when={props.total > SHOWN}><p class={styles.small}>{t.moreDuplicates(props.total - SHOWN)}</p></Show>
      </Section>
    </Show>
  );
}
