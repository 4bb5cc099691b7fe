/** One tap to narrow the list: ready-made filters, saved views, and the way to the filter builder. */
import { For, Show } from 'solid-js';
import { FilterChip } from '../../ui/FilterChip';
import { Icon } from '../../ui/Icon';
import { VisuallyHidden } from '../../ui/VisuallyHidden';
import { QUICK_FILTERS, useCustomers } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

export function QuickFilters(props: { onFilter(): void }) {
  const words = customersWords;
  const model = useCustomers();
  const isQuick = (id: string) => { const choice = model.choice(); return choice.kind === 'quick' && choice.id === id; };
  const isView = (id: string) => { const choice = model.choice(); return choice.kind === 'view' && choice.id === id; };
  return (
    <div class={styles.chips} role="group" aria-label={words().filter}>
      <FilterChip pressed={model.choice().kind === 'all'} onPress={() => { model.choose({ kind: 'all' }); }}>{words().all}</FilterChip>
      <FilterChip pressed={model.choice().kind === 'own'} leading={<Icon name="filter" size="xs" />} onPress={() => { props.onFilter(); }}><VisuallyHidden>{words().filter}</VisuallyHidden></FilterChip>
      <For each={QUICK_FILTERS}>{(id) => (
        <Show when={isQuick(id) || (model.quickCount(id) ?? 0) > 0}>
          <FilterChip pressed={isQuick(id)} count={model.quickCount(id)} onPress={() => { model.choose(isQuick(id) ? { kind: 'all' } : { kind: 'quick', id }); }}>{words()[id]}</FilterChip>
        </Show>
      )}</For>
      <For each={model.views.views()}>{(view) => <FilterChip pressed={isView(view.id)} onPress={() => { model.choose(isView(view.id) ? { kind: 'all' } : { kind: 'view', id: view.id }); }}>{view.name}</FilterChip>}</For>
    </div>
  );
}
