import { createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { finishSampleRemovals, removeSample } from '../../../src/app/sample-removal';
import { createActions } from '../../../src/state/undo';
import type { Actions, Notice } from '../../../src/state/undo';
import { createBookDouble } from '../../support/book-double';

const START = Date.parse('2026-11-22T10:00:00Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

function aBook() {
  const book = createBookDouble();
  book.seed([
    { id: 'real', fields: { 'name/given': 'Maria', trashedAt: at(-60) } },
    { id: 'by-hand', fields: { 'name/given': 'Invented', sample: true, trashedAt: at(-60) } },
    ...['s1', 's2', 's3'].map((id) => ({ id, fields: { 'name/given': id, sample: true } })),
  ]);
  const notices: Notice[] = [];
  let actions!: Actions;
  createRoot(() => { actions = createActions(book); actions.onNotice((notice) => { notices.push(notice); }); });
  const undo = (n: number): void => { const notice = notices[n]; if (notice?.kind === 'done') notice.undo(); };
  return { book, actions, notices, undo, ids: () => [...book.rows.all()].map(({ id }) => id).sort() };
}

beforeEach(() => { vi.useFakeTimers({ now: START }); });
afterEach(() => { vi.useRealTimers(); });

describe('invented customers', () => {
  test('go for good after the time for Undo; whom a person has put into the trash stays there', async () => {
    const { book, actions, ids } = aBook();
    await removeSample(book, actions, at(0), 'Anna', 'Removed');
    await vi.advanceTimersByTimeAsync(11_000);
    expect(ids()).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ids()).toEqual(['by-hand', 'real']);
    expect(await book.local.get('sample/removals')).toBeUndefined();
  });

  test('removed, brought back and removed again within the time for Undo stay until the second time has passed', async () => {
    const { book, actions, notices, undo, ids } = aBook();
    await removeSample(book, actions, at(0), 'Anna', 'Removed');
    await vi.advanceTimersByTimeAsync(4_000);
    undo(0);
    await vi.advanceTimersByTimeAsync(1_000);
    await removeSample(book, actions, at(5), 'Anna', 'Removed');
    const second = notices.length - 1;
    // The first removal's time is up here; it was taken back, and the second one's Undo still stands.
    await vi.advanceTimersByTimeAsync(9_000);
    expect(ids()).toHaveLength(5);
    undo(second);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ids()).toHaveLength(5);
    expect(book.rows.get('s1')?.trashedAt).toBeUndefined();
  });

  test('of a page that was closed in between go at the next start, but not before their Undo is over in another window', async () => {
    const { book, actions, ids } = aBook();
    await removeSample(book, actions, at(0), 'Anna', 'Removed');
    vi.clearAllTimers();
    await finishSampleRemovals(book, START + 3_000);
    expect(ids()).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ids()).toEqual(['by-hand', 'real']);
  });

  test('go at the next start also where the clock has been set back by years', async () => {
    const { book, actions, ids } = aBook();
    await removeSample(book, actions, at(0), 'Anna', 'Removed');
    vi.clearAllTimers();
    await finishSampleRemovals(book, START - 400 * 86_400_000);
    expect(ids()).toEqual(['by-hand', 'real']);
  });
});
