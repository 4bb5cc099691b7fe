/** Step 4: what happened, and the way back for 30 days. */
import { Show } from 'solid-js';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { useFormat } from '../../ui/i18n';
import { CountsPanel } from './CountsPanel';
import { failureSentence } from './failure-sentence';
import { useUndoImport } from './use-undo-import';
import { useImportWords } from './words';
import type { ImportSession, Outcome } from './import-session';
import styles from './Import.module.css';

export function DoneStep(props: { readonly session: ImportSession; readonly onShowCustomers?: (() => void) | undefined }) {
  const t = useImportWords();
  const format = useFormat();
  const undo = useUndoImport(() => props.session);
  const soFar = ({ result }: Outcome) => t.soFar(format.number(result.counts.new), format.number(result.counts.updated));
  return (
    <Show when={props.session.outcome()}>
      {(outcome) => (
        <div class={styles.done}>
          <Show when={outcome().failure}>
            {(failure) => <Banner tone={failure().kind === 'cancelled' ? 'due' : 'late'} title={failure().kind === 'cancelled' ? t.cancelled : t.failed} body={`${failureSentence(failure(), t)} ${soFar(outcome())}`.trim()} />}
          </Show>
          <Show when={outcome().undone}>
            {(undone) => <Banner tone="info" icon="undo" title={t.undone(format.number(undone().erased), format.number(undone().changedBack), format.number(undone().kept))} />}
          </Show>
          <CountsPanel session={props.session} title={t.result} result={outcome().result} isDone>
            <div class={styles.ways}>
              <Show when={!outcome().undone}><Button icon="undo" disabled={props.session.work() !== undefined} onPress={() => void undo(outcome().importId, outcome().files)}>{t.undo}</Button></Show>
              <Button disabled={props.session.work() !== undefined} onPress={() => { props.session.reset(); }}>{t.another}</Button>
              <Show when={props.onShowCustomers}>{(show) => <Button kind="primary" onPress={() => { show()(); }}>{t.open}</Button>}</Show>
            </div>
          </CountsPanel>
        </div>
      )}
    </Show>
  );
}
