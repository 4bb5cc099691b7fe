/** Nothing to list, and why: an empty book teaches, a search that finds nobody offers the next step. */
import { Match, Show, Switch } from 'solid-js';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { useFormat } from '../../ui/i18n';
import { useMay } from '../../state/may';
import { useCustomers } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

export function ListEmpty(props: { onNew(name?: string): void; onImport(): void; onSample(): void }) {
  const words = customersWords;
  const model = useCustomers();
  const format = useFormat();
  const may = useMay();
  const asked = () => model.query().trim();
  return (
    <Switch fallback={
      <EmptyState class={styles.empty} icon="users" title={words().emptyTitle} body={may('edit') ? words().emptyBody : may('capture') ? words().emptyLeads : words().emptyReadOnly} action={
        <div class={styles.emptyActions}>
          <Show when={may('capture')}><Button kind="primary" icon="plus" onPress={() => { props.onNew(); }}>{words().newCustomer}</Button></Show>
          <Show when={may('edit')}>
            <Button icon="import" onPress={() => { props.onImport(); }}>{words().import}</Button>
            <Show when={may('erase')}><Button kind="quiet" icon="bottle" onPress={() => { props.onSample(); }}>{words().sample}</Button></Show>
          </Show>
        </div>
      } />
    }>
      <Match when={model.list.isSearching()}>
        <EmptyState class={styles.empty} icon="search" title={words().noOne(asked())} body={words().noOneBody} action={
          <div class={styles.emptyActions}>
            <Show when={model.choice().kind !== 'all'}><Button onPress={() => { model.choose({ kind: 'all' }); }}>{words().clearFilter}</Button></Show>
            <Show when={may('capture')}><Button icon="plus" onPress={() => { props.onNew(asked()); }}>{words().newCalled(asked())}</Button></Show>
          </div>
        } />
      </Match>
      <Match when={model.list.total() > 0}>
        <EmptyState class={styles.empty} icon="filter" title={words().noneFiltered} body={words().noneFilteredBody(format.number(model.list.total()))} action={<Button onPress={() => { model.choose({ kind: 'all' }); }}>{words().clearFilter}</Button>} />
      </Match>
    </Switch>
  );
}
