import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createBookSearch } from '../../../src/state/book-search';
import { createCustomerList } from '../../../src/state/customer-list';
import type { CustomerList, RowFilter } from '../../../src/state/customer-list';
import type { CustomerSort } from '../../../src/state/customer-order';
import { createBookDouble } from '../../support/book-double';

let dispose = (): void => {};
afterEach(() => { dispose(); vi.restoreAllMocks(); });

/** As on a machine on which no list takes more than one slice. */
const stopClock = (): void => { vi.spyOn(performance, 'now').mockReturnValue(0); };

function setUp(count = 0) {
  const book = createBookDouble();
  book.seed(Array.from({ length: count }, (_, i) => ({ id: `c${String(i)}`, fields: { 'name/given': `G${String(i % 17)}`, 'name/family': `F${String((i * 31) % 97).padStart(2, '0')}`, organization: i % 5 === 0 ? 'Lantern' : '' } })));
  const [query, setQuery] = createSignal('');
  const [filter, setFilter] = createSignal<RowFilter | undefined>();
  const [sort, setSort] = createSignal<CustomerSort>('name');
  let list!: CustomerList;
  createRoot((stop) => {
    dispose = stop;
    list = createCustomerList(book.rows, createBookSearch(book.rows), { query, filter, sort, today: () => '2026-11-22', locale: () => 'en' });
  });
  return { book, list, setQuery, setFilter: (next: RowFilter | undefined) => setFilter(() => next), setSort };
}
const names = (list: CustomerList, book: ReturnType<typeof createBookDouble>) => list.ids().map((id) => book.rows.get(id)?.name);

describe('the list of customers', () => {
  test('a customer who is renamed moves to the new place, and only then', () => {
    stopClock();
    const { book, list } = setUp();
    book.seed([{ id: 'a', fields: { 'name/family': 'Adair' } }, { id: 'b', fields: { 'name/family': 'Brennan' } }, { id: 'c', fields: { 'name/family': 'Costello' } }]);
    expect(names(list, book)).toEqual(['Adair', 'Brennan', 'Costello']);
    const before = list.ids();
    book.remote([{ id: 'a', fields: { jobTitle: 'Skipper' } }]);
    expect(list.ids()).toBe(before);
    book.remote([{ id: 'a', fields: { 'name/family': 'Zuse' } }]);
    expect(names(list, book)).toEqual(['Brennan', 'Costello', 'Zuse']);
    expect(before.length).toBe(3);
    expect(before[0]).toBe('a');
  });

  test('who is in the trash is neither listed nor counted nor found', async () => {
    stopClock();
    const { book, list, setQuery } = setUp(40);
    book.remote([{ id: 'c7', fields: { trashedAt: '2026-11-22T00:00:00Z' } }]);
    expect(list.total()).toBe(39);
    expect(list.ids()).not.toContain('c7');
    setQuery('F23');
    expect(list.ids()).not.toContain('c7');
    book.remote([{ id: 'c7', fields: { trashedAt: null } }]);
    expect(list.total()).toBe(40);
    setQuery('');
    expect(list.ids()).toContain('c7');
    await Promise.resolve();
  });

  test.each([
    // On a busy machine even 200 rows take more than one slice: both ways are tried whatever the machine does.
    ['in one go', 0], ['in a slice at every step, with changes in between', 1_000],
  ])('after any run of changes the patched list equals a list made anew, made %s', async (_how, stepMs) => {
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += stepMs));
    const { book, list, setFilter, setSort } = setUp(200);
    const settled = async () => { for (let i = 0; i < 40; i++) await new Promise((resolve) => { setTimeout(resolve, 0); }); };
    await settled();
    setFilter((row) => row.org !== undefined);
    for (let step = 0; step < 300; step++) {
      const id = `c${String((step * 13) % 220)}`;
      if (step % 11 === 0) void book.erase([id]);
      else book.remote([{ id, fields: step % 3 === 0 ? { 'name/family': `N${String((step * 7) % 50)}` } : step % 3 === 1 ? { organization: step % 2 === 0 ? 'Quay' : null } : { trashedAt: step % 2 === 0 ? '2026-11-01T00:00:00Z' : null } }]);
      if (step % 100 === 50) setSort('town');
      if (step % 100 === 90) setSort('name');
      if (step % 7 === 0) await new Promise((resolve) => { setTimeout(resolve, 0); });
    }
    await settled();
    const patched = [...list.ids()];
    const total = list.total();
    book.seed([]); // a reset makes the list anew
    await settled();
    expect(patched).toEqual([...list.ids()]);
    expect(total).toBe(list.total());
    expect(patched.length).toBeGreaterThan(10);
  });

  test('the count while searching says how many of how many, and the misspelt name is offered', async () => {
    stopClock();
    const { book, list, setQuery } = setUp(30);
    book.remote([{ id: 'n', fields: { 'name/given': 'Niamh', 'name/family': 'Costello' } }]);
    setQuery('Costelo');
    expect(list.count()).toBe(0);
    await new Promise((resolve) => { setTimeout(resolve, 220); });
    expect(list.ids()).toEqual(['n']);
    expect(list.suggestion()).toBe('costello');
    expect(list.total()).toBe(31);
  });

  test('headings count the rows below them', () => {
    stopClock();
    const { list, setSort } = setUp(60);
    expect(list.groups()).toEqual([{ group: { kind: 'letter', key: 'F' }, start: 0, count: 60 }]);
    setSort('nextDue');
    expect(list.groups()).toEqual([{ group: { kind: 'due', key: 'none' }, start: 0, count: 60 }]);
  });

  test('a change while the list is being made is not lost', async () => {
    const { book, list, setSort } = setUp(30_000);
    setSort('silent');
    book.remote([{ id: 'late', fields: { 'name/family': 'Latecomer' } }]);
    await expect.poll(() => list.ids().includes('late')).toBe(true);
    expect(list.total()).toBe(30_001);
    expect(list.isBuilding()).toBe(false);
  });
});
