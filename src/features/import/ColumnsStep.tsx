/** Step 2: what each column means. The side counts what would happen, anew after every change. */
import { Show } from 'solid-js';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Select } from '../../ui/Select';
import { CountsPanel } from './CountsPanel';
import { MappingTable } from './MappingTable';
import { MappingQuestions } from './MappingQuestions';
import { MatchRules } from './MatchRules';
import { useImportWords } from './words';
import type { ImportSession } from './import-session';
import styles from './Import.module.css';

export function ColumnsStep(props: { readonly session: ImportSession }) {
  const t = useImportWords();
  const offReason = () => {
    const question = props.session.question();
    return question ? t.answerFirst(question.column) : props.session.usesNothing() ? t.nothingMapped : undefined;
  };
  return (
    <div class={styles.columns}>
      <Card as="section" pad={false} class={styles.mapping}>
        <Show when={props.session.tables().length > 1}>
          <div class={styles.which}>
            <Select label={t.fileFor} value={String(props.session.shown()?.id)} options={props.session.tables().map(({ id, name }) => ({ value: String(id), label: name }))} onChange={(id) => { props.session.show(Number(id)); }} />
          </div>
        </Show>
        <Show when={props.session.shown()} keyed={false}>
          {(source) => (
            <>
              <MappingTable session={props.session} source={source()} />
              <MappingQuestions session={props.session} source={source()} />
              <MatchRules session={props.session} source={source()} />
            </>
          )}
        </Show>
      </Card>
      <aside class={styles.side}>
        <CountsPanel session={props.session} title={t.ifNow} result={props.session.check()}>
          <div class={styles.two}>
            <Button onPress={() => { props.session.goTo('files'); }}>{t.back}</Button>
            <Button kind="primary" offReason={offReason()} onPress={() => { props.session.goTo('check'); }}>{t.next}</Button>
          </div>
        </CountsPanel>
        <p class={styles.small}>{t.nothingYet}</p>
      </aside>
    </div>
  );
}
