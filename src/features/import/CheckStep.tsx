/** Step 3: what would happen, what is alike, what is wrong; then the one button that writes. */
import { For, Match, Show, Switch, createMemo } from 'solid-js';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Section } from '../../ui/Section';
import { CountsPanel } from './CountsPanel';
import { DuplicateDecisions } from './DuplicateDecisions';
import { ReportedRows } from './ReportedRows';
import { issueSentence } from './issue-sentences';
import { useFormat } from '../../ui/i18n';
import { useImportWords } from './words';
import type { ImportSession } from './import-session';
import styles from './Import.module.css';

export function CheckStep(props: { readonly session: ImportSession }) {
  const t = useImportWords();
  const format = useFormat();
  const isBusy = () => props.session.work() !== undefined;
  // What each row says is listed with the rows.
  const fileIssues = createMemo(() => props.session.tables().map((source) => ({ source, issues: source.issues.filter(({ code }) => code !== 'ragged-row') })).filter(({ issues }) => issues.length > 0));
  const handleBack = () => { props.session.goTo(props.session.tables().length > 0 ? 'columns' : 'files'); };
  return (
    <div class={styles.columns}>
      <div class={styles.details}>
        <Show when={fileIssues().length > 0}>
          <Section title={t.fileIssues}>
            <ul class={styles.reasons}>
              <For each={fileIssues()}>
                {({ source, issues }) => <For each={issues.slice(0, 20)}>{(issue) => <li><strong>{source.name}</strong> {issue.code === 'encoding-guessed' ? t.guessed : `${t.row(format.number(issue.row))}: ${issueSentence(issue, t)}`}</li>}</For>}
              </For>
            </ul>
          </Section>
        </Show>
        <DuplicateDecisions session={props.session} duplicates={props.session.check()?.duplicates ?? []} total={props.session.check()?.counts.possibleDuplicates ?? 0} />
        <Show when={props.session.check()}>
          {(result) => (
            <Switch>
              <Match when={result().counts.rejected + result().withIssues > 0}><ReportedRows session={props.session} result={result()} shown={50} /></Match>
              <Match when={result().duplicates.length === 0}><EmptyState icon="check" title={t.allFits} body={t.allFitsBody} /></Match>
            </Switch>
          )}
        </Show>
        <p class={styles.small}>{t.nothingYet}</p>
      </div>
      <aside class={styles.side}>
        <CountsPanel session={props.session} title={t.ifNow} result={props.session.check()} withoutRows>
          <div class={styles.two}>
            <Button disabled={props.session.work()?.kind === 'importing'} onPress={handleBack}>{t.back}</Button>
            <Button kind="primary" disabled={isBusy() || !props.session.check()} onPress={() => void props.session.start()}>{t.importNow}</Button>
          </div>
        </CountsPanel>
      </aside>
    </div>
  );
}
