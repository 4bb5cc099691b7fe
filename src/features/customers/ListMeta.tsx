/** How many are listed, of how many; the order; and the way into selecting. */
import { Show } from 'solid-js';
import { CUSTOMER_SORTS } from '../../state/customer-order';
import { Button } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { useFormat } from '../../ui/i18n';
import { useMay, useMayChange } from '../../state/may';
import { useCustomers } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

export function ListMeta() {
  const words = customersWords;
  const model = useCustomers();
  const format = useFormat();
  const may = useMay();
  const mayChange = useMayChange();
  /** There is something that could be done with a selection. */
  const canSelect = () => mayChange() || may('export');
  const isNarrowed = () => model.list.isSearching() || model.choice().kind !== 'all';
  const countText = () => {
    // No figure before there is one: "0 customers" over a book that is still being read would be a lie.
    if (model.list.isBuilding()) return '';
    const total = model.list.total();
    return isNarrowed() ? words().countOf(format.number(model.list.count()), format.number(total)) : words().count(format.number(total), total === 1);
  };
  const sortWord = (sort: (typeof CUSTOMER_SORTS)[number]) => ({ name: words().sortName, nextDue: words().sortNextDue, silent: words().sortSilent, recent: words().sortRecent, newest: words().sortNewest, bought: words().sortBought, town: words().sortTown })[sort];
  return (
    <div class={styles.meta}>
      <span role="status">{countText()}</span>
      <Show when={model.list.total() > 0}>
        <span class={styles.metaActions}>
          <Show when={canSelect()}><Button kind="link" class={styles.plain} aria-pressed={model.selection.isOn()} onPress={() => { model.selection.setOn(!model.selection.isOn()); }}>{model.selection.isOn() ? words().selectDone : words().select}</Button></Show>
          <Menu
            label={`${words().sortLabel}: ${sortWord(model.sort())}`} trigger={sortWord(model.sort())} kind="link"
            items={CUSTOMER_SORTS.map((sort) => ({ label: sortWord(sort), checked: sort === model.sort(), onSelect: () => { model.setSort(sort); } }))}
          />
        </span>
      </Show>
    </div>
  );
}
