/** Changes by file, for devices that cannot reach each other: save one, bring one in, and what became of it. */
import { Match, Show, Switch, createUniqueId } from 'solid-js';
import { Button } from '../../ui/Button';
import { useFormat } from '../../ui/i18n';
import { SidePanel } from './SidePanel';
import { manageWords } from './manage-words';
import { SYNC_FILE_EXTENSION, type FileOutcome, type SyncFiles } from './sync-files';
import { fileProblem } from './team-problem';
import { teamWords } from './words';
import styles from './Team.module.css';

export function SyncFilePanel(props: { readonly files: SyncFiles; readonly teamName: string; onClose(): void }) {
  const words = teamWords, more = manageWords;
  const format = useFormat();
  const id = createUniqueId();
  let input: HTMLInputElement | undefined;
  const outcome = <K extends FileOutcome['kind']>(kind: K) => { const current = props.files.outcome(); return current?.kind === kind ? (current as Extract<FileOutcome, { kind: K }>) : undefined; };
  const problem = () => outcome('failed')?.error ?? outcome('read')?.error;
  const isBusy = () => props.files.work() !== undefined;
  const handleChosen = (event: { readonly currentTarget: HTMLInputElement }) => {
    void props.files.bringIn([...(event.currentTarget.files ?? [])]);
    // so that the same file can be chosen again
    event.currentTarget.value = '';
  };
  return (
    <SidePanel title={words().fileTitle} onClose={() => { props.onClose(); }}>
      <p class={styles.muted}>{words().fileBody}</p>
      <div class={styles.fileWays}>
        <Button wide icon="download" disabled={isBusy()} onPress={() => { void props.files.save(props.teamName); }}>{words().fileSave}</Button>
        <Button wide icon="upload" disabled={isBusy()} aria-describedby={id} onPress={() => input?.click()}>{words().fileOpen}</Button>
        <input ref={(element) => { input = element; }} type="file" hidden multiple accept={SYNC_FILE_EXTENSION} aria-label={words().fileOpen} onChange={handleChosen} />
      </div>
      <p id={id} class={styles.small}>{more().fileDropped}</p>
      <p role="status" class={styles.told}>
        <Switch>
          <Match when={props.files.work() === 'reading'}>{more().fileWorking}</Match>
          <Match when={props.files.work() === 'sealing'}>{more().fileSealing}</Match>
          <Match when={outcome('saved')}>{(saved) => more().fileSaved(saved().name)}</Match>
          <Match when={outcome('read')}>{(read) => (read().changed === 0 ? more().fileNothingNew : words().fileDone(format.number(read().changed), read().changed === 1))}</Match>
        </Switch>
      </p>
      <Show when={problem()}>{(error) => <p role="alert" class={styles.problem}>{fileProblem(error())}</p>}</Show>
    </SidePanel>
  );
}
