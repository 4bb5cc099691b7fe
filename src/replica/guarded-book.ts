/**
 * The book as a role may see and change it (SPEC S7): colleagues' devices take nothing from a device that its role does not permit, so
 * nothing of the kind is written here either. Invariant: what passes this door travels. It guides; the device still holds the whole book.
 *
 *   screens -> guarded book -> book        team (exchange) -> book, past the guard
 *
 * The role is kept on the device, so that it holds from the first moment of the next start, before the team has been read.
 */
import { isRole, mayWrite, seesOnlyOwnLeads, type Change, type Role } from '../domain/team';
import { err, ok, type Result } from '../lib/result';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import type { ActionReceipt, Book, OpenCustomer, RowIndex, RowsEvent, TeamRecords, WriteError } from './book';

export interface GuardedBook {
  readonly book: Book;
  /** As kept from the last time, until the team has been read. */
  role(): Role | undefined;
  /** undefined: this device is in no team and may do everything. Takes effect at once, and at the next start. */
  setRole(role: Role | undefined): void;
}

const ROLE = 'team/role';
/** Customers whom this device has created while it might do no more than that. */
const LEADS = 'team/leads';

export async function guardBook(book: Book): Promise<GuardedBook> {
  const [storedRole, storedLeads] = await Promise.all([book.local.get(ROLE), book.local.get(LEADS)]);
  let role = isRole(storedRole) ? storedRole : undefined;
  const leads = new Set<string>(Array.isArray(storedLeads) ? storedLeads.filter((id) => typeof id === 'string') : []);
  const rowListeners = new Set<(event: RowsEvent) => void>();
  /** Until the team has been read nothing goes for good: a role may be there that no earlier start has kept. */
  let isKnown = false;
  /** Actions of this device since it has this role, to take back: what a wider role has done stays done. */
  let done = 0, undone = 0;

  const may = (change: Change): boolean => role === undefined || mayWrite(role, change);
  const isLeadsOnly = (): boolean => role !== undefined && seesOnlyOwnLeads(role);
  const sees = (id: string): boolean => !isLeadsOnly() || leads.has(id);
  const mayEdit = (id: string): boolean => may({ on: 'customer', deed: 'edit', isOwnLead: leads.has(id) });
  const mayEditAll = (): boolean => may({ on: 'customer', deed: 'edit', isOwnLead: false });
  const NOT_ALLOWED = err<WriteError>({ kind: 'not-allowed' });

  /** Remembered before they are made: a page that is closed in between leaves an id that nobody has. */
  const rememberLeads = async (ids: readonly CustomerId[]): Promise<void> => {
    for (const id of ids) leads.add(id);
    await book.local.set(LEADS, [...leads]);
  };
  /** Another tab has created somebody, perhaps. */
  const readLeads = async (): Promise<void> => {
    const stored = await book.local.get(LEADS);
    if (!Array.isArray(stored)) return;
    const news = stored.filter((id): id is CustomerId => typeof id === 'string' && !leads.has(id));
    for (const id of news) leads.add(id);
    if (news.length > 0) tell({ kind: 'changed', ids: news });
  };
  const tell = (event: RowsEvent): void => { for (const listener of [...rowListeners]) listener(event); };
  book.rows.onChange((event) => {
    if (event.kind === 'reset' || !isLeadsOnly()) return tell(event);
    const seen = event.ids.filter(sees);
    if (seen.length > 0) tell({ kind: 'changed', ids: seen });
    if (seen.length < event.ids.length) void readLeads();
  });

  const rows: RowIndex = {
    get size() {
      if (!isLeadsOnly()) return book.rows.size;
      let size = 0;
      for (const id of leads) if (book.rows.get(id)) size += 1;
      return size;
    },
    get: (id) => (sees(id) ? book.rows.get(id) : undefined),
    all: () => (isLeadsOnly() ? ownLeads() : book.rows.all()),
    onChange: (listener) => {
      rowListeners.add(listener);
      return () => rowListeners.delete(listener);
    },
  };
  function* ownLeads(): IterableIterator<CustomerRow> {
    for (const id of leads) {
      const row = book.rows.get(id);
      if (row) yield row;
    }
  }
  const team: TeamRecords = {
    ...book.team,
    set: async (collection, id, value) => (may({ on: 'book', collection }) ? book.team.set(collection, id, value) : NOT_ALLOWED),
  };

  const guarded: Book = {
    ...book, rows, team,
    open: async (id) => {
      if (!sees(id)) return err({ kind: 'unknown-customer', id });
      const opened = await book.open(id);
      return opened.ok ? ok(asAllowed(opened.value, () => mayEdit(id))) : opened;
    },
    read: (ids, onEach) => book.read(ids.filter(sees), onEach),
    perform: async (action, onProgress) => {
      if (mayEditAll()) return guardedReceipt(await book.perform(action, onProgress));
      const created = may({ on: 'customer', deed: 'create' }) ? action.edits.map(({ id }) => id).filter((id) => book.rows.get(id) === undefined) : [];
      if (!action.edits.every(({ id }) => mayEdit(id) || created.includes(id))) return NOT_ALLOWED;
      if (created.length > 0) await rememberLeads(created);
      const performed = await book.perform(action, onProgress);
      if (performed.ok) [done, undone] = [done + 1, 0];
      return guardedReceipt(performed);
    },
    erase: async (ids) => (isKnown && may({ on: 'customer', deed: 'erase' }) ? book.erase(ids) : NOT_ALLOWED),
    storePacked: async (customers, options) => (mayEditAll() ? book.storePacked(customers, options) : NOT_ALLOWED),
    canUndo: () => book.canUndo() && (mayEditAll() || done > 0),
    canRedo: () => book.canRedo() && (mayEditAll() || undone > 0),
    undo: async () => {
      if (mayEditAll()) return book.undo();
      if (done === 0) return ok(undefined);
      [done, undone] = [done - 1, undone + 1];
      return book.undo();
    },
    redo: async () => {
      if (mayEditAll()) return book.redo();
      if (undone === 0) return ok(undefined);
      [done, undone] = [done + 1, undone - 1];
      return book.redo();
    },
  };
  /** A toast may stand while the role changes. */
  function guardedReceipt(performed: Result<ActionReceipt, WriteError>): Result<ActionReceipt, WriteError> {
    if (!performed.ok) return performed;
    const receipt = performed.value;
    return ok({ ...receipt, undo: async () => (receipt.customers.every(mayEdit) ? receipt.undo() : NOT_ALLOWED) });
  }
  return {
    book: guarded,
    role: () => role,
    setRole: (next) => {
      isKnown = true;
      if (next === role) return;
      [done, undone] = [0, 0];
      const wasLeadsOnly = isLeadsOnly();
      role = next;
      // A failure is no matter: the team tells it anew at every start.
      void book.local.set(ROLE, next ?? null);
      if (isLeadsOnly() !== wasLeadsOnly) tell({ kind: 'reset' });
    },
  };
}

/** The same open customer, whose `readOnly` follows the role. */
function asAllowed(customer: OpenCustomer, mayEdit: () => boolean): OpenCustomer {
  return Object.create(customer, { readOnly: { get: () => customer.readOnly || (mayEdit() ? false : 'not-allowed'), enumerable: true } }) as OpenCustomer;
}
