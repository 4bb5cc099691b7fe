/** What an import does, or did, in five figures with their reasons; each customer counts once. */
import { For, Show, createUniqueId } from 'solid-js';
import type { JSX } from 'solid-js';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import type { IconName } from '../../ui/Icon';
import { Skeleton } from '../../ui/Skeleton';
import { useFormat } from '../../ui/i18n';
import type { ImportCounts } from '../../transfer/import/plan-types';
import { ReportedRows } from './ReportedRows';
import { useImportWords } from './words';
import type { ImportSession } from './import-session';
import type { ImportResult } from './import-protocol';
import styles from './Import.module.css';

type Counted = 'new' | 'updated' | 'unchanged' | 'possibleDuplicates' | 'rejected';
const LINES: readonly (readonly [Counted, IconName, 'due' | 'late' | undefined])[] = [['new', 'plus', undefined], ['updated', 'pen', undefined], ['unchanged', 'check', undefined], ['possibleDuplicates', 'copy', 'due'], ['rejected', 'alert', 'late']];

export function CountsPanel(props: { readonly session: ImportSession; readonly title: string; readonly result: ImportResult | undefined; readonly isDone?: boolean; /** The rows with issues stand elsewhere. */ readonly withoutRows?: boolean; readonly children?: JSX.Element }) {
  const t = useImportWords();
  const format = useFormat();
  const id = createUniqueId();
  const reason = (counts: ImportCounts, line: Counted): string => {
    if (line === 'updated' && counts.fieldsFilled + counts.fieldsOverwritten > 0) return t.filled(format.number(counts.fieldsFilled), format.number(counts.fieldsOverwritten));
    if (line === 'possibleDuplicates' && counts.possibleDuplicates > 0) return props.isDone ? t.cameAsNew : t.oneByOne;
    return line === 'rejected' && counts.rejected > 0 ? t.keptInFile : '';
  };
  const sums = (counts: ImportCounts) => format.list(counts.added.map(({ minor, currency }) => format.money(minor, currency)));
  return (
    <Card class={styles.panel}>
      <section aria-labelledby={id}>
        <h2 id={id}>{props.title}</h2>
        <Show when={props.result} fallback={<Skeleton shape="text" count={5} />}>
          {(result) => (
            <>
              <ul class={styles.counts} aria-live="polite">
                <For each={LINES}>
                  {([line, icon, tone]) => (
                    <li>
                      <Icon name={icon} class={result().counts[line] > 0 && tone ? styles[tone] : undefined} />
                      <span class={styles.what}>{t.counts[line]}</span>{' '}
                      <span class={styles.figure}>{format.number(result().counts[line])}</span>
                      <Show when={reason(result().counts, line)}><span class={styles.why}>{reason(result().counts, line)}</span></Show>
                    </li>
                  )}
                </For>
              </ul>
              <Show when={result().counts.purchasesAdded > 0}><p class={styles.extra}>{t.purchases(format.number(result().counts.purchasesAdded), sums(result().counts))}</p></Show>
              <Show when={result().counts.purchasesUnchanged > 0}><p class={styles.extra}>{t.purchasesKnown(format.number(result().counts.purchasesUnchanged))}</p></Show>
              <Show when={result().counts.fieldsKept > 0}><p class={styles.extra}>{t.keptOurs(result().counts.fieldsKept, format.number(result().counts.fieldsKept))}</p></Show>
              <Show when={!props.withoutRows}><ReportedRows session={props.session} result={result()} /></Show>
            </>
          )}
        </Show>
        {props.children}
      </section>
    </Card>
  );
}
