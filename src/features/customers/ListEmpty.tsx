/** Nothing to list, and why: an empty book teaches, a search that finds nobody offers the next step. */
import { Match, Show, Switch } from 'solid-js';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { useFormat } from '../../ui/i18n';
import { useCustomers } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

export function ListEmpty(props: { onNew(name?: string): void; onImport(): void; onSample(): void }) {
  const words = customersWords;
  const model = useCustomers();
  const format = useFormat();
  const asked = () => model.query().trim();
  return (
    <Switch fallback={
      <EmptyState class={styles.empty} icon="users" title={words().emptyTitle} body={words().emptyBody} action={
        <div class={styles.emptyActions}>
          <Button kind="primary" icon="plus" onPress={() => { props.onNew(); }}>{words().newCustomer}</Button>
          <Button icon="import" onPress={() => { props.onImport(); }}>{words().import}</Button>
          <Button kind="quiet" icon="bottle" onPress={() => { props.onSample(); }}>{words().sample}</Button>
        </div>
      } />
    }>
      <Match when={model.list.isSearching()}>
        <EmptyState class={styles.empty} icon="search" title={words().noOne(asked())} body={words().noOneBody} action={
          <div class={styles.emptyActions}>
            <Show when={model.choice().kind !== 'all'}><Button onPress={() => { model.choose({ kind: 'all' }); }}>{words().clearFilter}</Button></Show>
            <Button icon="plus" onPress={() => { props.onNew(asked()); }}>{words().newCalled(asked())}</Button>
          </div>
        } />
      </Match>
      <Match when={model.list.total() > 0}>
        <EmptyState class={styles.empty} icon="filter" title={words().noneFiltered} body={words().noneFilteredBody(format.number(model.list.total()))} action={<Button onPress={() => { model.choose({ kind: 'all' }); }}>{words().clearFilter}</Button>} />
      </Match>
    </Switch>
  );
}
