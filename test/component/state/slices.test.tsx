import { cleanup, render, screen } from '@solidjs/testing-library';
import { createRoot, ErrorBoundary } from 'solid-js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createBookSearch } from '../../../src/state/book-search';
import { createCustomerList } from '../../../src/state/customer-list';
import type { CustomerList } from '../../../src/state/customer-list';
import { createSlicedRunner } from '../../../src/state/slices';
import type { RunSliced } from '../../../src/state/slices';
import { createBookDouble } from '../../support/book-double';

afterEach(cleanup);

/** Throws in its n-th step. */
function* failing(n: number): Generator<void, string> {
  for (let i = 0; i < n; i++) yield;
  throw new Error('no such row');
}

function aRunner(): RunSliced {
  let run!: RunSliced;
  const Probe = () => { run = createSlicedRunner(); return <p>all is well</p>; };
  render(() => <ErrorBoundary fallback={(error: Error) => <p>stopped: {error.message}</p>}><Probe /></ErrorBoundary>);
  return run;
}

describe('long work that fails', () => {
  test.each([0, 5])('in step %i shows on the error screen, gives no result, and lets whoever started it go on', async (step) => {
    const run = aRunner();
    const [done, onFailed] = [vi.fn(), vi.fn()];
    // No owner here, as in a timer or a listener.
    createRoot(() => run(failing(step), done, { onFailed, budgetMs: 0 }));
    expect(await screen.findByText('stopped: no such row')).toBeTruthy();
    expect(onFailed).toHaveBeenCalledOnce();
    expect(done).not.toHaveBeenCalled();
  });

  test('after it was cancelled is nobody’s concern any more', async () => {
    const run = aRunner();
    const onFailed = vi.fn();
    run(failing(3), vi.fn(), { onFailed, budgetMs: 0 })();
    await new Promise((resolve) => { setTimeout(resolve, 30); });
    expect(onFailed).not.toHaveBeenCalled();
    expect(screen.getByText('all is well')).toBeTruthy();
  });

  test('leaves no list that is for ever being made', async () => {
    const book = createBookDouble();
    book.seed([{ id: 'a', fields: { 'name/family': 'Adair' } }]);
    let list!: CustomerList;
    const List = () => {
      list = createCustomerList(book.rows, createBookSearch(book.rows), { query: () => '', filter: () => () => { throw new Error('broken filter'); }, sort: () => 'name', today: () => '2026-11-22', locale: () => 'en' });
      return null;
    };
    render(() => <ErrorBoundary fallback={(error: Error) => <p>stopped: {error.message}</p>}><List /></ErrorBoundary>);
    expect(await screen.findByText('stopped: broken filter')).toBeTruthy();
    expect(list.isBuilding()).toBe(false);
  });
});
