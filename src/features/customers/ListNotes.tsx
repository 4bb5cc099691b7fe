/** One line above the rows where something is to be known: a likely misspelling, a filter that is on as well. */
import { Show } from 'solid-js';
import { Button } from '../../ui/Button';
import { useSeesOnlyOwnLeads } from '../../state/may';
import { useCustomers } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

export function ListNotes() {
  const words = customersWords;
  const model = useCustomers();
  const isLeadsOnly = useSeesOnlyOwnLeads();
  return (
    <>
      <Show when={isLeadsOnly()}><p class={styles.note}>{words().onlyLeads}</p></Show>
      <Show when={model.list.suggestion()}>
        {(suggestion) => <p class={styles.note}>{words().didYouMean} <Button kind="link" onPress={() => { model.setQuery(suggestion()); }}>{suggestion()}</Button>?</p>}
      </Show>
      <Show when={model.list.isSearching() && model.choice().kind !== 'all'}>
        <p class={styles.note}>{words().filteredToo} <Button kind="link" onPress={() => { model.choose({ kind: 'all' }); }}>{words().clearFilter}</Button></p>
      </Show>
    </>
  );
}
