/** What only a person can tell: columns that match nothing we know, dates that can be read two ways, days as numbers. */
import { For, Show } from 'solid-js';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/Segmented';
import { StateChip } from '../../ui/StateChip';
import { useFormat } from '../../ui/i18n';
import { parseDate, type DateOrder } from '../../transfer/csv/dates';
import type { ColumnMapping } from '../../transfer/csv/propose-mapping';
import { isSkipped, skip } from '../../transfer/csv/target';
import { useMay } from '../../state/may';
import { createdTypeOf } from './target-names';
import { useImportWords } from './words';
import type { ImportSession } from './import-session';
import type { TableSource } from './import-protocol';
import styles from './Import.module.css';

/** A table of thousands of columns is none that somebody answers one by one; the rest stays out unless chosen above. */
const ASKED_AT_ONCE = 20;

export function MappingQuestions(props: { readonly session: ImportSession; readonly source: TableSource }) {
  const t = useImportWords();
  const format = useFormat();
  const may = useMay();
  const columns = () => props.source.mapping.columns;
  const undecided = () => columns().filter(({ target, filled }) => target === skip('undecided') && filled > 0);
  const asked = () => columns().filter(({ verdict, target }) => !isSkipped(target) && !target.startsWith('create@') && (verdict === 'ask' || verdict === 'mixed'));
  const numbered = () => columns().filter(({ hasSerials, target }) => hasSerials && !isSkipped(target));
  const change = (column: ColumnMapping, next: Partial<ColumnMapping>) => {
    const { mapping } = props.source;
    void props.session.setMapping(props.source, { ...mapping, columns: mapping.columns.map((other) => (other.index === column.index ? { ...other, ...next } : other)) });
  };
  const example = (column: ColumnMapping) => {
    const value = column.samples.find((sample) => /[/-]/.test(sample)) ?? '';
    const day = (order: DateOrder) => { const parsed = parseDate(value, { order }, 2100); return parsed.kind === 'date' ? format.partialDate(parsed.date) : ''; };
    return value && day('dmy') && day('mdy') ? t.dateExample(value, day('dmy'), day('mdy')) : '';
  };
  return (
    <Show when={undecided().length + asked().length + numbered().length > 0}>
      <div class={styles.questions}>
        <For each={undecided().slice(0, ASKED_AT_ONCE)}>
          {(column) => (
            <div class={styles.question}>
              <StateChip tone="due" icon="alert">{t.undecided(column.name)}</StateChip>
              <Show when={may('settings')}><Button icon="plus" onPress={() => void props.session.retarget(props.source, column.index, `create@${createdTypeOf(column)}`)}>{t.createField(column.name)}</Button></Show>
              <Button kind="quiet" aria-label={`${t.leaveOut}: ${column.name}`} onPress={() => void props.session.retarget(props.source, column.index, skip('by-hand'))}>{t.leaveOut}</Button>
            </div>
          )}
        </For>
        <Show when={undecided().length > ASKED_AT_ONCE}><p class={styles.small}>{t.moreUndecided(undecided().length - ASKED_AT_ONCE)}</p></Show>
        <For each={asked()}>
          {(column) => (
            <div class={styles.question}>
              <Segmented<DateOrder> label={t.dateOrder(column.name)} value={column.verdict === 'ask' && !column.answered ? undefined : column.order} options={[{ value: 'dmy', label: t.dayFirst }, { value: 'mdy', label: t.monthFirst }]} onChange={(order) => { change(column, { order, answered: true }); }} />
              <span class={styles.small}>{column.verdict === 'mixed' ? t.mixedDates : example(column)}</span>
            </div>
          )}
        </For>
        <For each={numbered()}>
          {(column) => (
            <Segmented<'1900' | '1904'> label={`${column.name}: ${t.serials}`} value={column.serials === 1904 ? '1904' : '1900'} options={[{ value: '1900', label: t.serial1900 }, { value: '1904', label: t.serial1904 }]}
              onChange={(year) => { change(column, { serials: year === '1904' ? 1904 : 1900 }); }} />
          )}
        </For>
      </div>
    </Show>
  );
}
