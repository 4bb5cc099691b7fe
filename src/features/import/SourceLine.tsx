/** One chosen file: its name, what was recognised, or why it gives nothing and what to do. */
import { Show } from 'solid-js';
import { IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { useFormat } from '../../ui/i18n';
import type { Format } from '../../ui/format';
import { useImportWords } from './words';
import type { ImportWords } from './words';
import type { Source } from './import-protocol';
import styles from './Import.module.css';

export function SourceLine(props: { readonly source: Source; readonly onRemove: () => void }) {
  const t = useImportWords();
  const format = useFormat();
  const problem = () => problemOf(props.source, t);
  const facts = () => factsOf(props.source, t, format).join(' · ');
  const isGuessed = () => props.source.kind === 'table' && props.source.issues.some(({ code }) => code === 'encoding-guessed');
  return (
    <li class={styles.source}>
      <Icon name={props.source.kind === 'bad' ? 'alert' : 'file'} class={props.source.kind === 'bad' ? styles.late : styles.faint} />
      <div class={styles.words}>
        <strong>{props.source.name}</strong>
        <span class={styles.small}>{facts()}</span>
        <Show when={problem()}><span class={styles.lateText} role="alert">{problem()}</span></Show>
        <Show when={isGuessed()}><span class={styles.dueText}>{t.guessed}</span></Show>
      </div>
      <IconButton icon="x" label={t.remove(props.source.name)} onPress={() => { props.onRemove(); }} />
    </li>
  );
}

function problemOf(source: Source, t: ImportWords): string {
  if (source.kind !== 'bad') return '';
  return source.problem.kind === 'not-text' ? t.notText[source.problem.what] : t.problems[source.problem.kind];
}

function factsOf(source: Source, t: ImportWords, format: Format): readonly string[] {
  if (source.kind === 'cards') return [t.recognised(t.cards), format.bytes(source.bytes)];
  if (source.kind === 'bad') return [format.bytes(source.bytes)];
  const { layout } = source.mapping;
  return [layout ? t.recognised(t.layouts[layout]) : t.notRecognised, t.rows(format.number(source.rows)), t.read(t.encodings[source.encoding], t.splits[source.delimiter])];
}
