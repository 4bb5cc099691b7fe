/**
 * The customers screen: the list, and beside it (or over it on a phone) whoever is open. The page stays while customers
 * are opened and closed, so the list keeps its place, its search and its ticks.
 */
import { Show, Suspense, createMemo, createSignal, lazy } from 'solid-js';
import type { JSX } from 'solid-js';
import type { CustomerId } from '../../domain/customer/fields';
import { useRows } from '../../state/book-context';
import { EmptyState } from '../../ui/EmptyState';
import { cx } from '../../ui/cx';
import { CustomerListPane } from './CustomerListPane';
import { CustomersProvider } from './customers-context';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

// Forms come when they are first asked for; the list does not wait for them.
const FilterSheet = lazy(async () => ({ default: (await import('./FilterSheet')).FilterSheet }));
const NewCustomerSheet = lazy(async () => ({ default: (await import('./NewCustomerSheet')).NewCustomerSheet }));

export interface CustomersPageProps {
  readonly openId: CustomerId | undefined;
  /** undefined closes. */
  onOpen(id: CustomerId | undefined): void;
  /** The form for a new customer is asked for by address (`?new`), so that shortcuts and links can open it. */
  readonly isAdding: boolean;
  onAdding(on: boolean): void;
  onImport(): void;
  /** Fills the empty book with invented customers. */
  onSample(): void;
  /** Hands a selection to export; without it there is no such button. */
  readonly onExport?: ((ids: readonly CustomerId[]) => void) | undefined;
  /** The profile of the open customer. */
  readonly children?: JSX.Element;
}

export default function CustomersPage(props: CustomersPageProps) {
  const words = customersWords;
  const rows = useRows();
  const [isFiltering, setIsFiltering] = createSignal(false);
  const [suggestedName, setSuggestedName] = createSignal('');
  const handleNew = (name = '') => {
    setSuggestedName(name);
    props.onAdding(true);
  };
  const handleAdding = (on: boolean) => {
    if (!on) setSuggestedName('');
    props.onAdding(on);
  };
  // Once asked for, a form stays, so that it can leave with its own movement.
  const wantsFilter = createMemo((was: boolean) => was || isFiltering(), false);
  const wantsForm = createMemo((was: boolean) => was || props.isAdding, false);
  return (
    <CustomersProvider openId={props.openId} onOpen={(id) => { props.onOpen(id); }}>
      <div class={cx(styles.split, props.openId !== undefined && styles.isOpen)}>
        <CustomerListPane onNew={handleNew} onImport={() => { props.onImport(); }} onSample={() => { props.onSample(); }} onExport={props.onExport} onFilter={() => setIsFiltering(true)} />
        <div class={styles.detail}>
          <Show when={props.openId !== undefined} fallback={<Show when={rows.size() > 0}><EmptyState class={styles.choose} icon="users" title={words().chooseTitle} body={words().chooseBody} /></Show>}>{props.children}</Show>
        </div>
      </div>
      <Suspense>
        <Show when={wantsFilter()}><FilterSheet open={isFiltering()} onOpenChange={setIsFiltering} /></Show>
        <Show when={wantsForm()}><NewCustomerSheet open={props.isAdding} suggestedName={suggestedName()} onOpen={(id) => { props.onOpen(id); }} onOpenChange={handleAdding} /></Show>
      </Suspense>
    </CustomersProvider>
  );
}
