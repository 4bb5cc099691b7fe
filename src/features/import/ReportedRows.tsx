/** Rows that did not come in, or not whole: the first of them with reasons, all of them as a file that can be mended and imported again. */
import { For, Show } from 'solid-js';
import { Button } from '../../ui/Button';
import { useFormat } from '../../ui/i18n';
import { saveFile } from '../../ui/save-file';
import { reportToCsv } from '../../transfer/import/report-csv';
import { issueSentence } from './issue-sentences';
import { useImportWords } from './words';
import type { ImportSession } from './import-session';
import type { ImportResult, SourcedRow } from './import-protocol';
import styles from './Import.module.css';

const SHOWN = 8;

export function ReportedRows(props: { readonly session: ImportSession; readonly result: ImportResult; readonly shown?: number | undefined }) {
  const t = useImportWords();
  const format = useFormat();
  const limit = () => props.shown ?? SHOWN;
  const count = () => props.result.counts.rejected + props.result.withIssues;
  const sourceOf = (row: SourcedRow) => props.session.sources().find(({ id }) => id === row.source);
  const place = (row: SourcedRow) => (sourceOf(row)?.kind === 'cards' ? t.card(format.number(row.row)) : t.row(format.number(row.row)));
  const handleSave = async () => {
    const rows = await props.session.reportedRows();
    for (const source of props.session.sources()) {
      const own = rows.filter((row) => row.source === source.id);
      if (own.length === 0) continue;
      const columns = await props.session.columns(source.id);
      const csv = reportToCsv(columns, own, { row: t.reportRow, reason: t.reportReason, sentence: (issue) => issueSentence(issue, t) });
      saveFile(t.reportName(source.name.replace(/\.[^.]+$/, '')), csv, 'text/csv;charset=utf-8');
    }
  };
  return (
    <Show when={count() > 0}>
      <div class={props.result.counts.rejected > 0 ? styles.rejects : styles.remarks}>
        <h3 class={styles.hidden}>{t.rowsWithIssues}</h3>
        <ul class={styles.reasons}>
          <For each={props.result.reported.slice(0, limit())}>
            {(row) => <li><strong>{place(row)}</strong> {row.issues.map((issue) => issueSentence(issue, t)).join(' ')}</li>}
          </For>
        </ul>
        <Show when={count() > limit()}><p>{t.moreRows(count() - limit())}</p></Show>
        <Button kind="link" onPress={() => void handleSave()}>{t.saveRows(count(), format.number(count()))}</Button>
      </div>
    </Show>
  );
}
