/** The left pane: heading, search, filters, how many, the rows, and what to do with a selection. */
import { Match, Show, Suspense, Switch, createEffect, createMemo, lazy, on } from 'solid-js';
import { useBookStatus, useRows } from '../../state/book-context';
import { useMay } from '../../state/may';
import { Button, IconButton } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { SearchBox } from '../../ui/SearchBox';
import { Skeleton } from '../../ui/Skeleton';
import { VirtualGrid } from '../../ui/VirtualGrid';
import type { VirtualGridHandle } from '../../ui/VirtualGrid';
import { useHotkeys } from '../../ui/hotkeys';
import { useFormat } from '../../ui/i18n';
import type { CustomerId } from '../../domain/customer/fields';
import { CustomerRow } from './CustomerRow';
import { GroupHeading } from './GroupHeading';
import { ListEmpty } from './ListEmpty';
import { ListMeta } from './ListMeta';
import { ListNotes } from './ListNotes';
import { QuickFilters } from './QuickFilters';
import { useCustomers } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

const SelectionBar = lazy(() => import('./SelectionBar'));

const ROW_HEIGHT = 64;

export interface CustomerListPaneProps { onNew(name?: string): void; onImport(): void; onSample(): void; onFilter(): void; readonly onExport: ((ids: readonly CustomerId[]) => void) | undefined }

export function CustomerListPane(props: CustomerListPaneProps) {
  const words = customersWords;
  const format = useFormat();
  const model = useCustomers();
  const rows = useRows();
  const may = useMay();
  const { status } = useBookStatus();
  let searchBox: HTMLInputElement | undefined;
  let grid: VirtualGridHandle | undefined;
  const loading = () => { const current = status(); return current.kind === 'loading' ? current : undefined; };
  const isWaiting = () => loading() !== undefined || (model.list.isBuilding() && rows.size() > 0);
  const selectedIndex = createMemo(() => { const id = model.openId(); return id === undefined ? undefined : model.list.ids().indexOf(id); });
  const headings = createMemo(() => new Map(model.list.groups().map((group) => [group.start, group])));

  // Not a Show: the grid must be able to tell that there is nothing.
  const headingBefore = (index: number) => { const group = headings().get(index); return group && <GroupHeading group={group} />; };

  const handleActivate = (index: number) => {
    const id = model.list.ids()[index];
    if (id === undefined) return;
    if (model.selection.isOn()) model.selection.toggle(index);
    else model.open(id);
  };
  const handleSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && model.list.count() > 0) {
      event.preventDefault();
      grid?.focusRow(0);
    } else if (event.key === 'Enter' && model.list.count() > 0 && !event.isComposing) {
      event.preventDefault();
      handleActivate(0);
    }
  };
  // A new question or order is read from its beginning.
  createEffect(on([model.query, model.choice, model.sort], () => { queueMicrotask(() => { if (model.list.count() > 0) grid?.scrollToRow(0); }); }, { defer: true }));
  // Whoever is opened from elsewhere (palette, a new customer, a link) is brought into sight; a clicked row is in sight already.
  createEffect(on(selectedIndex, (index, before) => {
    if (index !== undefined && index >= 0 && (before === undefined || before < 0)) grid?.scrollToRow(index);
  }));
  useHotkeys({
    '/': (event) => {
      event.preventDefault();
      searchBox?.focus();
      searchBox?.select();
    },
    n: (event) => { event.preventDefault(); if (may('capture')) props.onNew(); },
    Escape: () => { if (model.selection.isOn()) model.selection.setOn(false); },
  });
  return (
    <section class={styles.list} aria-label={words().title}>
      <div class={styles.head}>
        <div class={styles.title}>
          <h1>{words().title}</h1>
          <Show when={may('capture')}>
            <Button kind="quiet" icon="plus" class={styles.add} onPress={() => { props.onNew(); }}>{words().newCustomer}</Button>
            <IconButton icon="plus" label={words().newCustomer} class={styles.addIcon} onPress={() => { props.onNew(); }} />
          </Show>
        </div>
        <SearchBox label={words().search} value={model.query()} onInput={(text) => { model.setQuery(text); }} shortcutHint="/" onKeyDown={handleSearchKey} ref={(element) => { searchBox = element; }} />
        <QuickFilters onFilter={() => { props.onFilter(); }} />
        <ListMeta />
      </div>
      <ListNotes />
      <div class={styles.rows}>
        <Switch fallback={
          <VirtualGrid
            label={words().title} rowCount={model.list.count()} rowHeight={ROW_HEIGHT} selectedIndex={selectedIndex()}
            isSelected={model.selection.isOn() ? (index) => { const id = model.list.ids()[index]; return id !== undefined && model.selection.has(id); } : undefined}
            onActivate={handleActivate} onToggle={(index, options) => { model.selection.toggle(index, options); }} ref={(handle) => { grid = handle; }}
            renderRow={(index) => <CustomerRow index={index} />}
            renderBefore={(index) => headingBefore(index())}
          />
        }>
          <Match when={isWaiting()}>
            <div class={styles.loading}>
              <Show when={(loading()?.total ?? 0) > 0} fallback={<p>{words().loadingPlain}</p>}>
                <ProgressBar label={words().loading(format.number(loading()?.loaded ?? 0), format.number(loading()?.total ?? 0))} value={loading()?.loaded ?? 0} max={loading()?.total ?? 0} />
              </Show>
              <Skeleton shape="row" count={8} label={words().loadingPlain} />
            </div>
          </Match>
          <Match when={model.list.count() === 0}><ListEmpty onNew={(name) => { props.onNew(name); }} onImport={() => { props.onImport(); }} onSample={() => { props.onSample(); }} /></Match>
        </Switch>
      </div>
      <Suspense><Show when={model.selection.isOn()}><SelectionBar onExport={props.onExport} /></Show></Suspense>
    </section>
  );
}
