/** The customers screen's own state, made once by the page: what is asked for, what is listed, what is ticked. */
import { createContext, createMemo, createSignal, useContext } from 'solid-js';
import type { Accessor, JSX } from 'solid-js';
import { compileFilter } from '../../domain/filter/compile';
import { notContactedInDays, promiseDue } from '../../domain/filter/filter';
import type { Filter } from '../../domain/filter/filter';
import type { CustomerId } from '../../domain/customer/fields';
import { useActor, useBookStatus, useRows, useSearch } from '../../state/book-context';
import { createCustomerList } from '../../state/customer-list';
import type { CustomerList, RowFilter } from '../../state/customer-list';
import { CUSTOMER_SORTS } from '../../state/customer-order';
import type { CustomerSort } from '../../state/customer-order';
import { createRowCounts } from '../../state/row-counts';
import { useSavedViews } from '../../state/saved-views';
import type { SavedViews } from '../../state/saved-views';
import { useLocalSetting, useTeamSetting } from '../../state/settings';
import { createToday, deviceTimeZone } from '../../state/today';
import { useLocale } from '../../ui/i18n';
import { createSelection } from './selection';
import type { Selection } from './selection';

export const QUICK_FILTERS = ['pleaseLook', 'due', 'silent', 'complaint'] as const;
export type QuickFilter = (typeof QUICK_FILTERS)[number];
/** What the list is narrowed to; one at a time. */
export type Choice = { readonly kind: 'all' } | { readonly kind: 'quick'; readonly id: QuickFilter } | { readonly kind: 'view'; readonly id: string } | { readonly kind: 'own'; readonly filter: Filter };

export interface CustomersModel {
  readonly query: Accessor<string>;
  setQuery(text: string): void;
  readonly choice: Accessor<Choice>;
  choose(choice: Choice): void;
  /** The filter of the choice; undefined for everybody. */
  readonly filter: Accessor<Filter | undefined>;
  readonly quickCount: (id: QuickFilter) => number | undefined;
  readonly sort: Accessor<CustomerSort>;
  setSort(sort: CustomerSort): void;
  readonly today: Accessor<string>;
  readonly list: CustomerList;
  readonly selection: Selection;
  readonly views: SavedViews;
  readonly openId: Accessor<CustomerId | undefined>;
  open(id: CustomerId | undefined): void;
}

const CustomersContext = createContext<CustomersModel>();

export function useCustomers(): CustomersModel {
  const model = useContext(CustomersContext);
  if (!model) throw new Error('useCustomers must be used inside CustomersProvider');
  return model;
}

export interface CustomersProviderProps { readonly openId: CustomerId | undefined; onOpen(id: CustomerId | undefined): void; readonly children: JSX.Element }

export function CustomersProvider(props: CustomersProviderProps) {
  const model = createCustomersModel(() => props.openId, (id) => { props.onOpen(id); });
  return <CustomersContext.Provider value={model}>{props.children}</CustomersContext.Provider>;
}

function createCustomersModel(openId: Accessor<CustomerId | undefined>, open: (id: CustomerId | undefined) => void): CustomersModel {
  const rows = useRows();
  const search = useSearch();
  const actor = useActor();
  const { status } = useBookStatus();
  const { locale } = useLocale();
  const timeZone = deviceTimeZone();
  const today = createToday(() => actor.now());
  const views = useSavedViews();
  const [silentAfterDays] = useTeamSetting('silentAfterDays');
  const [storedSort, storeSort] = useLocalSetting('customersSort');
  const [query, setQuery] = createSignal('');
  const [choice, setChoice] = createSignal<Choice>({ kind: 'all' });

  const quick = createMemo((): Readonly<Record<QuickFilter, Filter>> => ({ due: promiseDue, silent: notContactedInDays(silentAfterDays()), complaint: { type: 'flag', flag: 'openComplaint', is: true }, pleaseLook: { type: 'flag', flag: 'pleaseLook', is: true } }));
  const compiled = (filter: Filter): RowFilter => compileFilter(filter, { today: today(), timeZone });
  const filter = createMemo((): Filter | undefined => {
    const current = choice();
    switch (current.kind) {
      case 'all': return undefined;
      case 'quick': return quick()[current.id];
      case 'view': return views.views().find((view) => view.id === current.id)?.filter;
      case 'own': return current.filter;
    }
  });
  const rowFilter = createMemo(() => { const current = filter(); return current && compiled(current); });
  const quickFilters = createMemo(() => QUICK_FILTERS.map((id) => compiled(quick()[id])));
  const counts = createRowCounts(rows.index, { filters: quickFilters });
  const sort = createMemo(() => CUSTOMER_SORTS.find((known) => known === storedSort()) ?? 'name');
  const isReady = createMemo(() => status().kind !== 'loading');
  const list = createCustomerList(rows.index, search, { isReady, query, filter: rowFilter, sort, today, locale, timeZone });
  return {
    query, setQuery, choice, filter, sort, today, list, views, openId, open,
    choose: (next) => {
      setChoice(next);
      if (next.kind === 'view') {
        const view = views.views().find(({ id }) => id === next.id);
        if (view) void storeSort(view.sort);
      }
    },
    // A sort that could not be stored is forgotten at the next start, and that is all.
    setSort: (next) => { void storeSort(next); },
    quickCount: (id) => counts()[QUICK_FILTERS.indexOf(id)],
    selection: createSelection(list.ids),
  };
}
