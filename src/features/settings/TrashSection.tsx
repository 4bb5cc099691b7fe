/** The trash: what was deleted in the last 30 days, to take back or to delete for good. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { Button } from '../../ui/Button';
import { DataList, DataListItem } from '../../ui/DataList';
import { EmptyState } from '../../ui/EmptyState';
import { Section } from '../../ui/Section';
import { useConfirm } from '../../ui/confirm';
import { useFormat } from '../../ui/i18n';
import { useToast } from '../../ui/Toast';
import { useActions, useBook, useRows } from '../../state/book-context';
import { useMay } from '../../state/may';
import type { CustomerId } from '../../domain/customer/fields';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

const PAGE = 50;

export function TrashSection() {
  const t = useSettingsWords();
  const format = useFormat();
  const book = useBook();
  const rows = useRows();
  const actions = useActions();
  const confirm = useConfirm();
  const toast = useToast();
  const may = useMay();
  const [shown, setShown] = createSignal(PAGE);
  const trashed = createMemo(() => {
    rows.size();
    return [...rows.index.all()].filter((row) => row.trashedAt).sort((a, b) => b.trashedAt!.localeCompare(a.trashedAt!));
  });
  const ids = () => trashed().map((row) => row.id);
  const restore = (which: readonly CustomerId[]) =>
    void actions.perform({ label: t.restored(which.length), edits: which.map((id) => ({ id, fields: { trashedAt: null, trashedBy: null } })) }, { toast: true });
  const erase = async (which: readonly CustomerId[]) => {
    const sure = await confirm({ title: t.eraseTitle(which.length), body: t.eraseBody, confirm: t.eraseConfirm, cancel: t.keep, danger: true });
    if (!sure) return;
    // The question may have stood open for long: whoever was taken back meanwhile, in another window say, is not meant any more.
    const still = which.filter((id) => rows.index.get(id)?.trashedAt);
    if (still.length === 0) {
      toast({ message: t.nothingToErase });
      return;
    }
    const result = await book.erase(still);
    toast(result.ok ? { message: t.erased(still.length) } : { message: t.eraseFailed, tone: 'late' });
  };
  return (
    <Section title={t.trash}>
      <p class={styles.help}>{t.trashHelp}<Show when={!may('erase')}>{' '}{t.trashNoErase}</Show></p>
      <Show when={trashed().length > 0} fallback={<EmptyState icon="trash" title={t.trashEmpty} />}>
        <div class={styles.bar}>
          <span>{t.trashCount(trashed().length)}</span>
          <Show when={may('edit')}><Button kind="quiet" onClick={() => restore(ids())}>{t.restoreAll}</Button></Show>
          <Show when={may('erase')}><Button kind="danger" onClick={() => void erase(ids())}>{t.eraseAll}</Button></Show>
        </div>
        <DataList label={t.trash}>
          <For each={trashed().slice(0, shown())}>
            {(row) => (
              <DataListItem icon={row.kind === 'company' ? 'building' : 'user'} main={row.name} more={format.dayTime(row.trashedAt!)}
                end={<span class={styles.acts}><Show when={may('edit')}><Button kind="quiet" onClick={() => restore([row.id])}>{t.restore}</Button></Show><Show when={may('erase')}><Button kind="quiet" onClick={() => void erase([row.id])}>{t.erase}</Button></Show></span>} />
            )}
          </For>
        </DataList>
        <Show when={trashed().length > shown()}><Button kind="quiet" onClick={() => setShown(shown() + PAGE * 4)}>{t.showMore(trashed().length - shown())}</Button></Show>
      </Show>
    </Section>
  );
}
