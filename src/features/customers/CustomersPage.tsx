/**
 * The customers screen: the list, and beside it (or over it on a phone) whoever is open. The page stays while customers
 * are opened and closed, so the list keeps its place, its search and its ticks.
 */
import { Show, createSignal } from 'solid-js';
import type { JSX } from 'solid-js';
import type { CustomerId } from '../../domain/customer/fields';
import { EmptyState } from '../../ui/EmptyState';
import { cx } from '../../ui/cx';
import { CustomerListPane } from './CustomerListPane';
import { CustomersProvider } from './customers-context';
import { FilterSheet } from './FilterSheet';
import { NewCustomerSheet } from './NewCustomerSheet';
import { customersWords } from './words';
import styles from './CustomersPage.module.css';

export interface CustomersPageProps {
  readonly openId: CustomerId | undefined;
  /** undefined closes. */
  onOpen(id: CustomerId | undefined): void;
  /** The form for a new customer is asked for by address (`?new`), so that shortcuts and links can open it. */
  readonly isAdding: boolean;
  onAdding(on: boolean): void;
  onImport(): void;
  /** Hands a selection to export; without it there is no such button. */
  readonly onExport?: ((ids: readonly CustomerId[]) => void) | undefined;
  /** The profile of the open customer. */
  readonly children?: JSX.Element;
}

export default function CustomersPage(props: CustomersPageProps) {
  const words = customersWords;
  const [isFiltering, setIsFiltering] = createSignal(false);
  const [suggestedName, setSuggestedName] = createSignal('');
  const handleNew = (name = '') => {
    setSuggestedName(name);
    props.onAdding(true);
  };
  return (
    <CustomersProvider openId={props.openId} onOpen={(id) => { props.onOpen(id); }}>
      <div class={cx(styles.split, props.openId !== undefined && styles.isOpen)}>
        <CustomerListPane onNew={handleNew} onImport={() => { props.onImport(); }} onExport={props.onExport} onFilter={() => setIsFiltering(true)} />
        <div class={styles.detail}>
          <Show when={props.openId !== undefined} fallback={<EmptyState class={styles.choose} icon="users" title={words().chooseTitle} body={words().chooseBody} />}>{props.children}</Show>
        </div>
      </div>
      <FilterSheet open={isFiltering()} onOpenChange={setIsFiltering} />
      <NewCustomerSheet
        open={props.isAdding} suggestedName={suggestedName()} onOpen={(id) => { props.onOpen(id); }}
        onOpenChange={(open) => {
          if (!open) setSuggestedName('');
          props.onAdding(open);
        }}
      />
    </CustomersProvider>
  );
}
