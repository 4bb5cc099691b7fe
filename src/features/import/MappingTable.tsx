/** The columns of a file, each with its first values, its field in the book, and what happens where that is filled. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import { Checkbox } from '../../ui/Checkbox';
import type { ColumnMapping } from '../../transfer/csv/propose-mapping';
import { rulesFor, skip, type FillRule } from '../../transfer/csv/target';
import { useMay } from '../../state/may';
import { targetOptions } from './target-names';
import { useImportWords } from './words';
import { useBookFields } from './book-fields';
import type { ImportSession } from './import-session';
import type { TableSource } from './import-protocol';
import styles from './Import.module.css';

/** Every column has two lists to choose from: thousands of them would hold the page for minutes. */
const COLUMNS_AT_ONCE = 60;

export function MappingTable(props: { readonly session: ImportSession; readonly source: TableSource }) {
  const t = useImportWords();
  const may = useMay();
  const fields = useBookFields();
  const [isWhole, setIsWhole] = createSignal(false);
  const [most, setMost] = createSignal(COLUMNS_AT_ONCE);
  const filled = createMemo(() => props.source.mapping.columns.filter(({ filled: rows }) => rows > 0).map(({ index }) => index));
  const offered = createMemo(() => (isWhole() ? props.source.mapping.columns.map(({ index }) => index) : filled()));
  const shown = createMemo(() => offered().slice(0, most()));
  const waiting = () => offered().length - shown().length;
  const hidden = () => props.source.mapping.columns.length - offered().length;
  const isUndecided = (column: ColumnMapping) => column.target === skip('undecided');
  const samples = (column: ColumnMapping) => column.samples.map((value) => value.replace(/\s+/g, ' ')).join(' · ') || t.noSamples;
  const setRule = (column: ColumnMapping, rule: FillRule) => {
    const { mapping } = props.source;
    void props.session.setMapping(props.source, { ...mapping, columns: mapping.columns.map((other) => (other.index === column.index ? { ...other, rule } : other)) });
  };
  return (
    <>
      <table class={styles.map} aria-label={t.fileTable(props.source.name)}>
        <thead><tr><th scope="col">{t.inFile}</th><th scope="col">{t.inBook}</th><th scope="col" class={styles.rule}>{t.ifFilled}</th></tr></thead>
        <tbody>
          <For each={shown()}>
            {(index) => {
              const column = () => props.source.mapping.columns[index]!;
              return (
                <tr>
                  <th scope="row" class={styles.column}><strong>{column().name}</strong><span class={styles.samples} title={samples(column())}>{samples(column())}</span></th>
                  <td>
                    <span class={styles.target}>
                      <Icon name="arrow" size="s" class={styles.faint} />
                      <Select label={t.targetOf(column().name)} hideLabel placeholder={t.chooseField} auto={!isUndecided(column()) && column().sure} unsure={isUndecided(column()) || !column().sure}
                        value={isUndecided(column()) ? undefined : column().target} options={targetOptions(column(), t, fields()).filter(({ value }) => may('settings') || !value.startsWith('create@') || value === column().target)} onChange={(target) => void props.session.retarget(props.source, index, target)} />
                    </span>
                  </td>
                  <td class={styles.rule}>
                    <Show when={rulesFor(column().target).length > 0}>
                      <Select<FillRule> label={t.ruleOf(column().name)} hideLabel auto value={column().rule} options={rulesFor(column().target).map((value) => ({ value, label: t.rules[value] }))} onChange={(rule) => { setRule(column(), rule); }} />
                    </Show>
                  </td>
                </tr>
              );
            }}
          </For>
        </tbody>
      </table>
      <Show when={waiting() > 0}><div class={styles.header}><Button kind="link" onPress={() => { setMost(most() + COLUMNS_AT_ONCE); }}>{t.moreColumns(waiting())}</Button></div></Show>
      <div class={styles.header}><Show when={hidden() > 0}><Button kind="link" onPress={() => { setIsWhole(true); }}>{t.emptyColumns(hidden())}</Button></Show><Checkbox label={t.headerRow} checked={props.source.hasHeader} onChange={(on) => void props.session.setHeader(props.source.id, on)} /></div>
    </>
  );
}
