/**
 * How Solid sees the book: one provider at the root makes the shared projections once, and everything below reads them
 * through `useX`. Features never subscribe to the engine themselves.
 *
 *   Book (replica) -> rows, team, status, actions (here, once) -> useRow, useTeam, useBookStatus, useActions -> screens
 */
import { createContext, useContext } from 'solid-js';
import type { Accessor, JSX } from 'solid-js';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import type { Actor, Book } from '../replica/book';
import { createBookSearch } from './book-search';
import type { BookSearch } from './book-search';
import { createBookStatus } from './book-status';
import type { BookStatusSignals } from './book-status';
import { createLocalSettings } from './local-settings';
import type { LocalSettings } from './local-settings';
import { createRowsStore, rowAccessor } from './rows-store';
import type { RowsStore } from './rows-store';
import { createTeamStore } from './team-store';
import type { TeamStore } from './team-store';
import { createActions } from './undo';
import type { Actions } from './undo';

interface BookScope {
  readonly book: Book;
  readonly actor: Actor;
  readonly rows: RowsStore;
  readonly team: TeamStore;
  readonly search: BookSearch;
  readonly local: LocalSettings;
  readonly status: BookStatusSignals;
  readonly actions: Actions;
}

const BookContext = createContext<BookScope>();

/** `book` and `actor` are read once: another book is another provider. */
export function BookProvider(props: { readonly book: Book; readonly actor: Actor; readonly children: JSX.Element }) {
  // eslint-disable-next-line solid/reactivity -- read once on purpose, see above
  const { book, actor } = props;
  const scope: BookScope = {
    book, actor,
    rows: createRowsStore(book.rows), team: createTeamStore(book.team), search: createBookSearch(book.rows), local: createLocalSettings(book.local),
    status: createBookStatus(book), actions: createActions(book),
  };
  return <BookContext.Provider value={scope}>{props.children}</BookContext.Provider>;
}

function useScope(user: string): BookScope {
  const scope = useContext(BookContext);
  if (!scope) throw new Error(`${user} must be used inside BookProvider`);
  return scope;
}

export const useBook = (): Book => useScope('useBook').book;
/** Who writes on this device, and its clock: for `by`, `device` and `at` of entries. */
export const useActor = (): Actor => useScope('useActor').actor;
export const useRows = (): RowsStore => useScope('useRows').rows;
export const useTeam = (): TeamStore => useScope('useTeam').team;
/** Settings of this device; see `useLocalSetting` for the typed door. */
export const useLocalSettings = (): LocalSettings => useScope('useLocalSettings').local;
/** The book's one search index; call `prepare` when a search is near. */
export const useSearch = (): BookSearch => useScope('useSearch').search;
export const useBookStatus = (): BookStatusSignals => useScope('useBookStatus').status;
export const useActions = (): Actions => useScope('useActions').actions;

/** The row of one customer; reruns only when that row changes. */
export function useRow(id: Accessor<CustomerId | undefined>): Accessor<CustomerRow | undefined> {
  return rowAccessor(useScope('useRow').rows, id);
}
