/** Step 1: which files, and what each of them is. */
import { For, Show } from 'solid-js';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { FileDrop } from '../../ui/FileDrop';
import { useImportWords } from './words';
import { SourceLine } from './SourceLine';
import type { ImportSession } from './import-session';
import styles from './Import.module.css';

const ACCEPT = '.csv,.tsv,.txt,.vcf,.vcard,.json,text/csv,text/tab-separated-values,text/plain,text/vcard,text/x-vcard,application/vcard+json';

export function FilesStep(props: { readonly session: ImportSession; readonly divert?: ((files: readonly File[]) => readonly File[]) | undefined }) {
  const t = useImportWords();
  const isReading = () => props.session.work()?.kind === 'reading';
  const handleFiles = (given: readonly File[]) => {
    const files = props.divert?.(given) ?? given;
    if (files.length > 0) void props.session.addFiles(files);
  };
  const handleNext = () => { props.session.goTo(props.session.tables().length > 0 ? 'columns' : 'check'); };
  return (
    <div class={styles.files}>
      <FileDrop label={t.choose} accept={ACCEPT} multiple disabled={isReading()} onFiles={handleFiles} help={<p class={styles.dropHelp}>{t.chooseHelp}</p>} />
      <Show when={props.session.sources().length > 0}>
        <Card pad={false}>
          <ul class={styles.sources} aria-label={t.files}>
            <For each={props.session.sources()}>{(source) => <SourceLine source={source} onRemove={() => { props.session.removeFile(source.id); }} />}</For>
          </ul>
        </Card>
        <div class={styles.ways}>
          <Button kind="primary" disabled={isReading()} offReason={props.session.hasFiles() ? undefined : t.noFiles} onPress={handleNext}>{t.next}</Button>
        </div>
      </Show>
    </div>
  );
}
