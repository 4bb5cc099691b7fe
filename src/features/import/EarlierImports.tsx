/** All imports of the book, newest first, each to take back for 30 days. */
import { For, Show, createMemo } from 'solid-js';
import { Button } from '../../ui/Button';
import { DataList, DataListItem } from '../../ui/DataList';
import { Section } from '../../ui/Section';
import { useFormat } from '../../ui/i18n';
import { useActor, useTeam } from '../../state/book-context';
import { canUndoImport, type ImportLogEntry } from '../../transfer/import/import-log';
import { earlierImports } from './import-records';
import { useUndoImport } from './use-undo-import';
import { useImportWords } from './words';
import type { ImportSession } from './import-session';

export function EarlierImports(props: { readonly session: ImportSession }) {
  const t = useImportWords();
  const format = useFormat();
  const team = useTeam();
  const actor = useActor();
  const undo = useUndoImport(() => props.session);
  const isBusy = () => props.session.work() !== undefined;
  const imports = createMemo(() => earlierImports(team.all('imports')).filter(({ id }) => id !== props.session.outcome()?.importId || props.session.step() !== 'done'));
  const line = ({ at, by, counts, state }: ImportLogEntry) => `${format.dayTime(at)} · ${t.earlierLine(by, format.number(counts.new), format.number(counts.updated), state === 'running' && isBusy() ? t.runningNow : t.states[state])}`;
  return (
    <Show when={imports().length > 0}>
      <Section title={t.earlier}>
        <DataList label={t.earlier}>
          <For each={imports()}>
            {(entry) => (
              <DataListItem icon="history" main={entry.files.join(', ')} more={line(entry)}
                end={<Show when={canUndoImport(entry, actor.now())}><Button kind="quiet" disabled={isBusy()} onPress={() => void undo(entry.id, entry.files)}>{t.takeBack(entry.files.join(', '))}</Button></Show>} />
            )}
          </For>
        </DataList>
      </Section>
    </Show>
  );
}
